"""The weeks of a month and the months of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from meetings.calendar import grid


@dataclass(frozen=True)
class Row:
    name: str
    starts_on: date
    ends_on: date
    precision: str = "day"


def day_of(weeks: list[list[grid.Day]], day: date) -> grid.Day:
    return next(each for week in weeks for each in week if each.date == day)


def spans(weeks: list[list[grid.Day]]) -> list[tuple[str, date, int | None]]:
    return [
        (stay.row.name, day.date, stay.span)  # type: ignore[attr-defined]  # our own rows
        for week in weeks
        for day in week
        for stay in day.stays
        if stay is not None and stay.span != 0
    ]


def test_a_month_is_shown_in_whole_weeks() -> None:
    weeks = grid.weeks(date(2003, 2, 1), [], week_starts=0)
    assert [weeks[0][0].date, weeks[-1][-1].date] == [date(2003, 1, 27), date(2003, 3, 2)]
    assert not weeks[0][0].in_month
    assert all(len(week) == 7 for week in weeks)


def test_the_week_begins_on_the_day_of_the_language() -> None:
    assert grid.weeks(date(2003, 2, 1), [], week_starts=6)[0][0].date == date(2003, 1, 26)


def test_a_range_over_the_months_end_is_a_bar_in_each_week() -> None:
    row = Row("II Session", date(2003, 7, 31), date(2003, 8, 5))
    july = grid.weeks(date(2003, 7, 1), [row], week_starts=0)
    august = grid.weeks(date(2003, 8, 1), [row], week_starts=0)
    assert spans(july) == [("II Session", date(2003, 7, 31), 4)]
    assert spans(august) == [
        ("II Session", date(2003, 7, 31), 4),
        ("II Session", date(2003, 8, 4), 2),
    ]
    last = day_of(august, date(2003, 8, 4)).stays[0]
    assert last is not None
    assert (last.continues_before, last.continues_after) == (True, False)


def test_two_meetings_on_one_day_both_stand_there() -> None:
    rows = [
        Row("a", date(2003, 3, 25), date(2003, 3, 25)),
        Row("b", date(2003, 3, 25), date(2003, 3, 25)),
    ]
    day = day_of(grid.weeks(date(2003, 3, 1), rows, week_starts=0), date(2003, 3, 25))
    assert len(day.stays) == 2


def test_bars_stay_level_when_an_earlier_one_ends() -> None:
    rows = [
        Row("long", date(2003, 6, 2), date(2003, 6, 4)),
        Row("longer", date(2003, 6, 3), date(2003, 6, 6)),
        Row("one day", date(2003, 6, 5), date(2003, 6, 5)),
    ]
    stays = day_of(grid.weeks(date(2003, 6, 1), rows, week_starts=0), date(2003, 6, 5)).stays
    assert stays[0] is None
    assert [stay.row.name for stay in stays[1:] if stay] == ["longer", "one day"]  # type: ignore[attr-defined]  # our own rows


def test_what_has_no_day_never_stands_in_the_grid() -> None:
    rows = [Row("May", date(2003, 5, 1), date(2003, 5, 31), "month")]
    assert spans(grid.weeks(date(2003, 5, 1), rows, week_starts=0)) == []
    assert all(not inside for _month, inside in grid.months(2003, rows))


def test_a_year_lists_a_meeting_in_each_month_that_it_touches() -> None:
    rows = [Row("II Session", date(2003, 7, 31), date(2003, 8, 2))]
    touched = [first.month for first, inside in grid.months(2003, rows) if inside]
    assert touched == [7, 8]
