"""Making, renewing and ending secret addresses. The address itself is in no audit line."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.accounts.models import User
from meetings.actor import Actor
from meetings.clock import local_day
from meetings.db import db, one_at_a_time
from meetings.directory.models import Body, Person
from meetings.directory.queries import resolved
from meetings.errors import Refused
from meetings.feeds import mails, queries, rules
from meetings.feeds.models import FeedAddress, FeedScope


def make_for_person(person: Person, *, language: str, by: Actor, at: datetime) -> FeedAddress:
    """A person's address of the meetings to which she is registered or convened.

    One that answers already stays as it is; one that was revoked answers again by a new token.
    Raises Refused for a language that the product does not speak.
    """
    stands = resolved(person)
    one_at_a_time(f"feeds.person.{stands.id}")
    found = queries.address_of_person(stands, scope=FeedScope.MINE)
    new = FeedAddress(scope=FeedScope.MINE, person=stands)
    return _answering(found, new, language=language, by=by, at=at)


def make_for_user(
    user: User, *, scope: FeedScope, language: str, by: Actor, at: datetime
) -> FeedAddress:
    """The address of somebody who signs in: her own meetings, or those of her doors.

    Raises Refused as `make_for_person` does, and for doors where she stands at none.
    """
    if scope not in rules.scopes_of_user(queries.doors(user, on=at.date())):
        raise Refused(_l("You have not been assigned to any door."), code="scope")
    one_at_a_time(f"feeds.user.{user.id}")
    found = queries.of_user(user).get(scope)
    new = FeedAddress(scope=scope, user=user)
    return _answering(found, new, language=language, by=by, at=at)


def make_for_member(
    body: Body, person: Person, *, language: str, zone: str, by: Actor, at: datetime
) -> FeedAddress:
    """The address of a body's meetings for one of its members, mailed to her in her language.

    It answers as long as her term lasts. Raises Refused (code member) for somebody who does not
    sit in the body today, in the time zone `zone`.
    """
    stands = resolved(person)
    seated = queries.members(body.code, on=local_day(at, zone))
    if stands.id not in {each.person.id for each in seated}:
        raise Refused(
            _l("%(name)s does not sit in this body today.", name=stands.full_name), code="member"
        )
    one_at_a_time(f"feeds.person.{stands.id}")
    found = queries.address_of_person(stands, scope=FeedScope.BODY, body_code=body.code)
    if found is not None and queries.is_current(found):
        return found
    new = FeedAddress(scope=FeedScope.BODY, person=stands, body=body)
    address = _answering(found, new, language=language, by=by, at=at)
    mails.for_member(address, stands, body, at=at)
    return address


def renew(address: FeedAddress, *, by: Actor, at: datetime) -> None:
    """Let the address answer by a new token only; a member is mailed hers. One that does not
    answer stays so.
    """
    if not queries.is_current(address):
        return
    address.generation += 1
    address.changed_at = at
    db.session.flush()
    _told("feeds.renew", address, by=by, at=at)
    if address.scope == FeedScope.BODY and address.person and address.body:
        mails.for_member(address, resolved(address.person), address.body, at=at)


def revoke(address: FeedAddress, *, by: Actor, at: datetime) -> None:
    """End an address for good; what has it reads nothing any more."""
    if address.revoked_at is not None:
        return
    address.revoked_at = address.changed_at = at
    db.session.flush()
    _told("feeds.revoke", address, by=by, at=at)


def set_choices(
    address: FeedAddress, *, with_sessions: bool, language: str, by: Actor, at: datetime
) -> None:
    """Whether the sessions are in it, and in which language. Raises Refused for an unknown one."""
    rules.check_language(language)
    if (address.with_sessions, address.language) == (with_sessions, language):
        return
    address.with_sessions, address.language, address.changed_at = with_sessions, language, at
    db.session.flush()
    _told("feeds.set_choices", address, by=by, at=at)


def _answering(
    found: FeedAddress | None, new: FeedAddress, *, language: str, by: Actor, at: datetime
) -> FeedAddress:
    """The address as it answers from now on: the one found, if it does already, is left alone."""
    rules.check_language(language)
    if found is not None and queries.is_current(found):
        return found
    address = found or new
    if found is None:
        address.public_id, address.generation = str(uuid.uuid4()), 0
        address.created_at = at
        db.session.add(address)
    else:
        address.generation += 1
    address.language, address.revoked_at, address.changed_at = language, None, at
    address.mailbox = queries.mailbox(address.person)
    db.session.flush()
    _told("feeds.make", address, by=by, at=at)
    return address


def _told(action: str, address: FeedAddress, *, by: Actor, at: datetime) -> None:
    """An audit line with the kind of address and whose it is, by public ids: never the token."""
    reader = address.person or address.user
    changes = {
        "scope": address.scope,
        "reader": reader.public_id if reader else None,
        "body": address.body_code,
    }
    audit.record(action, ("feed", address.public_id), by=by, at=at, changes=changes)
