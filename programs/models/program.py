"""A program as a family would enrol in it. Its answers are settled from assertions; its columns too."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from .organization import Organization
from .site import Site


class ProgramQuerySet(models.QuerySet):
    def published(self):
        """What the public sees: listed by a document, or confirmed by somebody who can know."""
        return self.filter(status__in=(Program.Status.LISTED, Program.Status.CONFIRMED))

    def leads(self):
        return self.filter(status=Program.Status.LEAD)

    def gone(self):
        """Withdrawn ones whose address the public has known, and which says so. All others were for curators only."""
        return self.filter(status=Program.Status.WITHDRAWN, was_public=True)

    def with_details(self):
        """Everything that a program page reads, in four queries."""
        return self.select_related("organization", "site").prefetch_related("tracks__sessions", "intake_dates")


class Program(models.Model):
    class Status(models.TextChoices):
        LEAD = "lead", _("Lead: a document hints at an IOP")
        LISTED = "listed", _("Listed: a document says IOP")
        CONFIRMED = "confirmed", _("Confirmed by somebody who can know")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="programs")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="programs")
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(max_length=140, unique=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.LEAD)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)
    was_public = models.BooleanField(
        _("was public"), default=False, editable=False, help_text=_("Whether the public has ever known its address.")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", help_text=_("Its address leads there.")
    )

    suite = models.CharField(_("suite or building"), max_length=100, blank=True, help_text=_("Floor, suite, building."))
    intake_phone = PhoneNumberField(_("intake phone"), blank=True, help_text=_("The number that reaches intake."))
    main_phone = PhoneNumberField(_("main phone"), blank=True, help_text=_("The front desk or switchboard."))
    clinician_phone = PhoneNumberField(
        _("phone for clinicians"), blank=True, help_text=_("For referring clinicians only.")
    )
    fax = PhoneNumberField(_("fax"), blank=True, help_text=_("Where referral forms go."))
    intake_email = models.EmailField(
        _("intake e-mail"), blank=True, help_text=_("Read by intake staff, not a web form.")
    )
    portal_url = models.URLField(_("referral portal"), blank=True, help_text=_("Where a referral is entered online."))
    web_page = models.URLField(
        _("web page"), max_length=300, blank=True, help_text=_("The page of this program, not the home page.")
    )
    level_name = models.CharField(
        _("level of care, as the provider names it"),
        max_length=120,
        blank=True,
        help_text=_("IOP, SOAP, PHP and IOP, ..."),
    )
    self_pay_price = models.CharField(
        _("self-pay price"), max_length=120, blank=True, help_text=_("With its unit: per day, per week.")
    )
    prior_authorization = models.CharField(
        _("prior authorization"), max_length=200, blank=True, help_text=_("Which plans ask for it.")
    )
    group_size = models.CharField(
        _("usual group size"), max_length=60, blank=True, help_text=_("People in a group, as a range.")
    )
    staff_notes = models.CharField(
        _("staff"), max_length=300, blank=True, help_text=_("How often one sees a prescriber or a therapist.")
    )
    documents = models.CharField(
        _("documents to bring"), max_length=300, blank=True, help_text=_("What intake asks for.")
    )
    steps = models.CharField(
        _("steps to get in"), max_length=500, blank=True, help_text=_("From the first call to the first day.")
    )
    exclusions = models.CharField(
        _("who cannot be admitted"), max_length=500, blank=True, help_text=_("In the program's own rule.")
    )
    prior_level = models.CharField(
        _("level required before"), max_length=200, blank=True, help_text=_("For example: PHP first.")
    )
    after_program = models.CharField(
        _("after the program"), max_length=500, blank=True, help_text=_("Aftercare, alumni, partners.")
    )
    missed_session = models.CharField(
        _("after a missed session"), max_length=300, blank=True, help_text=_("What happens then.")
    )
    own_words = models.TextField(
        _("in its own words"), blank=True, help_text=_("Short quotations only; searched by word.")
    )

    intakes_kept = models.PositiveIntegerField(default=0, editable=False)
    intakes_broken = models.PositiveIntegerField(default=0, editable=False)

    settled_from = models.JSONField(
        default=dict, editable=False, help_text=_("Which assertion each section's columns were settled from.")
    )

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["status"], name="program_status")]
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        permissions = [
            ("see_desk", _("Can look at the curators’ desk")),
            ("record_facts", _("Can record what somebody said")),
            ("publish_programs", _("Can publish, merge and withdraw programs")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("program", args=[self.slug])

    @property
    def is_public(self):
        return self.status in (self.Status.LISTED, self.Status.CONFIRMED)

    @property
    def is_gone(self):
        """See ProgramQuerySet.gone."""
        return self.status == self.Status.WITHDRAWN and self.was_public
