"""A whole delegation is confirmed: those whom the officer saw, and of whom nothing is in doubt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.delegations.queries.confirming import Twins, mark, nominated, twins
from meetings.registration import operations as registration
from meetings.registration.models import Participation, Status
from meetings.registration.queries import experts


@dataclass(frozen=True)
class Confirmed:
    """How many were confirmed, and the names of who was left out: with the expert whom she may be;
    with who is confirmed already and may be she; who came or was corrected since."""

    count: int
    experts: tuple[tuple[str, str], ...] = ()
    twins: tuple[tuple[str, str], ...] = ()
    unseen: tuple[str, ...] = ()


def confirm_all(
    meeting: Meeting, state_code: str, *, seen: Collection[str], by: Actor, at: datetime
) -> Confirmed:
    """Confirm those whom a State has nominated and whom an officer has `seen` (see `mark`), but for
    who may be an expert or may be confirmed already under another address or spelling: an officer
    looks at each of them. Raises Refused as `confirm` does: then nobody is confirmed."""
    among, alike = experts.experts_of(state_code, meeting.starts_on), twins(meeting.id)
    count, may_be, twice, unseen = 0, [], [], []
    for each in nominated(meeting.id, state_code):
        name = each.person.full_name
        if mark(each) not in seen:
            unseen.append(name)
        elif expert := experts.likely_expert(each, among):
            may_be.append((name, expert))
        elif other := _confirmed_twin(each, alike):
            twice.append((name, other))
        else:
            registration.confirm(each, by=by, at=at)
            count += 1
    return Confirmed(count, tuple(may_be), tuple(twice), tuple(unseen))


def _confirmed_twin(each: Participation, alike: Twins) -> str:
    """The name of who is confirmed and may be the same person; empty for none."""
    others = (one for one in alike.get(each.id, ()) if one.status == Status.CONFIRMED)
    return next((one.person.full_name for one in others), "")
