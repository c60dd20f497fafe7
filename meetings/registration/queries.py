"""Reading participations, the ways into a meeting and its seats."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from meetings import tokens
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Capacity, Organization, Person
from meetings.directory.queries import kin
from meetings.directory.rules import clean_email
from meetings.localized import like
from meetings.pagination import Page, offset
from meetings.registration.models import (
    GONE,
    SEATED,
    AccessNeed,
    Affiliation,
    Opening,
    Participation,
    SeatLimit,
    Status,
    Way,
)

PURPOSE = "my"
_OPENINGS = (
    select(Opening)
    .join(Opening.capacity)
    .options(contains_eager(Opening.capacity))
    .where(Opening.meeting_id == bindparam("meeting"))
    .order_by(Capacity.sort)
)


@dataclass(frozen=True)
class Filters:
    """What an officer narrows a meeting's list by; empty means all."""

    q: str = ""
    status: str = ""
    capacity: str = ""
    sex: str = ""


@dataclass(frozen=True)
class Row:
    """One registration in a list or an export."""

    public_id: str
    given_names: str
    surnames: str
    badge_name: str
    email: str
    sex: str
    capacity_code: str
    functions: Sequence[str]
    personnel_kind_code: str
    post: str
    mode: str
    language: str
    status: str
    created_at: datetime
    represents: str
    state_code: str | None
    organization: str | None

    @property
    def full_name(self) -> str:
        """Given names, then surnames."""
        return f"{self.given_names} {self.surnames}".strip()


def link_token(participation: Participation) -> str:
    """The token of the address of somebody's own page."""
    return tokens.sign_link(PURPOSE, participation.public_id, participation.link_generation)


def by_link(token: str) -> Participation | None:
    """The participation behind a link with all that its page shows; None for a forged or
    revoked one."""
    read = tokens.read_link(PURPOSE, token)
    found = by_public_id(read[0]) if read else None
    return found if found is not None and read and found.link_generation == read[1] else None


def by_pass(code: str) -> Participation | None:
    """The participation of a pass as it is stored (`tokens.read_pass` reads what was typed)."""
    return db.session.scalar(_whole().where(Participation.pass_code == code))


def by_public_id(public_id: str) -> Participation | None:
    """One participation with its person, meeting, capacity and affiliations."""
    return db.session.scalar(_whole().where(Participation.public_id == public_id))


def by_nonce(nonce: str) -> Participation | None:
    """The participation that a form already made."""
    return db.session.scalar(_whole().where(Participation.nonce == nonce))


def live(meeting_id: int, person_id: int) -> Participation | None:
    """A person's participation in a meeting, unless it was declined, withdrawn or replaced.

    One by a record that was merged into hers is hers.
    """
    return db.session.scalar(
        _whole()
        .where(
            Participation.meeting_id == meeting_id,
            Participation.person_id.in_(kin(Person, person_id)),
            Participation.status.not_in(GONE),
        )
        .order_by(Participation.id)
        .limit(1)
    )


def access_needs(participation_id: int) -> str:
    """What somebody needs in order to take part; for officers and herself only."""
    found = db.session.get(AccessNeed, participation_id)
    return found.needs if found else ""


def openings(meeting_id: int, *, way: Way | None = None) -> list[Opening]:
    """The ways into a meeting with their capacities, in the capacities' order."""
    query = _OPENINGS.where(Opening.way == way) if way else _OPENINGS
    return list(db.session.scalars(query, {"meeting": meeting_id}))


def seats(meeting_id: int) -> SeatLimit | None:
    """How many seats a meeting has and how many are taken; None where they are not limited."""
    return db.session.scalar(select(SeatLimit).where(SeatLimit.meeting_id == meeting_id))


def count_seated(meeting_id: int) -> int:
    """How many registrations hold a seat."""
    return (
        db.session.scalar(
            select(func.count(Participation.id)).where(
                Participation.meeting_id == meeting_id, Participation.status.in_(SEATED)
            )
        )
        or 0
    )


def participations(
    meeting_id: int, filters: Filters, *, page: int = 1, size: int = 50
) -> Page[Row]:
    """A meeting's list, the latest registration first; one query for the rows, one to count."""
    wanted = _narrowed(meeting_id, filters)
    total = db.session.scalar(wanted.with_only_columns(func.count(Participation.id))) or 0
    rows = wanted.order_by(Participation.id.desc()).offset(offset(page, size)).limit(size)
    return Page([Row(*row) for row in db.session.execute(rows).all()], page, size, total)


def every_participation(meeting_id: int, filters: Filters) -> Iterator[Row]:
    """The same rows for an export, in the order of names, read in pieces of 500."""
    wanted = _narrowed(meeting_id, filters).order_by(Person.folded_name, Participation.id)
    for row in db.session.execute(wanted.execution_options(yield_per=500)):
        yield Row(*row)


def counts_by_status(meeting_id: int) -> dict[str, int]:
    """How many registrations a meeting has in each status."""
    rows = db.session.execute(
        select(Participation.status, func.count(Participation.id))
        .where(Participation.meeting_id == meeting_id)
        .group_by(Participation.status)
    )
    return dict(rows.all())


def waiting(*, within: Collection[int] | None = None) -> list[tuple[Meeting, int]]:
    """The meetings with registrations that wait for an officer, and how many; the next first.

    `within` are the meetings (ids) the reader may manage, None for all.
    """
    counted = (
        select(Participation.meeting_id, func.count(Participation.id).label("waiting"))
        .where(Participation.status == Status.PENDING)
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


def _whole() -> Select[Participation]:
    return select(Participation).options(
        joinedload(Participation.person),
        joinedload(Participation.meeting),
        joinedload(Participation.capacity),
        selectinload(Participation.affiliations).joinedload(Affiliation.organization),
    )


def _narrowed(meeting_id: int, filters: Filters) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            Participation.public_id,
            Person.given_names,
            Person.surnames,
            Participation.badge_name,
            Person.email,
            Participation.sex,
            Participation.capacity_code,
            Participation.functions,
            Participation.personnel_kind_code,
            Participation.post,
            Participation.mode,
            Participation.language,
            Participation.status,
            Participation.created_at,
            Affiliation.type,
            Affiliation.state_code,
            Organization.name,
        )
        .join(Person, Person.id == Participation.person_id)
        .outerjoin(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .outerjoin(Organization, Organization.id == Affiliation.organization_id)
        .where(Participation.meeting_id == meeting_id)
    )
    if filters.q.strip():
        found = Participation.search.like(like(filters.q), escape="\\")
        query = query.where(or_(found, Person.email == clean_email(filters.q)))
    for column, value in (
        (Participation.status, filters.status),
        (Participation.capacity_code, filters.capacity),
        (Participation.sex, filters.sex),
    ):
        if value:
            query = query.where(column == value)
    return query
