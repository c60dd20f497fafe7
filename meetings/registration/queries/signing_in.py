"""The registrations behind an e-mail address, and the single-use links that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings import tokens
from meetings.calendar.models import MeetingText
from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.rules import clean_email
from meetings.registration.models import AddressChange, Participation, SignInLink
from meetings.registration.queries.mailboxes import is_reached_at

OPEN_FOR = timedelta(minutes=30)  # a link in a mail; and what it opens, once it was opened
OPENED = "own_registrations"  # under which name a browser's session keeps the link that it opened


@dataclass(frozen=True)
class Mine:
    """A registration in the list of somebody's own, and its meeting in her words."""

    participation: Participation
    about: MeetingText


@dataclass(frozen=True)
class Holder:
    """Everything of one person behind an address: several people may share it."""

    name: str
    upcoming: Sequence[Mine]
    past: Sequence[Mine]


def of_mailbox(email: str, lang: str, *, at: datetime) -> list[Holder]:
    """Who registered with an address, by name, each with what is to come, the next first, and what
    is over, the latest first. One statement."""
    email = clean_email(email)
    if not email:
        return []
    rows = db.session.execute(
        select(Participation, MeetingText)
        .join(Person, Person.id == Participation.person_id)
        .join(
            MeetingText,
            (MeetingText.meeting_id == Participation.meeting_id) & (MeetingText.lang == lang),
        )
        .options(joinedload(Participation.person), joinedload(Participation.meeting))
        .where(is_reached_at([email]))
        .order_by(Person.folded_name, Person.id, Participation.id)
    ).all()
    found: dict[int, list[Mine]] = {}
    for participation, about in rows:
        found.setdefault(participation.person_id, []).append(Mine(participation, about))
    return [_person(each, at=at) for each in found.values()]


def _person(all_of_hers: list[Mine], *, at: datetime) -> Holder:
    in_order = sorted(all_of_hers, key=lambda each: each.participation.meeting.starts_at)
    upcoming = [each for each in in_order if each.participation.meeting.ends_at >= at]
    past = [each for each in reversed(in_order) if each.participation.meeting.ends_at < at]
    return Holder(all_of_hers[0].participation.person.full_name, upcoming, past)


def languages_of(email: str) -> set[str]:
    """The languages that were chosen with an address; none where nobody registered with it."""
    email = clean_email(email)
    if not email:
        return set()
    wanted = select(Participation.language).where(is_reached_at([email]))
    return set(db.session.scalars(wanted.distinct()))


def sign_in_link(secret: str, *, at: datetime) -> SignInLink | None:
    """The link of a secret, while it can be used."""
    return db.session.scalar(
        select(SignInLink).where(
            SignInLink.secret_digest == tokens.digest(secret),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > at,
        )
    )


def opened_link(link_id: int, *, at: datetime) -> SignInLink | None:
    """A link that was used within the last half hour: what it opened is still shown."""
    found = db.session.get(SignInLink, link_id)
    is_fresh = found is not None and found.used_at is not None and found.used_at + OPEN_FOR > at
    return found if is_fresh else None


def asked_on(link: SignInLink) -> Participation | None:
    """The registration on whose page a link was asked for; None for one that was lost."""
    return db.session.get(Participation, link.participation_id) if link.participation_id else None


def sent_links(email: str, *, since: datetime) -> int:
    """How many links were mailed to an address since."""
    wanted = select(func.count(SignInLink.id)).where(
        SignInLink.email == clean_email(email), SignInLink.created_at > since
    )
    return db.session.scalar(wanted) or 0


def reads_mailbox(participation: Participation, link_id: int, *, at: datetime) -> bool:
    """Whether who opened a link within the last half hour reads the mailbox of somebody registered:
    the link was sent there, and it is still hers."""
    link, email = opened_link(link_id, at=at), participation.mailbox
    return link is not None and bool(email) and link.email == email


def has_others(participation: Participation) -> bool:
    """Whether somebody is registered elsewhere too, by the same record."""
    wanted = select(Participation.id).where(
        Participation.person_id == participation.person_id, Participation.id != participation.id
    )
    return db.session.scalar(wanted.limit(1)) is not None


def has_new_address(participation: Participation, *, at: datetime) -> bool:
    """Whether somebody's address became another one a few days ago, and who reads the former one
    may still take that back."""
    wanted = select(func.count(AddressChange.id)).where(
        AddressChange.person_id == participation.person_id,
        AddressChange.used_at.is_(None),
        AddressChange.expires_at > at,
    )
    return bool(db.session.scalar(wanted))


def address_change(secret: str, *, at: datetime) -> AddressChange | None:
    """The change of an address that can still be taken back by this secret."""
    wanted = select(AddressChange).where(
        AddressChange.secret_digest == tokens.digest(secret),
        AddressChange.used_at.is_(None),
        AddressChange.expires_at > at,
    )
    return db.session.scalar(wanted)
