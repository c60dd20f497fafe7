"""A meeting's registrations as its officer lists and counts them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, or_, select

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Organization, Person
from meetings.directory.rules import clean_email
from meetings.localized import like
from meetings.pagination import Page, offset
from meetings.registration.models import Affiliation, Participation, Status


@dataclass(frozen=True)
class Filters:
    """What an officer narrows a meeting's list by; empty means all."""

    q: str = ""
    status: str = ""
    capacity: str = ""
    sex: str = ""
    reply: str = ""


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
    reply: str

    @property
    def full_name(self) -> str:
        """Given names, then surnames."""
        return f"{self.given_names} {self.surnames}".strip()


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


def waiting(*, within: Collection[int] | None = None) -> list[tuple[Meeting, int, int]]:
    """The meetings with registrations that wait for an officer, and how many; the next first.

    Whom a State nominated waits to be confirmed as well: the last number says how many of them.

    `within` are the meetings (ids) the reader may manage, None for all.
    """
    nominated = Participation.status == Status.NOMINATED
    counted = (
        select(
            Participation.meeting_id,
            func.count(Participation.id).label("waiting"),
            func.count(case((nominated, Participation.id))).label("nominated"),
        )
        .where(Participation.status.in_((Status.PENDING, Status.NOMINATED)))
        .group_by(Participation.meeting_id)
        .subquery()
    )
    query = (
        select(Meeting, counted.c.waiting, counted.c.nominated)
        .join(counted, counted.c.meeting_id == Meeting.id)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    if within is not None:
        query = query.where(Meeting.id.in_(within))
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


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
            Participation.reply,
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
        (Participation.reply, filters.reply),
    ):
        if value:
            query = query.where(column == value)
    return query
