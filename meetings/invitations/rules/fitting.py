"""Whom a mailing reaches: one person once, in her language, or why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from meetings.invitations.models import MailingKind, Receipt
from meetings.invitations.rules import reach
from meetings.registration import rules
from meetings.registration.models import Represents


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody whom a mailing's sources name; `key` is her public id, or a file's row.

    An organization is one too: its name stands in `surnames`, and it has no part in a meeting;
    `contact` is who is written to for it, where it has no mailbox of its own.

    `receipt` is why she is not written to, None when she is; `is_out` that an officer took her out;
    `came_back` that the latest mail to her address was returned; `may_be_written` whether what she
    agreed to lets her be written to (agreeing.py). `organization` is whom a file says that she
    comes for, `accreditation_id` by which accreditation to the meeting, if it has one.
    """

    key: str
    given_names: str
    surnames: str
    email: str
    language: str
    person_id: int | None = None
    organization_id: int | None = None
    contact: str = ""
    country: str | None = None
    state_code: str | None = None
    organization: str = ""
    accreditation_id: int | None = None
    capacity_code: str | None = None
    sources: tuple[int, ...] = ()
    participation_id: int | None = None
    status: str = ""
    reply: str = ""
    way: str = ""
    was_present: bool = False
    came_back: bool = False
    may_be_written: bool = True
    is_out: bool = False
    receipt: Receipt | None = None

    @property
    def full_name(self) -> str:
        """Given names, then surnames."""
        return f"{self.given_names} {self.surnames}".strip()

    @property
    def is_written_to(self) -> bool:
        """Whether she gets the mail."""
        return self.receipt is None and not self.is_out


@dataclass(frozen=True)
class Sort:
    """What of a mailing decides whom it fits."""

    kind: str
    reach: str
    is_necessary: bool


def receipt(
    one: Candidate,
    sort: Sort,
    *,
    unsubscribed: Collection[int],
    may_represent: Mapping[str, Sequence[str]],
    refused: Collection[int] = (),
) -> Receipt | None:
    """Why somebody is not written to; None when she is.

    An invitation goes to whoever is not in yet and has a capacity that she can have; other mails
    to those of the list whom they are to reach. `unsubscribed` are people (ids): of several who
    share a mailbox each decides for herself; `refused` are organizations. These are invited by a
    mail and have no capacity: their people come by the link of an accredited organization.
    """
    if not one.email:
        return Receipt.NO_ADDRESS
    if one.came_back:
        return Receipt.CAME_BACK
    has_ended = one.person_id in unsubscribed or one.organization_id in refused
    if has_ended and not sort.is_necessary:
        return Receipt.UNSUBSCRIBED
    if not one.may_be_written:
        return Receipt.NOT_AGREED
    if sort.kind == MailingKind.INVITATION and one.organization_id is not None:
        return None
    if sort.kind == MailingKind.INVITATION:
        return _uninvitable(one, may_represent)
    return reach.missed(sort.reach, status=one.status, reply=one.reply, was_present=one.was_present)


@dataclass(frozen=True)
class StandsFor:
    """What somebody invited represents, as a registration tells it."""

    represents: Represents
    state_code: str | None = None
    accreditation_id: int | None = None


def stands_for(one: Candidate, may_represent: Sequence[str]) -> StandsFor | None:
    """What somebody invited represents, by what her capacity may; None where it needs a State that
    isn't known, or an organization that is not accredited. Who represents nobody, as the
    secretariat's own people, comes in her own name."""
    if Represents.ORGANIZATION in may_represent and one.accreditation_id is not None:
        return StandsFor(Represents.ORGANIZATION, accreditation_id=one.accreditation_id)
    if Represents.STATE in may_represent and one.state_code:
        return StandsFor(Represents.STATE, one.state_code)
    if Represents.SELF in rules.lists(may_represent).may_represent:
        return StandsFor(Represents.SELF)
    if Represents.STATE in may_represent and one.country:
        return StandsFor(Represents.STATE, one.country)
    return None


def nobody_known(may_represent: Sequence[str]) -> Receipt:
    """Why somebody cannot be invited of whom it is not known what she represents."""
    return Receipt.NO_STATE if Represents.STATE in may_represent else Receipt.NO_ENTITY


def once_an_address(found: Sequence[Candidate]) -> list[Candidate]:
    """The same without a second mail to an organization whose address is that of somebody who is
    written to herself."""
    reached = {one.email for one in found if one.organization_id is None and one.is_written_to}
    return [
        replace(one, receipt=Receipt.SAME_ADDRESS)
        if one.organization_id is not None and one.receipt is None and one.email in reached
        else one
        for one in found
    ]


def _uninvitable(one: Candidate, may_represent: Mapping[str, Sequence[str]]) -> Receipt | None:
    if one.status:
        return Receipt.ALREADY_IN
    represents = may_represent.get(one.capacity_code or "")
    if represents is None:
        return Receipt.NO_CAPACITY
    return nobody_known(represents) if stands_for(one, represents) is None else None
