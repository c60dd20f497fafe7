"""From the pieces of a written date to its first and last day. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from flask_babel import lazy_gettext as _l

from meetings.calendar import dates
from meetings.calendar.models import Precision
from meetings.calendar.written.lately import Day, Month
from meetings.calendar.written.tokens import Token
from meetings.calendar.written.words import BETWEEN, PARTS_OF_YEAR

UNREAD = _l(
    "This is no date that can be read. Write it as “4-6 May 2027”, “April 30 - May 2, 2027”, "
    "“May 2027” or “2027”."
)


class Unreadable(Exception):
    """No days can be told: a code and a sentence."""

    def __init__(self, code: str, sentence: object) -> None:
        """Keep both for whoever shows them."""
        super().__init__(code)
        self.code, self.sentence = code, sentence


@dataclass
class Ends:
    """The first and last day, how exactly they are known, and (code, sentence) of each doubt."""

    first: date
    last: date
    precision: Precision
    doubts: list[tuple[str, object]] = field(default_factory=list)


@dataclass(frozen=True)
class _Side:
    """What stands on one side of a dash."""

    days: tuple[int, ...] = ()
    month: int | None = None
    season: int | None = None
    year: int | None = None


def ends(pieces: Sequence[Token], *, year: int | None) -> Ends:
    """First and last day; `year` is the heading's. Raises Unreadable."""
    known = [each for each in pieces if each.sort not in {"word", "weekday"}]
    sides = _sides(known)
    if not sides or len(sides) > 2:
        raise Unreadable("unreadable", UNREAD)
    left, right = sides[0], sides[-1]
    left, right, more = _filled(left, right, year=year)
    found = _coarse(left, right) if not left.days and not right.days else _days(left, right)
    found.doubts = [
        *_told(pieces, found),
        *more,
        *found.doubts,
        *_weekday(pieces, found),
        *_named(known, found),
    ]
    return found


def _told(pieces: Sequence[Token], said: Ends) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    words = " ".join(each.text for each in pieces if each.sort == "word")
    if said.precision == Precision.YEAR and PARTS_OF_YEAR & set(words.split()):
        sentence = _l(
            "The calendar knows months, seasons and years: the year is taken, and the date as "
            "written goes into the description."
        )
        found.append(("part", sentence))
    elif words:
        found.append(("words", _l("“%(words)s” was not understood.", words=words[:60])))
    for each in pieces:
        if each.is_doubtful and isinstance(each.value, tuple):
            found.append(("two_readings", _both(each.value)))
        elif each.is_doubtful:
            sentence = _l("The year is taken as %(year)d.", year=each.value)
            found.append(("year", sentence))
    return found


def _both(value: tuple[int, int, int]) -> object:
    year, month, day = value
    return _l(
        "Two readings: %(said)s is taken, it may also be %(other)s.",
        said=Day(date(year, month, day)),
        other=Day(date(year, day, month)),
    )


def _sides(pieces: Sequence[Token]) -> list[_Side]:
    """What stands before and after the dash; a dash with nothing beside it joins nothing."""
    groups: list[list[Token]] = [[]]
    for each in pieces:
        if each.sort == "until":
            groups.append([])
        else:
            groups[-1].append(each)
    return [_side(group) for group in groups if group]


def _side(group: Sequence[Token]) -> _Side:
    whole = [each.value for each in group if isinstance(each.value, tuple)]
    if whole:
        year, month, day = whole[0]
        return _Side((day,), month, None, year)
    named: dict[str, list[int]] = {"day": [], "month": [], "season": [], "year": []}
    for each in group:
        if isinstance(each.value, int):
            named[each.sort].append(each.value)
    if any(len(set(named[sort])) > 1 for sort in ("month", "season", "year")):
        raise Unreadable("unreadable", UNREAD)
    first = {sort: values[0] if values else None for sort, values in named.items()}
    return _Side(tuple(named["day"]), first["month"], first["season"], first["year"])


