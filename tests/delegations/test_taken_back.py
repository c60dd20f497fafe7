"""Whom a list taken back brings back: the very registration, and not a new one in her name."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from meetings import actor
from meetings.db import db
from meetings.delegations.operations import naming
from meetings.delegations.operations import submit as submitting
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Place
from meetings.notifications.models import Message
from meetings.registration import operations as registration
from meetings.registration.models import Participation, ParticipationChange
from tests.factories.delegations import AT, make_member

BY: dict[str, Any] = {"by": actor.CLI, "at": AT}


def act(place: Place, deed: Any, *which: Any, **more: Any) -> None:
    deed(place, *which, seen=queries.shown(place).seen, **more, **BY)


def found(given: str) -> list[Participation]:
    rows = select(Participation).order_by(Participation.id)
    return [each for each in db.session.scalars(rows) if each.person.given_names == given]


def told(address: str) -> str:
    sent = select(Message).where(Message.to_email == address).order_by(Message.id.desc())
    message = db.session.scalars(sent).first()
    return f"{message.kind} {message.text}" if message else ""


@pytest.fixture
def ivan(place: Place) -> Participation:
    """Iván is nominated beside Rosa, and was confirmed; he speaks, which his State did not say."""
    for name in ("Ivan", "Rosa"):
        act(place, naming.add, make_member(name))
    act(place, submitting.submit)
    [ivan] = found("Ivan")
    registration.confirm(ivan, **BY)
    ivan.functions, ivan.badge_name = ["speaker"], "Ivan the Speaker"
    db.session.flush()
    return ivan


@pytest.mark.parametrize("successor", ["Luz", ""])
def test_who_left_comes_back_with_pass_corrections_and_history(
    place: Place, ivan: Participation, successor: str
) -> None:
    before = (ivan.id, ivan.pass_code, ivan.link_generation)
    if successor:
        act(place, naming.substitute, "key-Ivan", member=make_member(successor))
    else:
        act(place, naming.remove, "key-Ivan")
    act(place, submitting.submit)
    assert ivan.status in {"replaced", "cancelled"}
    submitting.undo(place, over=2, **BY)
    [same] = found("Ivan")
    assert (same.id, same.pass_code, same.link_generation) == before
    assert (same.status, same.functions, same.badge_name, same.replaced_by_id) == (
        "confirmed",
        ["speaker"],
        "Ivan the Speaker",
        None,
    )
    assert same.protocol_order == 1
    changes = select(ParticipationChange.after).where(
        ParticipationChange.participation_id == same.id
    )
    assert list(db.session.scalars(changes.order_by(ParticipationChange.id)))[-1] == "confirmed"
    assert "registration.taken_up" in told("ivan@mre.example")
    if successor:
        [luz] = found(successor)
        assert (luz.status, luz.replaced_by_id) == ("replaced", same.id)
        assert "registration.replaced" in told("luz@mre.example")
        submitting.undo(place, over=3, **BY)
        assert [each.status for each in found(successor)] == ["confirmed"]
        assert (same.status, same.replaced_by_id) == ("replaced", luz.id)


def test_who_registered_otherwise_meanwhile_keeps_that_registration(
    place: Place, ivan: Participation
) -> None:
    act(place, naming.remove, "key-Ivan")
    act(place, submitting.submit)
    act(place, naming.add, make_member("Ivan"))
    act(place, submitting.submit)
    submitting.undo(place, over=3, **BY)
    assert [each.status for each in found("Ivan")] == ["cancelled", "cancelled"]
    submitting.undo(place, over=4, **BY)
    assert [each.status for each in found("Ivan")] == ["cancelled", "nominated"]
