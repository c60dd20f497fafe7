"""What somebody reads after she sent the form: how it stands with her registration, as plainly as
the mail says it, and nothing of a registration that somebody made before."""

from __future__ import annotations

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from meetings import clock
from meetings.directory import queries as directory
from meetings.registration import rules
from meetings.registration.models import Approval, Participation, Represents, Status, Way
from meetings.registration.operations.register import came_by
from meetings.registration.queries import fullness
from meetings.registration.rules import Entry
from meetings.registration.rules.fullness import modes_of
from meetings.registration.rules.seating import Seeker, seeker_of

HERE = "registered_here"  # the registration that this browser made last
TOLD = {Status.CONFIRMED, Status.PENDING}


def told_of(made: Participation, entry: Entry, *, nonce: str, approval: str, way: Way) -> str:
    """The status that the page tells, of who waits also why (see `Why`): that of a registration
    which this browser made.

    Whoever sends a name and an address that are known reads what a new registration would come to,
    so that nobody learns by the form who is registered, and how.
    """
    if came_by(made, entry, nonce=nonce) or session.get(HERE) == made.public_id:
        session[HERE] = made.public_id
        if made.status == Status.WAITLISTED:
            return fullness.why_waiting(made.meeting_id, seeker_of(made))
        return made.status if made.status in TOLD else ""
    entry = entry.cleaned()
    status = rules.first_status(approval, way=way)
    who = Seeker(
        capacity_code=entry.capacity_code,
        mode=entry.mode or modes_of(made.meeting.mode)[0],
        way=way,
        state_code=entry.state_code,
        organization_id=_organization_of(made, entry),
    )
    why = fullness.would_wait(made.meeting_id, who) if rules.holds_seat(status) else None
    return why or status


def done(
    slug: str, entry: Entry, *, approval: str, status: str, again: str = ""
) -> ResponseReturnValue:
    """To a page that depends on nothing but what was typed just now, and by which way.

    `approval` says who must agree: the focal point where the State has one; `status` is what the
    page tells (see `told_of`); `again` is the address of the form, where it is not public.
    """
    session["registered_email"] = entry.cleaned().email
    session["registered_by"] = again
    session["registered_for"] = entry.state_code or ""
    session["registered_as"] = status
    if approval == Approval.FOCAL_POINT and not _has_focal_point(entry):
        approval = Approval.OFFICER
    waits = None if approval == Approval.NONE else approval
    return redirect(url_for("registration.done", slug=slug, waits=waits), 303)


def _organization_of(made: Participation, entry: Entry) -> int | None:
    """Whom an organization's link is of: it is among what she represents since."""
    return next(
        (
            each.organization_id
            for each in made.affiliations
            if entry.accreditation_id is not None
            and each.accreditation_id == entry.accreditation_id
        ),
        None,
    )


def _has_focal_point(entry: Entry) -> bool:
    code = entry.state_code if entry.represents == Represents.STATE else None
    return code is not None and code in directory.focal_points(clock.now().date(), of=(code,))
