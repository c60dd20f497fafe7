"""News of a registration that is held go to the former address, a reminder among them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.desk.telling.recipients import recipients
from meetings.invitations import queries
from meetings.notifications.models import Message
from meetings.registration import operations as registration
from meetings.registration.models import Participation
from tests.factories.registration import make_entry, make_open_meeting, make_participation
from tests.invitations.test_sending import DAY, NOW, reminder, work

Stored = Callable[[], AbstractContextManager[None]]
FORMER, NEW = "mj@example.org", "new@example.org"


@pytest.mark.parametrize("stays_at", [FORMER, ""])
def test_a_reminder_of_another_meeting_goes_where_she_is_reached_for_it(
    app: Flask, stored: Stored, stays_at: str
) -> None:
    with stored():
        own = make_participation(make_open_meeting())
        other = make_open_meeting(starts_on=date(2026, 5, 9), ends_on=date(2026, 5, 9))
        make_participation(other).person.email = stays_at
        made = reminder(other, "before_meeting", 48, "before_meeting")
        link = Actor(ActorKind.LINK, own.public_id, "own link")
        registration.correct(own, make_entry(email=NEW), by=link, at=NOW)
        told = recipients([own.meeting_id, other.id])
        assert [each.email for each in told[own.meeting_id]] == [NEW]
        assert [each.email for each in told[other.id]] == [stays_at]
        [one] = queries.candidates(made)
        assert one.email == stays_at
        due = made.due_at
    assert due is not None
    assert NOW < due < NOW + timedelta(days=7)
    work(app, NOW + 4 * DAY)
    with app.app_context():
        sent = db.session.scalars(
            select(Message.to_email).where(Message.kind.like("invitations.%"))
        ).all()
        assert list(sent) == [stays_at] * bool(stays_at)
        assert {each.mailbox for each in db.session.scalars(select(Participation))} == {
            NEW,
            stays_at,
        }
