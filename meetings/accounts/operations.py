"""Making users, and checking who signs in."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.accounts import queries
from meetings.accounts.models import Grant, Scope, User
from meetings.actor import Actor
from meetings.db import db
from meetings.errors import Refused
from meetings.permissions import Role

MIN_PASSWORD = 10
MAX_PASSWORD = 200
_hasher = PasswordHasher()


def create_user(
    email: str,
    name: str,
    *,
    password: str,
    role: Role,
    language: str = "en",
    meeting_id: int | None = None,
    by: Actor,
    at: datetime,
) -> User:
    """Make a user with one grant; with `meeting_id` the grant reaches that meeting only.

    A door user without a meeting may open no door until `grant_door` says which.
    Raises Refused for an address that is none or already in use, or a password outside
    of 10 to 200 characters.
    """
    email = email.strip().lower()
    if email.count("@") != 1 or email.startswith("@") or email.endswith("@"):
        raise Refused(_l("Write an e-mail address such as name@example.org."), field="email")
    if queries.by_email(email):
        raise Refused(_l("There is already a user with this e-mail address."), field="email")
    _check(password)
    user = User(
        public_id=str(uuid.uuid4()),
        email=email,
        name=name,
        password_hash=_hasher.hash(password),
        language=language,
        created_at=at,
    )
    is_bound = role == Role.DOOR or meeting_id is not None
    user.grants.append(
        Grant(
            role=role,
            scope_type=Scope.MEETING if is_bound else Scope.ALL,
            scope_id=None if meeting_id is None else str(meeting_id),
        )
    )
    db.session.add(user)
    db.session.flush()
    audit.record("accounts.create", ("user", user.public_id), by=by, at=at, changes={"role": role})
    return user


def grant_door(user: User, meeting_id: int, *, by: Actor, at: datetime) -> Grant:
    """Let a user work at the door of one meeting (its id), beside what she may already do."""
    for held in user.grants:
        if held.role == Role.DOOR and held.scope_id in {None, str(meeting_id)}:
            grant = held
            break
    else:
        grant = Grant(role=Role.DOOR)
        user.grants.append(grant)
    grant.scope_type = Scope.MEETING
    grant.scope_id = str(meeting_id)
    db.session.flush()
    changes = {"role": Role.DOOR, "meeting": meeting_id}
    audit.record("accounts.grant", ("user", user.public_id), by=by, at=at, changes=changes)
    return grant


def grant_confidence(user: User, *, with_files: bool = False, by: Actor, at: datetime) -> bool:
    """Let a user read access needs and sensitive answers at every meeting, beside what she may
    already do; take them along in a file only `with_files`. Returns whether she could not before.
    """
    role = Role.CONFIDANT_FILES if with_files else Role.CONFIDANT
    if any(held.role == role and held.scope_type == Scope.ALL for held in user.grants):
        return False
    user.grants.append(Grant(role=role, scope_type=Scope.ALL))
    db.session.flush()
    changes = {"role": role}
    audit.record("accounts.grant", ("user", user.public_id), by=by, at=at, changes=changes)
    return True


def authenticate(email: str, password: str) -> User:
    """The enabled user with this password; reads only, so that no writing unit waits for it.

    Raises Refused with one sentence for every cause, after the same work.
    """
    user = queries.by_email(email)
    try:
        _hasher.verify(user.password_hash if user else _nobody(), password)
        matches = user is not None and user.is_enabled
    except (VerificationError, InvalidHashError):
        matches = False
    if user is None or not matches:
        raise Refused(_l("This e-mail address and password do not match."), code="sign_in")
    return user


def note_sign_in(user: User, password: str, *, at: datetime) -> None:
    """A user has signed in; a password hashed by older parameters is hashed anew."""
    if _hasher.check_needs_rehash(user.password_hash):
        user.password_hash = _hasher.hash(password)
        db.session.flush()
    audit.record("accounts.sign_in", ("user", user.public_id), by=user.actor, at=at)


def _check(password: str) -> None:
    if len(password) < MIN_PASSWORD:
        raise Refused(
            _l("The password needs at least %(count)d characters.", count=MIN_PASSWORD),
            field="password",
        )
    if len(password) > MAX_PASSWORD:
        raise Refused(
            _l("The password may have %(count)d characters at most.", count=MAX_PASSWORD),
            field="password",
        )


@cache
def _nobody() -> str:
    """Verified against when no such user exists, so that the answer takes as long."""
    return _hasher.hash("nobody has this password")
