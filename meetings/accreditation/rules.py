"""What accreditation decides without a database. Civil society organizations are accredited to
one meeting at a time; the OAS Register is another thing, which the OAS Permanent Council keeps."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from meetings.accreditation.models import ApplicationStatus
from meetings.calendar.models import Status
from meetings.errors import Refused
from meetings.localized import fold

CONSENT_VERSION = "2026-1"
MOST_PLACES = 500


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an organization says of itself; kept as submitted.

    `country` is ISO 3166 alpha-2, `language` the one of the mails to its contact.
    """

    name: str
    acronym: str
    country: str
    is_womens: bool
    in_oas_register: bool
    contact_name: str
    contact_email: str
    reason: str
    language: str
    consent_version: str


def may_apply(*, status: str, published: bool) -> None:
    """Whether organizations may ask for accreditation; held does not end it.

    Raises Refused for a draft or a cancelled meeting.
    """
    if not published:
        raise Refused(_l("This meeting is not published."), code="draft")
    if status == Status.CANCELLED:
        raise Refused(
            _l("This meeting is cancelled: no organization can be accredited to it."),
            code="cancelled",
        )


def check_places(places: int) -> None:
    """How many representatives an organization may send. Raises Refused outside of 1 to 500."""
    if not 1 <= places <= MOST_PLACES:
        raise Refused(
            _l(
                "The number of representatives is a whole number from 1 to %(most)d.",
                most=MOST_PLACES,
            ),
            field="places",
            code="places",
        )


def may_decide(status: str) -> None:
    """Whether an application still waits. Raises Refused naming what was decided."""
    if status == ApplicationStatus.ACCREDITED:
        raise Refused(_l("This application was already accepted."), code="decided")
    if status == ApplicationStatus.DECLINED:
        raise Refused(_l("This application was already declined."), code="decided")


def likeness(name: str, acronym: str, *, other_name: str, other_acronym: str) -> frozenset[str]:
    """Why two organizations may be one: `name`, `acronym`, `acronym_as_name` or
    `name_as_acronym`.

    Accents and case do not count; empty for two that share neither. The same name in another
    country is not yet the same organization, so that a person decides.
    """
    mine, short = fold(name), fold(acronym)
    theirs, their_short = fold(other_name), fold(other_acronym)
    reasons = {
        "name": mine == theirs,
        "acronym": bool(short) and short == their_short,
        "acronym_as_name": bool(short) and short == theirs,
        "name_as_acronym": bool(their_short) and their_short == mine,
    }
    return frozenset(reason for reason, holds in reasons.items() if holds)
