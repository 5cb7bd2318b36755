"""Tracks and their weekly sessions: when a person has to be there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .program import Program


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


WEEKDAY_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Track(models.Model):
    """One way through a program: adults in the evening, teens after school. What it does not state is empty."""

    class Format(models.TextChoices):
        IN_PERSON = "in-person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("Partly online")

    class Entry(models.TextChoices):
        ROLLING = "rolling", _("New people start at any time")
        COHORT = "cohort", _("A group starts together")

    program = models.ForeignKey(Program, models.CASCADE, related_name="tracks")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=100, blank=True)
    format = models.CharField(_("format"), max_length=10, choices=Format, blank=True)
    age_min = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True, help_text=_("BCP 47 code."))
    parts_of_day = models.JSONField(_("parts of the day"), default=list, blank=True)
    days_per_week = models.PositiveSmallIntegerField(_("days a week"), null=True, blank=True)
    hours_per_session = models.FloatField(_("hours a session"), null=True, blank=True)
    hours_per_week = models.FloatField(_("hours a week"), null=True, blank=True)
    attend = models.PositiveSmallIntegerField(_("sessions to attend a week"), null=True, blank=True)
    weeks_min = models.PositiveSmallIntegerField(_("shortest stay in weeks"), null=True, blank=True)
    weeks_max = models.PositiveSmallIntegerField(_("longest stay in weeks"), null=True, blank=True)
    entry = models.CharField(_("entry"), max_length=10, choices=Entry, blank=True)

    class Meta:
        ordering = ["program", "position"]
        verbose_name = _("track")
        verbose_name_plural = _("tracks")

    def __str__(self):
        return self.name


class Session(models.Model):
    """One weekly block. Times are wall-clock times in Massachusetts."""

    track = models.ForeignKey(Track, models.CASCADE, related_name="sessions")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    starts = models.TimeField(_("starts"))
    ends = models.TimeField(_("ends"))

    class Meta:
        ordering = ["track", "weekday", "starts"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("ends")), name="a_session_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return f"{WEEKDAY_CODES[self.weekday]} {self.starts:%H:%M}-{self.ends:%H:%M}"
