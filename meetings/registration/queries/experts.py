"""Who sits on the Committee of Experts in her own name, and is never part of a delegation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from meetings.db import db
from meetings.directory import queries as directory
from meetings.directory.models import Person
from meetings.directory.rules import full_name
from meetings.directory.rules.likeness import PersonFacts, compare_people
from meetings.directory.rules.spans import is_in_force
from meetings.registration.models import Participation, Represents

EXPERTS = "committee_of_experts"


def experts_of(state_code: str, day: date) -> list[PersonFacts]:
    """Who sits on the Committee of Experts from a State on a day."""
    terms = directory.holdings(body_code=EXPERTS, state_code=state_code)
    ids = {each.person_id for each in terms if is_in_force(each, day)} - {None}
    wanted = select(Person).where(Person.id.in_(ids), Person.erased_at.is_(None))
    people = db.session.scalars(wanted.order_by(Person.id)) if ids else ()
    return [PersonFacts(each.given_names, each.surnames, each.email) for each in people]


def likely_expert(participation: Participation, among: Iterable[PersonFacts] | None = None) -> str:
    """The name of the expert in office whom somebody who stands for the same State may be; empty
    for none. `among` are the experts, where they are known already."""
    found = participation.principal
    if found.type != Represents.STATE or found.state_code is None:
        return ""
    if among is None:
        among = experts_of(found.state_code, participation.meeting.starts_on)
    person = participation.person
    hers = PersonFacts(person.given_names, person.surnames, person.email)
    like = (each for each in among if compare_people(hers, each) is not None)
    return next((full_name(each.given_names, each.surnames) for each in like), "")
