"""A program as a form: each section a part of it, what is said of it, by whom, and how somebody says otherwise."""

from .form import SectionForm
from .identity import IdentityForm, StatusForm
from .part import Part, parts
from .saving import OutdatedError, Saved, save
from .standing import Standing
from .voice import Voice, VoiceForm

__all__ = [
    "IdentityForm",
    "OutdatedError",
    "Part",
    "Saved",
    "SectionForm",
    "Standing",
    "StatusForm",
    "Voice",
    "VoiceForm",
    "parts",
    "save",
]
