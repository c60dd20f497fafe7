"""What goes on by itself: seats offered or held back until a time, and answers read by mail."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from meetings import health, mailbox, oauth
from meetings.actor import WORKER
from meetings.db import db, transaction
from meetings.notifications import operations as notifications
from meetings.notifications import queries as outbox
from meetings.notifications.rules import bounces
from meetings.registration import operations, queries
from meetings.registration.models import Participation
from meetings.registration.operations import imports as importing
from meetings.registration.rules import imip

log = logging.getLogger("meetings.answers")
LOOKS_EVERY = timedelta(minutes=1)
TOLD_AT_ONCE = 50
RESTS = timedelta(minutes=5)  # after a server that could not be had
_looks_at: dict[str, datetime] = {}  # address -> when this process looks again


def pass_on_offers(at: datetime) -> int:
    """Each seat whose offer ran out goes to the next in line; how many did."""
    return sum(_pass_on(each, at=at) for each in queries.lapsed_offers(at=at))


def release_holds(at: datetime) -> int:
    """What was held back for nominations until now is free for everybody; how many holds."""
    return sum(_release(each, at=at) for each in queries.due_holds(at=at))


def _pass_on(participation_id: int, *, at: datetime) -> bool:
    with transaction():
        found = db.session.scalar(select(Participation).where(Participation.id == participation_id))
        return found is not None and operations.lapse(found, by=WORKER, at=at)


def _release(hold_id: int, *, at: datetime) -> bool:
    with transaction():
        return operations.release_hold(hold_id, by=WORKER, at=at)


def tell_imported(at: datetime) -> int:
    """The mails of people whom a table brought in are made, a few at a time; tables that were sent
    a day ago are forgotten. How many were written to."""
    with transaction():
        draft = importing.next_to_tell()
        told = importing.tell_some(draft, most=TOLD_AT_ONCE, at=at) if draft else 0
        importing.forget_tables(at=at)
    return told


def forget_addresses(at: datetime) -> int:
    """Former mail addresses that nobody can take back any more, and links to sign in that open
    nothing any more; how many."""
    with transaction():
        return operations.forget_addresses(at=at) + operations.forget_sign_ins(at=at)


def read_answers(at: datetime) -> int:
    """Answers to invitations, and mails of ours that came back, in the mailbox of
    MEETINGS_IMAP_URL; how many there were. Once a minute.

    A mail is stored before it is marked as seen, and others' mails are left as they are.
    """
    where = current_app.config["SETTINGS"].imap_place
    if where is None:
        return 0
    url = current_app.config["SETTINGS"].imap_url
    if at < _looks_at.get(url, at):
        return 0
    _looks_at[url] = at + LOOKS_EVERY
    try:
        with mailbox.opened(where) as box:
            return _read(box, where.key("answers"), at=at)
    except mailbox.FAULTS as error:
        why = f" ({error})" if isinstance(error, oauth.TokenError) else ""
        log.warning("the mailbox was not read: %s%s", type(error).__name__, why)
        _looks_at[url] = at + RESTS
        return 0


def _read(box: mailbox.Box, key: str, *, at: datetime) -> int:
    uids = box.new(outbox.read_until(key, box.uid_validity), at=at)
    stored = [mail.uid for mail in box.read(uids) if _take_in(mail, box, key, at=at)]
    if uids:
        with transaction():
            _note(box, key, uids[-1], at=at)
    box.mark_seen(stored)
    return len(stored)


def _take_in(mail: mailbox.Mail, box: mailbox.Box, key: str, *, at: datetime) -> bool:
    """Store an answer and how far the mailbox is read as one; one that fails is kept unread."""
    bounce = bounces.read(mail.content, host=current_app.config["SETTINGS"].uid_host)
    if bounce is not None:
        with transaction():
            _note(box, key, mail.uid, at=at)
            return notifications.note_bounced(bounce, at=at)
    answer = imip.read(mail.content)
    if answer is None:
        return False
    try:
        with transaction():
            operations.take_in(answer, by=WORKER, at=at)
            _note(box, key, mail.uid, at=at)
    except Exception as error:  # noqa: BLE001 - whatever a mail breaks, an officer finds it
        log.error("an answer was not applied:\n%s", health.outline(error))
        with transaction():
            unread = imip.Answer(message_id=answer.message_id, raw=answer.raw)
            operations.take_in(unread, by=WORKER, at=at)
            _note(box, key, mail.uid, at=at)
    return True


def _note(box: mailbox.Box, key: str, uid: int, *, at: datetime) -> None:
    notifications.note_read_until(key, uid_validity=box.uid_validity, uid=uid, at=at)


jobs = (pass_on_offers, release_holds, tell_imported, forget_addresses, read_answers)
