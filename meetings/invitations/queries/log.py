"""What became of a mailing: each recipient, her mail, and how many of each sort."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from meetings.db import db
from meetings.directory.models import Organization, Person
from meetings.invitations.models import Mailing, MailingRecipient, Receipt
from meetings.notifications.models import Delivery, Message
from meetings.pagination import Page, offset
from meetings.registration.models import Participation, Reply


@dataclass(frozen=True)
class Logged:
    """One line of the log; `fate` is queued, sent, bounced, failed, or skipped, `said` why it came
    back or was given up. A mail whose words are kept no longer may not go out again."""

    recipient_id: int
    name: str
    language: str
    receipt: str
    at: datetime
    fate: str
    message_id: str | None
    participation_id: str | None
    said: str
    may_go_again: bool
    is_erased: bool = False


@dataclass(frozen=True)
class Tally:
    """How many of a mailing's recipients have a mail that waits, was sent, came back or was given
    up, and how many were not written to: each is counted once. `answered` are some of them."""

    waiting: int = 0
    sent: int = 0
    bounced: int = 0
    failed: int = 0
    skipped: int = 0
    answered: int = 0

    @property
    def all(self) -> int:
        """All recipients."""
        return self.waiting + self.sent + self.bounced + self.failed + self.skipped

    @property
    def reached_nobody(self) -> bool:
        """Whether no mail was made for anybody."""
        return self.skipped == self.all


_FOLDED = func.coalesce(Person.folded_name, Organization.folded_name)
FATES = ("queued", "sent", "bounced", "failed", "skipped")
_FATE = case(
    (Message.id.is_(None), "skipped"),
    (Message.bounced_at.is_not(None), "bounced"),
    (Message.status == Delivery.DEAD, "failed"),
    (Message.status == Delivery.SENT, "sent"),
    else_="queued",
)


def tallies(mailing_ids: Collection[int]) -> dict[int, Tally]:
    """The figures of each mailing that has a log: one statement."""

    def count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)

    rows = db.session.execute(
        select(
            MailingRecipient.mailing_id,
            *(count(_FATE.op("=")(fate)) for fate in FATES),
            count(Message.id.is_not(None), Participation.reply != Reply.NONE),
        )
        .outerjoin(Message, Message.id == MailingRecipient.message_id)
        .outerjoin(Participation, Participation.id == MailingRecipient.participation_id)
        .where(MailingRecipient.mailing_id.in_(mailing_ids))
        .group_by(MailingRecipient.mailing_id)
    )
    found: dict[int, Tally] = defaultdict(Tally)
    found.update({row[0]: Tally(*map(int, row[1:])) for row in rows})
    return found


def skipped(mailing_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Mailing -> why people of it were not written to (receipt) and how many: one statement."""
    wanted = (
        select(MailingRecipient.mailing_id, MailingRecipient.receipt, func.count())
        .where(
            MailingRecipient.mailing_id.in_(mailing_ids),
            MailingRecipient.receipt != Receipt.WRITTEN,
        )
        .group_by(MailingRecipient.mailing_id, MailingRecipient.receipt)
        .order_by(func.count().desc(), MailingRecipient.receipt)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for mailing_id, receipt, count in db.session.execute(wanted):
        found[mailing_id][receipt] = count
    return found


def unreached(mailing_id: int) -> list[str]:
    """The names of the organizations of a mailing that nobody could be written to for."""
    wanted = (
        select(Organization.name)
        .join(MailingRecipient, MailingRecipient.organization_id == Organization.id)
        .where(
            MailingRecipient.mailing_id == mailing_id,
            MailingRecipient.receipt == Receipt.NO_ADDRESS,
        )
        .order_by(Organization.folded_name)
    )
    return list(db.session.scalars(wanted))


def log(mailing_id: int, *, fate: str = "", page: int = 1, size: int = 50) -> Page[Logged]:
    """The log in the order of names; `fate` narrows it."""
    wanted = _lines(mailing_id)
    if fate:
        wanted = wanted.where(_FATE.op("=")(fate))
    total = db.session.scalar(wanted.with_only_columns(func.count(MailingRecipient.id))) or 0
    rows = db.session.execute(
        wanted.order_by(_FOLDED, MailingRecipient.id).offset(offset(page, size)).limit(size)
    )
    return Page([Logged(*row) for row in rows], page, size, total)


def failed(mailing_id: int, recipient_id: int | None = None) -> list[tuple[int, int]]:
    """(recipient, message) ids of those whose mail came back or could not be sent; of one, where
    it is named, whatever became of her mail. What is kept no longer is left out."""
    wanted = (
        select(MailingRecipient.id, Message.id)
        .join(Message, Message.id == MailingRecipient.message_id)
        .where(MailingRecipient.mailing_id == mailing_id, Message.to_email != "")
        .order_by(MailingRecipient.id)
    )
    if recipient_id is not None:
        wanted = wanted.where(MailingRecipient.id == recipient_id)
    else:
        wanted = wanted.where(or_(Message.bounced_at.is_not(None), Message.status == Delivery.DEAD))
    return [(row[0], row[1]) for row in db.session.execute(wanted)]


def _lines(mailing_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            MailingRecipient.id,
            func.coalesce(func.trim(Person.given_names + " " + Person.surnames), Organization.name),
            MailingRecipient.language,
            MailingRecipient.receipt,
            MailingRecipient.at,
            _FATE,
            Message.public_id,
            Participation.public_id,
            case(
                (Message.bounced_at.is_not(None), Message.bounce),
                else_=func.coalesce(Message.last_error, ""),
            ),
            func.coalesce(Message.to_email, "") != "",
            Person.erased_at.is_not(None),
        )
        .outerjoin(Person, Person.id == MailingRecipient.person_id)
        .outerjoin(Organization, Organization.id == MailingRecipient.organization_id)
        .outerjoin(Message, Message.id == MailingRecipient.message_id)
        .outerjoin(Participation, Participation.id == MailingRecipient.participation_id)
        .where(MailingRecipient.mailing_id == mailing_id)
    )


def line_of(message: Message) -> tuple[Mailing, MailingRecipient] | None:
    """The mailing from which a mail came, and its line of the log; of a copy those of the mail that
    it copies. None for a mail of no mailing."""
    same = (Message.kind, Message.subject_type, Message.subject_id, Message.title)
    wanted = (
        select(Mailing, MailingRecipient)
        .join(MailingRecipient, MailingRecipient.mailing_id == Mailing.id)
        .join(Message, Message.id == MailingRecipient.message_id)
        .where(*(each == getattr(message, each.key) for each in same))
        .order_by(Message.id != message.id, MailingRecipient.id.desc())
    )
    row = db.session.execute(wanted.limit(1)).first()
    return (row[0], row[1]) if row else None
