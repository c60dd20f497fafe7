"""What the officers' forms offer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs

from meetings.calendar.models import Involvement, Level, Mode, Precision, SessionType, Status

STATUSES = [
    SelectChoice(Status.FORESEEN, _l("Foreseen")),
    SelectChoice(Status.TENTATIVE, _l("Tentative")),
    SelectChoice(Status.CONFIRMED, _l("Confirmed")),
    SelectChoice(Status.POSTPONED, _l("Postponed")),
    SelectChoice(Status.CANCELLED, _l("Cancelled")),
]
PRECISIONS = [
    SelectChoice(Precision.DAY, _l("To the day")),
    SelectChoice(Precision.MINUTE, _l("To the hour and minute")),
    SelectChoice(Precision.MONTH, _l("To the month only")),
    SelectChoice(Precision.SEASON, _l("To the season only (three months)")),
    SelectChoice(Precision.YEAR, _l("To the year only")),
]
INVOLVEMENTS = [
    SelectChoice(Involvement.CONVENED, _l("Convened by the Secretariat")),
    SelectChoice(Involvement.ATTENDED, _l("Attended by the Secretariat")),
    SelectChoice(Involvement.OBSERVANCE, _l("Observance")),
]
SESSION_TYPES = [
    SelectChoice(SessionType.ORDINARY, _l("Ordinary: it takes a number where its body numbers")),
    SelectChoice(SessionType.SPECIAL, _l("Special: outside the numbering")),
    SelectChoice(SessionType.EXTRAORDINARY, _l("Extraordinary: outside the numbering")),
]
LEVELS = [
    SelectChoice("", _l("Not stated")),
    SelectChoice(Level.HEMISPHERIC, _l("Hemispheric")),
    SelectChoice(Level.REGIONAL, _l("Regional")),
    SelectChoice(Level.SUBREGIONAL, _l("Subregional")),
    SelectChoice(Level.NATIONAL, lazy_pgettext("level", "National")),
    SelectChoice(Level.LOCAL, lazy_pgettext("level", "Local")),
]
MODES = [
    SelectChoice(Mode.IN_PERSON, _l("In person")),
    SelectChoice(Mode.VIRTUAL, _l("Virtual")),
    SelectChoice(Mode.HYBRID, _l("Hybrid: in person and virtual")),
]
