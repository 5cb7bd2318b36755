"""The closed lists of words in which facts are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TermQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("vocabulary", "position")


class Term(models.Model):
    """One word of one vocabulary. A child's yes answers its parent; a parent's no is its children's no."""

    vocabulary = models.CharField(_("vocabulary"), max_length=20)
    code = models.CharField(_("code"), max_length=60)
    label = models.CharField(_("label"), max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    question = models.CharField(
        _("question"), max_length=200, help_text=_("What a person asks on the phone when the fact is not stated.")
    )
    synonyms = models.JSONField(_("everyday words"), default=list, blank=True)
    description = models.TextField(_("description"), blank=True)
    low = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    high = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    reworded = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text=_("Columns that a curator has worded; no file changes them."),
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["vocabulary", "position"]
        constraints = [models.UniqueConstraint(fields=["vocabulary", "code"], name="one_term_per_code")]
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self):
        return self.label

    @property
    def fact(self):
        """The key under which assertions name this term: "therapy:dbt"."""
        return f"{self.vocabulary}:{self.code}"
