"""To whom a mail need not go once more, because she answered since it was written.

| the mail | goes again to whom |
|---|---|
| an invitation | is invited by it still and has not answered |
| one that reaches some of its list | is still one of those (reach.py) |
| one to people in a status of this meeting | still stands in one of these |
| any other | has not left the meeting since |
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from meetings.invitations.models import MailingKind, Receipt
from meetings.invitations.rules import reach as reaching
from meetings.registration.models import Reply, Status


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How somebody stands now: `status` and `reply` of her part in the meeting, empty without one.

    `had_part` when the mail was written; `waits` says that the invitation in it has no answer.
    """

    status: str = ""
    reply: str = ""
    had_part: bool = False
    waits: bool = False
    was_present: bool = False


def settled(
    kind: str, one: Standing, *, reach: str, statuses: Collection[str] | None = None
) -> Receipt | None:
    """Why a mail need not go to somebody once more; None when it may. `statuses` are those that
    the mailing names where it names nobody otherwise."""
    if one.had_part and not one.status:
        return Receipt.ANSWERED
    if kind == MailingKind.INVITATION:
        return None if one.waits else Receipt.ANSWERED
    missed = reaching.missed(reach, status=one.status, reply=one.reply, was_present=one.was_present)
    if missed or statuses is None:
        return missed
    has_answered = one.status == Status.INVITED and one.reply != Reply.NONE
    return None if one.status in statuses and not has_answered else Receipt.ANSWERED
