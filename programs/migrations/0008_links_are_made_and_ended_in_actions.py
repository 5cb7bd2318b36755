"""Staff links name the actions in which they were made and ended, and by which mail to them came back.

In three steps, because PostgreSQL does not change a table in the transaction that has just filled it.
"""

import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("call", "called"),
    ("edit", "edited"),
    ("add", "added a program"),
    ("status", "changed whether the public sees it"),
    ("import", "imported a file"),
    ("staff", "heard from the program’s staff"),
    ("decide", "decided what somebody sent in"),
    ("merge", "merged two programs"),
    ("not-the-same", "said that two programs are not the same"),
    ("look-again", "put off until a day"),
    ("override", "went ahead against a rule"),
    ("verify", "verified a clinician’s account"),
    ("link", "sent a staff link"),
    ("end-link", "ended a staff link"),
    ("bounce", "noted that mail came back"),
    ("factor", "reset a second factor"),
    ("undo", "took back"),
]


def to_action(related_name):
    return models.ForeignKey(
        null=True, blank=True, on_delete=django.db.models.deletion.PROTECT, related_name=related_name,
        to="programs.action",
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("programs", "0007_a_curator_words_a_term")]

    operations = [
        migrations.AlterField("action", "kind", models.CharField("what was done", max_length=12, choices=KINDS)),
        migrations.AddField("stafflink", "made_in", to_action("links_made")),
        migrations.AddField("stafflink", "ended_in", to_action("links_ended")),
        migrations.AddField("stafflink", "bounced_in", to_action("links_bounced")),
        migrations.AddField(
            "program",
            "was_public",
            models.BooleanField(
                "was public", default=False, editable=False, help_text="Whether the public has ever known its address."
            ),
        ),
    ]
