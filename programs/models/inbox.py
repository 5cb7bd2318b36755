"""What came in from outside, kept as it came."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .action import Action
from .evidence import Assertion, Source
from .program import Program
from .site import Site


class ImportRunQuerySet(models.QuerySet):
    def applied(self):
        """Those whose rows stand in the catalogue: applied, and not taken back since."""
        return self.filter(applied_at__isnull=False).exclude(action__undone=True)

    def of_the_desk(self):
        return self.filter(layout=ImportRun.OWN_COLUMNS)


class ImportRun(models.Model):
    """One file, read and planned; once applied, its action says what it wrote and takes it back."""

    OWN_COLUMNS = "our own columns"

    source = models.ForeignKey(Source, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of the file."))
    layout = models.CharField(max_length=40)
    started_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.JSONField(default=dict)
    method = models.CharField(_("by what means"), max_length=10, choices=Assertion.Method, blank=True)
    said_on = models.DateField(_("said on"), null=True, blank=True)
    action = models.OneToOneField(Action, models.PROTECT, null=True, blank=True, related_name="import_run")

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self):
        return self.file_name


class ImportRow(models.Model):
    """One row of the file as it came, and what became of it."""

    class Outcome(models.TextChoices):
        LISTED = "listed", _("made or kept a listed program")
        LEAD = "lead", _("made or kept a lead")
        KEPT = "kept", _("kept as it came; says nothing of an IOP")
        DROPPED = "dropped", _("left out")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    key = models.CharField(max_length=250)
    raw = models.JSONField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    change = models.CharField(
        max_length=10, blank=True, help_text=_("What it changes: new, changed, unchanged, problem.")
    )
    differences = models.JSONField(
        default=list, blank=True, help_text=_("[column, was, becomes] of each changed cell.")
    )
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list, blank=True)
    program = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="import_rows")
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, related_name="import_rows")

    class Meta:
        ordering = ["run", "line"]
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="one_row_per_line")]
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")

    def __str__(self):
        return f"{self.line}: {self.key}"


class ImportFile(models.Model):
    """The file of an import as it came, until it is applied or nobody wants it any more."""

    run = models.OneToOneField(ImportRun, models.CASCADE, related_name="file")
    content = models.BinaryField()
    kept_until = models.DateTimeField()

    def __str__(self):
        return str(self.run)


class ImportJob(models.Model):
    """Long work on an import, done beside the requests. Its page says how far it has come, and when it died."""

    class What(models.TextChoices):
        PLAN = "plan", _("Planning")
        APPLY = "apply", _("Applying")
        TAKE_BACK = "take-back", _("Taking back")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="jobs")
    what = models.CharField(max_length=10, choices=What)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    leave_out = models.BooleanField(default=False, help_text=_("Rows with problems are left out."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["run", "pk"]
        verbose_name = _("work on an import")
        verbose_name_plural = _("work on imports")

    def __str__(self):
        return f"{self.get_what_display()}: {self.run}"

    @property
    def is_open(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)
