"""Who names a State's delegations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings import tokens
from meetings.db import db
from meetings.delegations.models import DelegationChange, DelegationList
from meetings.directory.models import FocalPoint
from meetings.directory.queries.focal_points import has_access

PURPOSE = "delegation"


@dataclass(frozen=True)
class Opened:
    """A focal point whose link was read; `is_current`: the link was not renewed since."""

    focal_point: FocalPoint
    is_current: bool


def link_token(focal_point: FocalPoint) -> str:
    """The token of the address of her desk."""
    return tokens.sign_link(PURPOSE, focal_point.public_id, focal_point.link_generation)


def by_link(token: str) -> Opened | None:
    """Whose link this is, an earlier one too; None for one that we never gave."""
    read = tokens.read_link(PURPOSE, token)
    found = by_public_id(read[0]) if read else None
    if found is None or read is None:
        return None
    return Opened(found, found.link_generation == read[1])


def by_public_id(public_id: str) -> FocalPoint | None:
    """One of them."""
    return db.session.scalar(select(FocalPoint).filter_by(public_id=public_id))


def by_email(email: str, on: date) -> list[FocalPoint]:
    """Those who are written to at a mailbox and have access on a day."""
    wanted = select(FocalPoint).where(FocalPoint.email == email).order_by(FocalPoint.id)
    return [each for each in db.session.scalars(wanted) if has_access(each, on)]


def of_user(user_id: int, on: date) -> list[FocalPoint]:
    """The focal points that an account is linked to and that have access on a day."""
    wanted = select(FocalPoint).where(FocalPoint.user_id == user_id).order_by(FocalPoint.id)
    return [each for each in db.session.scalars(wanted) if has_access(each, on)]


def of_state(state_code: str) -> list[FocalPoint]:
    """Those of a State, who has access first, then the latest."""
    wanted = select(FocalPoint).where(FocalPoint.state_code == state_code)
    ordered = wanted.order_by(FocalPoint.ended_at.is_not(None), FocalPoint.id.desc())
    return list(db.session.scalars(ordered.options(joinedload(FocalPoint.user))))


def every() -> dict[str, list[FocalPoint]]:
    """State -> its focal points whose access was not ended."""
    wanted = select(FocalPoint).where(FocalPoint.ended_at.is_(None)).order_by(FocalPoint.id)
    found: dict[str, list[FocalPoint]] = {}
    for each in db.session.scalars(wanted):
        found.setdefault(each.state_code, []).append(each)
    return found


def last_acts(focal_point: FocalPoint, *, most: int = 5) -> list[tuple[datetime, str]]:
    """When something was last done by this focal point, and what; the latest first."""
    wanted = (
        select(DelegationChange.at, DelegationChange.action)
        .join(DelegationList, DelegationList.id == DelegationChange.list_id)
        .where(DelegationList.focal_point_id == focal_point.id)
        .order_by(DelegationChange.id.desc())
        .limit(most)
    )
    return [(at, action) for at, action in db.session.execute(wanted)]


def latest_acts(points: Iterable[FocalPoint]) -> dict[int, tuple[datetime, str]]:
    """Focal point (id) -> when she last did something, and what."""
    ids = [each.id for each in points]
    latest = (
        select(func.max(DelegationChange.id))
        .join(DelegationList, DelegationList.id == DelegationChange.list_id)
        .where(DelegationList.focal_point_id.in_(ids))
        .group_by(DelegationList.focal_point_id)
    )
    wanted = (
        select(DelegationList.focal_point_id, DelegationChange.at, DelegationChange.action)
        .join(DelegationList, DelegationList.id == DelegationChange.list_id)
        .where(DelegationChange.id.in_(latest))
    )
    return {of or 0: (at, action) for of, at, action in db.session.execute(wanted)}
