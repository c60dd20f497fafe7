"""What goes once more is composed anew, and not to whoever said meanwhile that she wants none."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import actor
from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory import operations as directory
from meetings.directory.models import Organization, Person
from meetings.invitations import jobs, operations, queries
from meetings.invitations.models import (
    Mailing,
    MailingRecipient,
    MailRefusal,
    OrganizationRefusal,
    Receipt,
)
from meetings.invitations.operations import Plan
from meetings.invitations.rules.again import Standing, settled
from meetings.notifications.models import Message
from meetings.registration import operations as registration
from meetings.registration.mails import Cause
from meetings.registration.models import Participation
from meetings.registration.operations.held import new_link
from meetings.registration.queries import by_link
from meetings.registration.rules.consents import Purpose
from tests.factories.accounts import make_user
from tests.factories.directory import make_person, make_seat
from tests.factories.invitations import make_mailing, make_row
from tests.factories.registration import AT, make_entry, make_open_meeting, make_participation
from tests.factories.statistics import make_organization
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
PAST: dict[str, Any] = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 3)}


def work() -> None:
    db.session.flush()
    for each in queries.due(at=NOW):
        operations.send_batch(each, at=NOW, size=50)


def came_back() -> None:
    """Every mail that waits was sent, and returned."""
    mine = Message.kind.like("invitations.%"), Message.status == "queued"
    for each in db.session.scalars(select(Message).where(*mine)):
        each.status, each.bounced_at, each.bounce = "sent", NOW, "5.1.1"
    db.session.flush()


def send(meeting: Meeting, *sources: dict[str, Any], template: str, **values: Any) -> Mailing:
    """A mailing that went out."""
    made = make_mailing(meeting, *sources, template=template, **values)
    operations.schedule(made, Plan(), by=CLI, at=NOW)
    work()
    return made


def again(mailing: Mailing) -> tuple[int, dict[Receipt, int]]:
    came_back()
    done = operations.send_again(mailing, by=CLI, at=NOW)
    return done.count, {why: len(names) for why, names in done.left_out.items()}


@pytest.mark.parametrize(("is_necessary", "count"), [(False, 1), (True, 3)])
@pytest.mark.usefixtures("session", "frozen")
def test_who_wants_no_such_mails_is_left_out_unless_they_are_necessary(
    *, is_necessary: bool, count: int
) -> None:
    meeting = make_open_meeting()
    for name in ("Red Ixchel", "Radio Sur"):
        made = make_organization(name, country="HN", email=f"{name[:3].lower()}@radio.example")
        directory.set_tags(made, ["media"], by=CLI, at=AT)
    person = make_person("Ana", "Paz", "ana@example.org")
    directory.set_tags(person, ["media"], by=CLI, at=AT)
    mailing = send(
        meeting, {"tag": "media", "country": ""}, template="note", is_necessary=is_necessary
    )
    db.session.add(MailRefusal(person_id=person.id, at=NOW))
    red = db.session.scalars(select(Organization).where(Organization.name == "Red Ixchel")).one()
    db.session.add(OrganizationRefusal(organization_id=red.id, at=NOW))
    db.session.flush()
    left = {} if is_necessary else {Receipt.UNSUBSCRIBED: 2}
    assert again(mailing) == (count, left)


@pytest.mark.usefixtures("session", "frozen")
def test_who_took_her_consent_back_is_left_out_without_another_ground() -> None:
    past, coming = make_open_meeting(**PAST), make_open_meeting()
    convened = make_open_meeting(kind_code="meeting", body_code="committee_of_experts")
    there = {}
    for name in ("Ana", "Eva", "Luz"):
        facts: dict[str, Any] = {
            "given_names": name,
            "surnames": "Paz",
            "email": f"{name.lower()}@example.org",
        }
        there[name] = make_participation(past, **facts, consents=("future",))
    term: dict[str, Any] = {"body": "committee_of_experts", "to_on": None}
    make_seat("HN", "expert_titular", person=there["Ana"].person, **term)
    everybody = {"meeting": past.slug, "who": "registered"}
    values: dict[str, Any] = {"template": "invitation", "capacity_code": "participant"}
    open_one = send(coming, everybody, **values)
    of_body = send(convened, everybody, **values)
    named = send(coming, {"status": ["confirmed", "invited"]}, template="note")
    for name in ("Ana", "Eva"):
        link = actor.Actor(actor.ActorKind.LINK, there[name].public_id, "own link")
        registration.withdraw_consent(there[name], Purpose.FUTURE, by=link, at=AT)
    assert again(open_one) == (1, {Receipt.NOT_AGREED: 2})
    assert again(of_body) == (2, {Receipt.NOT_AGREED: 1})
    assert again(named) == (3, {}), "a part in this very meeting is a ground"


@pytest.mark.parametrize(
    ("kind", "reach", "statuses", "standing", "goes"),
    [
        ("invitation", "", None, {"status": "invited", "had_part": True, "waits": True}, True),
        ("invitation", "", None, {"status": "confirmed", "had_part": True}, False),
        ("invitation", "", None, {"had_part": True}, False),
        ("reminder", "unanswered", None, {"status": "invited", "reply": "none"}, True),
        ("reminder", "unanswered", None, {"status": "confirmed"}, False),
        ("reminder", "confirmed", None, {"status": "confirmed", "had_part": True}, True),
        ("reminder", "confirmed", None, {"had_part": True}, False),
        ("note", "present", None, {"status": "confirmed", "was_present": True}, True),
        ("note", "", {"invited"}, {"status": "invited", "reply": "none"}, True),
        ("note", "", {"invited"}, {"status": "pending"}, False),
        ("note", "", {"invited", "pending"}, {"status": "pending", "reply": "accepted"}, True),
        ("note", "", None, {"status": "pending", "had_part": True}, True),
        ("note", "", None, {"had_part": True}, False),
        ("note", "", None, {}, True),
    ],
)
def test_who_answered_since_is_not_written_to_again(
    kind: str, reach: str, statuses: set[str] | None, standing: dict[str, Any], goes: bool
) -> None:
    verdict = settled(kind, Standing(**standing), reach=reach, statuses=statuses)
    assert verdict is None if goes else verdict is not None


@pytest.mark.usefixtures("session", "frozen")
def test_an_invitation_goes_again_to_who_has_not_answered_it() -> None:
    meeting = make_open_meeting()
    rows = [make_row(name) for name in ("Ana", "Eva", "Luz", "Nora")]
    mailing = send(meeting, {"file": rows}, template="invitation")
    invited = {each.person.given_names: each for each in db.session.scalars(select(Participation))}
    registration.accept(invited["Ana"], make_entry(), by=CLI, at=NOW)
    registration.decline_invitation(invited["Eva"], "", by=CLI, at=NOW)
    registration.accept(invited["Luz"], make_entry(), by=CLI, at=NOW)
    registration.withdraw(invited["Luz"], by=CLI, at=NOW)
    came_back()
    done = operations.send_again(mailing, by=CLI, at=NOW)
    assert done.count == 1
    assert dict(done.left_out) == {Receipt.ANSWERED: ["Ana Paz", "Eva Paz", "Luz Paz"]}


@pytest.mark.parametrize("fate", ["bounced", "dead"])
@pytest.mark.usefixtures("session", "frozen")
def test_it_carries_the_link_and_goes_to_the_address_of_now(fate: str) -> None:
    mailing = send(make_open_meeting(), {"file": [make_row("Ana")]}, template="invitation")
    [line] = db.session.scalars(select(MailingRecipient))
    old = db.session.get_one(Message, line.message_id)
    came_back()
    if fate == "dead":
        old.status, old.bounced_at, old.last_error = "dead", None, "550 No such user"
    stored = old.text
    person = db.session.scalars(select(Person).where(Person.given_names == "Ana")).one()
    names = {"given_names": "Ana", "surnames": "Paz"}
    directory.correct_person(person, **names, email="nueva@example.org", at=NOW)
    new_link(db.session.scalars(select(Participation)).one(), Cause.ADDRESS, at=NOW)
    db.session.flush()
    assert again(mailing) == (1, {})
    sent = db.session.get_one(Message, line.message_id)
    assert (sent.to_email, sent.status) == ("nueva@example.org", "queued")
    assert (sent.id == old.id) is (fate == "dead"), "what never left is not kept twice"
    [former], [token] = (re.findall(r"/my/([\w.-]+)", text) for text in (stored, sent.text))
    part = db.session.scalars(select(Participation)).one()
    assert by_link(former) is None
    assert by_link(token) is part
    assert len(sent.attachments) == len(old.attachments) == 1


def test_the_officer_reads_why_in_the_answer_and_beside_the_row(
    app: Flask, page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        rows = [make_row("Ana"), make_row("Luz")]
        made = make_mailing(meeting, {"file": rows}, template="note")
        operations.schedule(made, Plan(), by=CLI, at=NOW)
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{made.public_id}"
        identity = make_user().get_id()
    with app.app_context():
        for job in jobs.jobs:
            job(NOW)
    with stored():
        came_back()
        ana = db.session.scalars(select(Person).where(Person.given_names == "Ana")).one()
        db.session.add(MailRefusal(person_id=ana.id, at=NOW))
    client.sign_in(identity)
    log = page.get(address)
    row = next(each for each in log.all("tbody tr") if "Ana" in each)
    assert "Wants no such mails" in row
    assert "Send again" not in row
    done = log.submit("form[action$='/again']")
    said = "1 mail is in the outbox again. 1 recipient was left out (Wants no such mails: Ana Paz)."
    assert said in done.text
