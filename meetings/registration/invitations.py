"""The part of a registration's mails that is for the reader's calendar."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from meetings.calendar.models import MeetingText, Status
from meetings.notifications.operations import File
from meetings.registration import queries
from meetings.registration.models import GONE, Participation, Reply
from meetings.registration.rules import itip
from meetings.registration.rules.itip import Guest, Method


def to_calendar(
    participation: Participation, about: MeetingText, *, at: datetime
) -> tuple[File, ...]:
    """The invitation, or what takes it back when she or the meeting is gone; in the open language.

    Nothing while the day is unknown, and nothing of somebody who left while another one in her
    mailbox still comes: their calendar is one.
    """
    meeting, person = participation.meeting, participation.person
    has_ended = participation.status in GONE
    if not itip.has_day(meeting.precision) or (has_ended and queries.shares_mailbox(participation)):
        return ()
    before = queries.endings([meeting.id], email=person.email, but=participation.id)
    ended = before.get((meeting.id, person.email), ())
    sequence = itip.own_sequence(meeting.sequence, began_at=participation.created_at, endings=ended)
    stands = itip.partstat(
        participation.status,
        participation.reply or Reply.NONE,  # a new one isn't stored yet
        replied_sequence=participation.replied_sequence,
        sequence=sequence,
    )
    is_off = has_ended or meeting.status == Status.CANCELLED
    method = Method.CANCEL if is_off else Method.REQUEST
    content = itip.message(
        about.vevent,
        Guest(email=person.email, name=person.full_name, lang=about.lang, partstat=stands),
        method=method,
        sequence=sequence + has_ended,
        sender=current_app.config["SETTINGS"].mail_from,
        at=at,
    )
    return (File(_("meeting.ics"), itip.content_type(method), content),)
