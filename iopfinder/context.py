"""What every template may ask about the finder as a whole."""

from django.conf import settings


def demonstration(request):
    """Whether the programs shown are fictional, so that each page can say so."""
    return {"demonstration": settings.DEMONSTRATION}
