"""Organizations that were present, by their representatives."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Subquery, func, select

from meetings.db import db
from meetings.directory.models import Organization
from meetings.directory.queries import roots_of
from meetings.registration.models import Affiliation, Participation
from meetings.statistics.queries.selects import Ids, attending


@dataclass(frozen=True)
class OrganizationPresence:
    """An organization at a meeting, with the number of its representatives present."""

    meeting_id: int
    organization_id: int
    representatives: int


def organizations(
    meeting_ids: Ids, *, capacity_codes: Collection[str]
) -> tuple[OrganizationPresence, ...]:
    """Which organizations were at which meetings, by a representative who attended.

    Any affiliation tells, the principal one or not; who came in her own name tells nothing.
    """
    standing_for = represented()
    grouping = (Participation.meeting_id, standing_for.c.organization_id)
    wanted = (
        attending(select(*grouping, func.count()), meeting_ids)
        .join(standing_for, standing_for.c.participation_id == Participation.id)
        .where(Participation.capacity_code.in_(capacity_codes))
        .group_by(*grouping)
        .order_by(*grouping)
    )
    return tuple(OrganizationPresence(*row) for row in db.session.execute(wanted))


def organization_records(ids: Ids) -> Mapping[int, Organization]:
    """The organizations' records, by name."""
    wanted = select(Organization).where(Organization.id.in_(ids)).order_by(Organization.folded_name)
    return {each.id: each for each in db.session.scalars(wanted)}


def represented() -> Subquery:
    """Participation and organization it represents, each pair once, merged records resolved."""
    roots = roots_of(Organization)
    organization = func.coalesce(roots.c.root, Affiliation.organization_id)
    return (
        select(Affiliation.participation_id, organization.label("organization_id"))
        .outerjoin(roots, roots.c.id == Affiliation.organization_id)
        .where(Affiliation.organization_id.is_not(None))
        .distinct()
        .subquery()
    )
