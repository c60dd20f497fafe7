"""By what an officer narrows and orders a meeting's list of registrations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from meetings.calendar.models import Meeting, Mode
from meetings.directory.models import (
    Capacity,
    DuplicateCandidate,
    Organization,
    Person,
    Record,
    Sex,
)
from meetings.directory.queries import roots_of
from meetings.directory.rules import clean_email
from meetings.lookup import every_word
from meetings.registration.models import (
    GONE,
    Affiliation,
    Answer,
    Participation,
    Question,
    RegistrationPlan,
    Reply,
    Status,
    Way,
)
from meetings.registration.queries.mailboxes import is_reached_at
from meetings.registration.queries.missing import is_missing
from meetings.registration.rules import reply_words
from meetings.registration.rules.itip import STEP

SORTS: Final = ("newest", "oldest", "name", "capacity", "represents", "status", "sex")


WAITING: Final = "waiting"  # the order of the waiting list, which no address asks for


@dataclass(frozen=True)
class Filters:
    """What an officer narrows a meeting's list by; empty means all.

    `q` are searched words, which never stand in an address. `organization` is a public id,
    `answered` the public id of a question; `badge`, `duplicate`, `earlier` (who answered before the
    meeting changed last) and `missing` (who has yet to answer what is required) are "1" where they
    are asked.
    """

    q: str = ""
    status: str = ""
    capacity: str = ""
    sex: str = ""
    reply: str = ""
    state: str = ""
    organization: str = ""
    way: str = ""
    mode: str = ""
    function: str = ""
    kind: str = ""
    answered: str = ""
    badge: str = ""
    duplicate: str = ""
    earlier: str = ""
    missing: str = ""

    @property
    def in_address(self) -> dict[str, str]:
        """What may stand in an address: all but the searched words."""
        return {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if each.name != "q" and getattr(self, each.name)
        }


NAMES: Final = tuple(each.name for each in fields(Filters) if each.name != "q")


def read_filters(values: Mapping[str, str], *, q: str) -> Filters:
    """The filters that an address asks for; what it cannot mean is left out."""
    filters = Filters(**{name: values.get(name, "")[:60] for name in NAMES}, q=q)
    for name, known in (
        ("status", set(Status)),
        ("sex", set(Sex)),
        ("reply", set(reply_words.REPLY)),
        ("way", set(Way)),
        ("mode", {Mode.IN_PERSON, Mode.VIRTUAL}),
        ("badge", {"1"}),
        ("duplicate", {"1"}),
        ("earlier", {"1"}),
        ("missing", {"1"}),
    ):
        if getattr(filters, name) not in known:
            filters = replace(filters, **{name: ""})
    if not filters.function.replace("_", "").isalnum():
        filters = replace(filters, function="")
    return filters


def conditions(meeting_id: int, filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions on a meeting's participations, joined with Person, Affiliation (the principal
    one) and Organization."""
    found: list[ColumnElement[bool]] = [Participation.meeting_id == meeting_id]
    if filters.q.strip():
        named = every_word(Participation.search, filters.q)
        found.append(or_(named, is_reached_at([clean_email(filters.q)])))
    for column, value in (
        (Participation.status, filters.status),
        (Participation.capacity_code, filters.capacity),
        (Participation.sex, filters.sex),
        (Participation.reply, filters.reply),
        (Participation.way, filters.way),
        (Participation.mode, filters.mode),
        (Participation.personnel_kind_code, filters.kind),
        (Affiliation.state_code, filters.state),
        (Organization.public_id, filters.organization),
    ):
        if value:
            found.append(column == value)
    if filters.function:
        found.append(cast(Participation.functions, String).like(f'%"{filters.function}"%'))
    if filters.answered:
        found.append(_answered(filters.answered))
    if filters.badge:
        found.append(_badge_changed())
    if filters.duplicate:
        found.append(or_(may_be_known(), is_twin()))
    if filters.earlier:
        found.append(answered_before())
    if filters.missing:
        found.append(is_missing(meeting_id))
    return found


