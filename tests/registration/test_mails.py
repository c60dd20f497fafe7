"""What a registration sends to its reader's calendar, and what arrives over real SMTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from meetings import actor
from meetings.calendar.models import MeetingText, Precision
from meetings.db import db
from meetings.notifications import jobs
from meetings.notifications.models import Message
from meetings.registration import operations
from tests.factories.registration import AT, make_open_meeting, make_participation

OFFICER = actor.Actor(actor.ActorKind.USER, "1", "Ana")
SENDER = "CIM · Reuniones <reuniones@cim.example>"
DAY = timedelta(days=1)


def entry_of(text: bytes | str) -> Any:
    (entry,) = Calendar.from_ical(text).walk("VEVENT")
    return entry


def messages() -> list[tuple[str, str, int, str]]:
    """(what the mail is, method, SEQUENCE, PARTSTAT) of all calendar parts, oldest first."""
    found = []
    for mail in db.session.scalars(select(Message).order_by(Message.id)):
        for file in mail.attachments:
            if file.content_type.startswith("text/calendar"):
                calendar = Calendar.from_ical(file.content)
                entry: Any = entry_of(file.content)
                stands = entry["ATTENDEE"].params["PARTSTAT"]
                what = mail.kind.removeprefix("registration.")
                found.append((what, str(calendar["METHOD"]), int(entry["SEQUENCE"]), stands))
    return found


@pytest.mark.usefixtures("session")
def test_her_calendar_follows_her_registration() -> None:
    meeting = make_open_meeting()
    made = make_participation(meeting, capacity_code="nca", represents="state", state_code="HN")
    operations.confirm(made, by=OFFICER, at=AT + DAY)
    operations.withdraw(made, by=OFFICER, at=AT + 2 * DAY)
    again = make_participation(meeting, at=AT + 3 * DAY)
    operations.decline(again, "Full", by=OFFICER, at=AT + 4 * DAY)
    assert messages() == [
        ("received", "REQUEST", 0, "TENTATIVE"),
        ("confirmed", "REQUEST", 0, "ACCEPTED"),
        ("withdrawn", "CANCEL", 1, "NEEDS-ACTION"),
        ("accepted", "REQUEST", 2, "ACCEPTED"),
        ("declined", "CANCEL", 3, "NEEDS-ACTION"),
    ]


@pytest.mark.usefixtures("session")
def test_who_takes_part_virtually_is_sent_to_no_door() -> None:
    meeting = make_open_meeting()
    make_participation(meeting, mode="virtual", language="en")
    make_participation(meeting, given_names="Ana", language="en")
    virtual, here = db.session.scalars(select(Message.text).order_by(Message.id))
    assert "As you take part virtually" in virtual
    assert "at the door" not in virtual
    assert "Show it at the door" in here


@pytest.mark.usefixtures("session")
def test_who_leaves_a_shared_mailbox_does_not_cancel_it_for_the_other() -> None:
    meeting = make_open_meeting()
    first = make_participation(meeting)
    second = make_participation(meeting, given_names="Ana", surnames="Paz", at=AT + DAY)
    operations.withdraw(first, by=OFFICER, at=AT + 2 * DAY)
    operations.withdraw(second, by=OFFICER, at=AT + 3 * DAY)
    assert [each[:3] for each in messages()] == [
        ("accepted", "REQUEST", 0),
        ("accepted", "REQUEST", 0),
        ("withdrawn", "CANCEL", 1),
    ]


@pytest.mark.usefixtures("session")
def test_nothing_is_taken_back_from_a_calendar_that_was_never_sent_it() -> None:
    meeting = make_open_meeting(seats=1)
    operations.set_plan(meeting, operations.Plan(has_waiting_list=True), by=OFFICER, at=AT)
    first = make_participation(meeting)
    waits = make_participation(meeting, email="eva@example.org", surnames="Paz")
    operations.withdraw(waits, by=OFFICER, at=AT + DAY)
    operations.withdraw(first, by=OFFICER, at=AT + DAY)
    again = make_participation(meeting, email="eva@example.org", surnames="Paz", at=AT + 2 * DAY)
    operations.withdraw(again, by=OFFICER, at=AT + 3 * DAY)
    assert [each[:2] for each in messages()] == [
        ("accepted", "REQUEST"),
        ("withdrawn", "CANCEL"),
        ("accepted", "REQUEST"),
        ("withdrawn", "CANCEL"),
    ]


@pytest.mark.usefixtures("session")
def test_a_meeting_known_to_a_month_invites_nobody() -> None:
    month = make_open_meeting(
        precision=Precision.MONTH, starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 30)
    )
    made = make_participation(month)
    operations.withdraw(made, by=OFFICER, at=AT + DAY)
    assert messages() == []
    assert "calendario" not in " ".join(db.session.scalars(select(Message.text)))


def test_the_mail_arrives_as_calendar_programs_want_it(
    stored: Callable[[], Any], make_app: Callable[..., Flask], smtp_server: Any
) -> None:
    sender = make_app(smtp_url=smtp_server.url, mail_from=SENDER)
    with sender.app_context():
        from meetings.db import transaction

        with transaction():
            meeting = make_open_meeting()
            uid = meeting.uid
            text = db.session.get_one(MeetingText, (meeting.id, "es")).vevent
            make_participation(meeting)
        jobs.send_due(AT)
    (mail,) = smtp_server.messages
    assert str(mail["From"].addresses[0].addr_spec) == "reuniones@cim.example"
    alternative, file = mail.iter_parts()
    assert alternative.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in alternative.iter_parts()]
    assert kinds == ["text/plain", "multipart/related", "text/calendar"]
    part = list(alternative.iter_parts())[-1]
    assert str(part["Content-Type"]).replace('"', "") == (
        "text/calendar; method=REQUEST; charset=utf-8"
    )
    assert part["Content-Transfer-Encoding"] == "base64"
    assert part["Content-Disposition"] is None
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "calendario.ics")
    assert part.get_payload(decode=True) == file.get_payload(decode=True)
    entry = entry_of(part.get_payload(decode=True))
    assert str(entry["ORGANIZER"]) == "mailto:reuniones@cim.example"
    assert str(entry["ATTENDEE"]) == "mailto:mj@example.org"
    assert entry["UID"] == uid
    kept = entry_of("BEGIN:VCALENDAR\r\n" + text + "END:VCALENDAR\r\n")
    assert entry["SEQUENCE"] == kept["SEQUENCE"]
    assert entry["DTSTART"].dt == kept["DTSTART"].dt
