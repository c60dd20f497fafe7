"""What a body owes, and whether it is planned: ordinary meetings counted by the year. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Status
from meetings.calendar.rules import wording
from meetings.errors import Refused
from meetings.localized import fold

PLANNED = frozenset({Status.FORESEEN, Status.TENTATIVE, Status.CONFIRMED, Status.HELD})
LONGEST_SOURCE = 120
LONGEST_WORDS = 400
MOST_MEETINGS, MOST_YEARS = 99, 20


class Asked(Protocol):
    """What a text asks for: `count` ordinary meetings in every so many years."""

    @property
    def count(self) -> int:
        """How many meetings."""

    @property
    def every_years(self) -> int:
        """In how many years."""

    @property
    def from_on(self) -> date:
        """Since when; the cycle begins in its year."""

    @property
    def to_on(self) -> date | None:
        """Until when; None while it holds."""


class Owed(Asked, Protocol):
    """The same with the text that asks for it."""

    @property
    def source(self) -> str:
        """The text, as it is quoted."""

    @property
    def words(self) -> Mapping[str, str]:
        """What it says, by language."""


@dataclass(frozen=True, kw_only=True)
class ObligationFacts:
    """What an officer says of an obligation."""

    source: str
    count: int
    from_on: date
    to_on: date | None = None
    every_years: int = 1
    words: Mapping[str, str]


@dataclass(frozen=True)
class Account:
    """One cycle (its years inclusive): what was owed, and what became of it.

    `planned` counts what is foreseen, tentative, confirmed or held. `postponed` has no new date
    yet: it is told apart and fills nothing.
    """

    first: int
    last: int
    owed: int
    planned: int
    held: int
    postponed: int

    @property
    def missing(self) -> int:
        """How many are not even planned."""
        return max(0, self.owed - self.planned)


def cleaned_obligation(facts: ObligationFacts) -> ObligationFacts:
    """The facts as they are stored. Raises Refused, naming the field."""
    source = wording.line(facts.source)
    words = wording.lines(facts.words)
    if not (source or words) or len(source) > LONGEST_SOURCE:
        raise Refused(
            _l(
                "Name the text that asks for it, in at most %(most)d characters.",
                most=LONGEST_SOURCE,
            ),
            field="source",
            code="no_source",
        )
    for name, value, most in (
        ("count", facts.count, MOST_MEETINGS),
        ("every_years", facts.every_years, MOST_YEARS),
    ):
        if not 1 <= value <= most:
            raise Refused(
                _l("Write a number from 1 to %(most)d.", most=most), field=name, code="count"
            )
    if facts.to_on is not None and facts.to_on < facts.from_on:
        raise Refused(_l("The end lies before the start."), field="to_on", code="end_before_start")
    if any(len(text) > LONGEST_WORDS for text in words.values()):
        raise Refused(
            _l("This text has more than %(most)d characters.", most=LONGEST_WORDS),
            field="words",
            code="too_long",
        )
    return ObligationFacts(
        source=source,
        words=words,
        count=facts.count,
        every_years=facts.every_years,
        from_on=facts.from_on,
        to_on=facts.to_on,
    )


def check_new(facts: ObligationFacts, others: Iterable[Owed]) -> None:
    """Refuse what the same text asks of the body already: as many meetings in as many years, at
    the same time. It would be owed twice."""
    asked = _key(facts)
    for other in others:
        ends = (other.to_on or date.max, facts.to_on or date.max)
        if _key(other) == asked and max(other.from_on, facts.from_on) <= min(ends):
            raise Refused(
                _l("This text asks the body for the same already."), field="source", code="known"
            )


def _key(asked: Owed | ObligationFacts) -> tuple[object, ...]:
    words = "" if asked.source else {lang: fold(text) for lang, text in asked.words.items()}
    return fold(asked.source), words, asked.count, asked.every_years


def accounts(asked: Asked, meetings: Iterable[tuple[date, str]], *, through: int) -> list[Account]:
    """The cycles up to a year, the latest first; `meetings` are first day and status.

    Only ordinary meetings that the body convened are to be given: a special one fills nothing.
    A meeting belongs to the year in which it begins.
    """
    dated = [(day.year, status) for day, status in meetings]
    end = min(asked.to_on.year, through) if asked.to_on else through
    found = []
    for first in range(asked.from_on.year, end + 1, asked.every_years):
        last = first + asked.every_years - 1
        last = min(last, asked.to_on.year) if asked.to_on else last
        inside = [status for year, status in dated if first <= year <= last]
        found.append(
            Account(
                first,
                last,
                asked.count,
                planned=sum(status in PLANNED for status in inside),
                held=inside.count(Status.HELD),
                postponed=inside.count(Status.POSTPONED),
            )
        )
    return found[::-1]


def around(found: Sequence[Account], year: int) -> tuple[Sequence[Account], ...]:
    """Cycles, the latest first, as they stand around a year: those that come later, the present
    one between the next and the one before, and those earlier.

    Where none is present, the last that has begun stands for it, or the first to come.
    """
    present = next(
        (place for place, each in enumerate(found) if each.first <= year), len(found) - 1
    )
    start, end = max(present - 1, 0), present + 2
    return found[:start], found[start:end], found[end:]
