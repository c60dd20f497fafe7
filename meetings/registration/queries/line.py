"""The line of a meeting as its officer sees it: which place each one has who waits."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from meetings.db import db
from meetings.registration.models import Affiliation, Participation, Status
from meetings.registration.queries import ways
from meetings.registration.rules import seating
from meetings.registration.rules.seating import Seeker


def places_in_line(meeting_id: int, ids: Collection[int]) -> dict[int, int]:
    """Of some who wait (participations by id) the place that each one reads on her own page: from
    1, among those who wait for the same seats, in the order of arrival."""
    if not ids:
        return {}
    limits = [each for each in ways.limits(meeting_id) if each.session_id is None]
    room = ways.room(limits)
    line = _line(meeting_id)
    found = seating.places([seeker for _id, seeker in line], limits=limits, room=room)
    return {id_: each for (id_, _seeker), each in zip(line, found, strict=True) if id_ in ids}


def _line(meeting_id: int) -> list[tuple[int, Seeker]]:
    rows = db.session.execute(
        select(
            Participation.id,
            Participation.capacity_code,
            Participation.mode,
            Participation.way,
            Affiliation.state_code,
            Affiliation.organization_id,
        )
        .join(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .where(Participation.meeting_id == meeting_id, Participation.status == Status.WAITLISTED)
        .order_by(Participation.waiting_since, Participation.id)
    )
    return [
        (
            id_,
            Seeker(capacity_code=code, mode=mode, way=way, state_code=state, organization_id=of),
        )
        for id_, code, mode, way, state, of in rows
    ]
