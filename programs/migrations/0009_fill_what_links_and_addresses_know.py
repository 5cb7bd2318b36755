"""What stood in columns of a staff link becomes actions; which addresses were public is read from what was done."""

from django.db import migrations

PUBLIC = ("listed", "confirmed")


def fill(apps, _schema_editor):
    actions = apps.get_model("programs", "Action").objects
    for link in apps.get_model("programs", "StaffLink").objects.all():
        about = {"program_id": link.program_id, "note": link.email}
        link.made_in = actions.create(kind="link", at=link.made_at, by_id=link.made_by_id, **about)
        if link.revoked_at:
            link.ended_in = actions.create(kind="end-link", at=link.revoked_at, **about)
        if link.bounced_at:
            link.bounced_in = actions.create(
                kind="bounce", at=link.bounced_at, note=f"{link.email}: {link.bounce}"[:300]
            )
        link.save()
    for clinician in apps.get_model("programs", "Clinician").objects.exclude(verified_in=None):
        actions.filter(pk=clinician.verified_in_id).update(via=f"Clinician {clinician.pk}")
    _tell_which_were_public(actions, apps.get_model("programs", "Program").objects)


def _tell_which_were_public(actions, programs):
    """All that are public now, and those withdrawn ones of which no action says that they were a lead until then."""
    programs.filter(status__in=PUBLIC).update(was_public=True)
    was = {}  # number -> every status that an action names
    for changes in actions.exclude(changes={}).values_list("changes", flat=True).iterator():
        for number, columns in changes.items():
            was.setdefault(int(number), set()).update(columns.get("status", ()))
    withdrawn = programs.exclude(status__in=PUBLIC).values_list("pk", "status")
    known = [
        number
        for number, status in withdrawn.iterator()
        if was.get(number, set()) & set(PUBLIC) or (status == "withdrawn" and "lead" not in was.get(number, set()))
    ]
    for start in range(0, len(known), 500):
        programs.filter(pk__in=known[start : start + 500]).update(was_public=True)


def unfill(apps, _schema_editor):
    for link in apps.get_model("programs", "StaffLink").objects.select_related("made_in", "ended_in", "bounced_in"):
        link.made_by_id = link.made_in.by_id
        ended = link.ended_in if link.ended_in and not link.ended_in.undone else None
        ended = link.made_in if link.made_in.undone else ended
        link.revoked_at = ended and ended.at
        link.bounced_at = link.bounced_in.at if link.bounced_in and not link.bounced_in.undone else None
        link.save()


class Migration(migrations.Migration):
    dependencies = [("programs", "0008_links_are_made_and_ended_in_actions")]

    operations = [migrations.RunPython(fill, unfill)]
