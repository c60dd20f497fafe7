"""The mail that tells of a changed meeting, in its reader's language. Never a way to join."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import render_template
from flask_babel import gettext as _

from meetings.calendar import ical
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting, MeetingText, Precision
from meetings.calendar.rules import Tellable
from meetings.calendar.rules.telling import Line, lines, remark, said
from meetings.desk.telling.delivered import KIND
from meetings.desk.telling.recipients import Recipient
from meetings.language import address, reading
from meetings.notifications.operations import File, enqueue


@dataclass(frozen=True)
class Letter:
    """What all readers of one language are told of a change."""

    meeting: Meeting
    before: Tellable
    why: Mapping[str, str]
    lang: str

    @cached_property
    def about(self) -> MeetingText:
        """The meeting's words in their language."""
        return calendar.text_of(self.meeting.id, self.lang)

    @cached_property
    def lines(self) -> list[Line]:
        """The first old and the last new value of all that changed."""
        return lines(self.before, self.meeting, lang=self.lang)

    @cached_property
    def reasons(self) -> list[str]:
        """Why what is told is so now, each reason once."""
        return said(self.lines, self.why)

    @cached_property
    def remark(self) -> str:
        """What else must be known of a meeting that has no date any more."""
        return remark(self.before, self.meeting, lang=self.lang)

    @cached_property
    def files(self) -> tuple[File, ...]:
        """The meeting for their calendar, with its raised SEQUENCE, where the day is known."""
        if self.meeting.precision not in {Precision.DAY, Precision.MINUTE}:
            return ()
        entry = ical.calendar([self.about.vevent], self.about.title, self.lang)
        kind = "text/calendar; charset=utf-8; method=PUBLISH"
        with reading(self.lang):
            return (File(_("meeting.ics"), kind, entry),)

    def send(self, to: Recipient, *, at: datetime) -> None:
        """Put the mail to one reader into the outbox."""
        lang = self.lang
        with reading(lang):
            words = {
                "lang": lang,
                "title": _("A meeting has changed: %(title)s", title=self.about.title),
                "name": to.name,
                "about": self.about,
                "lines": self.lines,
                "reasons": self.reasons,
                "remark": self.remark,
                "has_file": bool(self.files),
                "my_link": address("desk.my", lang=lang, token=to.token) if to.token else None,
                "meeting_link": address("desk.meeting", lang=lang, slug=self.meeting.slug),
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
            attachments=self.files,
            at=at,
        )
