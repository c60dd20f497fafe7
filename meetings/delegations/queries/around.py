"""What stands around a delegation: capacities, windows, seats, who waits, papers, balance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.calendar.models import Meeting, MeetingText
from meetings.db import db
from meetings.delegations.models import DelegationPaper
from meetings.delegations.queries.lists import Place
from meetings.delegations.rules.balance import Balance, balance
from meetings.delegations.rules.members import Member
from meetings.directory.models import Capacity, Person
from meetings.directory.rules.likeness import PersonFacts, compare_people
from meetings.registration.models import (
    SEATED,
    Affiliation,
    Each,
    Opening,
    Participation,
    SeatCount,
    SeatHold,
    SeatLimit,
    Way,
)
from meetings.registration.queries import experts
from meetings.registration.queries.agreeing import is_for_focal_point
from meetings.registration.rules.seating import is_whole_meeting

MOST_COMPARED = 500


def open_meetings(*, at: datetime) -> list[Meeting]:
    """The published meetings to which States name people, not over yet; the next first."""
    ways = select(Opening.meeting_id).where(Opening.way == Way.STATE)
    wanted = select(Meeting).where(
        Meeting.id.in_(ways), Meeting.published_at.is_not(None), Meeting.ends_at > at
    )
    return list(db.session.scalars(wanted.order_by(Meeting.starts_at, Meeting.id)))


def texts(meeting_ids: Sequence[int], lang: str) -> dict[int, MeetingText]:
    """The words of several meetings (by id) in one language."""
    wanted = select(MeetingText).where(
        MeetingText.meeting_id.in_(meeting_ids), MeetingText.lang == lang
    )
    return {each.meeting_id: each for each in db.session.scalars(wanted)}


def experts_of(place: Place) -> list[PersonFacts]:
    """Who sits on the Committee of Experts from the State on the meeting's first day."""
    return experts.experts_of(place.state_code, place.meeting.starts_on)


def waiting(place: Place) -> list[Participation]:
    """Who registered for the State by herself and waits until its focal point agrees."""
    wanted = of_states(place.meeting.id).where(
        Affiliation.state_code == place.state_code, is_for_focal_point()
    )
    return list(db.session.scalars(wanted.order_by(Participation.id)))


def of_states(meeting_id: int) -> Select[Participation]:
    """The registrations of a meeting, joined to whom each represents, with what a list of them
    shows."""
    return (
        select(Participation)
        .join(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .where(Participation.meeting_id == meeting_id)
        .options(
            joinedload(Participation.person),
            joinedload(Participation.meeting),
            joinedload(Participation.capacity),
            selectinload(Participation.affiliations),
        )
    )


def seats(place: Place, *, held_back: int = 0) -> list[tuple[SeatLimit, int]]:
    """The limits under which a State's people fall, each with how many of its seats are taken for
    it: its own, then those for everybody. Of the meeting's own `held_back` are free for this State.
    """
    code = place.state_code
    wanted = (
        select(SeatLimit, SeatCount.taken)
        .outerjoin(SeatCount, (SeatCount.limit_id == SeatLimit.id) & (SeatCount.key == code))
        .where(
            SeatLimit.meeting_id == place.meeting.id,
            SeatLimit.session_id.is_(None),
            SeatLimit.organization_id.is_(None),
            or_(SeatLimit.way.is_(None), SeatLimit.way == Way.STATE),
            or_(SeatLimit.state_code == code, SeatLimit.state_code.is_(None)),
            or_(SeatLimit.each.is_(None), SeatLimit.each == Each.STATE),
        )
        .order_by(SeatLimit.scope_key)
    )
    found = [
        (limit, (counted or 0) if limit.each else limit.taken)
        for limit, counted in db.session.execute(wanted)
    ]
    told = [(e, n - held_back if is_whole_meeting(e) else n) for e, n in found]
    return sorted(told, key=lambda pair: pair[0].state_code is None and pair[0].each is None)


def held(place: Place) -> tuple[int, int, datetime | None] | None:
    """Seats held back for the State: how many, how many of them used, until when."""
    wanted = select(SeatHold).where(
        SeatHold.meeting_id == place.meeting.id,
        SeatHold.state_code == place.state_code,
        SeatHold.released_at.is_(None),
    )
    found = list(db.session.scalars(wanted))
    if not found:
        return None
    until = min((each.until for each in found if each.until), default=None)
    return sum(each.seats for each in found), sum(each.used for each in found), until


def everyone(meeting_id: int) -> tuple[Balance, dict[str, Balance]]:
    """Who is registered in a capacity that counts, by sex: all, and by State."""
    wanted = (
        select(Participation.sex, Affiliation.state_code)
        .join(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .join(Capacity, Capacity.code == Participation.capacity_code)
        .where(
            Participation.meeting_id == meeting_id,
            Participation.status.in_(SEATED),
            Capacity.counts,
        )
    )
    rows = db.session.execute(wanted).all()
    by_state: dict[str, list[str]] = {}
    for sex, code in rows:
        by_state.setdefault(code or "", []).append(sex)
    every = balance(sex for sex, _code in rows)
    return every, {code: balance(sexes) for code, sexes in by_state.items() if code}


def papers(place: Place) -> list[DelegationPaper]:
    """The signed papers of a State for a meeting, the latest first."""
    wanted = select(DelegationPaper).where(
        DelegationPaper.meeting_id == place.meeting.id,
        DelegationPaper.state_code == place.state_code,
    )
    return list(db.session.scalars(wanted.order_by(DelegationPaper.id.desc())))


def known(members: Iterable[Member], state_code: str) -> dict[str, list[Person]]:
    """Whom of the directory somebody (key) is likely to be, three at most; for officers only.

    Compared are those who share a mailbox or a word of the surnames; one statement.
    """
    facts = {
        each.key: PersonFacts(each.given_names, each.surnames, each.email, state_code)
        for each in members
    }
    words = {word for each in facts.values() for word in each.family if len(word) > 2}
    mailboxes = {each.email for each in facts.values() if each.email}
    alike = [Person.folded_name.contains(word, autoescape=True) for word in sorted(words)]
    wanted = select(Person).where(
        Person.merged_into_id.is_(None),
        Person.erased_at.is_(None),
        or_(Person.email.in_(mailboxes), *alike),
    )
    people = list(db.session.scalars(wanted.limit(MOST_COMPARED))) if facts else []
    return {key: _likely(each, people) for key, each in facts.items()}


def _likely(facts: PersonFacts, people: Sequence[Person]) -> list[Person]:
    scores = []
    for each in people:
        other = PersonFacts(each.given_names, each.surnames, each.email, each.country or "")
        likeness = compare_people(facts, other)
        if likeness is not None:
            scores.append((likeness.score, each))
    return [each for _score, each in sorted(scores, key=lambda pair: -pair[0])[:3]]
