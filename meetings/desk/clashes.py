"""What stands in the way of a meeting's dates: other meetings, their people, the world's days.

It warns, it never refuses. At most four statements, whatever the calendar holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Row, Select, func, or_, select, union

from meetings.calendar import queries
from meetings.calendar.models import Meeting, MeetingText, Status
from meetings.calendar.rules.clashes import (
    Nearness,
    Planned,
    around,
    may_clash,
    nearness,
    on_days,
)
from meetings.db import db
from meetings.directory import countries
from meetings.directory.models import Body, BodyType, Person, Term
from meetings.directory.queries import roots_of
from meetings.registration.models import Affiliation, Participation
from meetings.registration.rules.counting import counts_as_registered

MOST_MEETINGS, MOST_NAMES, MOST_DAYS = 60, 20, 30
Within = Collection[int] | None


@dataclass(frozen=True, kw_only=True)
class Met:
    """Another meeting in the way, and why: `people` take part in both (the first `names` of them,
    where the reader may know them), `states` send delegates to both."""

    slug: str
    title: str
    title_lang: str
    dates: str
    place: str
    nearness: Nearness
    is_same_body: bool
    people: int
    names: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A day, or days, of a followed calendar in the way."""

    calendar: str
    title: str
    place: str
    starts_on: date
    ends_on: date
    nearness: Nearness


@dataclass(frozen=True)
class Clashes:
    """All that is in the way; `is_known` is False of a date too vague to say."""

    meetings: tuple[Met, ...] = ()
    days: tuple[Followed, ...] = ()
    is_known: bool = True

    def __bool__(self) -> bool:
        """Whether anything is in the way."""
        return bool(self.meetings or self.days)


def clashes(plan: Planned, lang: str, *, within: Within = None) -> Clashes:
    """What is in the way of a meeting, the surest first.

    People and States are those registered in both; for the meeting itself also those who sit in
    its body on its first day. Names only of meetings `within` those that the reader manages
    (None: all); of others she sees the published ones.
    """
    if not may_clash(plan):
        return Clashes(is_known=plan.status == Status.CANCELLED)
    first, last = around(plan)
    near = {row.id: row for row in _meetings_near(plan, first, last, lang=lang, within=within)}
    people: Mapping[int, Sequence[Row[Any]]] = {}
    states: Mapping[int, list[str]] = {}
    if near:
        people = _grouped(db.session.execute(_people(plan, near)))
        rows = db.session.execute(_states(plan, near))
        states = {key: [row.state_code for row in found] for key, found in _grouped(rows).items()}
    met = [
        _met(plan, row, people.get(row.id, ()), states.get(row.id, []), lang=lang, within=within)
        for row in near.values()
    ]
    days = queries.followed_between(plan.starts_on, plan.ends_on, most=MOST_DAYS)
    return Clashes(
        tuple(sorted(filter(None, met), key=lambda each: _SURE.index(each.nearness))),
        tuple(
            Followed(
                calendar=name,
                title=day.title,
                place=day.place,
                starts_on=day.starts_on,
                ends_on=day.ends_on,
                nearness=near_days,
            )
            for day, name in days
            if (near_days := on_days(plan, (day.starts_on, day.ends_on)))
        ),
    )


_SURE = (Nearness.SAME_TIME, Nearness.PERHAPS, Nearness.NEXT_DAY)


def _met(
    plan: Planned,
    row: Row[Any],
    people: Sequence[Row[Any]],
    states: Sequence[str],
    *,
    lang: str,
    within: Within,
) -> Met | None:
    """Why a meeting is in the way, None when nothing joins the two."""
    how = nearness(plan, row)
    is_same_body = row.type != BodyType.SECRETARIAT and row.body_code == plan.body_code is not None
    if how == Nearness.NEXT_DAY:
        is_same_body, states = False, []  # only who must travel is told of the next day
    if how is None or not (is_same_body or people or states):
        return None
    knows = within is None or row.id in within
    return Met(
        slug=row.slug,
        title=row.title,
        title_lang=row.title_lang,
        dates=row.dates,
        place=row.place,
        nearness=how,
        is_same_body=is_same_body,
        people=people[0].people if people else 0,
        names=tuple(each.name for each in people) if knows else (),
        states=tuple(sorted(countries.name(code, lang) for code in states)),
    )


