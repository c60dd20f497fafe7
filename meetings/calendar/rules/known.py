"""Whether the calendar has a meeting already: by its days and title, or by what speaks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from meetings.calendar.models import Precision
from meetings.calendar.rules import numerals
from meetings.calendar.rules.facts import MeetingFacts
from meetings.localized import LANGUAGES, fold, pick

SIMILAR = 82
DEFAULT_KIND = "meeting"


@dataclass(frozen=True)
class Existing:
    """A meeting of the calendar, to tell whether a line is it."""

    slug: str
    title: Mapping[str, str]
    starts_on: date
    ends_on: date
    precision: str
    city: str = ""
    country: str | None = None
    kind_code: str = ""
    number: int | None = None

    @property
    def shown_title(self) -> str:
        """The title under which the calendar has it."""
        return pick(self.title, "en", LANGUAGES).text


def same(title: str, there: Sequence[Existing], *, first: date, last: date) -> Existing | None:
    """The meeting of the same days whose title, in any language, is the most similar."""
    found = [each for each in there if (each.starts_on, each.ends_on) == (first, last)]
    best = max(found, key=lambda each: likeness(title, each.title), default=None)
    return best if best and likeness(title, best.title) >= SIMILAR else None


def perhaps(facts: MeetingFacts, there: Sequence[Existing]) -> Existing | None:
    """A meeting of the same days that speaks for being it, though its title does not say so.

    Where it has no title in this language, the same place, number, kind, or several days of which
    the first and the last agree speak for it, another country or number against it: such a title
    cannot be compared. In the same language it is one whose title holds this one, or is held by
    it, in the same city.
    """
    (lang, title), *_rest = facts.title.items() or [("", "")]
    when = (facts.starts_on, facts.ends_on, facts.precision)
    number = _number(title)
    is_span = facts.precision == Precision.DAY and facts.starts_on != facts.ends_on

    def speaks(each: Existing) -> int:
        if each.country and facts.country and each.country != facts.country:
            return 0
        cities = {fold(name) for name in (each.city, facts.city) if name}
        is_here = each.country == facts.country and facts.country is not None and len(cities) < 2
        is_kind = each.kind_code == facts.kind_code != DEFAULT_KIND
        numbers = {each.number, *_numbers(each)} - {None}
        if number is not None and numbers and number not in numbers:
            return 0
        if lang in each.title:
            is_in_city = len(cities) == 1 and bool(each.city and facts.city)
            return 2 * (is_in_city and _is_within(title, each.title[lang]))
        is_bare = is_span and facts.country is None
        return 2 * is_here + 2 * (number in numbers) + is_kind + is_bare

    found = [each for each in there if (each.starts_on, each.ends_on, each.precision) == when]
    best = max(found, key=speaks, default=None)
    return best if best and speaks(best) else None


def _numbers(each: Existing) -> set[int | None]:
    return {_number(title) for title in each.title.values()}


def _number(title: str) -> int | None:
    return numerals.leading(title) or numerals.in_words(title)


def _is_within(one: str, two: str) -> bool:
    """Whether all words of one title stand in the other."""
    words, others = set(fold(one).split()), set(fold(two).split())
    return bool(words and others) and (words <= others or others <= words)


def elsewhen(title: str, there: Sequence[Existing], *, year: int) -> Existing | None:
    """A meeting of the same title, in any language, in the same year on other days."""
    title = fold(title)
    return next(
        (
            each
            for each in there
            if each.starts_on.year == year and title in {fold(text) for text in each.title.values()}
        ),
        None,
    )


def likeness(title: str, titles: Mapping[str, str]) -> float:
    """0 to 100: how alike a title is to the most similar of a meeting's."""
    said = fold(title)
    return max((_alike(said, fold(text)) for text in titles.values()), default=0.0)


def _alike(one: str, two: str) -> float:
    """In the order of words or not; a title of four words within a longer one is as good."""
    whole = fuzz.token_sort_ratio(one, two)
    is_long = min(len(one.split()), len(two.split())) >= 4
    return max(whole, fuzz.token_set_ratio(one, two) - 5 if is_long else 0.0)
