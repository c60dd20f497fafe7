"""How the meetings of a body number themselves, and how a number is printed and read. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from meetings.calendar.models import Involvement, SessionType, Status
from meetings.calendar.rules.facts import MeetingFacts
from meetings.calendar.rules.numerals import MOST, leading, printed, read, stored
from meetings.directory.models import Numbering, Within
from meetings.localized import LANGUAGES, fold

# As titles say it in the four languages, folded; a special rapporteur makes no special session.
_APART = {
    SessionType.SPECIAL: re.compile(r"\b(special|speciale|especial)\b"),
    SessionType.EXTRAORDINARY: re.compile(r"\bextraordina(ry|ri[ao]s?|ires?)\b"),
}
_OFFICE = r"(rapporteu|relator|envoy|enviad|represent|advis|asesor|assessor|conseill)\w*"
_OF_OFFICE = re.compile(rf"\b(especial|speciale?) {_OFFICE}|\b{_OFFICE} (especial|speciale?)\b")


@dataclass(frozen=True)
class Series:
    """Where a meeting takes its number: the body's style, and the days that share a series.

    `kinds` are the kinds of meeting that take a number; empty when all do. With `is_by_hand` a
    meeting takes one only when an officer writes it: the body convenes much that is no session.
    """

    style: str
    first: date
    last: date
    kinds: frozenset[str] = frozenset()
    is_by_hand: bool = False


class Spanned(Protocol):
    """A term of office of a body: its first and last day."""

    @property
    def from_on(self) -> date:
        """The first day."""

    @property
    def to_on(self) -> date:
        """The last day."""


def span(within: str, day: date, *, periods: Sequence[Spanned]) -> tuple[date, date]:
    """The days of the series in which a day lies.

    A day in none of the body's terms of office counts within its year, as far as no term reaches
    into it: after the end of a term a series of its own begins.
    """
    if within == Within.EVER:
        return date.min, date.max
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    if within != Within.PERIOD:
        return first, last
    for each in periods:
        if each.from_on <= day <= each.to_on:
            return each.from_on, each.to_on
        if each.to_on < day:
            first = max(first, each.to_on + timedelta(days=1))
        else:
            last = min(last, each.from_on - timedelta(days=1))
    return first, last


def type_in(titles: Mapping[str, str]) -> SessionType:
    """What a title says of the session: special and extraordinary ones name themselves so."""
    words = " | ".join(_OF_OFFICE.sub(" ", fold(text)) for text in titles.values())
    for kind, pattern in _APART.items():
        if pattern.search(words):
            return kind
    return SessionType.ORDINARY


def entitled(facts: MeetingFacts, series: Series) -> MeetingFacts:
    """The facts with the ordinal with which a title begins, in the order of the languages."""
    if facts.ordinal or not takes_part(facts, series):
        return facts
    numbers = (leading(facts.title.get(lang, "")) for lang in LANGUAGES)
    number = next((each for each in numbers if each is not None), None)
    return replace(facts, ordinal=stored(number, series.style)) if number else facts


def takes_part(facts: MeetingFacts, series: Series) -> bool:
    """Whether a meeting takes a number: ordinary, of its body's own kind, and no observance."""
    return (
        series.style != Numbering.NONE
        and facts.session_type == SessionType.ORDINARY
        and facts.involvement != Involvement.OBSERVANCE
        and (not series.kinds or facts.kind_code in series.kinds)
        and (bool(facts.ordinal) or not series.is_by_hand)
    )


def next_number(taken: Sequence[int | None]) -> int:
    """One more than the highest of a series; a gap is never filled unasked."""
    return max((number for number in taken if number is not None), default=0) + 1


def numbered(
    before: MeetingFacts | None,
    facts: MeetingFacts,
    *,
    series: Series | None,
    following: Callable[[], int],
) -> MeetingFacts:
    """The facts with the number that they bear; `following` tells the next of the series.

    An ordinal that an officer (or a file) wrote wins. A number once given stays when the dates
    move; another body, or becoming ordinary again, takes the next. Outside of the numbering an
    ordinal is what was written, and the one that the numbering had given goes.
    """
    had = before.ordinal if before else ""
    if series is None or not takes_part(facts, series):
        was_given = before is not None and before.number is not None
        ordinal = "" if was_given and facts.ordinal == had else facts.ordinal
        return replace(facts, ordinal=ordinal, number=None, is_numbered_by_hand=False)
    if before is not None and facts.ordinal == had:
        is_by_hand = before.is_numbered_by_hand
        if is_by_hand or (before.body_code == facts.body_code and takes_part(before, series)):
            return replace(facts, number=before.number, is_numbered_by_hand=is_by_hand)
    elif facts.ordinal:
        number = read(facts.ordinal)
        is_next = before is None and number is not None and number == following()
        return replace(facts, number=number, is_numbered_by_hand=not is_next)
    number = following()
    return replace(
        facts, ordinal=stored(number, series.style), number=number, is_numbered_by_hand=False
    )


def title_followed(before: MeetingFacts | None, facts: MeetingFacts, *, style: str) -> MeetingFacts:
    """The facts of a meeting whose titles follow when it bears another number.

    Only those that begin with the old number: what an officer wrote otherwise stays.
    """
    if before is None or None in {before.number, facts.number} or before.number == facts.number:
        return facts
    old = {lang: text for lang, text in facts.title.items() if leading(text) == before.number}
    new = retitled(old, facts.number or 0, style=style)
    return replace(facts, title={**facts.title, **new})


def retitled(titles: Mapping[str, str], number: int, *, style: str) -> dict[str, str]:
    """Titles that begin with a number, beginning with another one, each as its language prints."""
    found = {}
    for lang, text in titles.items():
        head, _blank, rest = text.partition(" ")
        has_one = rest and leading(head) not in {None, number}
        found[lang] = f"{printed(number, style, lang=lang)} {rest}" if has_one else text
    return found


@dataclass(frozen=True)
class Numbered:
    """A meeting of a series: its key, first day, status and number."""

    key: int
    starts_on: date
    status: str
    number: int | None
    is_by_hand: bool


def proposal(series: Sequence[Numbered]) -> dict[int, int]:
    """The meetings (keys) of a series whose number would be another one, and which.

    In the order of the dates, without gaps or doubles. What an officer numbered, and what was
    held or cancelled, keeps its number: people know it by that. A series begins at one, or where
    an officer let it begin.
    """
    ordered = sorted(series, key=lambda each: (each.starts_on, each.number or MOST, each.key))
    kept = {each.key: each.number for each in ordered if each.number and _keeps(each)}
    expected = _beginning(ordered)
    found: dict[int, int] = {}
    for each in ordered:
        if each.key in kept:
            expected = max(expected, kept[each.key] + 1)
            continue
        while expected in kept.values():
            expected += 1
        if each.number != expected:
            found[each.key] = expected
        expected += 1
    return found


def _keeps(each: Numbered) -> bool:
    return each.is_by_hand or each.status in {Status.HELD, Status.CANCELLED}


def _beginning(series: Sequence[Numbered]) -> int:
    numbers = [(each.number, not each.is_by_hand) for each in series if each.number]
    lowest, is_given = min(numbers, default=(1, True))
    return 1 if is_given else lowest
