"""Reading who stands on a meeting's list of participants."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from meetings.db import db
from meetings.directory.models import Capacity, Organization, Person
from meetings.registration.models import Affiliation, Participation
from meetings.registration.rules.counting import REGISTERED


@dataclass(frozen=True)
class Listed:
    """Somebody on the list; nothing of how to reach her."""

    honorific: str
    given_names: str
    surnames: str
    folded: str
    post: str
    functions: Sequence[str]
    capacity: str
    capacity_sort: int
    state: str | None
    organization: str | None
    protocol_order: int | None
    status: str
    is_erased: bool = False


def listed(meeting_id: int, statuses: Collection[str]) -> list[Listed]:
    """Everyone in one of these statuses, unless she asked not to be listed; one statement.

    Only who counts as registered is ever on the list, whatever is asked for.
    """
    rows: Iterable[Any] = db.session.execute(
        select(
            Person.honorific,
            Person.given_names,
            Person.surnames,
            Person.folded_name,
            Participation.post,
            Participation.functions,
            Participation.capacity_code,
            Capacity.sort,
            Affiliation.state_code,
            Organization.name,
            Participation.protocol_order,
            Participation.status,
            Person.erased_at.is_not(None),
        )
        .join(Person, Person.id == Participation.person_id)
        .join(Capacity, Capacity.code == Participation.capacity_code)
        .outerjoin(
            Affiliation,
            (Affiliation.participation_id == Participation.id) & Affiliation.is_principal,
        )
        .outerjoin(Organization, Organization.id == Affiliation.organization_id)
        .where(
            Participation.meeting_id == meeting_id,
            Participation.status.in_(set(statuses) & set(REGISTERED)),
            ~Participation.is_unlisted,
        )
    )
    return [Listed(*row) for row in rows]
