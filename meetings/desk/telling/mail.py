"""The mail that tells of a changed meeting, in its reader's language. Never a way to join."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import current_app, render_template
from flask_babel import gettext as _

from meetings.calendar import ical
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting, MeetingText, Status
from meetings.calendar.rules import Tellable
from meetings.calendar.rules.telling import (
    Line,
    Spoken,
    lines,
    remark,
    said,
    taken_back,
    taken_back_remark,
)
from meetings.desk.telling.delivered import KIND
from meetings.desk.telling.recipients import Recipient
from meetings.language import address, reading
from meetings.notifications.models import Urgency
from meetings.notifications.operations import File, enqueue
from meetings.registration.models import Status as Standing
from meetings.registration.rules import itip
from meetings.registration.rules.itip import Method


def is_taken_back(meeting: Meeting) -> bool:
    """Whether a meeting was published and is a draft again: its page is nobody's any more."""
    return meeting.published_at is None and meeting.withdrawn_at is not None


def said_of(before: Tellable, meeting: Meeting, *, lang: str) -> tuple[list[Line], str]:
    """What is told of a meeting since people last heard of it, and what else must be known."""
    if is_taken_back(meeting):
        return taken_back(before, lang=lang), taken_back_remark(before, lang=lang)
    return lines(before, meeting, lang=lang), remark(before, meeting, lang=lang)


@dataclass(frozen=True)
class Letter:
    """What all readers of one language are told of a change.

    `in_calendars` are the addresses whose calendars were sent the meeting.
    """

    meeting: Meeting
    before: Tellable
    why: Mapping[str, Spoken]
    lang: str
    in_calendars: Collection[str] = ()

    @cached_property
    def about(self) -> MeetingText:
        """The meeting's words in their language."""
        return calendar.text_of(self.meeting.id, self.lang)

    @cached_property
    def lines(self) -> list[Line]:
        """The first old and the last new value of all that changed."""
        return said_of(self.before, self.meeting, lang=self.lang)[0]

    @cached_property
    def reasons(self) -> list[Spoken]:
        """Why what is told is so now, each reason once."""
        return said(self.lines, self.why)

    @cached_property
    def remark(self) -> str:
        """What else must be known of a meeting that has no date any more."""
        return said_of(self.before, self.meeting, lang=self.lang)[1]

    @cached_property
    def is_off(self) -> bool:
        """Whether it takes no place in a calendar any more: cancelled, or taken back."""
        return self.meeting.status == Status.CANCELLED or is_taken_back(self.meeting)

    def files(self, to: Recipient, *, at: datetime) -> tuple[File, ...]:
        """The meeting for their calendar, with its raised SEQUENCE, where the day is known.

        Who takes part is invited anew, to answer anew where the meeting was moved (RFC 5546,
        3.2.2.1), or the invitation is taken back: when the meeting is cancelled or taken back, and
        when its day is known no more. The contact of an organization takes no part herself: an
        invitation would put her on a list on which she isn't, and her answer would be nobody's. She
        gets a file that she may open (METHOD:PUBLISH), which asks nothing of her calendar; none
        where somebody on the list shares her mailbox, whose calendar has the meeting by an
        invitation.
        """
        has_day = itip.has_day(self.meeting.precision)
        with reading(self.lang):
            name = _("meeting.ics")
        if not to.partstat:
            if not has_day or to.shares_mailbox:
                return ()
            entry = ical.calendar([self.about.vevent], self.about.title, self.lang)
            return (File(name, "text/calendar; charset=utf-8; method=PUBLISH", entry),)
        method = itip.asked_of(
            has_day=has_day,
            is_off=self.is_off,
            waits=to.waits,
            has_entry=to.email in self.in_calendars,
        )
        if method is None:
            return ()
        entry = itip.message(
            self.about.vevent,
            itip.Guest(
                email=to.email,
                name=to.name,
                lang=self.lang,
                partstat=to.partstat,
            ),
            method=method,
            sequence=to.sequence,
            sender=current_app.config["SETTINGS"].mail_from,
            at=at,
        )
        return (File(name, itip.content_type(method), entry),)

    def _title(self) -> str:
        if is_taken_back(self.meeting):
            return _("A meeting was taken back: %(title)s", title=self.about.title)
        if self.meeting.status == Status.CANCELLED:
            return _("A meeting is cancelled: %(title)s", title=self.about.title)
        return _("A meeting has changed: %(title)s", title=self.about.title)

    def send(self, to: Recipient, *, at: datetime) -> None:
        """Put the mail to one reader into the outbox."""
        lang, files = self.lang, self.files(to, at=at)
        has_page = not is_taken_back(self.meeting)
        with reading(lang):
            words = {
                "lang": lang,
                "title": self._title(),
                "name": to.name,
                "about": self.about,
                "lines": self.lines,
                "reasons": self.reasons,
                "remark": self.remark,
                "has_file": bool(files),
                "leaves_calendar": any(Method.CANCEL in file.content_type for file in files),
                "asks_anew": to.partstat == "NEEDS-ACTION" and to.status == Standing.CONFIRMED,
                "is_cancelled": self.is_off,
                "stands": _stands(to.status),
                "is_invited": to.status == Standing.INVITED,
                "my_link": address("desk.my", lang=lang, token=to.token)
                if to.token and has_page
                else None,
                "meeting_link": address("desk.meeting", lang=lang, slug=self.meeting.slug)
                if has_page
                else None,
            }
            text = render_template("desk/mail/changed.txt", **words)
            html = render_template("desk/mail/changed.html", **words)
        enqueue(
            kind=KIND,
            subject=to.subject,
            to_email=to.email,
            to_name=to.name,
            language=lang,
            title=str(words["title"]),
            text=text,
            html=html,
            attachments=files,
            urgency=Urgency.BULK,
            at=at,
        )


def _stands(status: str) -> str:
    """What a changed meeting means for her registration; nothing that sounds like an acceptance
    which nobody has decided."""
    match status:
        case Standing.INVITED:
            return _("Your invitation stands.")
        case Standing.PENDING | Standing.NOMINATED:
            return _(
                "You need not do anything: the secretariat has your registration and has not "
                "decided yet."
            )
        case Standing.WAITLISTED:
            return _("You need not do anything: you keep your place on the waiting list.")
    return _("You need not do anything: your registration stays as it is.")
