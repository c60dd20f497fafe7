"""What somebody may still correct of her registration, and which of it an officer reads first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Meeting
from meetings.directory.rules.likeness.people import PersonFacts
from meetings.directory.rules.likeness.renaming import is_anothers, is_somebody_else
from meetings.errors import Refused
from meetings.localized import NATIVE_NAMES
from meetings.registration.models import Represents, Way
from meetings.registration.rules.entries import Entry
from meetings.registration.rules.list_columns import coded
from meetings.registration.rules.way_words import deadline
from meetings.registration.rules.words import MODE, SEX, SEX_SOURCE, represented

_WORDS: Final[Mapping[str, Mapping[Any, Any]]] = {
    "sex": SEX,
    "sex_source": SEX_SOURCE,
    "mode": MODE,
    "language": NATIVE_NAMES,
}
_LISTS: Final = {
    "capacity": "capacities.csv",
    "functions": "functions.csv",
    "personnel_kind_code": "personnel_kinds.csv",
}
Compared = list[tuple[str, str, str]]  # field, as declared, as asked for

# What an officer reviews (RegistrationPlan.reviewed_fields) -> the facts that belong to it.
REVIEWED: Final[Mapping[str, tuple[str, ...]]] = {
    "names": ("given_names", "surnames", "badge_name"),
    "email": ("email",),
    "sex": ("sex",),
    "post": ("post",),
    "personnel_kind": ("personnel_kind_code",),
    "mode": ("mode",),
}
# What waits where somebody had to agree to what was declared, unless the officer says otherwise.
AGREED: Final = ("names", "post", "personnel_kind")
NOTHING: Final = "nothing"  # reviewed, although somebody had to agree
# What waits with a name that makes somebody else of her: all by which she is known.
WHO: Final = ("names", "email", "sex", "post", "personnel_kind")
SAME: Final = "same"  # whom a correction that makes somebody else of her is about
ANOTHER: Final = "another"
OWN_LINK: Final = "own link"  # how the history names who corrected by her own page
FACTS: Final = {
    "honorific": _l("Title"),
    "given_names": _l("Given names"),
    "surnames": _l("Surnames"),
    "badge_name": _l("Name on the badge"),
    "email": _l("E-mail address"),
    "sex": _l("Sex, for statistics"),
    "sex_source": _l("Who said so"),
    "capacity": _l("Capacity"),
    "represents": _l("Entity represented"),
    "post": _l("Post or function"),
    "personnel_kind_code": _l("Kind of personnel"),
    "functions": _l("Functions at this meeting"),
    "mode": _l("How you will take part"),
    "language": _l("Language of our mails"),
    "listed": _l("Stands in lists of participants"),
    "access_needs": _l("Access needs"),
}


def in_time(until: datetime, at: datetime) -> None:
    """Raise Refused (code late) once the time to correct has passed."""
    if at >= until:
        sentence = _l("The time to correct has passed. Please write to the secretariat.")
        raise Refused(sentence, code="late")


def told(until: datetime, meeting: Meeting, *, lang: str, at: datetime) -> str:
    """Until when, in the venue's clocks; the midnight that ends a day is its last minute."""
    local = until.astimezone(ZoneInfo(meeting.time_zone))
    ends_a_day = (local.hour, local.minute) == (0, 0)
    return deadline(until - timedelta(minutes=ends_a_day), meeting, lang=lang, at=at)


def reviewed_facts(reviewed: Collection[str]) -> list[str]:
    """The facts whose correction waits for an officer, in the order of the form."""
    return [fact for name, facts in REVIEWED.items() if name in reviewed for fact in facts]


def makes_somebody_else(entry: Entry, known_as: tuple[str, str]) -> bool:
    """Whether the names of a correction, or that on the badge, are another human being's than
    those (given names, surnames) under which somebody is known."""
    before = PersonFacts(*known_as)
    after = PersonFacts(entry.given_names, entry.surnames)
    return is_somebody_else(before, after) or is_anothers(entry.badge_name, after)


def is_anothers_name(entry: Entry, known_as: tuple[str, str]) -> bool:
    """The same of the names alone, whatever the badge bears."""
    return is_somebody_else(PersonFacts(*known_as), PersonFacts(entry.given_names, entry.surnames))


class Placed(Protocol):
    """A participation, by what tells whether it is its State's to name."""

    @property
    def way(self) -> str:
        """How it came in."""

    @property
    def protocol_order(self) -> int | None:
        """Its place on its State's official list."""


def is_on_a_list(placed: Placed) -> bool:
    """Whether a State named her, or has her on its official list: who comes instead it says
    itself."""
    return placed.way == Way.STATE or placed.protocol_order is not None


def part(
    entry: Entry, current: Mapping[str, str], *, reviewed: Collection[str]
) -> tuple[Entry, dict[str, str]]:
    """A correction in two: what is written at once, and what waits (fact -> new value)."""
    waits = {
        fact: getattr(entry, fact)
        for fact in reviewed_facts(reviewed)
        if getattr(entry, fact) != current[fact]
    }
    kept: dict[str, Any] = {fact: current[fact] for fact in waits}
    return replace(entry, **kept), waits


def shown(fact: str, value: Any, *, lang: str) -> str:
    """A corrected value as it is read: codes in words, an empty one named."""
    if fact == "access_needs":
        return _("(kept apart)")
    if fact in _WORDS:
        return str(_WORDS[fact].get(value, value))
    if fact in _LISTS:
        names = coded(_LISTS[fact], lang)
        several = value if isinstance(value, list) else [value]
        return "; ".join(str(names.get(each, each)) for each in several) or _("(empty)")
    if fact == "represents":
        return "; ".join(
            represented(
                what if kind == Represents.STATE else None,
                what if kind == Represents.ORGANIZATION else None,
                lang=lang,
            )
            for kind, what in value
        )
    if fact == "listed":
        return _("yes") if value else _("no")
    return value or _("(empty)")


def compared(asked: Mapping[str, Any], before: Mapping[str, Any], *, lang: str) -> Compared:
    """The fields of a correction, in the order of the form, with what stands and what is asked."""
    return [
        (
            str(label),
            shown(fact, before.get(fact, ""), lang=lang),
            shown(fact, asked[fact], lang=lang),
        )
        for fact, label in FACTS.items()
        if fact in asked
    ]
