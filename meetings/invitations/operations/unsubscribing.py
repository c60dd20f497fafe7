"""Who wants no more of what isn't necessary, by a link in a mail: she herself, nobody else who
reads the same mailbox; or an organization, as whoever reads there says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import Organization, Person
from meetings.directory.queries import kin, resolved
from meetings.invitations.models import MailRefusal, OrganizationRefusal

Reader = Person | Organization


def unsubscribe(reader: Reader, *, by: Actor, at: datetime) -> bool:
    """Write no more to this person or organization what isn't necessary; False when nothing was to
    be done."""
    root = _root(reader)
    one_at_a_time(f"unsubscribe:{root.public_id}")
    if db.session.scalar(select(_column(root)).where(_of(root)).limit(1)) is not None:
        return False
    made = (
        MailRefusal(person_id=root.id, at=at)
        if isinstance(root, Person)
        else OrganizationRefusal(organization_id=root.id, at=at)
    )
    db.session.add(made)
    db.session.flush()
    audit.record("invitations.unsubscribe", _subject(root), by=by, at=at)
    return True


def subscribe_again(reader: Reader, *, by: Actor, at: datetime) -> bool:
    """Write to this person or organization again; False when nothing was to be done."""
    root = _root(reader)
    column = _column(root)
    found = list(db.session.scalars(select(column).where(_of(root))))
    if not found:
        return False
    db.session.execute(delete(column.class_).where(column.in_(found)))
    db.session.flush()
    audit.record("invitations.subscribe_again", _subject(root), by=by, at=at)
    return True


def _root(reader: Reader) -> Reader:
    either: Any = reader
    found: Reader = resolved(either)
    return found


def _column(root: Reader) -> Any:
    is_person = isinstance(root, Person)
    return MailRefusal.person_id if is_person else OrganizationRefusal.organization_id


def _of(root: Reader) -> ColumnElement[bool]:
    """By any record of hers."""
    found: ColumnElement[bool] = _column(root).in_(kin(type(root), root.id))
    return found


def _subject(root: Reader) -> tuple[str, str]:
    return ("person" if isinstance(root, Person) else "organization", root.public_id)
