"""The part of a registration's mails that is for the reader's calendar."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from meetings.calendar import ical
from meetings.calendar.models import MeetingText, Status
from meetings.notifications.operations import File
from meetings.registration import queries
from meetings.registration.models import GONE, Participation, Reply
from meetings.registration.models import Status as Standing
from meetings.registration.rules import itip
from meetings.registration.rules.itip import Guest, Method


def to_calendar(
    participation: Participation, about: MeetingText, *, at: datetime
) -> tuple[File, ...]:
    """The invitation, or what takes it back when she or the meeting is gone; in the open language.

    Nothing while the day is unknown, nothing is taken back that was never sent, and nothing of
    somebody who left while another one in her mailbox still comes: their calendar is one.
    """
    meeting, person = participation.meeting, participation.person
    has_ended = participation.status in GONE
    if has_ended and queries.shares_mailbox(participation):
        return ()
    method = _asked_of(participation, has_ended=has_ended)
    if method is None:
        return ()
    ended = queries.mailbox_endings(meeting.id, participation.mailbox, but=participation.id)
    sequence = itip.own_sequence(meeting.sequence, began_at=participation.created_at, endings=ended)
    sequence += participation.sequence_raised or 0  # a new one isn't stored yet
    reply = participation.reply or Reply.NONE  # the same
    replied_at = participation.replied_at
    stands = itip.partstat(
        participation.status,
        reply,
        replied_sequence=participation.replied_sequence,
        sequence=sequence,
        agreed_at=itip.agreed_at(participation.created_at, reply, replied_at=replied_at),
        moved_at=meeting.moved_at,
    )
    content = itip.message(
        about.vevent,
        Guest(email=participation.mailbox, name=person.full_name, lang=about.lang, partstat=stands),
        method=method,
        sequence=sequence + has_ended,
        sender=current_app.config["SETTINGS"].mail_from,
        at=at,
    )
    return (File(_("meeting.ics"), itip.content_type(method), content),)


def example(
    about: MeetingText, to: Guest, *, uid: str, sequence: int, at: datetime
) -> tuple[File, ...]:
    """The invitation as somebody who is invited would get it, for a test: an entry of its own, so
    that nothing which its reader answers is taken for an answer to the meeting."""
    content = itip.message(
        ical.with_value(about.vevent, "UID", f"test-{uid}"),
        to,
        method=Method.REQUEST,
        sequence=sequence,
        sender=current_app.config["SETTINGS"].mail_from,
        at=at,
    )
    return (File(_("meeting.ics"), itip.content_type(Method.REQUEST), content),)


def _asked_of(participation: Participation, *, has_ended: bool) -> Method | None:
    """What is asked of her calendar; the outbox is read only where it matters what it was sent."""
    meeting = participation.meeting
    has_day = itip.has_day(meeting.precision)
    is_off = has_ended or meeting.status == Status.CANCELLED
    waits = participation.status == Standing.WAITLISTED
    has_entry = False
    if not has_day or is_off or waits:
        email = participation.mailbox
        has_entry = email in queries.in_calendars(meeting.id, email=email)
    return itip.asked_of(has_day=has_day, is_off=is_off, waits=waits, has_entry=has_entry)
