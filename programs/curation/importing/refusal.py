"""What is not imported at all, and why."""

from django.conf import settings
from django.utils.translation import gettext as _

from ...models import ImportRun

DEMONSTRATION = "demonstration"  # the layout of the run that makes the fictional catalogue


class ImportRefusedError(ValueError):
    """The file is left alone and nothing was written. The message says what is wrong and what would be right."""

    def __init__(self, message):
        super().__init__(str(message))


def refuse_in_demonstration():
    """Real programs never stand beside fictional ones. Raises ImportRefusedError."""
    if settings.DEMONSTRATION or ImportRun.objects.filter(layout=DEMONSTRATION).exists():
        raise ImportRefusedError(
            _("This database holds the fictional demonstration catalogue. Import real listings into another one.")
        )
