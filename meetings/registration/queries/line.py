"""The line of a meeting as its officer sees it: which place each one has who waits."""

from __future__ import annotations

from collections.abc import Collection

from meetings.registration.models import Participation, Status
from meetings.registration.queries import ways
from meetings.registration.rules import seating


def places_in_line(meeting_id: int, ids: Collection[int]) -> dict[int, int]:
    """Of some who wait (participations by id) the place that each one reads on her own page: from
    1, among those who wait for the same seats, in the order of arrival."""
    if not ids:
        return {}
    limits = [each for each in ways.limits(meeting_id) if each.session_id is None]
    room = ways.room(limits)
    line = ways.seekers(
        Participation.meeting_id == meeting_id, Participation.status == Status.WAITLISTED
    )
    found = seating.places(list(line.values()), limits=limits, room=room)
    return {id_: place for id_, place in zip(line, found, strict=True) if id_ in ids}
