"""The meetings that somebody left, which her calendar is told of as cancelled for a while.

What her mails said holds here too: whoever withdrew was sent the next SEQUENCE, and when she came
again, hers stayed above the meeting's (registration.rules.itip).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from meetings.calendar.models import Meeting
from meetings.calendar.queries.feed import WITHDRAWN_FOR
from meetings.db import db
from meetings.directory.models import Person
from meetings.registration.models import GONE, Participation
from meetings.registration.rules.itip import own_sequence


@dataclass(frozen=True)
class Left:
    """A meeting (id) that she left: when, and by how much its SEQUENCE is higher since."""

    meeting_id: int
    at: datetime
    raised: int


def endings(
    hers: ColumnElement[bool], of_kin: ColumnElement[bool], *, told: ColumnElement[bool]
) -> Mapping[int, list[Any]]:
    """Meeting -> the participations in her mailbox that ended; one statement.

    `hers` says of a participation, `of_kin` of a person, that she is the reader; `told` of a
    meeting that feeds tell of it.
    """
    emails = select(Person.email).where(of_kin, Person.email != "")
    in_mailbox = and_(Person.email.in_(emails), Participation.held_email.is_(None))
    rows = db.session.execute(
        select(
            Participation.meeting_id,
            Participation.created_at,
            Participation.changed_at,
            hers.label("is_hers"),
        )
        .join(Person, Person.id == Participation.person_id)
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .where(or_(hers, in_mailbox), and_(Participation.status.in_(GONE), told))
        .order_by(Participation.changed_at, Participation.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.meeting_id].append(row)
    return found


def left(
    ended: Mapping[int, list[Any]], *, still: Collection[int], at: datetime
) -> tuple[Left, ...]:
    """What she left in the 90 days before `at`, and is in no other way `still` called to."""
    found = []
    for meeting_id in sorted(ended.keys() - set(still)):
        last = next((each for each in reversed(ended[meeting_id]) if each.is_hers), None)
        if last is not None and last.changed_at > at - WITHDRAWN_FOR:
            others = (each for each in ended[meeting_id] if each is not last)
            raised = _raised(others, began_at=last.created_at) + 1
            found.append(Left(meeting_id, last.changed_at, raised))
    return tuple(found)


def raised(
    ended: Mapping[int, list[Any]],
    *,
    began: Mapping[int, datetime],
    again: Mapping[int, int],
    still: Collection[int],
) -> dict[int, int]:
    """Meeting -> by how much its SEQUENCE is higher for her, of those that she left once and is
    `still` called to; `began` is when her present participations did,
    `again` by how much those are that were taken up again."""
    found = {key: by for key, by in again.items() if by and key in still}
    for meeting_id in sorted(ended.keys() & set(still)):
        rows = ended[meeting_id]
        since = began.get(meeting_id, rows[-1].changed_at)
        if by := _raised(rows, began_at=since):
            found[meeting_id] = found.get(meeting_id, 0) + by
    return found


def _raised(rows: Iterable[Any], *, began_at: datetime) -> int:
    return own_sequence(0, began_at=began_at, endings=[each.changed_at for each in rows])
