"""Mails with a single-use link: for whoever has lost the link to her own page, and for whoever
wants to read or erase all that is kept of her."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete

from meetings import audit, tokens
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.rules import clean_email
from meetings.registration import mails
from meetings.registration.models import Participation, SignInLink
from meetings.registration.operations import single_use
from meetings.registration.queries import signing_in as queries
from meetings.registration.sign_in_mail import sign_in

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
    if not spoken or not _may_send(email, at=at):
        return False
    row, secret = _new_link(email, None, at=at)
    sign_in(row, queries.of_mailbox(email, lang, at=at), secret=secret, lang=lang, at=at)
    audit.record("registration.send_sign_in", ("sign_in_link", row.id), by=by, at=at)
    return True


def send_data_link(participation: Participation, *, by: Actor, at: datetime) -> bool:
    """Mail somebody registered a link that works once, for half an hour, by which the browser that
    opens it may read and erase all that is kept of her: her page's own address may have been passed
    on. The mail names her, for others may read her mailbox.

    Says whether a mail was written: to nobody without an address, and to one address three times an
    hour at most.
    """
    email = participation.mailbox
    if not email or not _may_send(email, at=at):
        return False
    _row, secret = _new_link(email, participation.id, at=at)
    mails.data_link(participation, secret=secret, at=at)
    subject = ("participation", participation.public_id)
    audit.record("registration.send_data_link", subject, by=by, at=at)
    return True


def _may_send(email: str, *, at: datetime) -> bool:
    one_at_a_time(f"sign-in:{email}")
    forget_sign_ins(at=at)
    return queries.sent_links(email, since=at - timedelta(hours=1)) < MOST_AN_HOUR


def _new_link(email: str, participation_id: int | None, *, at: datetime) -> tuple[SignInLink, str]:
    """A link, and its secret, of which only a digest is kept."""
    secret = secrets.token_urlsafe(24)
    row = SignInLink(
        secret_digest=tokens.digest(secret),
        email=email,
        participation_id=participation_id,
        created_at=at,
        expires_at=at + queries.OPEN_FOR,
    )
    db.session.add(row)
    db.session.flush()
    return row, secret


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
