"""A meeting as a message to one person's calendar (iTIP, RFC 5546). Pure.

UID and SEQUENCE are those of the feeds; nobody but the reader is named, and never a way to join.
Whoever withdrew is sent CANCEL with the next SEQUENCE, as RFC 5546 (3.2.5) wants it; when she
registers again, hers stays that much above the meeting's, or her program would keep the
cancellation as the newer message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from enum import StrEnum
from functools import cache
from typing import Final

from meetings.calendar import ical
from meetings.calendar.models import Precision
from meetings.registration.models import Reply, Status

_ORGANIZER = re.compile(r"(?m)^ORGANIZER[;:].*\r\n(?: .*\r\n)*")
STEP: Final = 2  # a cancellation, and the invitation after it


class Method(StrEnum):
    """What a message asks of a calendar."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, kw_only=True)
class Guest:
    """The one reader of a message: her address and name, her language, and how she stands."""

    email: str
    name: str
    lang: str
    partstat: str = "NEEDS-ACTION"


def has_day(precision: str) -> bool:
    """Whether a meeting can stand in a calendar: one known to a month only invites nobody."""
    return precision in {Precision.DAY, Precision.MINUTE}


def asked_of(*, has_day: bool, is_off: bool, waits: bool, has_entry: bool) -> Method | None:
    """What is asked of somebody's calendar, if anything.

    It is invited unless its owner only waits for a seat: that promises nothing. What was sent once
    (`has_entry`: the last message asked it to show the meeting) is kept up to date all the same,
    and taken back when she or the meeting is gone (`is_off`), or its day is known no more. Nothing
    is ever taken back from a calendar that was never sent it.
    """
    if has_day and not is_off:
        return Method.REQUEST if has_entry or not waits else None
    return Method.CANCEL if has_entry else None


def own_sequence(sequence: int, *, began_at: datetime, endings: Iterable[datetime]) -> int:
    """The SEQUENCE of what somebody is sent, from the meeting's own.

    `began_at` is when her participation began, `endings` when others in the same mailbox ended.
    """
    return sequence + STEP * sum(each <= began_at for each in endings)


def agreed_at(began_at: datetime, reply: str, *, replied_at: datetime | None) -> datetime:
    """When somebody last agreed to come: by registering, or by a later answer."""
    return max(began_at, replied_at) if reply == Reply.ACCEPTED and replied_at else began_at


def partstat(
    status: str,
    reply: str,
    *,
    replied_sequence: int | None,
    sequence: int,
    agreed_at: datetime,
    moved_at: datetime | None,
) -> str:
    """How she stands, as her calendar shows it (PARTSTAT).

    Her own answer to this SEQUENCE counts first. What she said of another date, time or place says
    nothing of the present ones (RFC 5546, 3.2.2.1): a meeting that was moved since she agreed
    (`moved_at`) asks her anew. Else, as without an answer, her registration says it.
    """
    is_old = replied_sequence is not None and replied_sequence < sequence
    if is_old and reply in {Reply.TENTATIVE, Reply.DECLINED}:
        return "NEEDS-ACTION"
    if reply != Reply.NONE and not is_old:
        return reply.upper()
    if moved_at is not None and agreed_at <= moved_at:
        return "NEEDS-ACTION"
    if status == Status.CONFIRMED:
        return "ACCEPTED"
    return "TENTATIVE" if status in {Status.PENDING, Status.WAITLISTED} else "NEEDS-ACTION"


def content_type(method: Method) -> str:
    """How a part of a mail says what it is (RFC 6047, 2.4)."""
    return f"text/calendar; method={method}; charset=utf-8"


_mailbox = cache(parseaddr)  # an installation has one sender


def message(
    vevent: str, to: Guest, *, method: Method, sequence: int, sender: str, at: datetime
) -> bytes:
    """The calendar that goes to one reader; `sender` is `Name <address>`, from whom the mail comes.

    DTSTAMP is the instant of the message: of two with one SEQUENCE the later one holds.
    """
    name, email = _mailbox(sender)
    people = (
        ical.organizer(email, name),
        ical.attendee(
            to.email,
            to.name,
            partstat=to.partstat,
            wants_reply=method == Method.REQUEST,
            lang=to.lang,
        ),
    )
    told = ical.with_lines(_ORGANIZER.sub("", vevent), people)
    told = ical.with_value(told, "SEQUENCE", str(sequence))
    told = ical.with_value(told, "DTSTAMP", at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"))
    if method == Method.CANCEL:
        told = ical.with_value(told, "STATUS", "CANCELLED")
    return ical.with_method(ical.calendar([told], "", to.lang), method)
