"""A meeting's registrations as its officer lists and counts them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, func, select

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Capacity, Organization, Person
from meetings.directory.queries import roots_of
from meetings.pagination import Page, offset
from meetings.registration.models import GONE, Affiliation, Participation, Status
from meetings.registration.queries.filters import (
    WAITING,
    Filters,
    answered_before,
    conditions,
    is_nameless,
    is_twin,
    may_be_known,
    order,
)
from meetings.registration.queries.mailboxes import MAILBOX
from meetings.registration.rules import counting
from meetings.registration.rules.words import NAMELESS

Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True)
class Row:
    """One registration in a list or an export, which leaves out whether she may be twice."""

    id: int
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
    way: str
    offered_until: datetime | None
    may_be_known: bool
    is_twin: bool
    answered_before: bool
    is_erased: bool

    @property
    def full_name(self) -> str:
        """Given names, then surnames; that they are no longer kept."""
        if self.is_erased:
            return str(NAMELESS)
        return f"{self.given_names} {self.surnames}".strip()


def participations(
    meeting_id: int,
    filters: Filters,
    *,
    page: int = 1,
    size: int = 50,
    sort: str = "",
    only: Conditions = (),
) -> Page[Row]:
    """A meeting's list, the latest registration first unless sorted otherwise, the waiting list in
    the order of arrival; one statement to count, one for the keys of the page, one for its rows.
    Whose names are no longer kept are none of its rows (`count_nameless`).
    `only` are conditions that no officer asks for by a filter."""
    if filters.status == Status.WAITLISTED:
        sort = sort or WAITING
    total = count_matching(meeting_id, filters, only=only)
    keys = _keys(meeting_id, filters, Participation.id).where(~is_nameless(), *only)
    keys = keys.order_by(*order(sort))
    ids = db.session.scalars(keys.offset(offset(page, size)).limit(size)).all()
    rows = db.session.execute(_rows(doubles=True).where(_among(ids)))
    found = {row[0]: Row(*row) for row in rows}
    return Page([found[id_] for id_ in ids], page, size, total)


def count_matching(meeting_id: int, filters: Filters, *, only: Conditions = ()) -> int:
    """How many of a meeting's registrations match, of people whose names are kept; what no filter
    asks about is not joined."""
    return _count(meeting_id, filters, (~is_nameless(), *only))


def count_nameless(meeting_id: int, filters: Filters) -> int:
    """How many more match whose names are no longer kept."""
    return _count(meeting_id, filters, (is_nameless(),))


def _count(meeting_id: int, filters: Filters, only: Conditions) -> int:
    counted = select(func.count(Participation.id)).where(*conditions(meeting_id, filters), *only)
    if len(only) > 1 or filters.state or filters.organization or filters.earlier:
        counted = _joined(counted)
    return db.session.scalar(counted) or 0


def every_participation(
    meeting_id: int,
    filters: Filters,
    *,
    public_ids: Collection[str] | None = None,
    only: Conditions = (),
) -> Iterator[Row]:
    """The same rows for an export, in the order of names, whose names are no longer kept last,
    read in pieces of 500; only those of `public_ids` where some are chosen. No export tells who
    may be recorded twice: it isn't asked.
    """
    wanted = _rows(doubles=False).where(*conditions(meeting_id, filters), *only)
    if public_ids is not None:
        wanted = wanted.where(Participation.public_id.in_(public_ids))
    erased = Person.erased_at.is_not(None)
    wanted = wanted.order_by(erased, Person.folded_name, Participation.id)
    for row in db.session.execute(wanted.execution_options(yield_per=500)):
        yield Row(*row)


def matching(meeting_id: int, filters: Filters, *, most: int, after: str = "") -> list[str]:
    """The public ids of the registrations that match, the first `most` of them as they came;
    `after` is the public id of the one behind which to begin."""
    wanted = _keys(meeting_id, filters, Participation.public_id).where(~is_nameless())
    wanted = wanted.order_by(Participation.id)
    if after:
        last = select(Participation.id).where(Participation.public_id == after).scalar_subquery()
        wanted = wanted.where(Participation.id > last)
    return list(db.session.scalars(wanted.limit(most)))


def matching_ids(meeting_id: int, filters: Filters, *, only: Conditions = ()) -> Select[str]:
    """The public ids of all that match, as a statement."""
    return _keys(meeting_id, filters, Participation.public_id).where(*only)


def is_answered_before(participation: Participation) -> bool:
    """Whether somebody's answer is one to an earlier date, place or status of the meeting."""
    wanted = select(answered_before()).select_from(Participation).join(Participation.person)
    return bool(db.session.scalar(wanted.where(Participation.id == participation.id)))


def counts_by_status(meeting_id: int) -> dict[str, int]:
    """How many registrations a meeting has in each status."""
    rows = db.session.execute(
        select(Participation.status, func.count(Participation.id))
        .where(Participation.meeting_id == meeting_id)
        .group_by(Participation.status)
    )
    return dict(rows.all())


def commonest_capacity(meeting_id: int) -> str | None:
    """The capacity in which most are invited or registered to a meeting; None without anybody."""
    return db.session.scalar(
        select(Participation.capacity_code)
        .where(Participation.meeting_id == meeting_id, Participation.status.not_in(GONE))
        .group_by(Participation.capacity_code)
        .order_by(func.count(Participation.id).desc(), Participation.capacity_code)
        .limit(1)
    )


def people_by_status(meeting_id: int) -> dict[str, int]:
    """How many persons a meeting has in each status: registrations of records that a merge made
    one are one, as in statistics."""
    roots = roots_of(Person)
    person = func.coalesce(roots.c.root, Participation.person_id)
    rows = db.session.execute(
        select(Participation.status, func.count(person.distinct()))
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(Participation.meeting_id == meeting_id)
        .group_by(Participation.status)
    )
    return dict(rows.all())


def people_apart(meeting_id: int) -> dict[str, int]:
    """Capacity (code) that does not count in figures -> how many persons are confirmed in it."""
    roots = roots_of(Person)
    person = func.coalesce(roots.c.root, Participation.person_id)
    rows = db.session.execute(
        select(Capacity.code, func.count(person.distinct()))
        .join(Participation, Participation.capacity_code == Capacity.code)
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(
            Participation.meeting_id == meeting_id,
            counting.counts_as_confirmed(),
            counting.is_apart(),
        )
        .group_by(Capacity.code, Capacity.sort)
        .order_by(Capacity.sort)
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
        .where(Participation.status.in_(counting.TO_CONFIRM))
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


def _among(ids: Sequence[int]) -> ColumnElement[bool]:
    return Participation.id.in_(ids)


def _joined(query: Any) -> Select[Any]:
    joined: Select[Any] = (
        query.join(Person, Person.id == Participation.person_id)
        .join(Capacity, Capacity.code == Participation.capacity_code)
        .outerjoin(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .outerjoin(Organization, Organization.id == Affiliation.organization_id)
    )
    return joined


def _keys(meeting_id: int, filters: Filters, what: Any) -> Select[Any]:
    return _joined(select(what)).where(*conditions(meeting_id, filters))


def _rows(*, doubles: bool) -> Select[Any]:
    return _joined(
        select(
            Participation.id,
            Participation.public_id,
            Person.given_names,
            Person.surnames,
            Participation.badge_name,
            MAILBOX,
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
            Participation.way,
            Participation.offered_until,
            may_be_known() if doubles else false(),
            is_twin() if doubles else false(),
            answered_before(),
            Person.erased_at.is_not(None),
        )
    )
