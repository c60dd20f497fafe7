"""Making, changing, moving and removing the sessions of a meeting."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select, update

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import (
    AgendaItem,
    JoinLink,
    Meeting,
    MeetingSession,
    SessionSpeaker,
)
from meetings.calendar.operations.privacy import keep_links_out
from meetings.calendar.operations.removed_sessions import sessions_told
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules import agenda as rules
from meetings.calendar.rules.giveaways import Said, without_giveaways
from meetings.calendar.rules.sessions import (
    Holding,
    SessionFacts,
    check_session,
    cleaned_session,
)
from meetings.db import db
from meetings.directory import queries as directory
from meetings.errors import Refused

PLAIN = (
    *("title", "description", "kind", "room"),
    *("starts_on", "ends_on", "starts_time", "ends_time"),
)

# What calendars tell as a new time or place.
MATERIAL = ("room", "starts_on", "ends_on", "starts_time", "ends_time")


def add_session(
    meeting: Meeting, facts: SessionFacts, *, by: Actor, at: datetime
) -> MeetingSession:
    """Add a session. Raises Refused (with `field`) when it can't take place within the meeting."""
    return add_sessions(meeting, [facts], by=by, at=at)[0]


def add_sessions(
    meeting: Meeting, several: Sequence[SessionFacts], *, by: Actor, at: datetime
) -> list[MeetingSession]:
    """Add several sessions at once, all or none. Raises Refused as `add_session` does."""
    functions = _functions()
    sound = [_sound(each, meeting, functions) for each in several]
    made = _store(meeting, sound)
    for each in made:
        each.changed_at = at
        _told("calendar.add_session", meeting, each, by=by, at=at)
    return made


def edit_session(
    meeting: Meeting, session: MeetingSession, *, facts: SessionFacts, by: Actor, at: datetime
) -> bool:
    """Change what is said of a session; tells whether anything changed.

    Raises Refused as `add_session` does.
    """
    before = queries.session_facts(session)
    facts = _sound(facts, meeting, _functions())
    if facts == before:
        return False
    with sessions_told(meeting, at=at):
        _apply(session, facts)
        session.changed_at = at
    _told("calendar.edit_session", meeting, session, by=by, at=at)
    return True


def move_session(
    meeting: Meeting,
    session: MeetingSession,
    *,
    way: Literal["earlier", "later"],
    by: Actor,
    at: datetime,
) -> bool:
    """Change places with the session before or after it on the same day; the pause stays.

    Tells whether there was one. Raises Refused where one of the two has no hours, or where their
    new ones are impossible.
    """
    day = [each for each in queries.sessions(meeting.id) if each.starts_on == session.starts_on]
    place = day.index(session) + (1 if way == "later" else -1)
    if not 0 <= place < len(day):
        return False
    first, second = (session, day[place]) if way == "later" else (day[place], session)
    if (first.starts_time is None) != (second.starts_time is None):
        raise Refused(
            _l("A session without hours stands first. Give it hours to move it."), code="no_hours"
        )
    moved = rules.swapped(queries.session_facts(first), queries.session_facts(second))
    functions = _functions()
    for each, facts in zip((first, second), moved, strict=True):
        _apply(each, _sound(facts, meeting, functions))
        each.changed_at = at
    here, there = day.index(first), day.index(second)
    day[here], day[there] = second, first
    for number, each in enumerate(day):
        each.sort = number
    db.session.flush()
    _told("calendar.move_session", meeting, session, by=by, at=at)
    return True


def send_session(
    meeting: Meeting, session: MeetingSession, *, day: date, by: Actor, at: datetime
) -> bool:
    """Move a session to another day at the same hours; tells whether it wasn't there already.

    Raises Refused as `add_session` does.
    """
    facts = rules.to_day(queries.session_facts(session), day)
    return edit_session(meeting, session, facts=facts, by=by, at=at)


def copy_session(
    meeting: Meeting, session: MeetingSession, *, by: Actor, at: datetime
) -> MeetingSession:
    """A second session like this one, after the last of its day, without points of the agenda.

    As long as the first; without hours where the day is full.
    """
    facts = queries.session_facts(session)
    day = [
        queries.session_facts(each)
        for each in queries.sessions(meeting.id)
        if each.starts_on == session.starts_on
    ]
    return add_session(meeting, rules.after_all(facts, day), by=by, at=at)


