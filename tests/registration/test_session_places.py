"""Places in sessions with seats of their own."""

from __future__ import annotations

import pytest

from meetings.actor import CLI
from meetings.db import db
from meetings.errors import Refused
from meetings.registration import operations
from meetings.registration.models import SessionPlace
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.factories.sessions import make_session

pytestmark = pytest.mark.usefixtures("session")


def test_a_session_has_its_own_seats_and_its_own_line() -> None:
    meeting = make_open_meeting()
    panel = make_session(meeting, "Panel")
    scope = operations.Scope(session_id=panel.id)
    operations.set_limit(meeting, scope, seats=1, by=CLI, at=AT)
    made = [make_participation(meeting, given_names=name) for name in ("Ana", "Rosa", "Luz")]

    def held() -> list[bool | None]:
        found = [db.session.get(SessionPlace, (each.id, panel.id)) for each in made]
        return [place.taken_at is not None if place else None for place in found]

    for each in made:
        operations.take_place(each, panel, by=CLI, at=AT)
    operations.take_place(made[0], panel, by=CLI, at=AT)
    assert held() == [True, False, False]
    operations.leave_place(made[0], panel.id, by=CLI, at=AT)
    assert held() == [None, True, False]
    operations.set_limit(meeting, scope, seats=2, by=CLI, at=AT)
    assert held() == [None, True, True]
    operations.withdraw(made[1], by=CLI, at=AT)
    assert held() == [None, None, True]


def test_who_is_not_confirmed_and_a_session_for_all() -> None:
    meeting = make_open_meeting()
    panel = make_session(meeting, "Panel")
    waits = make_participation(meeting, capacity_code="expert_titular")
    with pytest.raises(Refused, match="Only who is confirmed"):
        operations.take_place(waits, panel, by=CLI, at=AT)
    comes = make_participation(meeting, given_names="Luz")
    with pytest.raises(Refused, match="Everybody may come"):
        operations.take_place(comes, panel, by=CLI, at=AT)
