import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programs", "0009_fill_what_links_and_addresses_know")]

    operations = [
        migrations.RemoveField("stafflink", "made_by"),
        migrations.RemoveField("stafflink", "revoked_at"),
        migrations.RemoveField("stafflink", "bounced_at"),
        migrations.AlterField(
            "stafflink",
            "made_in",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="links_made", to="programs.action"
            ),
        ),
    ]
