"""Meetings of other bodies' calendars: what is known by its UID is changed, the rest is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings import audit, clock
from meetings.actor import Actor
from meetings.calendar import queries
from meetings.calendar.incoming.meetings import Incoming, Read, Setting, read
from meetings.calendar.models import Meeting, Status
from meetings.calendar.operations.meetings import create_meeting, edit_meeting
from meetings.calendar.operations.table import take_in_turn
from meetings.calendar.queries.existing import cities
from meetings.calendar.queries.sessions import known_links
from meetings.calendar.rules import MeetingFacts
from meetings.db import db
from meetings.errors import Refused

DATES = ("starts_on", "ends_on", "starts_time", "ends_time", "precision", "time_zone")


@dataclass(frozen=True)
class Known:
    """A meeting that an entry is known by, as it is and as the entry would make it."""

    slug: str
    before: MeetingFacts
    after: MeetingFacts

    @property
    def is_changed(self) -> bool:
        """Whether an import would change anything of it."""
        return self.before != self.after


@dataclass(frozen=True)
class Imported:
    """How many meetings were made, changed, and left as they are."""

    made: int
    changed: int
    unchanged: int


def read_incoming(data: bytes, *, organizer: str, lang: str, at: datetime) -> Read:
    """What a file says; without `organizer` the meetings are those of whom it names itself.

    `lang` is the language of its titles. Raises FileRefused as `incoming.meetings.read` does.
    """
    settings = current_app.config["SETTINGS"]
    setting = Setting(
        zone=settings.time_zone,
        lang=lang,
        organizer=organizer,
        codes=queries.codes(),
        cities=cities(),
        at=at,
        links=tuple(known_links()),
    )
    today = clock.local_day(at, settings.time_zone)
    limit = settings.max_upload_mb * 1024 * 1024
    found = read(data, setting=setting, today=today, limit=limit)
    if organizer or not found.name:
        return found
    named = [replace(m, facts=replace(m.facts, organizer=found.name)) for m in found.meetings]
    return replace(found, meetings=tuple(named))


def compare_incoming(meetings: Sequence[Incoming]) -> dict[str, Known]:
    """By UID the meetings that are known, with what an import would make of them."""
    return {
        each.uid: Known(meeting.slug, queries.facts_of(meeting), _merged(meeting, each))
        for each, meeting in _known(meetings)
    }


def import_incoming(
    meetings: Sequence[Incoming], *, published: bool, by: Actor, at: datetime
) -> Imported:
    """Make and change meetings, all of them or none; new ones are drafts unless `published`.

    What its own calendar keeps private is a draft all the same.
    Known by UID: title in the language in which it came first, dates, place and status follow the
    entry; what officers added stays, and a held meeting stays held. Raises
    Refused, naming the entry, when a change is not allowed.
    """
    take_in_turn()
    known = {each.uid: meeting for each, meeting in _known(meetings)}
    done = {"made": 0, "changed": 0, "unchanged": 0}
    for each in meetings:
        try:
            done[_write(each, known.get(each.uid), published=published, by=by, at=at)] += 1
        except Refused as refusal:
            raise _of_entry(each, refusal) from refusal
    audit.record("calendar.import_ics", ("calendar", "ics"), by=by, at=at, changes=done)
    return Imported(**done)


def _write(
    said: Incoming, meeting: Meeting | None, *, published: bool, by: Actor, at: datetime
) -> str:
    """Make a meeting, or change the one that is known; tells what became of it."""
    if meeting is not None:
        moved = edit_meeting(meeting, _merged(meeting, said), by=by, at=at)
        return "changed" if moved else "unchanged"
    is_public = published and not said.is_private
    made = create_meeting(said.facts, by=by, at=at, published=is_public, uid=said.uid)
    made.incoming_lang = next(iter(said.facts.title), None)
    return "made"


def _of_entry(said: Incoming, refusal: Refused) -> Refused:
    sentence = _l(
        "Line %(line)d, “%(title)s”: %(reason)s",
        line=said.line,
        title=next(iter(said.facts.title.values()), "–")[:80],
        reason=refusal.sentence,
    )
    return Refused(sentence, field=refusal.field, code=refusal.code)


def _known(meetings: Sequence[Incoming]) -> list[tuple[Incoming, Meeting]]:
    uids: Collection[str] = [each.uid for each in meetings]
    found = {
        meeting.uid: meeting
        for meeting in db.session.scalars(select(Meeting).where(Meeting.uid.in_(uids)))
    }
    return [(each, found[each.uid]) for each in meetings if each.uid in found]


def _merged(meeting: Meeting, entry: Incoming) -> MeetingFacts:
    """What a meeting becomes when its entry says something else.

    A country that is only concluded from the same city changes nothing.
    """
    said = entry.facts
    before = queries.facts_of(meeting)
    changes = {name: getattr(said, name) for name in DATES}
    changes["title"] = {**before.title, **_title(meeting, said.title)}
    if before.status != Status.HELD:
        changes["status"] = said.status
    is_same = entry.is_guessed and said.city == before.city
    if (said.city or said.country) and not is_same:
        changes |= {"city": said.city, "country": said.country or before.country}
    return replace(before, **changes)


def _title(meeting: Meeting, said: Mapping[str, str]) -> dict[str, str]:
    """The entry's title in the language that the meeting's title was first read in.

    That language may be another than the one chosen for the file this time. Of a meeting that no
    calendar file made, it is the language that has this title already, or the only one.
    """
    found: dict[str, str] = {}
    for lang, text in said.items():
        same = next((each for each, title in meeting.title.items() if title == text), None)
        only = next(iter(meeting.title), lang) if len(meeting.title) == 1 else lang
        found[meeting.incoming_lang or same or only] = text
    return found
