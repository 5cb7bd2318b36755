import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..geography import gazetteer

ABBREVIATED = {
    "street": "st", "avenue": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd", "highway": "hwy", "lane": "ln",
    "place": "pl", "court": "ct", "square": "sq", "parkway": "pkwy", "turnpike": "tpke", "circle": "cir",
    "terrace": "ter", "route": "rte", "north": "n", "south": "s", "east": "e", "west": "w",
}  # fmt: skip


def address_key(street, zip_code, name=""):
    """One key for "12 Main St." and "12 main street"; without a street, by the name of who is there, and the ZIP."""
    words = re.findall(r"[a-z0-9]+", (street or name).lower())
    return "|".join([" ".join(ABBREVIATED.get(word, word) for word in words), zip_code])


def measured_from(pin, withheld, latitude, longitude, town):
    """(point, about): where a site is measured from, and whether that is only the middle of its town.

    Its pin where that stands at the door and the address may be told; (None, False) where not even the town is known.
    """
    if pin == Site.Pin.EXACT and not withheld and latitude is not None:
        return (latitude, longitude), False
    middle = gazetteer.town(town) if town else None
    return (middle.point, True) if middle else (None, False)


class Site(models.Model):
    """One address. Several programs may share it; a program that moves points to another site."""

    class Pin(models.TextChoices):
        EXACT = "exact", _("at the door")
        TOWN = "town", _("somewhere in the town")
        NONE = "none", _("not known")

    MEASURED_FROM = ("pin", "withheld", "latitude", "longitude", "town")  # what measured_from() takes, in its order

    key = models.CharField(max_length=200, unique=True, help_text=_("Street and ZIP code, normalized."))
    street = models.CharField(_("street"), max_length=200, blank=True)
    town = models.CharField(
        _("city or town"), max_length=60, blank=True, help_text=_("One of the 351, not the village.")
    )
    postal_city = models.CharField(_("postal city"), max_length=60, blank=True)
    zip_code = models.CharField(_("ZIP code"), max_length=5, blank=True)
    county = models.CharField(_("county"), max_length=30, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    pin = models.CharField(_("the pin stands"), max_length=5, choices=Pin, default=Pin.NONE)
    withheld = models.BooleanField(
        _("address withheld"), default=False, help_text=_("The source keeps the street address back: never pin it.")
    )

    class Meta:
        ordering = ["town", "street"]
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withheld=False) | models.Q(latitude=None, longitude=None, street=""),
                name="a_withheld_address_has_no_street_and_no_point",
            )
        ]

    def __str__(self):
        return ", ".join(part for part in (self.street, self.town) if part)

    def measured_from(self):
        return measured_from(*(getattr(self, name) for name in self.MEASURED_FROM))
