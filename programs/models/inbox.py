"""What came in from outside, kept as it came."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .action import Action
from .evidence import Source
from .program import Program
from .site import Site


class ImportRun(models.Model):
    """One file, read and applied."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of the file."))
    layout = models.CharField(max_length=40)
    started_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.JSONField(default=dict)
    action = models.OneToOneField(Action, models.PROTECT, null=True, blank=True, related_name="import_run")

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
    problems = models.JSONField(default=list)
    program = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="import_rows")
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, related_name="import_rows")

    class Meta:
        ordering = ["run", "line"]
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="one_row_per_line")]
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")

    def __str__(self):
        return f"{self.line}: {self.key}"
