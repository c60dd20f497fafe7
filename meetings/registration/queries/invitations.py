"""What the calendar part of a mail must know of others in the same mailbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from meetings.db import db, read_rows
from meetings.directory.models import Person
from meetings.notifications.models import Attachment, Message
from meetings.registration.models import Participation
from meetings.registration.queries.mailboxes import MAILBOX, is_reached_at
from meetings.registration.rules.counting import ENDED, has_ended, is_concerned
from meetings.registration.rules.itip import Method, content_type

_PARTS = (
    select(Participation.id, Participation.meeting_id, Participation.status)
    .add_columns(Participation.changed_at)
    .join(Person, Person.id == Participation.person_id)
)
_OF_MAILBOX = (  # by the address alone: an address has few, a meeting many who left
    _PARTS.where(Person.email == bindparam("email"), Participation.held_email.is_(None)).union_all(
        _PARTS.where(Participation.held_email == bindparam("email"))
    )
)


def endings(meeting_ids: Collection[int]) -> Mapping[tuple[int, str], list[datetime]]:
    """(meeting, address) -> when participations in that mailbox ended."""
    wanted = (
        select(Participation.meeting_id, MAILBOX, Participation.changed_at)
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.meeting_id.in_(meeting_ids), has_ended())
    )
    found: dict[tuple[int, str], list[datetime]] = defaultdict(list)
    for meeting_id, address, ended_at in db.session.execute(wanted):
        found[meeting_id, address].append(ended_at)
    return found


def mailbox_endings(meeting_id: int, email: str, *, but: int | None = None) -> list[datetime]:
    """When participations of a meeting in one mailbox ended; `but` is one (id) that isn't asked
    about."""
    rows = read_rows(_OF_MAILBOX, {"email": email})
    return [
        ended_at
        for participation_id, meeting, status, ended_at in rows
        if meeting == meeting_id and status in ENDED and participation_id != but
    ]


def shares_mailbox(participation: Participation) -> bool:
    """Whether somebody else takes part in the meeting under the same address.

    Asked by the address, whose people are few, and narrowed here: a database that knows too little
    of its tables would read all of the meeting's people.
    """
    others = select(Participation.meeting_id).where(
        is_reached_at([participation.mailbox]),
        Participation.id != participation.id,
        is_concerned(),
    )
    return participation.meeting_id in set(db.session.scalars(others))


def in_calendars(meeting_id: int, *, email: str = "") -> frozenset[str]:
    """The addresses whose calendars have a meeting by our mails: the last calendar part to them was
    an invitation, not what took it back. One statement; of one address, if given, two."""
    hers: Any = select(Participation.public_id).where(Participation.meeting_id == meeting_id)
    if email:
        hers = _of_address(meeting_id, email)
    methods = {content_type(each): each for each in Method}
    rows = db.session.execute(
        select(Message.to_email, Attachment.content_type)
        .join(Attachment, Attachment.message_id == Message.id)
        .where(
            Message.subject_type == "participation",
            Message.subject_id.in_(hers),
            Attachment.content_type.in_(methods),
        )
        .order_by(Message.id)
    )
    last = {address: methods[kind] for address, kind in rows}
    return frozenset(each for each, method in last.items() if method == Method.REQUEST)


def _of_address(meeting_id: int, email: str) -> list[str]:
    """The public ids of the participations of a meeting under an address, narrowed as above."""
    wanted = select(Participation.public_id, Participation.meeting_id)
    wanted = wanted.where(is_reached_at([email]))
    return [name for name, meeting in db.session.execute(wanted) if meeting == meeting_id]
