"""Whoever hears of a meeting that is put off or cancelled hears of the date that she knew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar import operations, queries
from meetings.calendar.models import Meeting, Status
from meetings.db import db
from meetings.desk import telling
from meetings.notifications.models import Message
from tests.support.telling import AT, change, mails, make_told_meeting, moved, notices, run

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def meeting(stored: Stored) -> int:
    """A published meeting on May 20 and 21 with three people in three languages."""
    with stored():
        return make_told_meeting().id


@pytest.mark.parametrize("is_skipped", [False, True])
def test_a_meeting_moved_and_then_put_off_is_told_by_the_date_that_people_knew(
    app: Flask, stored: Stored, meeting: int, *, is_skipped: bool
) -> None:
    with stored():
        found = db.session.get_one(Meeting, meeting)
        change(meeting, **moved(25))
        if is_skipped:
            telling.skip(found, by=CLI, at=AT)
        operations.postpone(found, None, by=CLI, at=AT + timedelta(minutes=5))
    run(app, timedelta(hours=2))
    spanish = mails(app)["es@example.org"]
    assert "Hasta ahora: 20–21 de mayo de 2026\n" in spanish
    assert "A partir de ahora: Se anunciará" in spanish
    assert "25–26 de mayo" not in spanish
    if not is_skipped:
        with app.app_context():
            found = db.session.get_one(Meeting, meeting)
            assert queries.text_of(found.id, "en").dates == "May 20–21, 2026 (postponed)"
            for each in db.session.scalars(select(Message)):
                assert b"20260525" not in each.attachments[0].content


@pytest.mark.parametrize("is_skipped", [False, True])
def test_a_meeting_moved_and_then_cancelled_is_only_cancelled(
    app: Flask, stored: Stored, meeting: int, *, is_skipped: bool
) -> None:
    with stored():
        found = db.session.get_one(Meeting, meeting)
        change(meeting, **moved(25), venue="Sala A")
        if is_skipped:
            telling.skip(found, by=CLI, at=AT)
        later = AT + timedelta(minutes=5)
        operations.set_status(found, Status.CANCELLED, by=CLI, at=later)
    run(app, timedelta(hours=2))
    spanish = mails(app)["es@example.org"]
    assert "Queda cancelada la reunión anunciada para esta fecha: 20–21 de mayo de 2026." in spanish
    assert "25–26 de mayo" not in spanish
    assert "Sala A" not in spanish
    assert "su inscripción se mantiene" not in spanish
    assert "La reunión no se celebra: no tiene que hacer nada" in spanish
    with stored():
        change(meeting, at=AT + timedelta(hours=3), **moved(28))
    assert len(notices(app)) == 1 + is_skipped
    with stored():
        change(meeting, at=AT + timedelta(hours=3), status="confirmed")
    run(app, timedelta(hours=5))
    with app.app_context():
        latest = db.session.scalars(select(Message.text).order_by(Message.id.desc())).all()
    assert any("La réunion a lieu malgré tout" in each for each in latest)


def test_what_an_officer_lets_wait_longer_is_not_told_earlier_after_another_change(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, **moved(25))
        telling.wait_longer(db.session.get_one(Meeting, meeting), by=CLI, at=AT)
        change(meeting, at=AT + timedelta(minutes=5), **moved(26))
    assert run(app, timedelta(minutes=119)) == 0
    assert run(app, timedelta(minutes=120)) == 1
