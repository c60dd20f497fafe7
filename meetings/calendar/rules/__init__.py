"""What makes a meeting sound, and what of it is told when it changes."""

from __future__ import annotations

from meetings.calendar.rules.changes import (
    Tellable,
    Told,
    differences,
    ical_status,
    material_change,
    read_told,
    told,
)
from meetings.calendar.rules.documents import Audiences, DocumentFacts, may_read
from meetings.calendar.rules.facts import (
    DEFAULT_BODY,
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    LONGEST_DESCRIPTION,
    LONGEST_REASON,
    LONGEST_TITLE,
    Codes,
    MeetingFacts,
    check,
    cleaned,
)
from meetings.calendar.rules.moves import (
    TRANSITIONS,
    NewDate,
    check_move,
    check_replacement,
    redated,
)
from meetings.calendar.rules.numbering import (
    Numbered,
    Series,
    entitled,
    next_number,
    numbered,
    proposal,
    retitled,
    span,
    takes_part,
    title_followed,
    type_in,
)
from meetings.calendar.rules.numerals import printed, read, shown, spelled, stored
from meetings.calendar.rules.obligations import Account, ObligationFacts
from meetings.calendar.rules.where import relocated

__all__ = [
    "DEFAULT_BODY",
    "FIRST_YEAR",
    "LAST_YEAR",
    "LONGEST",
    "LONGEST_DESCRIPTION",
    "LONGEST_REASON",
    "LONGEST_TITLE",
    "TRANSITIONS",
    "Account",
    "Audiences",
    "Codes",
    "DocumentFacts",
    "MeetingFacts",
    "NewDate",
    "Numbered",
    "ObligationFacts",
    "Series",
    "Tellable",
    "Told",
    "check",
    "check_move",
    "check_replacement",
    "cleaned",
    "differences",
    "entitled",
    "ical_status",
    "material_change",
    "may_read",
    "next_number",
    "numbered",
    "printed",
    "proposal",
    "read",
    "read_told",
    "redated",
    "relocated",
    "retitled",
    "shown",
    "span",
    "spelled",
    "stored",
    "takes_part",
    "title_followed",
    "told",
    "type_in",
]
