"""The page of a program that is no longer listed: it says so, and why, instead of "not found"."""

from django.shortcuts import render


def withdrawn(request, program):
    return render(request, "programs/withdrawn.html", {"program": program}, status=410)
