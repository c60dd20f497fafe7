"""How one takes part, whole periods, and the plan of a clone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from meetings.desk.rules import Plan, SeatCount, TakingPart, cloned, taking_part, whole_period
from tests.factories.calendar import make_facts

NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Opened:
    way: str = "form"
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    code: str = "participant"
    represents: tuple[str, ...] = ("state", "self")


OF_CSO = Opened("organization")


def part(*ways: Opened, status: str = "confirmed", seats: SeatCount | None = None) -> TakingPart:
    return taking_part(ways, status=status, published=True, seats=seats, at=NOW)


def code_of(found: TakingPart) -> str:
    assert found.refusal is not None
    return found.refusal.code


@pytest.mark.parametrize("status", ["foreseen", "tentative", "confirmed", "postponed", "held"])
def test_an_opened_meeting_takes_registrations_whatever_its_status(status: str) -> None:
    assert part(Opened(), status=status).is_open


def test_why_nobody_can_register() -> None:
    assert code_of(part()) == "not_open"
    assert code_of(part(Opened(opens_at=NOW + HOUR))) == "early"
    assert code_of(part(Opened(closes_at=NOW))) == "closed"
    assert code_of(part(Opened(), status="cancelled")) == "cancelled"
    assert code_of(part(Opened(), seats=SeatCount(5, 5))) == "full"


PRIVATE = ("private_link", "invitation", "state", "walk_in")


@pytest.mark.parametrize("way", PRIVATE)
def test_a_private_way_leaves_no_trace_in_public(way: str) -> None:
    alone = part(Opened(way))
    assert code_of(alone) == "not_open"
    assert not alone.ways
    assert not alone.organizations_may_apply
    assert part(Opened(way, closes_at=NOW), Opened()).is_open
    assert code_of(part(Opened(way), Opened(closes_at=NOW))) == "closed"


def test_it_is_open_while_one_public_way_is() -> None:
    over, later = Opened(closes_at=NOW), Opened(opens_at=NOW + HOUR)
    assert part(over, later, Opened()).is_open
    assert code_of(part(over, later)) == "early"
    assert not part(over, Opened()).have_one_window
    assert part(over, over).have_one_window


def test_a_full_meeting_with_a_waiting_list_stays_open() -> None:
    def waiting(way: Opened, taken: int) -> TakingPart:
        return taking_part(
            [way],
            status="confirmed",
            published=True,
            seats=SeatCount(5, taken),
            at=NOW,
            has_waiting_list=True,
        )

    assert (waiting(Opened(), 5).is_open, waiting(Opened(), 5).has_waiting_list) == (True, True)
    assert not waiting(Opened(), 4).has_waiting_list
    assert code_of(waiting(Opened(closes_at=NOW), 5)) == "closed"


def test_organizations_apply_where_their_capacity_is_opened() -> None:
    assert part(Opened(), OF_CSO).organizations_may_apply
    assert not part(Opened()).organizations_may_apply
    assert not part(OF_CSO, status="cancelled").organizations_may_apply


def test_only_organizations_leaves_no_public_form() -> None:
    found = part(OF_CSO)
    assert found.organizations_may_apply
    assert not found.is_open


def test_seats_left_are_never_below_none() -> None:
    assert SeatCount(5, 3).left == 2
    assert SeatCount(3, 5).left == 0


@pytest.mark.parametrize(
    ("day", "precision", "bounds"),
    [
        (date(2027, 2, 10), "month", (date(2027, 2, 1), date(2027, 2, 28))),
        (date(2027, 4, 10), "season", (date(2027, 3, 1), date(2027, 5, 31))),
        (date(2027, 1, 10), "season", (date(2026, 12, 1), date(2027, 2, 28))),
        (date(2027, 12, 10), "season", (date(2027, 12, 1), date(2028, 2, 29))),
        (date(2027, 4, 10), "year", (date(2027, 1, 1), date(2027, 12, 31))),
        (date(2027, 4, 10), "day", (date(2027, 4, 10), date(2027, 4, 10))),
    ],
)
def test_one_day_stands_for_its_whole_period(
    day: date, precision: str, bounds: tuple[date, date]
) -> None:
    assert whole_period(day, precision) == bounds


def test_a_clone_lies_a_year_on_and_is_tentative() -> None:
    facts = make_facts(starts_on=date(2024, 2, 29), ends_on=date(2024, 3, 2), status="held")
    plan = Plan(facts, ("participant",), opens_at=NOW, closes_at=NOW + HOUR, seats=40)
    found = cloned(plan)
    assert (found.facts.starts_on, found.facts.ends_on) == (date(2025, 2, 28), date(2025, 3, 2))
    assert found.facts.status == "tentative"
    assert (found.opens_at, found.closes_at) == (None, None)
    assert (found.capacities, found.seats) == (("participant",), 40)


def test_the_clone_of_a_month_is_the_whole_month() -> None:
    facts = make_facts(precision="month", starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 28))
    found = cloned(Plan(facts)).facts
    assert (found.starts_on, found.ends_on) == (date(2028, 2, 1), date(2028, 2, 29))
    winter = replace(facts, starts_on=date(2026, 12, 1), precision="season")
    assert cloned(Plan(winter)).facts.ends_on == date(2028, 2, 29)
