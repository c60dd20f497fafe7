"""The entry of one session of a meeting, for the feeds of those who take part in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _

from meetings import language
from meetings.calendar import ical, names, rules
from meetings.calendar.coordinates import coordinates
from meetings.calendar.models import Meeting, Mode, Status
from meetings.calendar.operations.compose import secretariat
from meetings.localized import fold


class SessionTold(Protocol):
    """What is read of a session: the row of a query, or the session itself."""

    @property
    def public_id(self) -> str:
        """By what it is known outside."""

    @property
    def title(self) -> dict[str, str]:
        """Its title in the languages that it has."""

    @property
    def description(self) -> dict[str, str]:
        """What it is about."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date:
        """The last day, inclusive."""

    @property
    def starts_time(self) -> time | None:
        """The local hour of its start."""

    @property
    def ends_time(self) -> time | None:
        """The local hour of its end."""

    @property
    def room(self) -> str:
        """Where in the house."""

    @property
    def sequence(self) -> int:
        """How often it was moved by itself."""

    @property
    def changed_at(self) -> datetime | None:
        """When it was changed by itself."""


def session_vevent(session: SessionTold, meeting: Meeting, *, lang: str) -> str:
    """The VEVENT of a session of a published meeting; nothing is stored, nothing joins it.

    Its UID is its own, RELATED-TO says the meeting's. It is cancelled or postponed with the
    meeting; its SEQUENCE rises with the meeting's and when it is moved itself.
    """
    return ical.vevent(_entry(session, meeting, lang=lang))


def removed_vevent(
    session: SessionTold, meeting: Meeting, *, sequence: int, lang: str, at: datetime
) -> str:
    """The VEVENT of a session that takes place no more since an instant, with what its `sequence`
    is now: as much of it as is needed to be recognized and struck out."""
    entry = _entry(session, meeting, lang=lang)
    with language.reading(lang):
        summary = _("(cancelled) %(title)s", title=session_summary(session, meeting, lang=lang))
    bare: dict[str, Any] = {"location": "", "coordinates": None, "description": "", "url": ""}
    return ical.vevent(
        replace(
            entry,
            sequence=meeting.sequence + sequence,
            changed_at=at,
            summary=summary,
            status="CANCELLED",
            is_transparent=True,
            **bare,
        )
    )


def session_summary(session: SessionTold, meeting: Meeting, *, lang: str) -> str:
    """What a session is called in calendars, beside whatever else they show."""
    title = language.content(session.title, lang).text
    about = language.content(meeting.title, lang).text
    return _("%(session)s – %(meeting)s", session=title, meeting=about)


def _entry(session: SessionTold, meeting: Meeting, *, lang: str) -> ical.Entry:
    starts_at, ends_at = _hours(session, meeting.time_zone)
    url = f"{current_app.config['BASE_URL']}/{lang}/meetings/{meeting.slug}"
    description = language.content(session.description, lang).text
    with language.reading(lang):
        summary = session_summary(session, meeting, lang=lang)
        if meeting.status == Status.POSTPONED:
            summary = _("(postponed) %(title)s", title=summary)
        if meeting.status == Status.CANCELLED:
            summary = _("(cancelled) %(title)s", title=summary)
    return ical.Entry(
        uid=f"{session.public_id}@{current_app.config['SETTINGS'].uid_host}",
        related_to=meeting.uid,
        sequence=meeting.sequence + session.sequence,
        changed_at=max(meeting.changed_at, session.changed_at or meeting.changed_at),
        summary=summary,
        first_day=session.starts_on,
        last_day=session.ends_on,
        starts_at=starts_at,
        ends_at=ends_at,
        time_zone=meeting.time_zone,
        status=rules.ical_status(meeting),
        is_transparent=meeting.status in {Status.POSTPONED, Status.CANCELLED},
        location=_location(session, meeting, lang),
        coordinates=coordinates(meeting),
        organizer=secretariat(),
        description="\n\n".join(filter(None, (description, url))),
        url=url,
    )


def _location(session: SessionTold, meeting: Meeting, lang: str) -> str:
    """Room, house, city and country; a room that is called as its house is said once. Of a virtual
    meeting neither: rooms may be those of the house where it was to be."""
    if meeting.mode == Mode.VIRTUAL:
        return names.where(meeting, lang)
    houses = {fold(each) for each in names.names("venue", meeting.venue).values()}
    is_house = fold(session.room) in houses | {fold(meeting.venue)}
    room = "" if is_house else session.room
    return ", ".join(filter(None, (room, names.where(meeting, lang))))


def _hours(session: SessionTold, zone: str) -> tuple[datetime | None, datetime | None]:
    """Its hours in UTC; a session that has no end in the programme has none here."""
    if session.starts_time is None:
        return None, None
    tz = ZoneInfo(zone)
    start = datetime.combine(session.starts_on, session.starts_time, tz)
    end = datetime.combine(session.ends_on, session.ends_time or session.starts_time, tz)
    return start.astimezone(UTC), end.astimezone(UTC)
