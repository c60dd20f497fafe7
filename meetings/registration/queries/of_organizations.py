"""How many people of one organization a meeting's limits let in."""

from __future__ import annotations

from meetings.registration.models import Each, SeatLimit, Way
from meetings.registration.queries.ways import limits


def most_of_organization(
    meeting_id: int, capacity_code: str, *, organization_id: int | None = None
) -> int | None:
    """The fewest seats that any limit of a meeting has for one organization's people in a capacity,
    however they take part; None where no limit counts them apart. One that is narrowed to a way of
    taking part is left out: the other one may be free. One statement."""
    bearing = [
        each.seats
        for each in limits(meeting_id)
        if _is_for_it(each, organization_id)
        and each.capacity_code in {None, capacity_code}
        and each.way in {None, Way.ORGANIZATION}
        and (each.mode, each.session_id, each.state_code) == (None, None, None)
    ]
    return min(bearing, default=None)


def _is_for_it(limit: SeatLimit, organization_id: int | None) -> bool:
    if limit.each == Each.ORGANIZATION:
        return True
    return limit.organization_id is not None and limit.organization_id == organization_id
