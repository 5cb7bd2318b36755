"""Who said what, and when. Assertions are only ever appended; answers are settled from them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .action import Action
from .program import Program


class Source(models.Model):
    """One document in one edition, or one kind of person who said something."""

    class Kind(models.TextChoices):
        FEDERAL = "federal-listing", _("federal listing")
        WEB_PAGE = "web-page", _("program’s web page")
        DOCUMENT = "document", _("published document")
        STAFF = "staff", _("program’s staff")
        PHONE = "phone", _("phone check")
        CLINICIAN = "clinician", _("clinician")
        VISITOR = "visitor", _("visitor")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), max_length=300, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    first_imported_on = models.DateField(_("first imported on"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "name", "published_on"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name", "url", "published_on"], name="one_source_per_edition"),
            models.UniqueConstraint(
                fields=["kind", "name", "url"], condition=models.Q(published_on=None), name="one_source_without_a_date"
            ),
        ]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.name

    @property
    def voice(self):
        """What stays the same through a document's editions: two assertions of one voice never disagree."""
        return (self.kind, self.name, self.url)

    @property
    def dated(self):
        """The day by which a document ages: its own date, or the first import's where it has none."""
        return self.published_on or self.first_imported_on


class AppendOnlyError(Exception):
    """Somebody tried to change what was said. Append a retraction instead."""


class AssertionQuerySet(models.QuerySet):
    def update(self, **changes):
        raise AppendOnlyError

    def delete(self):
        raise AppendOnlyError

    def about(self, program):
        """What was said of a program, and of those that were merged into it."""
        merged = Program.objects.filter(merged_into=program)  # apart, so that the index on programs serves both
        return self.filter(models.Q(program=program) | models.Q(program__in=merged.values("pk")))

    def live(self):
        """Those never retracted, or whose retraction was itself retracted, oldest first; in two queries."""
        rows: list[Any] = list(self.prefetch_related("source").order_by("recorded_at", "pk"))
        gone = set()
        for row in reversed(rows):
            if row.retracts_id and row.pk not in gone:
                gone.add(row.retracts_id)
        return [row for row in rows if not row.retracts_id and row.pk not in gone]

    def live_of_each(self, numbers):
        """{number: live assertions} of programs and of those merged into them, oldest first; in three queries."""
        owners = dict(Program.objects.filter(merged_into__in=numbers).values_list("pk", "merged_into_id"))
        said: dict[int, list[Any]] = {number: [] for number in numbers}
        for assertion in self.filter(program__in={*numbers, *owners}).live():
            number = assertion.program_id
            for spoken_of in {number, owners.get(number, number)} & said.keys():
                said[spoken_of].append(assertion)
        return said


class Assertion(models.Model):
    """Somebody said something about one fact of one program on one day."""

    class Said(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        RETRACTED = "retracted", _("retracted")

    class Method(models.TextChoices):
        DOCUMENT = "document", _("a document")
        STAFF = "staff", _("the program’s own staff")
        PHONE = "phone", _("a phone check")
        CLINICIAN = "clinician", _("a clinician after an intake")
        VISITOR = "visitor", _("a visitor’s report")

    CONFIRMING = frozenset({Method.STAFF, Method.PHONE, Method.CLINICIAN})
    LISTING = frozenset({Method.DOCUMENT})

    program = models.ForeignKey(Program, models.PROTECT, related_name="assertions")
    fact = models.CharField(_("fact"), max_length=90)
    answer = models.CharField(_("answer"), max_length=10, choices=Said)
    detail = models.JSONField(_("detail"), default=dict, blank=True)
    quote = models.CharField(_("quote"), max_length=300, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="assertions")
    method = models.CharField(_("method"), max_length=10, choices=Method)
    said_on = models.DateField(_("said on"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="assertions")
    retracts = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="retractions")

    objects = AssertionQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["program", "fact"], name="assertion_program_fact")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="retracted", retracts__isnull=False)
                | (~models.Q(answer="retracted") & models.Q(retracts__isnull=True)),
                name="a_retraction_names_what_it_takes_back",
            )
        ]
        verbose_name = _("assertion")
        verbose_name_plural = _("assertions")

    def __str__(self):
        return f"{self.fact}: {self.answer}"

    def save(self, **options):
        if self.pk:
            raise AppendOnlyError
        super().save(**options)

    def delete(self, *args, **options):
        raise AppendOnlyError

    @property
    def is_confirming(self):
        return self.method in self.CONFIRMING


class AnswerQuerySet(models.QuerySet):
    def holding(self, on):
        return self.filter(starts_on__lte=on).filter(models.Q(ends_on__gt=on) | models.Q(ends_on=None))

    def disputed(self, on):
        """Answers whose sources disagree: work for a curator."""
        return self.holding(on).filter(disagrees=True)


class Answer(models.Model):
    """What holds for one fact from one day up to, not including, another. Nobody but settle writes it.

    A fact with no row for a day is not stated on that day.
    """

    class State(models.TextChoices):
        CONFIRMED_YES = "confirmed-yes", _("confirmed")
        CONFIRMED_NO = "confirmed-no", _("confirmed no")
        LISTED = "listed", _("listed")
        DOUBTED = "doubted", _("doubted")

    program = models.ForeignKey(Program, models.CASCADE, related_name="answers")
    fact = models.CharField(max_length=90)
    state = models.CharField(max_length=13, choices=State)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    assertion = models.ForeignKey(Assertion, models.PROTECT, related_name="answers")
    disagrees = models.BooleanField(default=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["program", "fact", "starts_on"]
        constraints = [models.UniqueConstraint(fields=["program", "fact", "starts_on"], name="one_answer_a_day")]

    def __str__(self):
        return f"{self.fact}: {self.state}"
