"""One step for several people: each is done or told why not, none stands in another's way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.db import db
from meetings.errors import Refused
from meetings.registration.models import Affiliation, Participation

BATCH = 100


@dataclass(frozen=True)
class Done:
    """What became of one of several; `problem` is empty where it was done. `needs_seat`: it was a
    seat that was missing."""

    public_id: str
    name: str
    problem: object = ""
    needs_seat: bool = False


def for_each(
    meeting_id: int, public_ids: Sequence[str], *, act: Callable[[Participation], object]
) -> list[Done]:
    """Do something to each of these registrations of a meeting, in their order; what is refused
    for one is rolled back for that one. At most BATCH at once; a unit of writing holds them all."""
    found = {
        each.public_id: each
        for each in db.session.scalars(
            select(Participation)
            .where(
                Participation.meeting_id == meeting_id,
                Participation.public_id.in_(public_ids[:BATCH]),
            )
            .options(
                joinedload(Participation.person),
                joinedload(Participation.meeting),
                joinedload(Participation.capacity),
                selectinload(Participation.affiliations).joinedload(Affiliation.organization),
            )
        )
    }
    told = []
    for public_id in public_ids[:BATCH]:
        if (each := found.get(public_id)) is None:
            continue
        name = each.person.full_name
        try:
            with db.session.begin_nested():
                act(each)
        except Refused as refusal:
            is_full = refusal.code == "full"
            told.append(Done(public_id, name, refusal.sentence, needs_seat=is_full))
        else:
            told.append(Done(public_id, name))
    return told
