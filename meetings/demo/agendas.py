"""What the demo's meetings do day by day: a programme, an agenda, ways to join, and a course."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from meetings.actor import Actor
from meetings.attendance.operations.completions import record_completions
from meetings.calendar.models import Audience, Level, Meeting, Mode, SessionKind, Status
from meetings.calendar.operations import create_meeting
from meetings.calendar.operations.agenda import add_item
from meetings.calendar.operations.courses import create_course, set_edition
from meetings.calendar.operations.joining import set_join_link
from meetings.calendar.operations.sessions import add_session
from meetings.calendar.queries.sessions import offered_documents
from meetings.calendar.rules import MeetingFacts
from meetings.calendar.rules.documents import in_force
from meetings.calendar.rules.items import ItemFacts
from meetings.calendar.rules.sessions import SessionFacts, SpeakerFacts
from meetings.db import db
from meetings.demo import agenda_words as words
from meetings.demo.cast import Cast
from meetings.demo.enrolment import Enrolment
from meetings.demo.programme import Group
from meetings.directory.models import Sex
from meetings.registration import queries as registration
from meetings.registration.models import Status as Participating

SPOKEN: Final = ("en", "es", "fr", "pt")
LEARNERS: Final = {
    "es": Group(
        capacity="participant",
        states=("AR", "BO", "CO", "CR", "GT", "PE"),
        each=3,
        personnel=("justice", "health", "police"),
        cancelled=2,
        absent=3,
    ),
    "pt": Group(capacity="participant", states=("BR",), each=11, pending=2, absent=2),
}


def of_forum(forum: Meeting, *, by: Actor, at: datetime) -> None:
    """Three days in two rooms, chaired and interpreted."""
    for number, hours, room, kind, title, speakers in words.FORUM:
        day = forum.starts_on + timedelta(days=number)
        facts = SessionFacts(
            title=title,
            kind=kind,
            starts_on=day,
            ends_on=day,
            starts_time=time.fromisoformat(hours[:5]),
            ends_time=time.fromisoformat(hours[6:]),
            room=room,
            languages=() if kind == SessionKind.BREAK else ("en", "es", "pt"),
            speakers=tuple(
                SpeakerFacts(name=name, post=post, function_code=function, sex=sex)
                for function, name, post, sex in speakers
            ),
        )
        add_session(forum, facts, by=by, at=at)


def of_session(session: Meeting, *, by: Actor, at: datetime) -> None:
    """Two days with points of the agenda and their documents, and a way to join for delegates."""
    made = []
    for number, start, end, title in words.SESSION:
        day = session.starts_on + timedelta(days=number)
        facts = SessionFacts(
            title=title,
            starts_on=day,
            ends_on=day,
            starts_time=start,
            ends_time=end,
            room=session.venue,
            languages=SPOKEN,
            speakers=(
                SpeakerFacts(
                    name=words.PRESIDENT, function_code="chair", post="CIM", sex=Sex.FEMALE
                ),
            ),
        )
        made.append(add_session(session, facts, by=by, at=at).public_id)
    standing, _earlier = in_force(offered_documents(session.id))
    papers = {each.type: each.public_id for each in reversed(standing)}  # the first of each
    for number, (of, about, title) in enumerate(words.POINTS):
        facts_of_point = ItemFacts(
            title=title,
            number=str(number + 1),
            session=made[of],
            documents=(papers[about],) if about else (),
        )
        add_item(session, facts_of_point, by=by, at=at)
    for audience in (Audience.DELEGATES, Audience.PUBLIC_STREAM):
        url = f"https://video.demo.invalid/{audience.value}"
        set_join_link(session, url, audience=audience, by=by, at=at)


def course(cast: Cast, *, by: Actor, at: datetime) -> None:
    """A virtual course with an edition in Spanish that has ended and one in Portuguese."""
    made = create_course(words.COURSE, description=words.COURSE_ABOUT, by=by, at=at)
    today = at.date()
    for lang, first, last, status in (
        ("es", today - timedelta(days=560), today - timedelta(days=380), Status.HELD),
        ("pt", today - timedelta(days=60), today + timedelta(days=75), Status.CONFIRMED),
    ):
        edition = _edition(lang, first, last, status, by=by, at=at)
        set_edition(edition, made, edition=str(first.year), taught_in=lang, by=by, at=at)
        enrolment = Enrolment(edition, cast, by=by, days=[first + timedelta(days=7)])
        enrolment.enrol(LEARNERS[lang], {})
        db.session.flush()
        if status == Status.HELD:
            _complete(edition, last, by=by, at=at)


def _complete(edition: Meeting, last: date, *, by: Actor, at: datetime) -> None:
    """Most completed it on its last day, a few two months later."""
    confirmed = registration.Filters(status=Participating.CONFIRMED)
    people = [each.public_id for each in registration.every_participation(edition.id, confirmed)]
    record_completions(edition, people[:9], on=last, by=by, at=at)
    record_completions(edition, people[9:12], on=last + timedelta(days=60), by=by, at=at)


def _edition(
    lang: str, first: date, last: date, status: Status, *, by: Actor, at: datetime
) -> Meeting:
    facts = MeetingFacts(
        title=words.COURSE,
        starts_on=first,
        ends_on=last,
        time_zone="America/New_York",
        status=status,
        kind_code="virtual_course",
        body_code="technical_secretariat",
        organizer="MESECVI",
        level=Level.HEMISPHERIC,
        mode=Mode.VIRTUAL,
    )
    edition = create_meeting(facts, by=by, at=at, published=True)
    length = (last - first).days // len(words.MODULES)
    for number, title in enumerate(words.MODULES):
        begins = first + timedelta(days=number * length)
        module = SessionFacts(
            title=title,
            kind=SessionKind.MODULE,
            starts_on=begins,
            ends_on=begins + timedelta(days=length - 1),
            languages=(lang,),
        )
        add_session(edition, module, by=by, at=at)
    return edition
