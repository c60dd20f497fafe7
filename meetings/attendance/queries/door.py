"""What the door asks: which meetings, and who is on their lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, case, select

from meetings.attendance.queries import Standing, standing, with_person
from meetings.calendar.models import Meeting, MeetingText, Status
from meetings.db import db
from meetings.directory.models import Person
from meetings.localized import fold
from meetings.lookup import every_word
from meetings.registration.models import Participation
from meetings.tokens import read_pass

FEWEST_LETTERS = 3
MOST_FOUND = 20
AROUND = timedelta(days=45)
Within = Collection[int] | None


@dataclass(frozen=True)
class DoorMeeting:
    """A meeting in the list of doors; the days are local to it."""

    slug: str
    title: str
    title_lang: str
    dates: str
    place: str
    starts_on: date
    ends_on: date
    time_zone: str


@dataclass(frozen=True)
class Found:
    """Somebody on the list, and since when she is in on the day; `standing` None when not."""

    participation: Participation
    standing: Standing | None


@dataclass(frozen=True)
class Search:
    """What a door's search found. `participations` is cut at 20, then `has_more`.

    `is_pass` says that a whole pass was typed; `elsewhere` that it is of another meeting.
    """

    found: Sequence[Found] = ()
    has_more: bool = False
    is_pass: bool = False
    elsewhere: bool = False
    too_short: bool = False


def meetings(lang: str, *, within: Within, today: date) -> list[DoorMeeting]:
    """The doors a reader may open: her own, or all from 45 days before today to 45 days after."""
    wanted = (
        select(
            Meeting.slug,
            MeetingText.title,
            MeetingText.title_lang,
            MeetingText.dates,
            MeetingText.place,
            Meeting.starts_on,
            Meeting.ends_on,
            Meeting.time_zone,
        )
        .join(MeetingText, and_(MeetingText.meeting_id == Meeting.id, MeetingText.lang == lang))
        .where(Meeting.status != Status.CANCELLED)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    if within is not None:
        wanted = wanted.where(Meeting.id.in_(within))
    else:
        wanted = wanted.where(
            Meeting.starts_on <= today + AROUND,
            Meeting.ends_on >= today - AROUND,
        )
    return [DoorMeeting(*row) for row in db.session.execute(wanted)]


def search(meeting: Meeting, q: str, *, day: date) -> Search:
    """Find people at a door by a whole pass, or by three letters of a name, a State or an
    organization; accents and case do not count, and every word must be found."""
    code = read_pass(q)
    if code is not None:
        holder = db.session.scalar(
            with_person(select(Participation)).where(Participation.pass_code == code)
        )
        if holder is not None and holder.meeting_id != meeting.id:
            return Search(is_pass=True, elsewhere=True)
        if holder is not None:
            return Search(_with_standing([holder], day), is_pass=True)
    if len(fold(q)) < FEWEST_LETTERS:
        return Search(too_short=True)
    people = _named(meeting.id, q)
    return Search(
        _with_standing(people[:MOST_FOUND], day),
        has_more=len(people) > MOST_FOUND,
        is_pass=code is not None,
    )


def door_list(meeting_id: int, q: str, *, day: date) -> Sequence[Found]:
    """Up to 20 people of a meeting by letters of a name, a State or an organization."""
    return _with_standing(_named(meeting_id, q)[:MOST_FOUND], day)


def participation(public_id: str, *, meeting_id: int) -> Participation | None:
    """One participation of a meeting with what a card shows of it."""
    return db.session.scalar(
        with_person(select(Participation)).where(
            Participation.public_id == public_id, Participation.meeting_id == meeting_id
        )
    )


def _named(meeting_id: int, q: str) -> Sequence[Participation]:
    """Those whose search text has every word; those whose own name has them all come first."""
    by_name = every_word(Person.folded_name, q)
    return db.session.scalars(
        with_person(select(Participation))
        .join(Participation.person)
        .where(
            Participation.meeting_id == meeting_id,
            every_word(Participation.search, q),
        )
        .order_by(case((by_name, 0), else_=1), Person.folded_name, Participation.id)
        .limit(MOST_FOUND + 1)
    ).all()


def _with_standing(people: Sequence[Participation], day: date) -> list[Found]:
    since = standing([each.id for each in people], day)
    return [Found(each, since.get(each.id)) for each in people]
