"""What an officer or the door does shows in the figures at the next load: nothing is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from meetings.actor import CLI
from meetings.attendance.models import PresenceEvent
from meetings.calendar.models import Meeting, Status
from meetings.calendar.operations import edit_meeting, set_status
from meetings.db import db
from meetings.errors import Refused
from meetings.indicators import operations, queries
from meetings.indicators.models import Framework, Indicator
from tests.factories.calendar import make_facts, make_meeting
from tests.factories.statistics import make_held, make_present, undo_presence

pytestmark = pytest.mark.usefixtures("session")
NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


def number(code: str = "MESECVI-4.1.c", year: int = 2016) -> int | None:
    """The number as a page would show it now."""
    indicator = db.session.get_one(Indicator, code)
    plan = db.session.get_one(Framework, indicator.framework_code)
    return queries.value(plan, indicator, year=year, as_of=NOW).number


@pytest.fixture
def meeting(session: object) -> Meeting:
    """A held workshop of 2016 with somebody present, linked to action 4.1."""
    made = make_held(actions=("MESECVI-4.1",))
    make_present(made)
    return made


def test_unlinking_and_linking_an_action(meeting: Meeting) -> None:
    assert number() == 1
    operations.set_actions(meeting.id, [], by=CLI, at=NOW)
    assert number() == 0
    operations.set_actions(meeting.id, ["MESECVI-4.1", "MESECVI-1.1"], by=CLI, at=NOW)
    assert number() == 1
    assert queries.actions_of(meeting.id) == ("MESECVI-1.1", "MESECVI-4.1")


def test_moving_the_year(meeting: Meeting) -> None:
    facts = make_facts(
        kind_code="workshop",
        body_code="technical_secretariat",
        status="held",
        starts_on=date(2015, 12, 31),
        ends_on=date(2016, 1, 1),
    )
    edit_meeting(meeting, facts, by=CLI, at=NOW)
    assert (number(year=2016), number(year=2015)) == (0, 1)


def test_cancelling(meeting: Meeting) -> None:
    for status in (Status.CONFIRMED, Status.CANCELLED):  # what was held is taken back first
        set_status(meeting, status, by=CLI, at=NOW)
        assert number() == 0


def test_undoing_a_presence(meeting: Meeting) -> None:
    made = make_present(meeting)
    assert number() == 2
    event = db.session.query(PresenceEvent).filter_by(participation_id=made.id).one()
    undo_presence(made, event)
    assert number() == 1


def test_an_imported_past_meeting_is_not_held_until_an_officer_says_so() -> None:
    past = make_meeting(
        "Past",
        kind_code="workshop",
        status="confirmed",
        starts_on=date(2016, 6, 1),
        ends_on=date(2016, 6, 2),
    )
    operations.set_actions(past.id, ["MESECVI-4.1"], by=CLI, at=NOW)
    make_present(past)
    assert number() == 0
    set_status(past, Status.HELD, by=CLI, at=NOW)
    assert number() == 1


def test_an_action_that_no_plan_has_is_refused_and_nothing_changes(meeting: Meeting) -> None:
    with pytest.raises(Refused) as refusal:
        operations.set_actions(meeting.id, ["MESECVI-1.1", "MESECVI-9.9"], by=CLI, at=NOW)
    assert refusal.value.field == "actions"
    assert "MESECVI-9.9" in str(refusal.value)
    assert queries.actions_of(meeting.id) == ("MESECVI-4.1",)


def test_actions_are_offered_plan_by_plan() -> None:
    (mesecvi, first), (cim, second) = queries.actions()
    assert (mesecvi.code, cim.code) == ("mesecvi-2014-2017", "cim-2016-2021")
    assert (len(first), len(second)) == (16, 15)
    assert first[0].code == "MESECVI-1.1"


def test_loading_the_plans_again_changes_nothing() -> None:
    assert operations.load_reference() == "indicators: 0 entries written"
