"""Who wants no more of what isn't necessary, by a link in her mail: she herself, nobody else who
reads the same mailbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import Person
from meetings.directory.queries import kin, resolved
from meetings.invitations.models import MailRefusal


def unsubscribe(person: Person, *, by: Actor, at: datetime) -> bool:
    """Write no more to this person what isn't necessary; False when nothing was to be done."""
    root = resolved(person)
    one_at_a_time(f"unsubscribe:{root.public_id}")
    if db.session.scalar(select(MailRefusal.person_id).where(_of(root)).limit(1)) is not None:
        return False
    db.session.add(MailRefusal(person_id=root.id, at=at))
    db.session.flush()
    audit.record("invitations.unsubscribe", ("person", root.public_id), by=by, at=at)
    return True


def subscribe_again(person: Person, *, by: Actor, at: datetime) -> bool:
    """Write to this person again; False when nothing was to be done."""
    root = resolved(person)
    found = list(db.session.scalars(select(MailRefusal.person_id).where(_of(root))))
    if not found:
        return False
    db.session.execute(delete(MailRefusal).where(MailRefusal.person_id.in_(found)))
    db.session.flush()
    audit.record("invitations.subscribe_again", ("person", root.public_id), by=by, at=at)
    return True


def _of(root: Person) -> ColumnElement[bool]:
    """By any record of hers."""
    return MailRefusal.person_id.in_(kin(Person, root.id))
