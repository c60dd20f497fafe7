"""What is said after somebody was declined or withdrawn: who is told of it, and who is not."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings import clock
from meetings.answering import with_mail
from meetings.calendar.models import Status as MeetingStatus
from meetings.directory import queries as directory
from meetings.registration.models import Participation, Way


def said_of(found: Participation, done: str, *, mailed: str = "") -> str:
    """What was `done`, and who gets a mail: she (`mailed` says it with what the mail holds), and
    the focal points of the State that nominated her. Where there is no address of hers it says so,
    and who is told instead."""
    number = len(_focal_points(found))
    told = ngettext(
        "The focal point of her or his State is told too.",
        "The %(num)d focal points of her or his State are told too.",
        number,
    )
    if found.mailbox:
        said = mailed or done
        return with_mail(f"{said} {told}" if number else said)
    lacking = _(
        "No e-mail address of %(name)s is known, so that nothing is mailed to her or him.",
        name=found.person.full_name,
    )
    if not number:
        alone = _("Nobody else is told: tell her or him yourself.")
        return f"{done} {lacking} {alone}"
    instead = ngettext(
        "The focal point of the State is told instead, with the reason.",
        "The %(num)d focal points of the State are told instead, with the reason.",
        number,
    )
    return with_mail(f"{done} {lacking} {instead}")


def _focal_points(found: Participation) -> list[object]:
    """Those who nominated her, and read of it with the next number of their list."""
    code = found.principal.state_code
    meeting, at = found.meeting, clock.now()
    is_off = meeting.status == MeetingStatus.CANCELLED or meeting.ends_at <= at
    if found.way != Way.STATE or code is None or is_off:
        return []
    return list(directory.focal_points(at.date(), of=(code,)).get(code, ()))
