"""The line of a meeting: which place each one has who waits, and whom somebody would pass."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, or_

from meetings.registration.models import Participation, Status
from meetings.registration.queries import ways
from meetings.registration.rules import line as rules
from meetings.registration.rules import seating
from meetings.registration.rules.line import Standing
from meetings.registration.rules.seating import Seeker


def places_in_line(meeting_id: int, ids: Collection[int]) -> dict[int, int]:
    """Of some who wait (participations by id) the place that each one reads on her own page: from
    1, among those who compete with her (see rules/line.py), in the order of arrival."""
    if not ids:
        return {}
    limits, room = ways.free_seats(meeting_id)
    line = ways.seekers(
        Participation.meeting_id == meeting_id, Participation.status == Status.WAITLISTED
    )
    found = rules.places(list(line.values()), limits=limits, room=room)
    return {id_: place for id_, place in zip(line, found, strict=True) if id_ in ids}


def standing(participation: Participation) -> Standing:
    """How somebody stands who waits: behind those who came before her and compete with her (see
    rules/line.py); who has an offer stands before her."""
    return _standing(participation)


def place_in_line(participation: Participation) -> int:
    """Which place somebody who waits has, from 1."""
    return standing(participation).place


def passed_over(participation: Participation) -> int:
    """How many would be passed over if somebody who waits were let in now: those who came before
    her, compete with her (see rules/line.py) and have no offer."""
    if participation.status != Status.WAITLISTED:
        return 0
    return _standing(participation, Participation.offered_until.is_(None)).place - 1


def _standing(participation: Participation, *where: ColumnElement[bool]) -> Standing:
    limits, room = ways.free_seats(participation.meeting_id)
    before = ways.seekers(
        Participation.meeting_id == participation.meeting_id,
        Participation.status == Status.WAITLISTED,
        _came_before(participation),
        *where,
    )
    who = seating.seeker_of(participation)
    return rules.standing(who, before.values(), limits=limits, room=room)


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
