"""The mail with a single-use link for whoever has lost the link to her own page."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete

from meetings import audit, tokens
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.rules import clean_email
from meetings.registration import mails
from meetings.registration.models import SignInLink
from meetings.registration.operations import single_use
from meetings.registration.queries import signing_in as queries

MOST_AN_HOUR = 3  # mails to one address
FORGOTTEN_AFTER = timedelta(days=1)


def send_sign_in(email: str, *, lang: str, by: Actor, at: datetime) -> bool:
    """Mail a link that works once, for half an hour, to an address with which somebody registered:
    in the language of all its registrations, in that of the page (`lang`) where they have several.

    Only a digest of its secret is kept. Says whether a mail was written: to nobody unknown, and to
    one address three times an hour at most. The page must answer alike whatever this says.
    """
    email = clean_email(email)
    spoken = queries.languages_of(email)
    if len(spoken) == 1:
        (lang,) = spoken
    one_at_a_time(f"sign-in:{email}")
    forget_sign_ins(at=at)
    if not spoken or queries.sent_links(email, since=at - timedelta(hours=1)) >= MOST_AN_HOUR:
        return False
    secret = secrets.token_urlsafe(24)
    row = SignInLink(
        secret_digest=tokens.digest(secret),
        email=email,
        created_at=at,
        expires_at=at + queries.OPEN_FOR,
    )
    db.session.add(row)
    db.session.flush()
    mails.sign_in(row, queries.of_mailbox(email, lang, at=at), secret=secret, lang=lang, at=at)
    audit.record("registration.send_sign_in", ("sign_in_link", row.id), by=by, at=at)
    return True


def use_sign_in(secret: str, *, by: Actor, at: datetime) -> SignInLink | None:
    """Use a link; None for one that was used, has run out or never was. Of two uses one counts."""
    used = single_use.use(SignInLink, secret, at=at)
    if used is not None:
        audit.record("registration.use_sign_in", ("sign_in_link", used.id), by=by, at=at)
        db.session.flush()
    return used


def forget_sign_ins(*, at: datetime) -> int:
    """Links of yesterday hold an address and open nothing: they are kept no longer; how many."""
    old = delete(SignInLink).where(SignInLink.created_at < at - FORGOTTEN_AFTER)
    done = db.session.execute(old, execution_options={"synchronize_session": False})
    return int(getattr(done, "rowcount", 0))