def remove_session(meeting: Meeting, session: MeetingSession, *, by: Actor, at: datetime) -> None:
    """Remove a session, its speakers and ways to join; points of the agenda stay, without it.

    Who has it in her calendar is told for 90 days that it is cancelled.
    """
    _told("calendar.remove_session", meeting, session, by=by, at=at)
    db.session.execute(delete(JoinLink).where(JoinLink.session_id == session.id))
    db.session.execute(
        update(AgendaItem).where(AgendaItem.session_id == session.id).values(session_id=None)
    )
    with sessions_told(meeting, at=at):
        db.session.delete(session)


def follow_dates(meeting: Meeting, before: Holding, *, by: Actor, at: datetime) -> int:
    """Move the sessions along after the meeting's dates have changed; tells by how many days.

    Nothing is lost: a session that lies outside of the new days stays, and the agenda names it.
    """
    days = rules.shift(before, meeting)
    if not days:
        return 0
    found = db.session.scalars(
        select(MeetingSession).where(MeetingSession.meeting_id == meeting.id)
    ).all()
    for each in found:
        each.starts_on += timedelta(days=days)
        each.ends_on += timedelta(days=days)
    db.session.flush()
    if found:
        subject = ("meeting", meeting.uid)
        audit.record("calendar.move_agenda", subject, by=by, at=at, changes={"days": days})
    return days


def store_copies(meeting: Meeting, several: Iterable[SessionFacts]) -> list[MeetingSession]:
    """Keep sessions of another meeting as they are, even outside of this one's days.

    Where one told how somebody joins, that is left out.
    """
    links = queries.known_links()
    return _store(meeting, [cleaned_session(_bare(each, links)) for each in several])


def _bare(facts: SessionFacts, links: Sequence[str]) -> SessionFacts:
    title = {
        lang: without_giveaways(text, links=links) or "–" for lang, text in facts.title.items()
    }
    said = {lang: without_giveaways(text, links=links) for lang, text in facts.description.items()}
    room = without_giveaways(facts.room, links=links, is_place=True)
    return replace(facts, title=title, description=said, room=room)


def _store(meeting: Meeting, several: Sequence[SessionFacts]) -> list[MeetingSession]:
    wanted = select(func.max(MeetingSession.sort)).where(MeetingSession.meeting_id == meeting.id)
    last = db.session.scalar(wanted)
    made = []
    for number, facts in enumerate(several, 1 + (last if last is not None else -1)):
        session = MeetingSession(public_id=str(uuid.uuid4()), meeting_id=meeting.id, sort=number)
        _apply(session, facts)
        db.session.add(session)
        made.append(session)
    db.session.flush()
    return made


def _functions() -> frozenset[str]:
    return frozenset(each.code for each in directory.functions())


def _sound(facts: SessionFacts, meeting: Holding, functions: frozenset[str]) -> SessionFacts:
    facts = cleaned_session(facts)
    check_session(facts, meeting, functions=functions)
    speakers = " ".join(f"{each.name} {each.post}" for each in facts.speakers)
    said: dict[str, Said] = {
        "title": facts.title,
        "description": facts.description,
        "speakers": speakers,
    }
    keep_links_out(said, places={"room": facts.room})
    return facts


def _apply(session: MeetingSession, facts: SessionFacts) -> None:
    if session.id is not None:
        session.sequence += any(getattr(session, name) != getattr(facts, name) for name in MATERIAL)
    for name in PLAIN:
        setattr(session, name, getattr(facts, name))
    session.languages = list(facts.languages)
    if queries.session_facts(session).speakers == facts.speakers:
        return
    session.speakers = [
        SessionSpeaker(
            name=each.name,
            post=each.post,
            function_code=each.function_code,
            sex=each.sex,
            person_id=each.person_id,
            sort=number,
        )
        for number, each in enumerate(facts.speakers)
    ]


def _told(
    action: str, meeting: Meeting, session: MeetingSession, *, by: Actor, at: datetime
) -> None:
    changes = {
        "session": session.public_id,
        "title": session.title,
        "starts_on": session.starts_on,
        "starts_time": session.starts_time,
        "room": session.room,
    }
    audit.record(action, ("meeting", meeting.uid), by=by, at=at, changes=changes)
