"""How people were called when the secretariat, or who registered them, said so last."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from meetings.actor import ActorKind
from meetings.db import db
from meetings.directory.models import Person
from meetings.registration.models import Correction, Participation
from meetings.registration.rules import corrections

Names = tuple[str, str]


def known_as(participation: Participation) -> Names:
    """The given names and surnames under which somebody was registered, or that an officer wrote or
    accepted since: as they stood before what was corrected by a link, her own or her State's, so
    that no row of small steps makes somebody else of her."""
    return all_known_as({participation.person_id})[participation.person_id]


def all_known_as(person_ids: Collection[int]) -> dict[int, Names]:
    """The same of several people (ids); two statements."""
    people = select(Person.id, Person.given_names, Person.surnames).where(Person.id.in_(person_ids))
    names = {
        row[0]: {"given_names": row[1], "surnames": row[2]} for row in db.session.execute(people)
    }
    written = (
        select(Participation.person_id, Correction)
        .join(Participation, Participation.id == Correction.participation_id)
        .where(Participation.person_id.in_(person_ids), Correction.is_accepted.is_(True))
        .order_by(Correction.judged_at.desc(), Correction.id.desc())
    )
    vouched: set[int] = set()
    for person_id, row in db.session.execute(written):
        hers = names[person_id]
        if person_id in vouched or not hers.keys() & row.asked.keys():
            continue
        if _is_by_link(row):
            hers |= {fact: row.before[fact] for fact in hers if fact in row.before}
        else:
            vouched.add(person_id)
    return {id_: (each["given_names"], each["surnames"]) for id_, each in names.items()}


def _is_by_link(row: Correction) -> bool:
    return row.actor_kind == ActorKind.LINK or row.judged_by == corrections.OWN_LINK
