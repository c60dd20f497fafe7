"""Who is told of a changed meeting: everybody on its list, and the accredited's contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, select

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.desk.telling.counted import contacts, standing
from meetings.directory.models import Person
from meetings.directory.rules import clean_email, full_name
from meetings.localized import fold
from meetings.registration import queries as registration
from meetings.registration.models import Participation, Status
from meetings.registration.queries.mailboxes import MAILBOX
from meetings.registration.rules import itip


@dataclass(frozen=True)
class Recipient:
    """Somebody who is told, in her language; `token` opens her own page, where she has one.

    She came to the list at `since`, and was told then how the meeting stood. Who takes part is
    invited: `partstat` and `sequence` are how her calendar has it; who `waits` for a seat isn't.
    The contact of an organization is only told (no `partstat`); she `shares_mailbox` with somebody
    on the list, or doesn't.
    """

    name: str
    email: str
    language: str
    subject: tuple[str, str]
    token: str | None
    since: datetime
    partstat: str = ""
    sequence: int = 0
    status: str = ""
    shares_mailbox: bool = False

    @property
    def waits(self) -> bool:
        """Whether she waits for a seat."""
        return self.status == Status.WAITLISTED


def recipients(meeting_ids: Collection[int]) -> dict[int, list[Recipient]]:
    """Meeting -> whom to tell; three statements for all of them.

    Each person once, a merged one too, by her furthest participation; a contact of an accredited
    organization who is on the list herself is no other person.
    """
    found: dict[int, list[Recipient]] = defaultdict(list)
    known: dict[int, set[tuple[str, str]]] = defaultdict(set)
    mailboxes: set[tuple[int, str]] = set()
    endings = registration.endings(meeting_ids)
    for row in _listed(meeting_ids):
        name = full_name(row.given_names, row.surnames)
        known[row.meeting_id].add((row.email, fold(name)))
        if row.turn > 1:
            continue
        ended = endings.get((row.meeting_id, row.email), ())
        found[row.meeting_id].append(_invited(row, name, ended))
        mailboxes.add((row.meeting_id, row.email))
    for row in contacts(meeting_ids):
        key = (clean_email(row.contact_email), fold(row.contact_name))
        if key in known[row.meeting_id]:
            continue
        known[row.meeting_id].add(key)
        shares_mailbox = (row.meeting_id, key[0]) in mailboxes
        found[row.meeting_id].append(_contact(row, shares_mailbox=shares_mailbox))
    return found


def _invited(row: Any, name: str, ended: Iterable[datetime]) -> Recipient:
    sequence = row.sequence + row.sequence_raised
    sequence = itip.own_sequence(sequence, began_at=row.created_at, endings=ended)
    return Recipient(
        name,
        row.email,
        row.language,
        ("participation", row.public_id),
        registration.link_token(row),
        row.created_at,
        itip.partstat(
            row.status,
            row.reply,
            replied_sequence=row.replied_sequence,
            sequence=sequence,
            agreed_at=itip.agreed_at(row.created_at, row.reply, replied_at=row.replied_at),
            moved_at=row.moved_at,
        ),
        sequence,
        status=row.status,
    )


def _contact(row: Any, *, shares_mailbox: bool) -> Recipient:
    return Recipient(
        row.contact_name,
        row.contact_email,
        row.language,
        ("application", row.public_id),
        None,
        row.accredited_at,
        shares_mailbox=shares_mailbox,
    )


def _listed(meeting_ids: Collection[int]) -> Collection[Any]:
    everybody = standing(meeting_ids)
    furthest = case((Participation.status == Status.CONFIRMED, 0), else_=1)
    return db.session.execute(
        select(
            Participation.meeting_id,
            Participation.public_id,
            Participation.link_generation,
            Participation.language,
            Participation.status,
            Participation.reply,
            Participation.replied_at,
            Participation.replied_sequence,
            Participation.created_at,
            Participation.sequence_raised,
            Meeting.sequence,
            Meeting.moved_at,
            Person.given_names,
            Person.surnames,
            MAILBOX.label("email"),
            everybody.c.turn,
        )
        .join(everybody, everybody.c.id == Participation.id)
        .join(Person, Person.id == Participation.person_id)
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .order_by(furthest, Participation.id)
    ).all()
