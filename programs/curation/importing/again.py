"""What an import had added before it was taken back: the same row again brings back the same program and address."""

from ...models import Action, ImportRow, Program


def taken_back():
    """Key of a row -> the program that a row of that key had added, in an import that was taken back since."""
    rows = ImportRow.objects.filter(
        run__action__undone=True, program__status=Program.Status.WITHDRAWN, program__merged_into=None
    ).select_related("program")
    added = {
        int(number)
        for changes in Action.objects.filter(import_run__isnull=False, undone=True).values_list("changes", flat=True)
        for number, columns in changes.items()
        if columns.get("status", ["there"])[0] == ""
    }
    return {row.key: row.program for row in rows.order_by("run", "line") if row.program_id in added}
