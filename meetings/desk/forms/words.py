"""What the officers' forms offer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs

from meetings.calendar.models import Involvement, Mode, Precision, SessionType, Status
from meetings.directory.rules import wording
from meetings.fields import offered

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
PUBLIC_REASON = _l("Show the reason publicly and mail it; otherwise only officers see it")
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
LEVELS = offered([("", _l("Not stated")), *wording.LEVELS.items()])
MODES = [
    SelectChoice(Mode.IN_PERSON, _l("In person")),
    SelectChoice(Mode.VIRTUAL, _l("Virtual")),
    SelectChoice(Mode.HYBRID, _l("Hybrid: in person and virtual")),
]
