"""What to do now."""

from django.shortcuts import render

from ...models import Action
from .door import desk


@desk()
def today(request):
    return render(request, "desk/today.html", {"done": Action.objects.latest_first()[:20]})
