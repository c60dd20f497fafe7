"""What the pages ask: the form by which somebody registers, its questions, an officer's reasons."""

from meetings.registration.forms.find import FindForm
from meetings.registration.forms.officer import DeclineForm, JudgingForm, NoteForm
from meetings.registration.forms.own import (
    ConsentForm,
    Offer,
    OrganizationForm,
    OwnForm,
    RegistrationForm,
)

__all__ = [
    "ConsentForm",
    "DeclineForm",
    "FindForm",
    "JudgingForm",
    "NoteForm",
    "Offer",
    "OrganizationForm",
    "OwnForm",
    "RegistrationForm",
]
