"""What a waiting notice will say, and telling it: one writing unit with the mails it puts out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings.actor import Actor
from meetings.calendar import operations as calendar
from meetings.calendar import queries
from meetings.calendar.models import ChangeNotice, Meeting, MeetingChange, Outcome
from meetings.calendar.rules import read_told
from meetings.calendar.rules.changes import Told
from meetings.calendar.rules.telling import Line, Spoken, known, lines, said
from meetings.db import db
from meetings.desk.telling.audiences import audiences
from meetings.desk.telling.counted import count_by_point
from meetings.desk.telling.mail import Letter, is_taken_back, said_of
from meetings.desk.telling.recipients import Recipient, recipients
from meetings.errors import Refused
from meetings.registration import queries as registration


@dataclass(frozen=True)
class Waiting:
    """A notice that waits: what it will say in the officer's words (nothing when all is as it
    was) and why, to how many people, and in how many minutes.

    `late` of the people came to the list while it waited: to them it says what they knew then.
    """

    notice: ChangeNotice
    meeting: Meeting
    lines: tuple[Line, ...]
    reasons: tuple[Spoken, ...]
    remark: str
    people: int
    late: int
    minutes: int


def waiting(
    found: Iterable[tuple[ChangeNotice, Meeting]], lang: str, *, at: datetime
) -> list[Waiting]:
    """What the officer is shown of notices that wait; four statements, however many there are and
    however many people they reach: who is told is counted, not read."""
    pairs = list(found)
    ids = [meeting.id for _notice, meeting in pairs]
    untold = queries.untold_changes(ids) if pairs else {}
    counted = count_by_point(ids, untold) if pairs else {}
    return [
        _waiting(
            notice,
            meeting,
            counted.get(meeting.id, Counter()),
            untold.get(meeting.id, []),
            lang,
            at=at,
        )
        for notice, meeting in pairs
    ]


def _waiting(
    notice: ChangeNotice,
    meeting: Meeting,
    people: Counter[int],
    untold: Sequence[MeetingChange],
    lang: str,
    *,
    at: datetime,
) -> Waiting:
    """By what the first of them knew; where nothing is told to them, by what the others know."""
    told = audiences(notice, meeting, people, untold)
    hearing = [each for each in told if each.is_news and people[each.point]]
    first = hearing[0] if hearing else told[0]
    said_lines, also = said_of(first.before, meeting, lang=lang)
    return Waiting(
        notice,
        meeting,
        tuple(said_lines),
        tuple(said(said_lines, first.why)),
        also,
        sum(people[each.point] for each in hearing),
        sum(people[each.point] for each in hearing if each is not first),
        max(0, -int((at - notice.due_at).total_seconds() // 60)),
    )


def told_of(
    notices: Sequence[ChangeNotice], changes: Sequence[MeetingChange], lang: str
) -> Mapping[int, list[Line]]:
    """Closed notice (id) -> which change it told, or would have; `changes` are all of the meeting,
    the latest first."""
    made = [each for each in changes if not each.found_in]
    found: dict[int, list[Line]] = {}
    for notice in notices:
        until = notice.closed_at
        heard = [each for each in made if until and each.at <= until]
        if not heard:
            continue
        stands = read_told(heard[0].new)
        told = lines(read_told(notice.before), stands, lang=lang)
        if not told and notice.outcome == Outcome.SENT:
            told = _late(heard, stands, lang)
        found[notice.id] = told
    return found


def _late(made: Iterable[MeetingChange], stands: Told, lang: str) -> list[Line]:
    """What those were told who came in between, where all is as the others heard it last: from
    what was so before the latest of these changes to what is since."""
    every = (lines(read_told(each.old), stands, lang=lang) for each in made)
    return next(filter(None, every), [])


def tell(notice: ChangeNotice, *, by: Actor, at: datetime) -> Outcome:
    """Tell everybody what she doesn't know of the meeting as it is now, and close the notice.

    What was taken back is told to nobody but those who came to the list before it was, and what
    nobody is there to hear to nobody.
    `notice` was taken for this writing unit alone.
    """
    meeting = db.session.get_one(Meeting, notice.meeting_id)
    untold = queries.untold_changes([meeting.id]).get(meeting.id, [])
    people: dict[int, list[Recipient]] = defaultdict(list)
    for person in recipients([meeting.id]).get(meeting.id, []):
        people[known(untold, at=person.since)].append(person)
    told = audiences(notice, meeting, people, untold)
    hearing = [each for each in told if each.is_news and people.get(each.point)]
    count = sum(len(people[each.point]) for each in hearing)
    if not count:
        outcome = Outcome.NOBODY if told[0].is_news else Outcome.TAKEN_BACK
        calendar.close_notice(notice, outcome, by=by, at=at)
        return outcome
    held = registration.in_calendars(meeting.id)
    for audience in hearing:
        letters: dict[str, Letter] = {}
        for person in people[audience.point]:
            letter = letters.get(person.language)
            if letter is None:
                letter = Letter(meeting, audience.before, audience.why, person.language, held)
                letters[person.language] = letter
            letter.send(person, at=at)
    calendar.close_notice(notice, Outcome.SENT, recipients=count, by=by, at=at)
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
