"""Of the letters to an address that came back only the last was kept beside its links; the actions tell of all."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, _schema_editor):
    """A note begins with the address. A link sent to it later let mail go there again."""
    actions, links, bounces = (apps.get_model("programs", name).objects for name in ("Action", "StaffLink", "Bounce"))
    for email in sorted(set(links.values_list("email", flat=True))):
        sent = list(actions.filter(kind="link", note=email).order_by("undone", "at", "pk"))
        said = {link.bounced_in_id: link.bounce for link in links.filter(email=email).exclude(bounced_in=None)}
        told = actions.filter(kind="bounce", note__startswith=f"{email}: ")
        for noted in (told | actions.filter(pk__in=said)).order_by("at", "pk"):
            why = said.get(noted.pk, noted.note.removeprefix(f"{email}: "))[:200]
            later = None if noted.pk in said else next((link for link in sent if link.at > noted.at), None)
            bounces.create(email=email, why=why, noted_in=noted, over_in=later)


def unfill(apps, schema_editor):
    links, bounces = (apps.get_model("programs", name).objects for name in ("StaffLink", "Bounce"))
    standing = bounces.filter(noted_in__undone=False).exclude(over_in__undone=False)
    for bounce in standing.order_by("noted_in__at", "pk"):
        links.filter(email=bounce.email).update(bounced_in=bounce.noted_in_id, bounce=bounce.why)
    # PostgreSQL makes no index of a table while foreign keys of it are still to be looked at.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("programs", "0010_a_link_has_no_columns_of_its_actions")]

    operations = [
        migrations.CreateModel(
            name="Bounce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(db_index=True, max_length=254, verbose_name="e-mail of the program’s staff")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="what came back")),
                (
                    "noted_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bounces", to="programs.action"
                    ),
                ),
                (
                    "over_in",
                    models.ForeignKey(
                        blank=True,
                        help_text="The new link after which mail may go there again.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bounces_over",
                        to="programs.action",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter that came back",
                "verbose_name_plural": "letters that came back",
                "ordering": ["-noted_in__at", "-pk"],
            },
        ),
        migrations.RunPython(fill, unfill),
        migrations.RemoveField("stafflink", "bounced_in"),
        migrations.RemoveField("stafflink", "bounce"),
    ]
