from django.db import models
from django.utils.translation import gettext_lazy as _


class Organization(models.Model):
    """Who runs programs: a hospital, an agency, a practice."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self):
        return self.name
