"""The catalogue's version: one row that every published change raises in its own transaction."""

from django.db import models
from django.utils import timezone


class CatalogueVersion(models.Model):
    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls):
        """The number alone, in one query; 0 before anything was ever recorded."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def bump(cls):
        """Raise the number, inside the caller's transaction, so that readers see it with the change or not at all."""
        changed = cls.objects.filter(pk=1).update(number=models.F("number") + 1, changed_at=timezone.now())
        if not changed:
            cls.objects.create(pk=1, number=1)
