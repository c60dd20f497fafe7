"""Another mail address of somebody registered: the links that follow it, and the offer of a way
back to who reads the former one (take_back.py goes it)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from meetings import tokens
from meetings.actor import WORKER, Actor
from meetings.db import db
from meetings.directory.models import EarlierIdentity, Person
from meetings.directory.rules import full_name
from meetings.registration import mails
from meetings.registration.models import AddressChange, Hand, Participation
from meetings.registration.operations.held import (
    Before,
    let_go_settled,
    move_others,
    new_link,
)

TAKEN_BACK_WITHIN = timedelta(days=7)


def follow(
    participation: Participation,
    was: Before,
    *,
    hand: Hand,
    is_own: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """After somebody's address has become another one: it is sent the link to her own page, those
    sent before open nothing any more, and the former address is told with the link that leads back,
    whoever changed it: her page may have been opened by somebody else, and an officer or her State
    may have been told something wrong, or have meant another person.

    Her other registrations follow at once only as far as the `hand` that changed it reaches; the
    rest is held where it was reached until nobody can take the change back any more. What was asked
    for on her own page (`is_own`), whoever accepted it, the former address takes back at once.
    """
    held_at = move_others(participation, was, hand=hand, by=by, at=at)
    until = at + TAKEN_BACK_WITHIN
    new_link(participation, mails.Cause.ADDRESS, held_until=until if held_at else None, at=at)
    db.session.flush()
    if not was.mailbox and not held_at:
        return
    secret = _offer_back(participation, was.mailbox, until=until, at=at)
    if not was.mailbox:
        return
    mails.moved(
        participation,
        was.mailbox,
        called=called_before(participation.person, at=at),
        secret=secret,
        until=until,
        is_own=is_own,
        is_held=was.mailbox in held_at,
        at=at,
    )


def called_before(person: Person, *, at: datetime) -> str:
    """Under which name somebody was known until her record was written anew at an instant."""
    row = db.session.scalar(
        select(EarlierIdentity)
        .where(EarlierIdentity.person_id == person.id, EarlierIdentity.until == at)
        .order_by(EarlierIdentity.id.desc())
        .limit(1)
    )
    return full_name(row.given_names, row.surnames) if row else person.full_name


def _offer_back(participation: Participation, former: str, *, until: datetime, at: datetime) -> str:
    secret = secrets.token_urlsafe(24)
    row = AddressChange(
        secret_digest=tokens.digest(secret),
        person_id=participation.person_id,
        participation_id=participation.id,
        former=former,
        changed_at=at,
        expires_at=until,
    )
    db.session.add(row)
    db.session.flush()
    return secret


def forget_addresses(*, at: datetime) -> int:
    """Former addresses that nobody can take back any more are kept no longer, and what was held
    there follows; how many of both."""
    old = delete(AddressChange).where(AddressChange.expires_at <= at)
    done = db.session.execute(old, execution_options={"synchronize_session": False})
    return int(getattr(done, "rowcount", 0)) + let_go_settled(by=WORKER, at=at)
