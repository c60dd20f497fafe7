"""One decision about many: whole batches, mails rendered before, seats and history as for each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict

from meetings import actor
from meetings.audit import AuditChange, AuditEntry
from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import (
    Participation,
    ParticipationChange,
    SeatCount,
    SeatLimit,
    Status,
)
from meetings.registration.operations import Plan, several
from meetings.registration.operations.several import Decision, compose, decide
from meetings.registration.rules.seating import Scope
from tests.factories.accounts import make_user
from tests.factories.registration import (
    AT,
    make_accreditation,
    make_open_meeting,
    make_participation,
)
from tests.registration.test_races import quota_meeting, together
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
NCA: dict[str, Any] = {"capacity_code": "nca", "represents": "state"}
NO = Decision(target=Status.DECLINED, note="The list is complete.", by=actor.CLI, at=AT)
YES = Decision(target=Status.CONFIRMED, by=actor.CLI, at=AT)


def taken() -> dict[str, int]:
    rows = db.session.execute(select(SeatLimit.scope_key, SeatLimit.taken)).all()
    return dict(rows)


def test_whoever_is_declined_with_others_leaves_her_seats_and_her_history(session: Any) -> None:
    meeting = make_open_meeting(seats=9)
    each = Scope(each="state")
    operations.set_limit(meeting, each, seats=5, by=actor.CLI, at=AT)
    granted = make_accreditation(meeting)
    people = [
        make_participation(meeting, given_names=name, state_code=code, **NCA)
        for name, code in (("Ana", "PE"), ("Eva", "PE"), ("Ida", "HN"))
    ]
    of_it: dict[str, Any] = {"represents": "organization", "accreditation_id": granted.id}
    people.append(make_participation(meeting, capacity_code="cso_representative", **of_it))
    gone = make_participation(meeting, given_names="Ivo")
    operations.withdraw(gone, by=actor.CLI, at=AT)
    stays = make_participation(meeting, given_names="Ines", state_code="PE", **NCA)
    ids = [each.public_id for each in (*people, gone)]
    composed = compose(meeting.id, ids, decision=NO)
    assert [each.status for each in people[:3]] == ["pending"] * 3  # nothing is written by it
    told = decide(meeting.id, [*ids, "nobody"], decision=NO, composed=composed)
    assert [bool(each.problem) for each in told] == [False] * 4 + [True]
    session.expire_all()
    assert {each.status for each in people} == {"declined"}
    assert stays.status == "pending"
    assert taken()[""] == 1
    counts = select(SeatCount.key, SeatCount.taken).order_by(SeatCount.key)
    assert [tuple(row) for row in session.execute(counts)] == [("HN", 0), ("PE", 1)]
    assert granted.taken == 0
    [*_earlier, last] = session.scalars(
        select(ParticipationChange).where(ParticipationChange.participation_id == people[0].id)
    )
    assert (last.before, last.after, last.note) == ("pending", "declined", NO.note)
    assert (last.actor_label, last.note_language) == (actor.CLI.label, "es")
    lines = select(AuditChange.changes).join(AuditEntry, AuditEntry.id == AuditChange.entry_id)
    of_them = lines.where(AuditEntry.action == "registration.declined")
    assert {each["before"] for each in session.scalars(of_them)} == {"pending", "confirmed"}
    mails = session.scalars(select(Message).where(Message.kind == "registration.declined")).all()
    assert len(mails) == 4
    assert all(NO.note in each.text for each in mails)


def test_a_mail_that_was_rendered_for_another_address_is_written_anew(session: Any) -> None:
    made = make_participation(make_open_meeting(), state_code="PE", **NCA)
    composed = compose(made.meeting_id, [made.public_id], decision=YES)
    made.person.email = "new@example.org"
    session.flush()
    decide(made.meeting_id, [made.public_id], decision=YES, composed=composed)
    kind = Message.kind == "registration.confirmed"
    assert session.scalars(select(Message.to_email).where(kind)).all() == ["new@example.org"]


def test_seats_that_come_free_go_to_the_line_in_its_order(session: Any) -> None:
    meeting = db.session.get_one(Meeting, quota_meeting(3))
    people = [make_participation(meeting, given_names=f"Persona {n}") for n in range(6)]
    decide(meeting.id, [people[0].public_id, people[4].public_id], decision=NO)
    session.expire_all()
    assert [each.status for each in people] == [
        "declined",
        *["confirmed"] * 3,
        "declined",
        "waitlisted",
    ]


def test_two_officers_who_confirm_the_line_give_each_seat_once(app: Flask, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting(seats=9)
        operations.set_plan(
            meeting, Plan(has_waiting_list=True, promotion="by_hand"), by=actor.CLI, at=AT
        )
        for number in range(12):
            make_participation(meeting, given_names=f"Persona {number}")
        ids = [each.public_id for each in queries.in_line(meeting.id)]
        operations.set_seats(meeting, 11, by=actor.CLI, at=AT)
        meeting_id = meeting.id

    def confirm(turn: int) -> None:
        del turn
        decide(meeting_id, ids, decision=YES)

    assert together(app, 2, confirm) == ["done"] * 2
    with app.app_context():
        confirmed = select(func.count(Participation.id)).filter_by(status="confirmed")
        assert db.session.scalar(confirmed) == 11
        assert taken() == {"": 11}
        told = select(func.count(Message.id)).where(Message.kind == "registration.confirmed")
        assert db.session.scalar(told) == 2


def test_what_was_done_is_told_where_a_batch_fails(
    app: Flask, page: Site, stored: Stored, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stored():
        meeting = make_open_meeting()
        made = [
            make_participation(meeting, given_names=name, state_code="PE", **NCA)
            for name in ("Ana", "Eva", "Ida")
        ]
        ids, slug = [each.public_id for each in made], meeting.slug
        client.sign_in(make_user().get_id())
    monkeypatch.setattr("meetings.registration.views.bulk.BATCH", 1)

    def falter(meeting_id: int, piece: list[str], *, decision: Decision, **more: Any) -> Any:
        if piece == [ids[1]]:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))
        return decide(meeting_id, piece, decision=decision, **more)

    monkeypatch.setattr(several, "decide", falter)
    url = f"/en/manage/meetings/{slug}/registrations"
    token = page.get(url).values("#several")["csrf_token"]
    data = MultiDict([("csrf_token", token), ("step", "confirm")])
    data.setlist("chosen", ids)
    told = page.send(f"{url}/several", data, status=503)
    assert "Done for 1 registration" in told.text
    assert "2 registrations are as they were" in told.text
    with app.app_context(), transaction():
        rows = db.session.scalars(select(Participation.status).order_by(Participation.id))
        assert list(rows) == ["confirmed", "pending", "pending"]


def test_who_will_be_passed_over_is_named_with_the_reason_before_anything_is_done(
    page: Site, stored: Stored, client: Client, app: Flask
) -> None:
    with stored():
        meeting = make_open_meeting()
        ana = make_participation(meeting, given_names="Ana", surnames="Paz", state_code="PE", **NCA)
        eva = make_participation(meeting, given_names="Eva", surnames="Sol")
        ids, slug = [ana.public_id, eva.public_id], meeting.slug
        client.sign_in(make_user().get_id())
    url = f"/en/manage/meetings/{slug}/registrations"
    data = MultiDict(page.get(url).values("#several"))
    data.setlist("chosen", ids)
    data["step"] = "confirm"
    asked = page.send(f"{url}/several", data, status=200)
    assert "1 of them is passed over and stays as it is" in asked.text
    assert asked.all("main .notice li") == ["Eva Sol"]
    assert "already confirmed" in asked.one("main .notice")
    told = asked.submit("main form", status=200)
    assert "Done for 1 registration" in told.text
    assert "Eva Sol: " in told.one("section[aria-labelledby=refused]")
