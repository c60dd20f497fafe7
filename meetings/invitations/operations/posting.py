"""One mail of a mailing into the outbox, in the words and to the address of now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meetings.directory.models import Capacity, Organization, Person
from meetings.directory.queries import mailbox_of
from meetings.invitations import mails, queries
from meetings.invitations.models import Mailing
from meetings.invitations.rules.fitting import Candidate
from meetings.language import reading
from meetings.notifications import operations as notifications
from meetings.notifications.models import Urgency
from meetings.registration import operations as registration
from meetings.registration import queries as parts
from meetings.registration.models import Participation


@dataclass(frozen=True)
class Round:
    """What one batch goes by."""

    mailing: Mailing
    capacities: Mapping[str, Capacity]
    closings: Mapping[str, datetime | None]
    at: datetime


def box(to: Person | Organization) -> Person | Organization:
    """The record whose address is theirs."""
    either: Any = to
    found: Person | Organization = mailbox_of(either)
    return found


def post(
    one: Candidate, to: Person | Organization, *, part: Participation | None, this: Round
) -> int:
    """Compose the mail to one reader and put it into the outbox; the message (id). To an
    organization without a mailbox it goes by who speaks for it."""
    mailing, at, theirs = this.mailing, this.at, box(to)
    is_person = isinstance(to, Person)
    name = to.full_name if isinstance(to, Person) else to.name
    is_held = part is not None and part.held_email is not None
    to_email, to_name = part.mailbox if part and is_held else theirs.email, name
    if isinstance(to, Organization) and not to_email:
        contact = queries.contacts([to.id]).get(to.id)
        to_email = contact.email if contact else ""
        to_name = f"{contact.name} ({name})" if contact else name
    code = part.capacity_code if part else one.capacity_code
    about = ("person" if is_person else "organization", to.public_id)
    reader = mails.Reader(
        name=name,
        language=one.language,
        capacity=this.capacities.get(code or ""),
        closes_at=this.closings.get(one.key),
        token=parts.link_token(part) if part else "",
        public_id=theirs.public_id,
        is_organization=not is_person,
    )
    letter = mails.compose(mailing, reader, at=at)
    with reading(letter.language):
        is_calendar = part is not None and mails.is_inviting(mailing)
        files = registration.calendar_files(part, at=at) if part and is_calendar else ()
    return notifications.enqueue(
        kind=f"invitations.{mailing.kind}",
        subject=("participation", part.public_id) if part else about,
        to_email=to_email,
        to_name=to_name,
        language=letter.language,
        title=letter.title,
        text=letter.text,
        html=letter.html,
        attachments=files,
        unsubscribe=letter.unsubscribe,
        urgency=Urgency.BULK,
        at=at,
    )