def _meetings_near(
    plan: Planned, first: date, last: date, *, lang: str, within: Within
) -> Sequence[Row[Any]]:
    columns: Any = (
        Meeting.id,
        Meeting.slug,
        Meeting.starts_on,
        Meeting.ends_on,
        Meeting.starts_at,
        Meeting.ends_at,
        Meeting.precision,
        Meeting.status,
        Meeting.mode,
        Meeting.city,
        Meeting.body_code,
        MeetingText.title,
        MeetingText.title_lang,
        MeetingText.dates,
        MeetingText.place,
        Body.type,
    )
    wanted = (
        select(*columns)
        .join(MeetingText, (MeetingText.meeting_id == Meeting.id) & (MeetingText.lang == lang))
        .outerjoin(Body, Body.code == Meeting.body_code)
        .where(
            Meeting.starts_on <= last,
            Meeting.ends_on >= first,
            Meeting.status != Status.CANCELLED,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    if plan.meeting_id is not None:
        wanted = wanted.where(Meeting.id != plan.meeting_id)
    if within is not None:
        wanted = wanted.where(or_(Meeting.id.in_(within), Meeting.published_at.is_not(None)))
    rows: Iterable[Row[Any]] = db.session.execute(wanted)
    return [row for row in rows if nearness(plan, row)][:MOST_MEETINGS]


def _people(plan: Planned, near: Collection[int]) -> Select[Any]:
    """Meeting -> how many are registered for both, and the first names; a merged person is one."""
    roots = roots_of(Person)
    root = func.coalesce(roots.c.root, Participation.person_id)
    seated = func.coalesce(roots.c.root, Term.person_id)
    ours = union(
        select(root.label("person_id"))
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(Participation.meeting_id == plan.meeting_id, counts_as_registered()),
        select(seated)
        .outerjoin(roots, roots.c.id == Term.person_id)
        .where(Term.person_id.is_not(None), *_sits(plan)),
    ).cte()
    theirs = (
        select(Participation.meeting_id, root.label("person_id"))
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(Participation.meeting_id.in_(near), counts_as_registered())
        .distinct()
        .cte()
    )
    return _first_names(ours, theirs)


def _first_names(ours: CTE, theirs: CTE) -> Select[Any]:
    meeting = theirs.c.meeting_id
    by_name = (Person.folded_name, Person.id)
    ranked = (
        select(
            meeting,
            Person.given_names,
            Person.surnames,
            func.count().over(partition_by=meeting).label("people"),
            func.row_number().over(partition_by=meeting, order_by=by_name).label("place"),
        )
        .join(ours, ours.c.person_id == theirs.c.person_id)
        .join(Person, Person.id == theirs.c.person_id)
        .subquery()
    )
    name = func.trim(ranked.c.given_names + " " + ranked.c.surnames).label("name")
    return (
        select(ranked.c.meeting_id, ranked.c.people, name)
        .where(ranked.c.place <= MOST_NAMES)
        .order_by(ranked.c.meeting_id, ranked.c.place)
    )


def _states(plan: Planned, near: Collection[int]) -> Select[Any]:
    """Meeting -> the States that send delegates to both."""
    sent = (
        select(Participation.meeting_id, Affiliation.state_code)
        .join(Affiliation, Affiliation.participation_id == Participation.id)
        .where(Affiliation.state_code.is_not(None), counts_as_registered())
    )
    ours = union(
        sent.where(Participation.meeting_id == plan.meeting_id).with_only_columns(
            Affiliation.state_code
        ),
        select(Term.state_code).where(Term.state_code.is_not(None), *_sits(plan)),
    ).subquery()
    found: Any = (
        sent.where(Participation.meeting_id.in_(near))
        .where(Affiliation.state_code.in_(select(ours.c.state_code)))
        .distinct()
    )
    return found


def _sits(plan: Planned) -> tuple[ColumnElement[bool], ...]:
    """Whose term in the meeting's body covers its first day."""
    return (
        Term.body_code == plan.body_code,
        Term.from_on <= plan.starts_on,
        or_(Term.to_on.is_(None), Term.to_on >= plan.starts_on),
    )


def _grouped(rows: Iterable[Row[Any]]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.meeting_id].append(row)
    return found
