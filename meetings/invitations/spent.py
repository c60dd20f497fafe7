"""Which mails of mailings have no point any more, one by one as for all of a mailing."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings.errors import Refused
from meetings.invitations import queries
from meetings.invitations.models import Moment
from meetings.invitations.operations.again import in_time
from meetings.invitations.rules.timing import Late
from meetings.notifications.models import Message

_TOO_LATE = {
    Moment.BEFORE_MEETING: _l(
        "It is too late: this mail is meant for before the meeting, which has begun."
    ),
    Moment.BEFORE_CLOSING: _l(
        "It is too late: this mail is meant for before the time to answer ends, and it has ended."
    ),
}


def check(message: Message, at: datetime) -> None:
    """Raise Refused (code late) for a mail that is meant to come before the meeting, or before the
    time to answer ends, once that has begun."""
    found = queries.line_of(message)
    if found is None:
        return
    mailing, line = found
    try:
        in_time(mailing, [line], at=at)
    except Late as refusal:
        raise Refused(_TOO_LATE[refusal.moment], code="late") from refusal


mails = (("invitations.", check),)
