"""The officer hands answers in, judges what is in doubt, and sees it where she looks."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from meetings.actor import WORKER
from meetings.calendar import queries as calendar
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import IncomingReply, Participation
from meetings.registration.rules import imip
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.answers import make_calendar, make_entry, make_mail
from tests.support.bounces import make_report
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


@pytest.fixture
def uid(stored: Stored, client: Client, frozen: Traveller) -> str:
    """A meeting with one confirmed person; the officer is signed in."""
    frozen.move_to(AT)
    with stored():
        meeting = make_open_meeting()
        make_participation(meeting)
        identity = make_user().get_id()
        uid = meeting.uid
    client.sign_in(identity)
    return uid


def hand_in(client: Client, *files: tuple[bytes, str]) -> Any:
    given = [(io.BytesIO(content), name) for content, name in files]
    return client.post("/en/manage/replies", data={"files": given}, follow_redirects=True)


def arrives(stored: Stored, **values: Any) -> None:
    with stored():
        found = imip.read(make_mail(**values))
        assert found is not None
        operations.take_in(found, by=WORKER, at=AT)


def reply_of(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(Participation.reply)).one()


def test_files_are_read_together_and_each_is_answered_for(
    app: Flask, client: Client, uid: str
) -> None:
    answer = hand_in(
        client,
        (make_mail(uid=uid, partstat="TENTATIVE"), "one.eml"),
        (make_calendar(make_entry("unknown")), "two.ics"),
        (b"Dear all,", "three.eml"),
        (make_mail(uid=uid, partstat="TENTATIVE"), "again.eml"),
    )
    text = answer.get_data(as_text=True)
    assert "1 answer was applied." in text
    assert "1 answer waits below." in text
    assert "three.eml holds no answer to an invitation." in text
    assert "The answer in again.eml was read before." in text
    assert "It answers no meeting of ours." in text
    assert reply_of(app) == "tentative"


def test_a_mail_that_came_back_is_marked_on_its_message(
    app: Flask, client: Client, uid: str
) -> None:
    with app.app_context():
        public_id = db.session.scalars(select(Message.public_id)).one()
    host, other = app.config["SETTINGS"].uid_host, "0d1c0d1c-0000-4000-8000-0d1c0d1c0d1c"
    answer = hand_in(
        client,
        (make_report(public_id, host=host), "back.eml"),
        (make_report(other, host=host), "strange.eml"),
    )
    text = answer.get_data(as_text=True)
    assert "back.eml is a mail that came back: the message in the outbox is marked so." in text
    assert "strange.eml is a mail that came back, and none of ours." in text
    with app.app_context():
        assert db.session.scalars(select(Message.bounce)).one() == "5.1.1 550 No such user here"


def test_without_a_file_nothing_is_read(client: Client, uid: str) -> None:
    assert "Choose the files that hold the answers." in hand_in(client).get_data(as_text=True)


def test_what_waits_is_applied_to_the_person_the_officer_finds(
    app: Flask, stored: Stored, page: Site, uid: str
) -> None:
    arrives(stored, uid=uid, partstat="DECLINED", sender="office@example.org", name="Secretaría")
    assert "1 answer waits for you." in page.get("/en/today").text
    queue = page.get("/en/manage/replies")
    assert "another address than the one invited" in queue.text
    one = page.get(queue.link("Secretaría"))
    assert "office@example.org" in one.text
    assert "mj@example.org" in one.text
    assert "METHOD:REPLY" in one.text
    done = one.submit("main form:has([name=person])")
    assert "The answer is applied." in done.text
    assert "No answer is waiting" in done.text
    assert reply_of(app) == "declined"
    today = page.get("/en/today")
    assert "1 will not come" in today.text
    listed = page.get(today.link("Forum on justice"))
    assert "Will not come" in listed.text
    shown = page.get(listed.link("María José Ñáñez Güell"))
    assert "Will not come, May 4, 2026" in shown.text


def test_what_waits_is_put_away(app: Flask, stored: Stored, page: Site, uid: str) -> None:
    arrives(stored, uid="unknown", name="Ana Paz", attendee="a@x.example", sender="a@x.example")
    one = page.get(page.get("/en/manage/replies").link("Ana Paz"))
    assert "Nobody was found." in one.text
    assert (
        "María José Ñáñez Güell (mj@example.org)"
        in one.submit("form[action$='/search']", q="nanez").text
    )
    done = one.submit("main form[action$='/dismiss']")
    assert "The answer is put away; nothing was changed." in done.text
    assert "Put away on" in page.get(one.url).text
    away = page.get(page.get("/en/manage/replies").link("Put away"))
    assert "1 answer was put away" in away.text
    again = page.get(away.link("Ana Paz")).submit("main form[action$='/restore']")
    assert "The answer waits again." in again.text
    assert "Apply it" in again.text
    assert "No answer was put away" in page.get(away.url).text
    assert page.get("/en/manage/replies").link("Ana Paz") == page.get(one.url).url
    again = page.get(one.url).submit("main form[action$='/dismiss']")
    assert "The answer is put away" in again.text
    with app.app_context():
        assert db.session.scalars(select(IncomingReply.raw)).one() is None


def test_she_reads_her_own_answer_and_what_it_does_not_do(
    app: Flask, stored: Stored, page: Site, uid: str
) -> None:
    arrives(stored, uid=uid, partstat="DECLINED")
    with app.app_context():
        meeting = calendar.by_uid(uid)
        assert meeting is not None
        made = db.session.scalars(select(Participation)).one()
        token = queries.link_token(made)
    text = page.get(f"/es/my/{token}").text
    assert "No asistirá" in text
    assert "Su inscripción sigue vigente" in text


def test_an_officer_of_some_meetings_judges_theirs_only(
    stored: Stored, client: Client, page: Site, uid: str
) -> None:
    with stored():
        other = make_open_meeting()
        identity = make_user("o@cim.example", meeting_id=other.id).get_id()
    arrives(stored, uid=uid, sender="office@example.org", name="Oficina")
    client.sign_in(identity)
    assert "No answer is waiting" in page.get("/en/manage/replies").text
    assert hand_in(client, (make_mail(uid=uid), "a.eml")).status_code == 403
