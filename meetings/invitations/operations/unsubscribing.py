"""Who wants no more of what isn't necessary, by a link in her mail."""

from __future__ import annotations

from datetime import datetime

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import Person
from meetings.invitations.models import Unsubscription


def unsubscribe(person: Person, *, by: Actor, at: datetime) -> bool:
    """Write no more to this address what isn't necessary; False when nothing was to be done."""
    one_at_a_time(f"unsubscribe:{person.public_id}")
    if db.session.get(Unsubscription, person.email) is not None:
        return False
    db.session.add(Unsubscription(email=person.email, at=at))
    db.session.flush()
    audit.record("invitations.unsubscribe", ("person", person.public_id), by=by, at=at)
    return True


def subscribe_again(person: Person, *, by: Actor, at: datetime) -> bool:
    """Write to this address again; False when nothing was to be done."""
    found = db.session.get(Unsubscription, person.email)
    if found is None:
        return False
    db.session.delete(found)
    db.session.flush()
    audit.record("invitations.subscribe_again", ("person", person.public_id), by=by, at=at)
    return True
