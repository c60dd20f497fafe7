"""Who of its list gets a mailing, judged as each of them stands at the moment it goes out.

| counted from | who gets it |
|---|---|
| before the time to answer ends | who is invited and has not answered |
| before the meeting begins | who is confirmed |
| after the meeting ends | who was present, or everybody confirmed: as the officer chose |
| at an hour, a reminder | one of these three |
| at an hour, a message | one of these three, or everybody on the list |

An invitation has a rule of its own (fitting.py): it goes to whoever is not in yet.
"""

from __future__ import annotations

from typing import Final

from meetings.invitations.models import MailingKind, Moment, Reach, Receipt
from meetings.registration.models import Reply, Status

_BY_MOMENT: Final = {
    Moment.BEFORE_CLOSING: (Reach.UNANSWERED,),
    Moment.BEFORE_MEETING: (Reach.CONFIRMED,),
    Moment.AFTER_MEETING: (Reach.PRESENT, Reach.CONFIRMED),
}
_BY_KIND: Final = {
    MailingKind.INVITATION: (Reach.EVERYBODY,),
    MailingKind.REMINDER: (Reach.UNANSWERED, Reach.CONFIRMED, Reach.PRESENT),
    MailingKind.NOTE: tuple(Reach),
}


def allowed(kind: str, moment: str | None) -> tuple[Reach, ...]:
    """Whom a mailing of a kind may reach, its usual reach first."""
    if kind != MailingKind.INVITATION and moment:
        return _BY_MOMENT[Moment(moment)]
    return _BY_KIND[MailingKind(kind)]


def settled(kind: str, moment: str | None, *wishes: str | None) -> Reach:
    """The first wish that is allowed; the usual reach where none is."""
    fitting = allowed(kind, moment)
    return next((Reach(each) for each in wishes if each in fitting), fitting[0])


def missed(reach: str, *, status: str, reply: str, was_present: bool) -> Receipt | None:
    """Why somebody who stands so is not reached; None when she is. `status` is empty for who has
    no part in the meeting, or has none any more."""
    if reach == Reach.UNANSWERED:
        waits = status == Status.INVITED and reply in {"", Reply.NONE}
        return None if waits else Receipt.ANSWERED
    if reach in {Reach.CONFIRMED, Reach.PRESENT} and status != Status.CONFIRMED:
        return Receipt.UNCONFIRMED
    if reach == Reach.PRESENT and not was_present:
        return Receipt.ABSENT
    return None
