"""Who registered for a State by herself and waits until its focal point agrees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from meetings.db import db
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.registration.models import Affiliation, Approval, Opening, Participation, Status


@dataclass(frozen=True)
class Awaited:
    """Whose agreement comes before the secretariat's; where the State has no focal point, nobody's:
    the request is the secretariat's at once."""

    state_code: str
    has_focal_point: bool


@cache
def is_for_focal_point() -> ColumnElement[bool]:
    """Whether a pending participation came by a way for which the State's focal point agrees
    first; whom it represents is for the caller to ask."""
    opening = aliased(Opening)
    by_it = select(opening.id).where(
        opening.meeting_id == Participation.meeting_id,
        opening.capacity_code == Participation.capacity_code,
        opening.way == Participation.way,
        opening.approval == Approval.FOCAL_POINT,
    )
    return (Participation.status == Status.PENDING) & by_it.correlate(Participation).exists()


def awaited(ids: Collection[int], *, at: datetime) -> dict[int, Awaited]:
    """Of these participations (ids) those for which a State's focal point is asked first; two
    statements."""
    wanted = (
        select(Participation.id, Affiliation.state_code)
        .join(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .where(Participation.id.in_(ids), Affiliation.state_code.is_not(None), is_for_focal_point())
    )
    found = {row[0]: row[1] or "" for row in db.session.execute(wanted)}
    points = directory.focal_points(at.date(), of=set(found.values())) if found else {}
    return {id_: Awaited(code, code in points) for id_, code in found.items()}


def awaited_of(participation: Participation, *, at: datetime) -> Awaited | None:
    """Whose agreement one of them waits for; None where nobody's comes before the secretariat's."""
    if participation.status != Status.PENDING or participation.principal.state_code is None:
        return None
    return awaited([participation.id], at=at).get(participation.id)


def asked_first(participation: Participation, lang: str, *, at: datetime) -> str:
    """The State whose focal point looks at a registration before the secretariat, as it follows a
    noun (of Honduras); empty where nobody does."""
    found = awaited_of(participation, at=at)
    return countries.of(found.state_code, lang) if found and found.has_focal_point else ""