def _filled(
    left: _Side, right: _Side, *, year: int | None
) -> tuple[_Side, _Side, list[tuple[str, object]]]:
    """Each side with the month and year that only the other one names."""
    doubts: list[tuple[str, object]] = []
    if left.year is None and right.year is None:
        if year is None:
            raise Unreadable("no_year", _l("The year is missing."))
        doubts.append(("no_year", _l("No year: %(year)d is taken from the heading.", year=year)))
        left = replace(left, year=year)
    if not (left.season or right.season):
        left = replace(left, month=left.month or right.month)
        right = replace(right, month=right.month or left.month)
    turns = bool(left.month and right.month and left.month > right.month)
    if left.year is None and right.year is not None:
        left = replace(left, year=right.year - turns)
    elif right.year is None and left.year is not None:
        right = replace(right, year=left.year + turns)
    return left, right, doubts


def _days(left: _Side, right: _Side) -> Ends:
    if left.month is None or right.month is None or not left.days or not right.days:
        raise Unreadable("unreadable", UNREAD)
    try:
        first = date(left.year or 0, left.month, left.days[0])
        last = date(right.year or 0, right.month, right.days[-1])
    except ValueError:
        raise Unreadable("no_such_day", _l("There is no such day in that month.")) from None
    if last < first:
        raise Unreadable("end_before_start", _l("The end lies before the start."))
    return Ends(first, last, Precision.DAY)


def _coarse(left: _Side, right: _Side) -> Ends:
    """Months, seasons and years; several months that are no season are doubtful."""
    if left.season or right.season:
        return _season(left, right)
    if left.month is None or right.month is None:
        return _years(left, right)
    first = date(left.year or 0, left.month, 1)
    last = date(right.year or 0, right.month, 1)
    if last < first:
        raise Unreadable("end_before_start", _l("The end lies before the start."))
    if first == last:
        return Ends(*dates.bounds(Precision.MONTH, first), Precision.MONTH)
    bounds = dates.bounds(Precision.SEASON, first)
    if bounds == (first, dates.bounds(Precision.MONTH, last)[1]):
        return Ends(*bounds, Precision.SEASON)
    sentence = _l("Several months are no season: the first one is taken.")
    return Ends(*dates.bounds(Precision.MONTH, first), Precision.MONTH, [("months", sentence)])


def _years(left: _Side, right: _Side) -> Ends:
    first = date(left.year or 0, 1, 1)
    found = Ends(*dates.bounds(Precision.YEAR, first), Precision.YEAR)
    if left.year != right.year:
        found.doubts.append(("years", _l("Several years: the first one is taken.")))
    return found


def _season(left: _Side, right: _Side) -> Ends:
    """`Spring 2004`; the northern one, as the sources. A winter begins in December."""
    month = left.season or right.season or 3
    if right.month or left.month or left.year != right.year:  # the months or both years are named
        year = left.year or 0
        return Ends(*dates.bounds(Precision.SEASON, date(year, month, 1)), Precision.SEASON)
    first = date((left.year or 0) - (month == 12), month, 1)
    bounds = dates.bounds(Precision.SEASON, first)
    sentence: object = _l(
        "A season of the north: from %(first)s to %(last)s.",
        first=Month(bounds[0]),
        last=Month(bounds[1]),
    )
    if month == 12:
        sentence = _l("Two readings: the winter may begin or end in that year; it ends in it here.")
    return Ends(
        *bounds, Precision.SEASON, [("two_readings" if month == 12 else "season", sentence)]
    )


def _weekday(pieces: Sequence[Token], found: Ends) -> list[tuple[str, object]]:
    """A day of the week that is another day's."""
    named = next((each.value for each in pieces if each.sort == "weekday"), None)
    if named is None or found.precision != Precision.DAY or found.first.weekday() == named:
        return []
    return [("weekday", _l("That day is another day of the week."))]


def _named(known: Sequence[Token], found: Ends) -> list[tuple[str, object]]:
    """“20 and 23 February” names two days; a meeting has a first and a last one."""
    joins = [each.text for each in known if each.sort == "until"]
    named = sum(each.sort == "day" for each in known)
    span = (found.last - found.first).days + 1
    between = len(joins) == 1 and joins[0] in BETWEEN and span > named
    if not between or found.precision != Precision.DAY:
        return []
    return [("two_days", _l("Two days are named: the days between them are taken too."))]
