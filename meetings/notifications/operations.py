"""Writing into the outbox, and what becomes of a message there.

A message is written in the transaction of the business that it is about. A worker claims it
for a while, sends it outside of any transaction, and notes the end; when it dies in between,
the message is due again after the lease. The same Message-ID travels with every attempt.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import CursorResult, Update, delete, select, update

from meetings import audit, formats
from meetings.actor import Actor
from meetings.db import db, write_row, write_rows
from meetings.errors import Refused
from meetings.localized import folded
from meetings.notifications import mime, rules
from meetings.notifications.models import (
    Attachment,
    Delivery,
    MailboxPosition,
    Message,
    Urgency,
)
from meetings.notifications.rules import secret_links
from meetings.notifications.rules.bounces import Bounce

_TITLE = 255
_NAME = 200
_FILENAME = 120
_ERROR = 500


@dataclass(frozen=True)
class File:
    """What travels with a message; `content_id` is for images that the HTML shows by `cid:`."""

    filename: str
    content_type: str
    content: bytes
    content_id: str | None = None


@dataclass(frozen=True)
class Letter:
    """A message as it is rendered, not in the outbox yet: the values of its row, and its files'."""

    message: Mapping[str, Any]
    files: tuple[Mapping[str, Any], ...] = ()


_collected: ContextVar[list[Letter] | None] = ContextVar("collected", default=None)


@dataclass(frozen=True)
class Claim:
    """The right to make one attempt at sending a message, until its lease ends."""

    message_id: int
    public_id: str
    attempt: int


def enqueue(
    *,
    kind: str,
    subject: tuple[str, object],
    to_email: str,
    to_name: str,
    language: str,
    title: str,
    text: str,
    html: str,
    attachments: Sequence[File] = (),
    unsubscribe: str = "",
    urgency: Urgency = Urgency.USUAL,
    at: datetime,
) -> int:
    """Put a rendered message into the outbox; it is due at once. Gives back its id.

    `kind` is `room.what`, `subject` the (type, public id) it is about. Line breaks in the
    title and the name become blanks, so that neither can begin a header of its own; a title that is
    too long for a subject is cut at a word.
    `unsubscribe` is the address by which its reader ends mails that aren't necessary.
    `urgency` says what it may go before. Inside `composing` it is handed over instead, as one of
    many, and has no id.
    """
    collected = _collected.get()
    if collected is not None:
        urgency = Urgency.BULK
    to_name = rules.one_line(to_name)[:_NAME]
    title = formats.shortened(rules.one_line(title), _TITLE)
    values = {
        "public_id": str(uuid.uuid4()),
        "kind": kind,
        "subject_type": subject[0],
        "subject_id": str(subject[1]),
        "language": language,
        "to_email": rules.one_line(to_email),
        "to_name": to_name,
        "title": title,
        "text": text,
        "html": html,
        "search": folded(to_name, to_email, title),
        "created_at": at,
        "status": Delivery.QUEUED,
        "attempts": 0,
        "urgency": urgency,
        "next_attempt_at": at,
        "unsubscribe": unsubscribe,
    }
    letter = Letter(values, tuple(_travelling(file) for file in attachments))
    if collected is not None:
        collected.append(letter)
        return 0
    message_id = write_row(Message, **letter.message)
    write_rows(Attachment, [{"message_id": message_id, **each} for each in letter.files])
    return message_id


def _travelling(file: File) -> dict[str, Any]:
    return {
        "filename": rules.one_line(file.filename)[-_FILENAME:],
        "content_type": rules.one_line(file.content_type),
        "content_id": file.content_id,
        "content": file.content,
    }


@contextmanager
def composing() -> Iterator[list[Letter]]:
    """Inside, messages are rendered and handed over, nothing is written: so that a unit of writing
    that concerns many need not last while they are rendered. `post` writes them in that unit."""
    letters: list[Letter] = []
    mark = _collected.set(letters)
    try:
        yield letters
    finally:
        _collected.reset(mark)


def post(letters: Sequence[Letter]) -> None:
    """Put composed messages into the outbox, by a few statements however many they are."""
    write_rows(Message, [each.message for each in letters])
    with_files = [each for each in letters if each.files]
    if not with_files:
        return
    names = [each.message["public_id"] for each in with_files]
    wanted = select(Message.public_id, Message.id).where(Message.public_id.in_(names))
    keys: dict[str, int] = dict(db.session.execute(wanted).all())
    rows = [
        {"message_id": keys[each.message["public_id"]], **file}
        for each in with_files
        for file in each.files
    ]
    write_rows(Attachment, rows)


