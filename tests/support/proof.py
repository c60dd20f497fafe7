"""A browser that proved to be somebody's."""

from __future__ import annotations

import secrets

from meetings import clock, tokens
from meetings.db import db, transaction
from meetings.directory.models import Person
from meetings.registration.models import SignInLink
from meetings.registration.queries import signing_in
from tests.support.pages import Client


def prove(client: Client, email: str = "") -> None:
    """As though it had opened, a moment ago, a link that was sent to an address; without one to
    that of the only person who has one."""
    with client.application.app_context(), transaction():
        email = email or db.session.query(Person.email).filter(Person.email != "").scalar()
        at, digest = clock.now(), tokens.digest(secrets.token_urlsafe(9))
        row = SignInLink(
            secret_digest=digest,
            email=email,
            created_at=at,
            expires_at=at + signing_in.OPEN_FOR,
            used_at=at,
        )
        db.session.add(row)
        db.session.flush()
        link_id = row.id
    with client.session_transaction() as session:
        session[signing_in.OPENED] = link_id
