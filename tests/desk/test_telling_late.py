"""Who registered while a notice waits is told by what she knew, not by what she never heard."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from meetings.actor import CLI
from meetings.calendar import operations, queries
from meetings.calendar.models import Meeting, Status
from meetings.db import db
from meetings.desk import telling
from meetings.directory.models import Person
from meetings.notifications.models import Message
from tests.factories.accreditation import make_accreditation
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting
from tests.support.telling import AT, QUIET, change, mails, make_told_meeting, moved, notices, run

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def meeting(stored: Stored) -> int:
    """A published meeting on May 20 and 21 with three people in three languages."""
    with stored():
        return make_told_meeting().id


def minutes(count: int) -> datetime:
    return AT + timedelta(minutes=count)


def join(meeting_id: int, name: str, *, at: datetime) -> None:
    listed = make_listed(db.session.get_one(Meeting, meeting_id), name, "Paz")
    listed.person.email = f"{name}@example.org"
    listed.created_at = at


def test_who_came_while_a_notice_waited_is_told_by_the_date_of_her_receipt(
    app: Flask, stored: Stored, meeting: int
) -> None:
    """One notice each: three points of joining, and the last hears nothing that she knows."""
    with stored():
        change(meeting, **moved(25), why="Elections")
        join(meeting, "late", at=minutes(10))
    with stored():
        change(meeting, at=minutes(20), **moved(27))
        join(meeting, "last", at=minutes(30))
    assert run(app, timedelta(minutes=80)) == 1
    told = mails(app)
    assert "Hasta ahora: 20–21 de mayo de 2026" in told["es@example.org"]
    assert "Elections" in told["es@example.org"]
    assert "Hasta ahora: 25–26 de mayo de 2026" in told["late@example.org"]
    assert "A partir de ahora: 27–28 de mayo de 2026" in told["late@example.org"]
    assert "Elections" not in told["late@example.org"], "why it became the date that she knew"
    assert "last@example.org" not in told
    assert notices(app) == [("sent", 4)]


def test_a_change_taken_back_is_told_to_who_registered_in_between(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, **moved(25), venue="Sala A")
        join(meeting, "late", at=minutes(10))
    with stored():
        change(meeting, at=minutes(20), **moved(20), venue="")
        (card,) = telling.waiting(queries.open_notices(), "en", at=minutes(20))
        assert (card.people, card.late) == (1, 0)
        assert next((each.old, each.new) for each in card.lines) == (
            "May 25–26, 2026",
            "May 20–21, 2026",
        )
    assert run(app, timedelta(minutes=80)) == 1
    assert list(mails(app)) == ["late@example.org"]
    assert "Hasta ahora: Sala A, Washington, D.C." in mails(app)["late@example.org"]
    with app.app_context():
        closed = queries.closed_notices(meeting)
        told = telling.told_of(closed, queries.changes_of(meeting), "en")
        assert next((each.old, each.new) for each in told[closed[0].id]) == (
            "May 25–26, 2026",
            "May 20–21, 2026",
        )


def test_who_came_after_a_skipped_notice_is_told_when_it_is_as_before(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, **moved(25))
        telling.skip(db.session.get_one(Meeting, meeting), by=CLI, at=AT)
        join(meeting, "late", at=minutes(10))
    with stored():
        change(meeting, at=minutes(20), **moved(20))
    run(app, timedelta(minutes=80))
    assert list(mails(app)) == ["late@example.org"]
    assert "Hasta ahora: 25–26 de mayo de 2026" in mails(app)["late@example.org"]


def test_where_all_know_it_nobody_is_told(app: Flask, stored: Stored) -> None:
    with stored():
        made = make_meeting("Forum")
        change(made.id, **moved(25))
        join(made.id, "late", at=minutes(10))
    assert run(app, QUIET) == 0
    assert notices(app) == [("nobody", 0)]


def test_a_meeting_cancelled_is_told_by_the_date_that_each_knew(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        found = db.session.get_one(Meeting, meeting)
        change(meeting, **moved(25))
        join(meeting, "late", at=minutes(10))
        granted = make_accreditation(found, contact_email="red@example.org")
        granted.accredited_at = minutes(10)
        for mail in db.session.scalars(select(Message)):
            db.session.delete(mail)
        operations.set_status(found, Status.CANCELLED, by=CLI, at=minutes(20))
    run(app, timedelta(minutes=80))
    told = mails(app)
    assert "20–21 de mayo de 2026" in told["es@example.org"]
    assert "25–26 de mayo de 2026" in told["late@example.org"]
    assert "25–26" in told["red@example.org"]


def test_who_will_be_told_is_counted_by_the_database_and_read_by_nobody(
    app: Flask, stored: Stored, meeting: int
) -> None:
    """As many as are told in the end; a merged person once, by her furthest registration."""
    said: list[str] = []

    def hear(*about: Any) -> None:
        said.append(about[2])

    with stored():
        change(meeting, **moved(25))
        join(meeting, "late", at=minutes(10))
        join(meeting, "twin", at=minutes(15))
        found = db.session.get_one(Meeting, meeting)
        granted = make_accreditation(found, contact_email="contact@red.example")
        granted.accredited_at = minutes(12)
        one, other = db.session.scalars(
            select(Person).where(Person.email.in_(["late@example.org", "twin@example.org"]))
        )
        other.merged_into_id = one.id
    with stored():
        change(meeting, at=minutes(20), **moved(27))
        join(meeting, "last", at=minutes(30))
    with app.app_context():
        waits = queries.open_notices()
        event.listen(db.engine, "before_cursor_execute", hear)
        try:
            (card,) = telling.waiting(waits, "en", at=minutes(31))
        finally:
            event.remove(db.engine, "before_cursor_execute", hear)
        assert (card.people, card.late) == (5, 2)
        assert len(said) <= 4
        assert not [each for each in said if "given_names" in each]
    run(app, timedelta(minutes=80))
    assert notices(app) == [("sent", 5)]
