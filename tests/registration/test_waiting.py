"""The waiting list: who comes next, offers with an end, quotas, seats held back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from meetings.actor import CLI, WORKER, Actor, ActorKind
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.errors import Refused
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import (
    ParticipationChange,
    Promotion,
    RegistrationPlan,
    SeatLimit,
    Way,
)
from meetings.registration.operations.amend import amend
from meetings.registration.rules import seating
from meetings.registration.rules.change_words import by, told
from tests.factories.registration import AT, make_entry, make_open_meeting, make_participation

pytestmark = pytest.mark.usefixtures("session")


def waiting_meeting(seats: int, promotion: Promotion = Promotion.AUTOMATIC) -> Meeting:
    meeting = make_open_meeting(seats=seats)
    plan = RegistrationPlan(
        meeting_id=meeting.id, has_waiting_list=True, promotion=promotion, accept_hours=24
    )
    db.session.add(plan)
    db.session.flush()
    return meeting


def limit(meeting: Meeting, seats: int, **scope: Any) -> SeatLimit:
    made = SeatLimit(meeting_id=meeting.id, seats=seats, taken=0, **scope)
    made.scope_key = seating.scope_key(made)
    db.session.add(made)
    db.session.flush()
    return made


def people(meeting: Meeting, *names: str, **values: Any) -> list[Any]:
    return [
        make_participation(meeting, given_names=name, email=f"{name}@example.org", **values)
        for name in names
    ]


def kinds(name: str) -> list[str]:
    sent = select(Message.kind).where(Message.to_email == f"{name.lower()}@example.org")
    return list(db.session.scalars(sent.order_by(Message.id)))


def test_who_finds_no_seat_stands_in_line_and_comes_in_by_order() -> None:
    meeting = waiting_meeting(1)
    ana, rosa, ines = people(meeting, "Ana", "Rosa", "Ines")
    assert [each.status for each in (ana, rosa, ines)] == ["confirmed", "waitlisted", "waitlisted"]
    assert kinds("rosa") == ["registration.waitlisted"]
    assert [queries.place_in_line(each) for each in (rosa, ines)] == [1, 2]
    text = db.session.scalars(select(Message.text).order_by(Message.id.desc())).first() or ""
    assert "En este momento ocupa el número 2." in text, "her mail says where she stands"
    operations.withdraw(ana, by=CLI, at=AT)
    assert [each.status for each in (ana, rosa, ines)] == ["cancelled", "confirmed", "waitlisted"]
    assert kinds("rosa") == ["registration.waitlisted", "registration.promoted"]
    assert kinds("ines") == ["registration.waitlisted"]
    changes = db.session.scalars(
        select(ParticipationChange)
        .where(ParticipationChange.participation_id == rosa.id)
        .order_by(ParticipationChange.id)
    ).all()
    assert [(each.before, each.after) for each in changes] == [
        ("", "waitlisted"),
        ("waitlisted", "confirmed"),
    ]


def test_an_offer_holds_the_seat_until_its_end_and_then_goes_to_the_next() -> None:
    meeting = waiting_meeting(1, Promotion.OFFER)
    ana, rosa, ines = people(meeting, "Ana", "Rosa", "Ines", language="en")
    operations.withdraw(ana, by=CLI, at=AT)
    assert (rosa.status, rosa.offered_until) == ("waitlisted", AT + timedelta(hours=24))
    [late] = people(meeting, "Luz")
    assert late.status == "waitlisted"
    end = AT + timedelta(hours=24)
    assert not operations.lapse(rosa, by=WORKER, at=AT + timedelta(hours=23))
    assert operations.lapse(rosa, by=WORKER, at=end)
    assert (rosa.status, ines.offered_until) == ("cancelled", end + timedelta(hours=24))
    with pytest.raises(Refused) as refused:
        operations.accept_offer(rosa, by=CLI, at=end)
    assert refused.value.code == "lapsed"
    operations.accept_offer(ines, by=Actor(ActorKind.LINK, "own", "own link"), at=end)
    assert (ines.status, ines.offered_until) == ("confirmed", None)
    assert list(told(queries.changes(ines.id), moment=str))[-1] == "Offer accepted → Confirmed"
    assert by(queries.changes(ines.id)[-1]) == "By her or his own page"
    assert kinds("rosa")[-1] == "registration.lapsed"
    notes = [(each.before, each.after, each.note) for each in queries.changes(rosa.id)]
    assert [each[:2] for each in notes] == [
        ("", "waitlisted"),
        ("waitlisted", "waitlisted"),
        ("waitlisted", "cancelled"),
    ]
    assert notes[1][2].startswith("A seat was offered until Jan 3, 2026")
    assert list(told(queries.changes(rosa.id), moment=str)) == [
        "On the waiting list",
        f"Seat offered until {end}",
        "Offer lapsed → Withdrawn",
    ]
    assert notes[2][2] == "The time to take the offered seat passed."
    sent = select(Message).where(Message.to_email == "rosa@example.org").order_by(Message.id)
    mails = db.session.scalars(sent).all()
    assert "You will then have 24 hours to take it." in mails[0].text
    assert "You need not do anything" not in mails[0].text
    for each in mails[:2]:
        assert "your registration ends with it" in " ".join(each.text.split())
    assert [len(each.attachments) for each in mails] == [0, 0, 0]
    assert all("Your pass:" not in each.text for each in mails)
    assert all("/my/" in each.text for each in mails[:2])


def test_who_has_an_offer_keeps_her_place_when_seats_are_given_at_once() -> None:
    meeting = waiting_meeting(1, Promotion.OFFER)
    ana, rosa, ines, luz = people(meeting, "Ana", "Rosa", "Ines", "Luz")
    operations.withdraw(ana, by=CLI, at=AT)
    assert (rosa.offered_until is not None, ines.offered_until) == (True, None)
    plan = operations.Plan(has_waiting_list=True, promotion=Promotion.AUTOMATIC)
    operations.set_plan(meeting, plan, by=CLI, at=AT)
    assert [each.status for each in (rosa, ines)] == ["confirmed", "waitlisted"]
    operations.set_seats(meeting, 2, by=CLI, at=AT)
    assert [each.status for each in (rosa, ines, luz)] == ["confirmed", "confirmed", "waitlisted"]
    assert kinds("rosa")[-1] == "registration.promoted"
    told_of = list(told(queries.changes(rosa.id), moment=str))
    assert told_of[-1] == "On the waiting list → Confirmed"


def test_by_hand_nobody_moves_and_nobody_new_passes_those_who_wait() -> None:
    meeting = waiting_meeting(1, Promotion.BY_HAND)
    ana, rosa = people(meeting, "Ana", "Rosa")
    operations.withdraw(ana, by=CLI, at=AT)
    assert rosa.status == "waitlisted"
    [luz] = people(meeting, "Luz")
    assert luz.status == "waitlisted"
    operations.confirm(rosa, by=CLI, at=AT)
    assert rosa.status == "confirmed"
    with pytest.raises(Refused):
        operations.confirm(luz, by=CLI, at=AT)


def test_a_full_state_waits_while_another_comes_in() -> None:
    meeting = waiting_meeting(10)
    limit(meeting, 1, each="state")
    state = {"capacity_code": "nca", "represents": "state"}
    [ana, rosa] = people(meeting, "Ana", "Rosa", **state, state_code="HN")
    [luz] = people(meeting, "Luz", **state, state_code="PE")
    assert [each.status for each in (ana, rosa, luz)] == ["pending", "waitlisted", "pending"]
    limit(meeting, 0, each="organization", capacity_code="participant")
    limit(meeting, 0, mode="virtual")
    online, ines = people(meeting, "Ida", mode="virtual"), people(meeting, "Ines", mode="virtual")
    assert [queries.place_in_line(each) for each in (rosa, *online, *ines)] == [1, 1, 2]
    operations.withdraw(luz, by=CLI, at=AT)
    assert rosa.status == "waitlisted"
    operations.decline(ana, "Cupo", by=CLI, at=AT)
    assert rosa.status == "pending"


def test_without_a_waiting_list_the_refusal_names_what_is_full() -> None:
    meeting = make_open_meeting(seats=10)
    limit(meeting, 1, capacity_code="participant")
    people(meeting, "Ana")
    with pytest.raises(Refused, match="in this capacity"):
        people(meeting, "Rosa")
    assert db.session.scalar(select(SeatLimit.taken).where(SeatLimit.scope_key == "")) == 1


def test_seats_held_back_are_for_the_nominated_until_they_are_released() -> None:
    meeting = waiting_meeting(3)
    hold = operations.hold_seats_for(
        meeting, 2, state_code="HN", until=AT + timedelta(days=1), by=CLI, at=AT
    )
    ana, rosa = people(meeting, "Ana", "Rosa")
    assert [ana.status, rosa.status] == ["confirmed", "waitlisted"]
    entry = make_entry(given_names="Luz", capacity_code="nca", represents="state", state_code="HN")
    luz = operations.enter(meeting, entry, way=Way.STATE, nonce="n-1", by=CLI, at=AT)
    assert (luz.status, luz.seat_hold_id) == ("nominated", hold.id)
    assert operations.release_hold(hold.id, by=WORKER, at=AT)
    assert rosa.status == "confirmed"
    assert db.session.scalar(select(SeatLimit.taken).where(SeatLimit.scope_key == "")) == 3


def test_a_full_meeting_can_still_substitute() -> None:
    meeting = waiting_meeting(1)
    ana, rosa = people(meeting, "Ana", "Rosa")
    luz = operations.substitute(
        ana,
        make_entry(given_names="Luz", email="luz@example.org"),
        way=Way.OFFICER,
        nonce="n-2",
        by=CLI,
        at=AT,
    )
    assert [ana.status, luz.status, rosa.status] == ["replaced", "confirmed", "waitlisted"]
    assert ana.replaced_by_id == luz.id
    assert kinds("ana")[-1] == "registration.replaced"


def test_a_full_mode_refuses_a_switch_and_a_switch_frees_a_seat_for_who_waits() -> None:
    meeting = waiting_meeting(10)
    limit(meeting, 1, mode="virtual")
    limit(meeting, 1, mode="in_person")
    [ana] = people(meeting, "Ana", mode="in_person")
    [luz] = people(meeting, "Luz", mode="virtual")
    [rosa] = people(meeting, "Rosa", mode="in_person")
    online = make_entry(given_names="Ana", email="ana@example.org", mode="virtual")
    with pytest.raises(Refused) as refused, db.session.begin_nested():
        operations.correct(ana, online, by=Actor(ActorKind.LINK, "x", "own link"), at=AT)
    assert (refused.value.field, refused.value.code) == ("mode", "full")
    with pytest.raises(Refused), db.session.begin_nested():
        amend(ana, {"mode": "virtual"}, by=CLI, at=AT)
    assert (ana.mode, rosa.status) == ("in_person", "waitlisted")
    operations.withdraw(luz, by=CLI, at=AT)
    operations.correct(ana, online, by=CLI, at=AT)
    assert (ana.mode, rosa.status) == ("virtual", "confirmed")
    taken = dict(db.session.execute(select(SeatLimit.scope_key, SeatLimit.taken)).all())
    assert taken == {"": 2, "mode=virtual": 1, "mode=in_person": 1}


def test_a_switch_passes_nobody_who_waits_for_such_a_seat() -> None:
    meeting = waiting_meeting(3, Promotion.BY_HAND)
    limit(meeting, 1, mode="in_person")
    [ana] = people(meeting, "Ana", mode="in_person")
    eva, _noor = people(meeting, "Eva", "Noor", mode="virtual")
    [carla] = people(meeting, "Carla", mode="in_person")
    [fina] = people(meeting, "Fina", mode="virtual")
    operations.withdraw(ana, by=CLI, at=AT)
    operations.confirm(fina, by=CLI, at=AT)
    here = make_entry(given_names="Eva", email="eva@example.org", mode="in_person")
    by = Actor(ActorKind.LINK, "x", "own link")
    with pytest.raises(Refused) as refused, db.session.begin_nested():
        operations.correct(eva, here, by=by, at=AT)
    assert (refused.value.field, refused.value.code) == ("mode", "line")
    assert (eva.mode, eva.status, carla.status) == ("virtual", "confirmed", "waitlisted")
    operations.withdraw(carla, by=CLI, at=AT)
    operations.correct(eva, here, by=by, at=AT)
    assert (eva.mode, eva.status) == ("in_person", "confirmed")


def test_an_accepted_correction_finds_the_mode_full_and_changes_nothing() -> None:
    meeting = make_open_meeting()
    plan = operations.Plan(reviewed_fields=("mode",))
    operations.set_plan(meeting, plan, by=CLI, at=AT)
    limit(meeting, 1, mode="virtual")
    [ana] = people(meeting, "Ana", mode="in_person")
    people(meeting, "Luz", mode="virtual")
    online = make_entry(given_names="Ana", email="ana@example.org", mode="virtual")
    link = Actor(ActorKind.LINK, ana.public_id, "own link")
    row = operations.correct(ana, online, by=link, at=AT).waits
    assert row is not None
    with pytest.raises(Refused, match="way of taking part"), db.session.begin_nested():
        operations.accept_correction(row, ana, by=CLI, at=AT)
    db.session.refresh(row)
    assert (ana.mode, row.judged_at) == ("in_person", None)
