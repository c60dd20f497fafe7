"""The officers' forms of States, groups, bodies and terms."""

from __future__ import annotations

from meetings.directory.forms.bodies import PeriodForm, PlacesForm
from meetings.directory.forms.states import FactForm, GroupForm, MemberForm, ObserverForm
from meetings.directory.forms.terms import NEW, CorrectionForm, EndForm, TermForm

__all__ = [
    "NEW",
    "CorrectionForm",
    "EndForm",
    "FactForm",
    "GroupForm",
    "MemberForm",
    "ObserverForm",
    "PeriodForm",
    "PlacesForm",
    "TermForm",
]