def order(sort: str) -> tuple[Any, ...]:
    """The order of a list; the later registration first where nothing is asked."""
    latest = Participation.id.desc()
    return {
        "oldest": (Participation.id,),
        "name": (Person.folded_name, Participation.id),
        "capacity": (Capacity.sort, latest),
        "represents": (Affiliation.state_code, Organization.folded_name, latest),
        "status": (Participation.status, latest),
        "sex": (Participation.sex, latest),
        WAITING: (Participation.waiting_since, Participation.id),
    }.get(sort, (latest,))


@cache
def is_nameless() -> ColumnElement[bool]:
    """Whether her name is no longer kept: what she counts in stays, nothing is decided of her. The
    erased are read once, whatever the number of registrations."""
    erased = select(Person.id).where(Person.erased_at.is_not(None)).correlate(None)
    return and_(Participation.purged_at.is_not(None), Participation.person_id.in_(erased))


@cache
def may_be_known() -> ColumnElement[bool]:
    """Whether a pair that waits for an officer holds her: she may be recorded twice. Two whom a
    merge made one wait no more. The pairs are read once, whatever the number of registrations."""
    first, second = aliased(Person), aliased(Person)
    pairs = (
        select(DuplicateCandidate.first_id, DuplicateCandidate.second_id)
        .join(first, first.id == DuplicateCandidate.first_id)
        .join(second, second.id == DuplicateCandidate.second_id)
        .where(
            DuplicateCandidate.record == Record.PERSON,
            DuplicateCandidate.dismissed_at.is_(None),
            first.merged_into_id.is_(None),
            second.merged_into_id.is_(None),
        )
        .cte()
    )
    both = union(select(pairs.c.first_id), select(pairs.c.second_id))
    return Participation.person_id.in_(both)


@cache
def is_twin() -> ColumnElement[bool]:
    """Whether she is in the meeting once more, by a record that a merge made one with hers: one
    reading of those whom merges concern, whatever the number of registrations."""
    roots, part = roots_of(Person), aliased(Participation)
    kin = union(
        select(roots.c.id.label("id"), roots.c.root.label("root")),
        select(roots.c.root.label("id"), roots.c.root.label("root")),
    ).subquery()
    times = func.count(part.id).over(partition_by=(part.meeting_id, kin.c.root))
    counted = (
        select(part.id, times.label("times"))
        .join(kin, kin.c.id == part.person_id)
        .where(part.status.not_in(GONE))
        .subquery()
    )
    return Participation.id.in_(select(counted.c.id).where(counted.c.times > 1))


@cache
def answered_before() -> ColumnElement[bool]:
    """Whether her answer is one to an earlier date, place or status of the meeting: its SEQUENCE is
    lower than that of the invitation as she would get it now (`itip.own_sequence`)."""
    now = select(Meeting.sequence).where(Meeting.id == Participation.meeting_id).scalar_subquery()
    earlier, owner = aliased(Participation), aliased(Person)
    endings = (
        select(func.count(earlier.id))
        .join(owner, owner.id == earlier.person_id)
        .where(
            earlier.meeting_id == Participation.meeting_id,
            earlier.id != Participation.id,
            owner.email == Person.email,  # of a mailbox that is held too: an index finds it
            earlier.status.in_(GONE),
            earlier.changed_at <= Participation.created_at,
        )
        .scalar_subquery()
    )
    sequence = now + STEP * endings + Participation.sequence_raised
    has_answered = and_(
        Participation.reply != Reply.NONE, Participation.replied_sequence.is_not(None)
    )
    return case((has_answered, Participation.replied_sequence < sequence), else_=false())


def _answered(public_id: str) -> ColumnElement[bool]:
    return exists(
        select(Answer.question_id)
        .join(Question, Question.id == Answer.question_id)
        .where(
            Answer.participation_id == Participation.id,
            Question.public_id == public_id,
            ~Question.is_sensitive,
        )
    )


def _badge_changed() -> ColumnElement[bool]:
    printed = (
        select(RegistrationPlan.badges_printed_at)
        .where(RegistrationPlan.meeting_id == Participation.meeting_id)
        .scalar_subquery()
    )
    return Participation.badge_changed_at >= printed
