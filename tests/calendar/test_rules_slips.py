"""The public history leaves out slips that nobody was told of, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from meetings.calendar.models import Changed
from meetings.calendar.rules import Told, told
from meetings.calendar.rules.slips import hasty, settled
from meetings.calendar.rules.telling import reasons

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
QUIET = timedelta(minutes=60)


class Change(NamedTuple):
    """A change as a page reads it."""

    what: str
    old: dict[str, Any]
    new: dict[str, Any]
    at: datetime
    why: str
    is_why_public: bool = True
    found_in: str = ""
    was_published: bool = True
    why_language: str = "en"


def city(name: str) -> dict[str, Any]:
    day = date(2026, 9, 1)
    return told(Told(starts_on=day, ends_on=day, time_zone="America/Lima", city=name))


def at(minute: int) -> datetime:
    return AT + timedelta(minutes=minute)


def moves(*steps: tuple[int, str, str]) -> list[Change]:
    """Changes of the place of a meeting in Lima, (minute, city, why) each; the latest first."""
    made, before = [], city("Lima")
    for minute, name, why in steps:
        made.append(Change(Changed.PLACE, before, city(name), at(minute), why))
        before = city(name)
    return made[::-1]


@pytest.mark.parametrize(
    ("steps", "told_at", "shown"),
    [
        ([(0, "Quito", ""), (10, "Lima", "")], [], []),
        ([(0, "Quito", "A slip"), (10, "Bogotá", "Flood")], [], ["Lima > Bogotá: Flood"]),
        (
            [(0, "Quito", "Offer"), (10, "Bogotá", "Flood")],
            [5],
            ["Quito > Bogotá: Flood", "Lima > Quito: Offer"],
        ),
        ([(0, "Quito", "Offer"), (10, "Lima", "")], [5], ["Quito > Lima: ", "Lima > Quito: Offer"]),
        ([(0, "Quito", ""), (10, "Lima", "")], [-5, 15], []),
        (
            [(0, "Quito", ""), (40, "Bogotá", ""), (80, "Lima", "")],
            [],
            ["Bogotá > Lima: ", "Lima > Bogotá: "],
        ),
        (
            [(0, "Quito", ""), (40, "Bogotá", "Flood"), (45, "Cali", "")],
            [42],
            ["Bogotá > Cali: ", "Lima > Bogotá: Flood"],
        ),
        (
            [(0, "Quito", ""), (70, "Lima", "")],
            [],
            ["Quito > Lima: ", "Lima > Quito: "],
        ),
    ],
)
def test_what_was_told_stays_and_a_slip_goes(
    steps: list[tuple[int, str, str]], told_at: list[int], shown: list[str]
) -> None:
    found = settled(moves(*steps), quiet=QUIET, told=[at(each) for each in told_at])
    assert [f"{each.old['city']} > {each.new['city']}: {each.why}" for each in found] == shown


def test_only_where_something_was_corrected_it_matters_who_was_told() -> None:
    slow = moves((0, "Quito", ""), (70, "Lima", ""))
    assert hasty(slow, quiet=QUIET) is None
    assert hasty([slow[0]._replace(at=at(10)), slow[1]], quiet=QUIET) == (at(0), at(10))
    said = slow[0]._replace(at=at(10), found_in="CIM/doc.1")
    assert hasty([said, slow[1]], quiet=QUIET) is None


def status(name: str) -> dict[str, Any]:
    return city("Lima") | {"status": name}


@pytest.mark.parametrize(
    ("what", "whys", "told"),
    [
        (Changed.DATES, [("Quorum", True)], "Quorum"),
        (Changed.DATES, [("Quorum", True), ("", False)], "Quorum"),
        (Changed.DATES, [("Quorum", True), ("The host’s wish", False)], None),
        (Changed.DATES, [("Quorum", True), ("Venue", True)], "Venue"),
        (Changed.STATUS, [("Quorum", True), ("", False)], None),
        (Changed.STATUS, [("Quorum", True)], "Quorum"),
    ],
)
def test_which_reason_is_told_of_several_changes(
    what: Changed, whys: list[tuple[str, bool]], told: str | None
) -> None:
    changes = [
        Change(what, city("Lima"), city("Lima"), at(minute), why, is_public)
        for minute, (why, is_public) in enumerate(whys)
    ]
    found = reasons(changes).get(what)
    assert (found.text if found else None) == told


def test_why_a_meeting_was_put_off_is_not_why_it_takes_place() -> None:
    put_off = Change(Changed.STATUS, status("tentative"), status("postponed"), at(0), "No venue")
    confirmed = Change(Changed.STATUS, status("postponed"), status("confirmed"), at(5), "")
    [one] = settled([confirmed, put_off], quiet=QUIET, told=[])
    assert (one.old["status"], one.new["status"], one.why) == ("tentative", "confirmed", "")
