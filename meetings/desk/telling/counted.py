"""How many people are told of a changed meeting: whom `recipients` names, without reading them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, select

from meetings.accreditation.models import Accreditation, Application
from meetings.calendar.rules.history import Kept
from meetings.calendar.rules.telling import known
from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.queries import roots_of
from meetings.directory.rules import clean_email
from meetings.localized import fold
from meetings.registration.models import Participation, Status
from meetings.registration.queries.mailboxes import MAILBOX
from meetings.registration.rules.counting import is_concerned

Untold = Mapping[int, Sequence[Kept]]  # meeting -> its changes that nobody was told of, in order


def standing(meeting_ids: Collection[int]) -> Subquery:
    """Everybody on the lists of meetings who is told: id, meeting_id, since, and `turn`, which is 1
    once for each person, a merged one too: her furthest participation."""
    roots = roots_of(Person)
    root = func.coalesce(roots.c.root, Participation.person_id)
    furthest = case((Participation.status == Status.CONFIRMED, 0), else_=1)
    turn = func.row_number().over(
        partition_by=(Participation.meeting_id, root), order_by=(furthest, Participation.id)
    )
    return (
        select(
            Participation.id,
            Participation.meeting_id,
            Participation.created_at.label("since"),
            turn.label("turn"),
        )
        .outerjoin(roots, roots.c.id == Participation.person_id)
        .where(Participation.meeting_id.in_(meeting_ids), is_concerned())
        .subquery()
    )


def contacts(meeting_ids: Collection[int]) -> Collection[Any]:
    """The contacts of the organizations accredited to meetings, as they were accredited."""
    return db.session.execute(
        select(
            Accreditation.meeting_id,
            Accreditation.accredited_at,
            Application.public_id,
            Application.contact_name,
            Application.contact_email,
            Application.language,
        )
        .join(Application, Application.id == Accreditation.application_id)
        .where(Accreditation.meeting_id.in_(meeting_ids))
        .order_by(Application.id)
    ).all()


def count_told(meeting_ids: Collection[int]) -> int:
    """How many people a change of these meetings is told to; three statements."""
    return sum(each.total() for each in count_by_point(meeting_ids, {}).values())


def count_by_point(meeting_ids: Collection[int], untold: Untold) -> Mapping[int, Counter[int]]:
    """Meeting -> how many of the changes that wait they know (`known`) -> how many people; three
    statements, none of which reads the lists."""
    found: dict[int, Counter[int]] = defaultdict(Counter)
    everybody = standing(meeting_ids)
    point = _point(everybody, untold)
    people = select(everybody.c.meeting_id, point, func.count()).where(everybody.c.turn == 1)
    for meeting_id, knows, count in db.session.execute(
        people.group_by(everybody.c.meeting_id, point)
    ):
        found[meeting_id][knows] += count
    for meeting_id, since in _others(meeting_ids):
        found[meeting_id][known(untold.get(meeting_id, ()), at=since)] += 1
    return found


def _point(everybody: Subquery, untold: Untold) -> ColumnElement[int]:
    """`known`, as the database says it of everybody."""
    whens = []
    for meeting_id, changes in untold.items():
        is_there = everybody.c.meeting_id == meeting_id
        for place, each in enumerate(changes):
            whens.append((and_(is_there, everybody.c.since <= each.at), literal(place)))
        whens.append((is_there, literal(len(changes))))
    return case(*whens, else_=literal(0)) if whens else literal(0)


def _others(meeting_ids: Collection[int]) -> Iterator[tuple[int, datetime]]:
    """Each contact who is on the list of her meeting by no other way, and since when she is one."""
    since: dict[tuple[int, str, str], datetime] = {}
    for row in contacts(meeting_ids):
        key = (row.meeting_id, clean_email(row.contact_email), fold(row.contact_name))
        since.setdefault(key, row.accredited_at)
    if not since:
        return
    listed = (
        select(Participation.meeting_id, MAILBOX, Person.folded_name)
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.meeting_id.in_(meeting_ids), is_concerned())
        .where(MAILBOX.in_({email for _meeting, email, _name in since}))
    )
    there = {tuple(row) for row in db.session.execute(listed)}
    for key, at in since.items():
        if key not in there:
            yield key[0], at
