"""What somebody may still correct of her registration, and which of it an officer reads first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Meeting, Mode
from meetings.directory.models import Sex
from meetings.errors import Refused
from meetings.localized import LANGUAGES, pick
from meetings.reference import names, rows
from meetings.registration.rules.entries import Entry
from meetings.registration.rules.way_words import deadline
from meetings.registration.rules.words import MODE, SEX

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
FACTS: Final = {
    "given_names": _l("Given names"),
    "surnames": _l("Surnames"),
    "badge_name": _l("Name on the badge"),
    "email": _l("E-mail address"),
    "sex": _l("Sex, for statistics"),
    "post": _l("Post or function"),
    "personnel_kind_code": _l("Kind of personnel"),
    "mode": _l("How you will take part"),
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


def shown(fact: str, value: str, *, lang: str) -> str:
    """A corrected value as it is read: codes in words, an empty one named."""
    if fact == "sex":
        return str(SEX.get(Sex(value), value))
    if fact == "mode":
        return str(MODE.get(Mode(value), value))
    if fact == "personnel_kind_code":
        kinds = {row["code"]: row for row in rows("personnel_kinds.csv")}
        return pick(names(kinds[value]), lang, LANGUAGES).text if value in kinds else value
    return value or _("(empty)")


def compared(asked: Mapping[str, str], before: Mapping[str, str], *, lang: str) -> Compared:
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
