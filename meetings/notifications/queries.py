"""Reading the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, exists, func, select

from meetings.db import db
from meetings.lookup import every_word
from meetings.notifications.models import Attachment, Delivery, MailboxPosition, Message
from meetings.pagination import Page, offset


@dataclass(frozen=True)
class Line:
    """A message as the outbox lists it: without its text and files."""

    public_id: str
    status: str
    to_email: str
    to_name: str
    language: str
    title: str
    created_at: datetime
    sent_at: datetime | None
    bounced_at: datetime | None
    attempts: int


BOUNCED: Final = "bounced"  # beside the statuses: what came back is neither sent nor given up
STANDS: Final = (*Delivery, BOUNCED)


def listing(*, status: str = "", q: str = "", number: int = 1, size: int = 50) -> Page[Line]:
    """The outbox, newest first; `status` is one of STANDS; `q` finds recipients and titles without
    accents or case."""
    columns = [getattr(Message, name) for name in Line.__dataclass_fields__]
    found = _found(select(*columns), status, q)
    total = db.session.scalar(_found(select(func.count(Message.id)), status, q)) or 0
    ordered = found.order_by(Message.created_at.desc(), Message.id.desc())
    rows = db.session.execute(ordered.limit(size).offset(offset(number, size)))
    return Page([Line(*row) for row in rows], max(number, 1), size, total)


def counts() -> Mapping[str, int]:
    """How many messages stand where: queued, sent, dead, bounced; every one of STANDS is there."""
    came_back = Message.bounced_at.is_not(None)
    grouped = select(Message.status, came_back, func.count(Message.id))
    found = dict.fromkeys(map(str, STANDS), 0)
    for status, is_bounced, count in db.session.execute(
        grouped.group_by(Message.status, came_back)
    ):
        found[BOUNCED if is_bounced else str(status)] += int(count)
    return found


def by_public_id(public_id: str) -> Message | None:
    """One message."""
    return db.session.scalar(select(Message).where(Message.public_id == public_id))


def by_id(message_id: int) -> Message:
    """One message by its key, as a claim names it."""
    return db.session.get_one(Message, message_id)


def about(subject: tuple[str, object]) -> list[Message]:
    """The messages about one thing, (type, public id), oldest first."""
    chosen = select(Message).where(
        Message.subject_type == subject[0], Message.subject_id == str(subject[1])
    )
    return list(db.session.scalars(chosen.order_by(Message.id)))


def returned() -> set[str]:
    """The addresses from which the latest mail came back: none was sent there since, or it came
    back too."""
    bounced = (
        select(Message.to_email, func.max(Message.id).label("last"))
        .where(Message.bounced_at.is_not(None), Message.to_email != "")
        .group_by(Message.to_email)
        .subquery()
    )
    later = exists().where(
        Message.to_email == bounced.c.to_email,
        Message.id > bounced.c.last,
        Message.status == Delivery.SENT,
    )
    return set(db.session.scalars(select(bounced.c.to_email).where(~later)))


def attachment(public_id: str, number: int) -> Attachment | None:
    """The file of this number, from 1, that travels with a message."""
    chosen = (
        select(Attachment)
        .join(Message, Message.id == Attachment.message_id)
        .where(Message.public_id == public_id)
        .order_by(Attachment.id)
        .offset(max(number, 1) - 1)
        .limit(1)
    )
    return db.session.scalar(chosen)


def read_until(mailbox: str, uid_validity: int) -> int | None:
    """The UID up to which a mailbox was read; None for one that is new or counts anew."""
    found = db.session.get(MailboxPosition, mailbox)
    return found.last_uid if found and found.uid_validity == uid_validity else None


def _found(statement: Select[Any], status: str, q: str) -> Select[Any]:
    if status == BOUNCED:
        statement = statement.where(Message.bounced_at.is_not(None))
    elif status:
        statement = statement.where(Message.status == status, Message.bounced_at.is_(None))
    if q.strip():
        statement = statement.where(every_word(Message.search, q))
    return statement
