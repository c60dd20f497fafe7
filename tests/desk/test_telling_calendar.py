"""A notice moves the entry in each reader's calendar, or cancels it; nobody else is named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from meetings.accreditation.models import Application
from meetings.actor import CLI
from meetings.calendar import operations, queries
from meetings.calendar.models import Meeting, Mode, Precision, Status
from meetings.db import db
from meetings.desk import jobs
from meetings.notifications.models import Message
from meetings.registration import mails
from meetings.registration.models import Participation, Reply
from tests.factories.accreditation import make_accreditation
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
Sent = dict[str, tuple[str, int, str, str]]


@pytest.fixture
def meeting(stored: Stored) -> int:
    """Three people: one was sent the meeting, one is invited, one waits for a seat; and the contact
    of an accredited organization."""
    with stored():
        made = make_meeting("Forum", ends_on=date(2026, 5, 21))
        for name, status in (("ana", "confirmed"), ("bea", "invited"), ("eva", "waitlisted")):
            listed = make_listed(made, name, "Paz", status=status)
            listed.person.email = f"{name}@example.org"
            if name == "ana":
                mails.link(listed, mails.Cause.AGAIN, at=AT)
        granted = make_accreditation(made)
        application = db.session.get_one(Application, granted.application_id)
        application.contact_email = "contact@example.org"
        return made.id


def change(meeting_id: int, *, at: datetime = AT, **facts: Any) -> None:
    found = db.session.get_one(Meeting, meeting_id)
    operations.edit_meeting(found, queries.facts_of(found, **facts), by=CLI, at=at)


def told(app: Flask, *, at: datetime = AT) -> Sent:
    """Address -> (method, SEQUENCE, STATUS, PARTSTAT) of the latest notice to it."""
    found: Sent = {}
    with app.app_context():
        jobs.tell_changes(at + timedelta(hours=1))
        for mail in db.session.scalars(select(Message).order_by(Message.id)):
            for file in mail.attachments:
                if not file.content_type.startswith("text/calendar"):
                    continue
                calendar: Any = Calendar.from_ical(file.content)
                (entry,) = calendar.walk("VEVENT")
                stands = entry["ATTENDEE"].params["PARTSTAT"] if "ATTENDEE" in entry else ""
                assert stands == "" or str(entry["ATTENDEE"]) == f"mailto:{mail.to_email}"
                found[mail.to_email] = (
                    str(calendar["METHOD"]),
                    int(entry["SEQUENCE"]),
                    str(entry["STATUS"]),
                    stands,
                )
    return found


def text_to(app: Flask, address: str) -> str:
    """The latest mail to an address."""
    with app.app_context():
        mails_to = select(Message.text).where(Message.to_email == address)
        return db.session.scalars(mails_to.order_by(Message.id.desc())).first() or ""


def test_a_move_is_an_invitation_to_each_and_a_file_to_a_contact(
    app: Flask, stored: Stored, meeting: int
) -> None:
    """Who waits for a seat is told of it, and gets nothing for her calendar. To come on the old
    days is no answer to the new ones."""
    with stored():
        change(meeting, starts_on=date(2026, 5, 25), ends_on=date(2026, 5, 26))
    found = told(app)
    asks = "su calendario le pregunte si asistirá"
    assert asks in text_to(app, "ana@example.org")
    assert asks not in text_to(app, "bea@example.org"), "she is invited: it must ask"
    assert asks not in text_to(app, "eva@example.org"), "nothing is sent to her calendar"
    assert found == {
        "ana@example.org": ("REQUEST", 1, "CONFIRMED", "NEEDS-ACTION"),
        "bea@example.org": ("REQUEST", 1, "CONFIRMED", "NEEDS-ACTION"),
        "contact@example.org": ("PUBLISH", 1, "CONFIRMED", ""),
    }


def test_whom_a_move_asked_anew_is_asked_by_the_next_notice_too(
    app: Flask, stored: Stored, meeting: int
) -> None:
    """Another notice, of the mode alone, takes nobody's question back."""
    with stored():
        change(meeting, starts_on=date(2026, 5, 25), ends_on=date(2026, 5, 26))
    told(app)
    with stored():
        change(meeting, at=AT + timedelta(hours=3), mode=Mode.HYBRID)
    assert told(app, at=AT + timedelta(hours=3))["ana@example.org"] == (
        "REQUEST",
        1,
        "CONFIRMED",
        "NEEDS-ACTION",
    )


@pytest.mark.parametrize(
    ("status", "read_as"),
    [
        (Status.CANCELLED, ("CANCEL", 1, "CANCELLED", "ACCEPTED")),
        (Status.POSTPONED, ("REQUEST", 1, "TENTATIVE", "ACCEPTED")),
    ],
)
def test_a_cancelled_meeting_is_cancelled_a_postponed_one_is_tentative(
    app: Flask, stored: Stored, meeting: int, status: Status, read_as: tuple[str, int, str, str]
) -> None:
    with stored():
        operations.set_status(db.session.get_one(Meeting, meeting), status, by=CLI, at=AT)
    found = told(app)
    assert found["ana@example.org"] == read_as
    assert ("bea@example.org" in found) == (status == Status.POSTPONED), "nothing was sent to her"


def test_whoever_has_answered_to_the_new_days_already_is_not_asked_again(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, starts_on=date(2026, 5, 25), ends_on=date(2026, 5, 26))
        ana = db.session.scalars(select(Participation).order_by(Participation.id)).first()
        assert ana is not None
        ana.reply, ana.replied_at, ana.replied_sequence = Reply.TENTATIVE, AT, 1
    assert told(app)["ana@example.org"] == ("REQUEST", 1, "CONFIRMED", "TENTATIVE")


def test_a_contact_in_the_mailbox_of_somebody_on_the_list_gets_no_second_entry(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        found = db.session.scalars(select(Application)).one()
        found.contact_email, found.contact_name = "ana@example.org", "Red de Mujeres"
        change(meeting, starts_on=date(2026, 5, 25), ends_on=date(2026, 5, 26))
    assert told(app)["ana@example.org"][0] == "REQUEST"
    with app.app_context():
        mail = select(Message).where(Message.to_name == "Red de Mujeres")
        assert not db.session.scalars(mail).one().attachments


def test_a_meeting_taken_back_leaves_the_calendar_and_comes_back(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        operations.unpublish(db.session.get_one(Meeting, meeting), by=CLI, at=AT)
    assert told(app)["ana@example.org"] == ("CANCEL", 1, "CANCELLED", "ACCEPTED")
    later = AT + timedelta(days=1)
    with stored():
        operations.publish(db.session.get_one(Meeting, meeting), by=CLI, at=later)
    assert told(app, at=later)["ana@example.org"][:3] == ("REQUEST", 2, "CONFIRMED")


def test_a_day_that_is_known_no_more_leaves_the_calendar_and_comes_back(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(
            meeting,
            precision=Precision.MONTH,
            starts_on=date(2026, 9, 1),
            ends_on=date(2026, 9, 30),
        )
    first = told(app)
    assert first["ana@example.org"][:3] == ("CANCEL", 1, "CANCELLED")
    assert "contact@example.org" not in first
    assert "retira la reunión de su calendario" in text_to(app, "ana@example.org")
    later = AT + timedelta(days=1)
    with stored():
        change(
            meeting,
            at=later,
            precision=Precision.DAY,
            starts_on=date(2026, 9, 7),
            ends_on=date(2026, 9, 8),
        )
    assert told(app, at=later)["ana@example.org"][:2] == ("REQUEST", 2)
