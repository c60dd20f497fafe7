"""Corrections that wait for an officer, and those that were judged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.registration.models import (
    GONE,
    OWN_HANDS,
    AddressChange,
    Approval,
    Correction,
    Hand,
    Participation,
    Status,
)
from meetings.registration.queries.called import known_as
from meetings.registration.queries.people import access_needs
from meetings.registration.queries.ways import approval_of, plan
from meetings.registration.rules import Entry, corrections

_NAMES = frozenset(corrections.REVIEWED["names"])
OWN = ("badge_name", "post", "personnel_kind_code", "language", "mode")


@dataclass(frozen=True)
class Waiting:
    """A correction that waits, and whose it is."""

    correction: Correction
    participation: Participation


def correct_until(participation: Participation) -> datetime:
    """The instant from which somebody corrects no longer by herself: as the meeting's plan says,
    else its end."""
    return plan(participation.meeting_id).correct_until or participation.meeting.ends_at


def reviewed_of(participation: Participation) -> list[str]:
    """What waits for an officer when she corrects it by her own page (see rules REVIEWED): what the
    meeting's plan says; where it says nothing and somebody had to agree to her registration, what
    was agreed to, once she is confirmed."""
    chosen = plan(participation.meeting_id).reviewed_fields
    if chosen:
        return [each for each in chosen if each in corrections.REVIEWED]
    is_agreed = participation.status == Status.CONFIRMED
    if is_agreed and approval_of(participation) != Approval.NONE:
        return list(corrections.AGREED)
    return []


def makes_another(participation: Participation, row: Correction) -> bool:
    """Whether the names that a correction asks for, or the badge's, are another human being's: an
    officer says then whether the same person is meant."""
    return bool(_NAMES & row.asked.keys()) and corrections.makes_somebody_else(
        _asked(participation, row), known_as(participation)
    )


def names_another(participation: Participation, row: Correction) -> bool:
    """The same of the names alone: whether a correction names who would come instead."""
    return bool(_NAMES & row.asked.keys()) and corrections.is_anothers_name(
        _asked(participation, row), known_as(participation)
    )


def _asked(participation: Participation, row: Correction) -> Entry:
    facts: dict[str, Any] = facts_of(participation) | row.asked
    return Entry(**facts, capacity_code=participation.capacity_code)


def waiting_correction(participation_id: int) -> Correction | None:
    """What somebody asked to be corrected and nobody has judged yet."""
    return db.session.scalar(
        select(Correction)
        .where(Correction.judged_at.is_(None), Correction.participation_id == participation_id)
        .limit(1)
    )


def facts_of(participation: Participation) -> dict[str, str]:
    """What she declared of herself and may be corrected, as it stands; not what is kept apart."""
    person = participation.person
    facts = {name: getattr(participation, name) for name in (*OWN, "sex")}
    names = {"given_names": person.given_names, "surnames": person.surnames}
    return facts | names | {"email": participation.mailbox}


def declared(participation: Participation) -> dict[str, str]:
    """The same as her own page offers it to be corrected: with access needs, and with what she
    asked for already in place of what stands."""
    row = waiting_correction(participation.id)
    asked: dict[str, str] = dict(row.asked) if row else {}
    return facts_of(participation) | {"access_needs": access_needs(participation.id)} | asked


def correction(public_id: str) -> Correction | None:
    """A correction by its public id."""
    return db.session.scalar(select(Correction).where(Correction.public_id == public_id))


def judged_corrections(participation_id: int) -> Sequence[Correction]:
    """The corrections of a registration that were judged, the first first."""
    query = select(Correction).where(
        Correction.participation_id == participation_id, Correction.judged_at.is_not(None)
    )
    return db.session.scalars(query.order_by(Correction.id)).all()


def waiting_corrections(meeting_id: int) -> list[Waiting]:
    """All that wait at a meeting, the earliest first; one statement."""
    query = (
        _waiting(select(Correction, Participation))
        .options(joinedload(Participation.person))
        .where(Participation.meeting_id == meeting_id)
        .order_by(Correction.asked_at, Correction.id)
    )
    return [Waiting(*row) for row in db.session.execute(query)]


def count_waiting_corrections(meeting_id: int) -> int:
    """How many wait at a meeting."""
    query = _waiting(select(func.count(Correction.id)))
    return db.session.scalar(query.where(Participation.meeting_id == meeting_id)) or 0


def meetings_with_corrections(
    *, within: Collection[int] | None = None
) -> list[tuple[Meeting, int]]:
    """The meetings with corrections that wait, and how many; the next first.

    `within` are the meetings (ids) the reader may manage, None for all.
    """
    counted = (
        _waiting(select(Participation.meeting_id, func.count(Correction.id).label("waiting")))
        .group_by(Participation.meeting_id)
        .subquery()
    )
    query = (
        select(Meeting, counted.c.waiting)
        .join(counted, counted.c.meeting_id == Meeting.id)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    if within is not None:
        query = query.where(Meeting.id.in_(within))
    return [(meeting, count) for meeting, count in db.session.execute(query)]


def _waiting(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Those of registrations that have ended wait for nobody."""
    return query.join(Participation, Participation.id == Correction.participation_id).where(
        Correction.judged_at.is_(None), Participation.status.not_in(GONE)
    )


def hand_of(row: Correction, participation: Participation) -> Hand:
    """How far an address that a correction asks for reaches once it is accepted: as far as who
    asked. Who read the mailbox when asking showed nothing of another one that is hers since."""
    if row.hand == Hand.READER and row.before.get("email") != participation.mailbox:
        return Hand.LIMITED
    return Hand(row.hand or Hand.LIMITED)


def count_others(participation: Participation, email: str) -> int:
    """How many other registrations of the same person are reached elsewhere than at an address."""
    wanted = (
        select(Participation)
        .where(
            Participation.person_id == participation.person_id,
            Participation.id != participation.id,
        )
        .options(joinedload(Participation.person))
    )
    return sum(each.mailbox != email for each in db.session.scalars(wanted))


def own_change_of(change: AddressChange) -> Correction | None:
    """What somebody changed by her own page in the step in which her address changed, whether it
    was in force at once or when an officer accepted it; None where others changed it."""
    return db.session.scalar(
        select(Correction)
        .where(
            Correction.participation_id == change.participation_id,
            or_(
                and_(
                    Correction.asked_at == change.changed_at,
                    Correction.judged_by == corrections.OWN_LINK,
                ),
                and_(
                    Correction.judged_at == change.changed_at,
                    Correction.is_accepted.is_(True),
                    Correction.hand.in_(OWN_HANDS),
                ),
            ),
        )
        .order_by(Correction.id.desc())
        .limit(1)
    )


def change_with(change: AddressChange) -> Correction | None:
    """What came in force in the step in which somebody's address changed, whoever wrote or accepted
    it."""
    return db.session.scalar(
        select(Correction)
        .where(
            Correction.participation_id == change.participation_id,
            Correction.judged_at == change.changed_at,
            Correction.is_accepted.is_(True),
        )
        .order_by(Correction.id.desc())
        .limit(1)
    )
