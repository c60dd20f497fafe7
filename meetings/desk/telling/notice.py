"""What a waiting notice will say, and telling it: one writing unit with the mails it puts out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings.actor import Actor
from meetings.calendar import operations as calendar
from meetings.calendar import queries
from meetings.calendar.models import ChangeNotice, Meeting, MeetingChange, Outcome
from meetings.calendar.rules import read_told
from meetings.calendar.rules.telling import Line, Spoken, lines, said, worth_telling
from meetings.db import db
from meetings.desk.telling.mail import Letter, is_taken_back, said_of
from meetings.desk.telling.recipients import recipients
from meetings.errors import Refused
from meetings.registration import queries as registration


@dataclass(frozen=True)
class Waiting:
    """A notice that waits: what it will say in the officer's words (nothing when all is as it
    was) and why, to how many people, and in how many minutes."""

    notice: ChangeNotice
    meeting: Meeting
    lines: tuple[Line, ...]
    reasons: tuple[Spoken, ...]
    remark: str
    people: int
    minutes: int


def waiting(
    found: Iterable[tuple[ChangeNotice, Meeting]], lang: str, *, at: datetime
) -> list[Waiting]:
    """What the officer is shown of notices that wait; three statements, however many there are."""
    pairs = list(found)
    people = recipients([meeting.id for _notice, meeting in pairs]) if pairs else {}
    why = queries.public_reasons([meeting.id for _notice, meeting in pairs]) if pairs else {}
    shown = []
    for notice, meeting in pairs:
        before = read_told(notice.before)
        told, also = said_of(before, meeting, lang=lang)
        shown.append(
            Waiting(
                notice,
                meeting,
                tuple(told),
                tuple(said(told, why.get(meeting.id, {}))),
                also,
                len(people.get(meeting.id, ())),
                max(0, -int((at - notice.due_at).total_seconds() // 60)),
            )
        )
    return shown


def told_of(
    notices: Sequence[ChangeNotice], changes: Sequence[MeetingChange], lang: str
) -> Mapping[int, list[Line]]:
    """Closed notice (id) -> which change it told, or would have; `changes` are all of the meeting,
    the latest first."""
    made = [each for each in changes if not each.found_in]
    found: dict[int, list[Line]] = {}
    for notice in notices:
        until = notice.closed_at
        last = next((each for each in made if until and each.at <= until), None)
        if last is not None:
            found[notice.id] = lines(read_told(notice.before), read_told(last.new), lang=lang)
    return found


def tell(notice: ChangeNotice, *, by: Actor, at: datetime) -> Outcome:
    """Tell everybody what a notice holds against the meeting as it is now, and close it.

    What was taken back is told to nobody, and what nobody is there to hear neither.
    `notice` was taken for this writing unit alone.
    """
    meeting = db.session.get_one(Meeting, notice.meeting_id)
    before = read_told(notice.before)
    if not is_taken_back(meeting) and not worth_telling(before, meeting):
        calendar.close_notice(notice, Outcome.TAKEN_BACK, by=by, at=at)
        return Outcome.TAKEN_BACK
    people = recipients([meeting.id]).get(meeting.id, [])
    if not people:
        calendar.close_notice(notice, Outcome.NOBODY, by=by, at=at)
        return Outcome.NOBODY
    why = queries.public_reasons([meeting.id]).get(meeting.id, {})
    held = registration.in_calendars(meeting.id)
    letters: dict[str, Letter] = {}
    for person in people:
        letter = letters.get(person.language)
        if letter is None:
            letter = Letter(meeting, before, why, person.language, held)
            letters[person.language] = letter
        letter.send(person, at=at)
    calendar.close_notice(notice, Outcome.SENT, recipients=len(people), by=by, at=at)
    return Outcome.SENT


def tell_now(meeting: Meeting, *, by: Actor, at: datetime) -> Outcome:
    """Tell what waits without waiting longer.

    Raises Refused (code `settled`) when it was sent or skipped meanwhile, and (code `draft`) while
    the meeting is a draft, whose address leads nowhere.
    """
    notice = calendar.take_open(meeting)
    if meeting.published_at is None and not is_taken_back(meeting):
        raise Refused(_l("The meeting is a draft: nobody is told of it."), code="draft")
    return tell(notice, by=by, at=at)


def wait_longer(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Let what waits wait another hour. Raises Refused (code `settled`) when it was sent."""
    calendar.delay_notice(calendar.take_open(meeting), by=by, at=at)


def skip(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Tell nobody of what waits. Raises Refused (code `settled`) when it was sent meanwhile."""
    calendar.close_notice(calendar.take_open(meeting), Outcome.SKIPPED, by=by, at=at)


def count_told(meeting_ids: Collection[int]) -> int:
    """How many people a change of these meetings is told to."""
    return sum(map(len, recipients(meeting_ids).values()))
