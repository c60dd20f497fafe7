"""Who stated access needs at a meeting, or answered a sensitive question: only for who has the
right to these, which is settled, and each reading noted, where they are shown.

Only whoever counts as registered is told of: for whom has left, or waits for a seat, nothing is to
be prepared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Subquery, func, select

from meetings.calendar.models import Meeting, MeetingText
from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.queries import roots_of
from meetings.pagination import Page, offset
from meetings.registration.models import AccessNeed, Participation, Question, SensitiveAnswer
from meetings.registration.queries import answers, lists
from meetings.registration.queries.filters import Filters
from meetings.registration.queries.lists import Row
from meetings.registration.rules import counting


@dataclass(frozen=True)
class Confided:
    """A meeting at which something was stated: how many registrations hold access needs, and how
    many answers to sensitive questions there are."""

    slug: str
    title: str
    title_lang: str
    dates: str
    needs: int
    answers: int


def stated(
    meeting_id: int, filters: Filters, *, about: str, page: int = 1, size: int = 50
) -> Page[Row]:
    """The registrations that state access needs, or answer the sensitive question `about` (public
    id), by name."""
    only = _only(about)
    return lists.participations(meeting_id, filters, page=page, size=size, sort="name", only=only)


def every_stated(meeting_id: int, filters: Filters, *, about: str) -> Iterator[Row]:
    """The same for a file, read in pieces."""
    return lists.every_participation(meeting_id, filters, only=_only(about))


def who_stated(meeting_id: int, filters: Filters, *, about: str) -> list[str]:
    """The public ids of all of them."""
    wanted = lists.matching_ids(meeting_id, filters, only=_only(about))
    return list(db.session.scalars(wanted))


def words_of(ids: Collection[int], lang: str, *, about: str) -> dict[int, str]:
    """Registration (id) -> her access needs, or her answer to the question in words."""
    if about:
        found = answers.answers_of(ids, lang, sensitive=True)
        return {id_: said.get(about, "") for id_, said in found.items()}
    wanted = select(AccessNeed.participation_id, AccessNeed.needs)
    return dict(db.session.execute(wanted.where(AccessNeed.participation_id.in_(ids))).all())


def questions(meeting_id: int, lang: str) -> dict[str, str]:
    """The sensitive questions of a meeting: public id -> label."""
    every = answers.columns(meeting_id, lang, sensitive=True)
    return {each.question: each.label for each in every if each.is_sensitive}


def count_needs(meeting_id: int) -> int:
    """How many registered people state access needs; says nothing of what they are."""
    roots = roots_of(Person)
    person = func.coalesce(roots.c.root, Participation.person_id)
    wanted = (
        select(func.count(person.distinct()))
        .select_from(Participation)
        .join(AccessNeed, AccessNeed.participation_id == Participation.id)
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(Participation.meeting_id == meeting_id, counting.counts_as_registered())
    )
    return db.session.scalar(wanted) or 0


def confided(
    lang: str, *, within: Collection[int] | None, page: int = 1, size: int = 50
) -> Page[Confided]:
    """The meetings at which something was stated, the latest first; `within` are those (ids) of
    which the reader may know, None for all."""
    needs, said = _counted(AccessNeed), _counted(SensitiveAnswer)
    query = (
        select(
            Meeting.slug,
            MeetingText.title,
            MeetingText.title_lang,
            MeetingText.dates,
            func.coalesce(needs.c.number, 0),
            func.coalesce(said.c.number, 0),
        )
        .join(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
        .outerjoin(needs, needs.c.meeting_id == Meeting.id)
        .outerjoin(said, said.c.meeting_id == Meeting.id)
        .where(needs.c.number.is_not(None) | said.c.number.is_not(None))
    )
    if within is not None:
        query = query.where(Meeting.id.in_(within))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    latest = query.order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    rows = db.session.execute(latest.offset(offset(page, size)).limit(size))
    return Page([Confided(*row) for row in rows], page, size, total)


def _only(about: str) -> tuple[ColumnElement[bool], ...]:
    if not about:
        ids = select(AccessNeed.participation_id)
    else:
        ids = (
            select(SensitiveAnswer.participation_id)
            .join(Question, Question.id == SensitiveAnswer.question_id)
            .where(Question.public_id == about)
        )
    return (counting.counts_as_registered(), Participation.id.in_(ids))


def _counted(table: type[AccessNeed | SensitiveAnswer]) -> Subquery:
    return (
        select(Participation.meeting_id, func.count().label("number"))
        .join(table, table.participation_id == Participation.id)
        .where(counting.counts_as_registered())
        .group_by(Participation.meeting_id)
        .subquery()
    )
