"""A program as a form: each section a part of it, what is said of it, by whom, and how somebody says otherwise."""

from .adding import AddForm, add
from .form import SectionForm
from .identity import IdentityForm, StatusForm
from .part import Part, parts
from .saving import OutdatedError, Saved, save
from .sitting import Sitting
from .standing import Standing
from .voice import Voice, VoiceForm

__all__ = [
    "AddForm",
    "IdentityForm",
    "OutdatedError",
    "Part",
    "Saved",
    "SectionForm",
    "Sitting",
    "Standing",
    "StatusForm",
    "Voice",
    "VoiceForm",
    "add",
    "parts",
    "save",
]
