"""What a State may still do with its delegation, and until when."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Status as MeetingStatus
from meetings.errors import Refused
from meetings.registration.rules import Window, may_register


class Deed(StrEnum):
    """What is done with somebody on a list."""

    NOMINATE = "nominate"
    SUBSTITUTE = "substitute"
    WITHDRAW = "withdraw"
    CORRECT = "correct"


def may(
    deed: Deed,
    *,
    meeting_status: str,
    published: bool,
    opening: Window | None,
    ends_at: datetime,
    at: datetime,
    is_secretariat: bool = False,
) -> None:
    """Whether a deed is allowed at an instant; the window is the one of the capacity.

    A State names within the window; it substitutes, withdraws and corrects to the last hour: until
    the meeting ends, as long as States come in at all. The secretariat does whatever is needed
    unless the meeting is cancelled. Raises Refused (draft, cancelled, not_open, early, closed,
    ended).
    """
    if meeting_status == MeetingStatus.CANCELLED:
        raise Refused(_l("This meeting is cancelled."), code="cancelled")
    if is_secretariat:
        return
    if deed == Deed.NOMINATE:
        _may_name(meeting_status, published=published, opening=opening, at=at)
    if not published:
        raise Refused(_l("This meeting is not published."), code="draft")
    if at >= ends_at:
        raise Refused(_l("The meeting is over: write to the secretariat."), code="ended")
    if deed == Deed.SUBSTITUTE and opening is None:
        raise Refused(
            _l("States do not name people in this capacity at this meeting."), code="not_open"
        )


def _may_name(
    meeting_status: str, *, published: bool, opening: Window | None, at: datetime
) -> None:
    try:
        may_register(meeting_status=meeting_status, published=published, opening=opening, at=at)
    except Refused as refusal:
        if refusal.code != "closed":
            raise
        sentence = _l(
            "The time to name people has passed. You can still substitute, correct and withdraw."
        )
        raise Refused(sentence, code="closed") from refusal