def claim(*, at: datetime) -> Claim | None:
    """Take the most urgent message that is due, of several the one that has been for longest, for
    one attempt; None when none is due.

    Two workers never get the same one: PostgreSQL skips rows that are locked, on SQLite
    writing units take turns. Commit before sending. A message whose last attempt never came
    to an end is given up here.
    """
    due = (
        select(Message)
        .where(Message.status == Delivery.QUEUED, Message.next_attempt_at <= at)
        .order_by(Message.urgency, Message.next_attempt_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    while (message := db.session.scalar(due)) and message.attempts >= rules.MAX_ATTEMPTS:
        message.status = Delivery.DEAD
        db.session.flush()
    if message is None:
        return None
    message.attempts += 1
    message.next_attempt_at = at + rules.LEASE
    db.session.flush()
    return Claim(message.id, message.public_id, message.attempts)


def note_sent(claimed: Claim, *, at: datetime) -> bool:
    """The mail server took the message; False when the claim had run out."""
    return _end(_of(claimed).values(status=Delivery.SENT, sent_at=at, last_error=None))


def note_failed(claimed: Claim, error: str, *, final: bool, at: datetime) -> bool:
    """An attempt failed: the next one comes later, or none when it was the last or is `final`.

    `error` is what the mail server said. False when the claim had run out.
    """
    values: dict[str, Any] = {"last_error": error[:_ERROR]}
    if final or claimed.attempt >= rules.MAX_ATTEMPTS:
        values["status"] = Delivery.DEAD
    else:
        values["next_attempt_at"] = at + rules.delay(claimed.attempt)
    return _end(_of(claimed).values(values))


def note_refused(claimed: Claim, said: str, *, at: datetime) -> bool:
    """The server of its address refused the mail for good: it came back before it was taken, and is
    marked as every one that does. False when the claim had run out."""
    said = said[:_ERROR]
    values = {"status": Delivery.DEAD, "last_error": said, "bounced_at": at, "bounce": said}
    return _end(_of(claimed).values(values))


def send_again(message: Message, *, by: Actor, at: datetime) -> Message:
    """Send a message once more: one that failed is due at once, one that was sent or came back is
    copied.

    The copy is a mail of its own, so that mailboxes do not take it for the one they have.
    A message that still waits, and one whose words and address are kept no longer, is returned as
    it is. Raises Refused (code spent) for one whose personal link was replaced by a newer one: it
    would lead its reader nowhere; and for one that has no point any more, as its room says.
    """
    if message.status == Delivery.QUEUED or not message.to_email:
        return message
    if has_spent_link(message):
        sentence = _l(
            "The personal link in this mail opens nothing any more: a newer one was sent since. "
            "Send the mail with the newer link again instead."
        )
        raise Refused(sentence, code="spent")
    for kind, check in current_app.extensions["pointless_mails"]:
        if message.kind.startswith(kind):
            check(message, at)
    audit.record("notifications.send_again", ("message", message.public_id), by=by, at=at)
    if message.status == Delivery.DEAD and message.bounced_at is None:
        message.status = Delivery.QUEUED
        message.attempts = 0
        message.next_attempt_at = at
        db.session.flush()
        return message
    copy = enqueue(
        kind=message.kind,
        subject=(message.subject_type, message.subject_id),
        to_email=message.to_email,
        to_name=message.to_name,
        language=message.language,
        title=message.title,
        text=message.text,
        html=message.html,
        attachments=[
            File(file.filename, file.content_type, file.content, file.content_id)
            for file in message.attachments
        ],
        unsubscribe=message.unsubscribe,
        urgency=Urgency(message.urgency),
        at=at,
    )
    return db.session.get_one(Message, copy)


def has_spent_link(message: Message) -> bool:
    """Whether a message holds a personal link that was replaced by a newer one; the rooms that
    give such links say so (rooms.py)."""
    known: Mapping[str, Callable[[str], bool]] = current_app.extensions["personal_links"]
    return any(
        is_spent(token)
        for folder, is_spent in known.items()
        for token in secret_links.personal(message.text, folder)
    )


def send_anew(message: Message, letter: Letter, *, by: Actor, at: datetime) -> Message:
    """Send once more what was composed anew: in the place of a message that never left, else as a
    mail of its own. One that still waits, or is kept no longer, is returned as it is."""
    if message.status == Delivery.QUEUED or not message.to_email:
        return message
    audit.record("notifications.send_again", ("message", message.public_id), by=by, at=at)
    if message.status == Delivery.DEAD and message.bounced_at is None:
        kept = {"public_id", "created_at"}
        for name, value in letter.message.items():
            if name not in kept:
                setattr(message, name, value)
        db.session.execute(delete(Attachment).where(Attachment.message_id == message.id))
        for each in letter.files:
            write_row(Attachment, message_id=message.id, **each)
        db.session.flush()
        db.session.expire(message, ["attachments"])
        return message
    post([letter])
    wanted = select(Message).where(Message.public_id == letter.message["public_id"])
    return db.session.scalars(wanted).one()


def note_bounced(bounce: Bounce, *, at: datetime) -> bool:
    """A mail came back; False for one that isn't ours. What was said first stays."""
    message = db.session.scalar(select(Message).where(Message.public_id == bounce.public_id))
    if message is None:
        return False
    if message.bounced_at is None:
        message.bounced_at, message.bounce = at, bounce.said[:_ERROR]
        db.session.flush()
    return True


def as_seen(html: str) -> str:
    """The HTML of a mail as its reader's program shows it, with the style that all mails share."""
    return mime.dressed(html)


def note_read(message: Message, *, by: Actor, at: datetime) -> None:
    """Somebody of the secretariat has read a message addressed to somebody else."""
    audit.record("notifications.read", ("message", message.public_id), by=by, at=at)


def note_read_until(mailbox: str, *, uid_validity: int, uid: int, at: datetime) -> None:
    """A mailbox was read up to a UID; what another worker has read further stays so."""
    found = db.session.get(MailboxPosition, mailbox, with_for_update=True)
    if found is None:
        found = MailboxPosition(mailbox=mailbox, uid_validity=uid_validity, last_uid=uid)
        db.session.add(found)
    is_further = found.uid_validity != uid_validity or found.last_uid < uid
    found.uid_validity, found.read_at = uid_validity, at
    found.last_uid = uid if is_further else found.last_uid
    db.session.flush()


def _of(claimed: Claim) -> Update:
    return (
        update(Message)
        .where(
            Message.id == claimed.message_id,
            Message.status == Delivery.QUEUED,
            Message.attempts == claimed.attempt,
        )
        .execution_options(synchronize_session=False)
    )


def _end(statement: Update) -> bool:
    result = db.session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1
