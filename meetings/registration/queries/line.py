"""The line of a meeting as its officer sees it: which place each one has who waits."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, or_

from meetings.registration.models import Participation, Status
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
    line = ways.seekers(
        Participation.meeting_id == meeting_id, Participation.status == Status.WAITLISTED
    )
    found = seating.places(list(line.values()), limits=limits, room=room)
    return {id_: place for id_, place in zip(line, found, strict=True) if id_ in ids}


def passed_over(participation: Participation) -> int:
    """How many would be passed over if somebody who waits were let in now: those who came before
    her and wait for the same seats without an offer."""
    if participation.status != Status.WAITLISTED:
        return 0
    limits = [each for each in ways.limits(participation.meeting_id) if each.session_id is None]
    line = ways.seekers(
        Participation.meeting_id == participation.meeting_id,
        Participation.status == Status.WAITLISTED,
        Participation.offered_until.is_(None),
        _came_before(participation),
    )
    who, room = seating.seeker_of(participation), ways.room(limits)
    return seating.place(who, list(line.values()), limits=limits, room=room) - 1


def others_first(participation: Participation, before: Seeker) -> bool:
    """Whether others wait for a seat that somebody, who was `before`, would take as what she is
    now (see `seating.goes_first`); where she waits herself, those who came before her."""
    after = seating.seeker_of(participation)
    if after == before:
        return False
    limits = [each for each in ways.limits(participation.meeting_id) if each.session_id is None]
    mine = [] if participation.waiting_since is None else [_came_before(participation)]
    line = ways.seekers(
        Participation.meeting_id == participation.meeting_id,
        Participation.status == Status.WAITLISTED,
        Participation.offered_until.is_(None),
        Participation.id != participation.id,
        *mine,
    )
    room = ways.room(limits)
    waiting = line.values()
    return seating.goes_first(after, before, waiting=waiting, limits=limits, room=room)


def _came_before(participation: Participation) -> ColumnElement[bool]:
    since = participation.waiting_since
    return or_(
        Participation.waiting_since < since,
        and_(Participation.waiting_since == since, Participation.id < participation.id),
    )
