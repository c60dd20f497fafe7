"""What of every record is compared, and the records that one may be already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from meetings.db import db
from meetings.directory.models import Organization, Person, Record, Term
from meetings.directory.queries.merged import mailboxes
from meetings.directory.rules import likeness
from meetings.directory.rules.likeness import (
    Likeness,
    OrganizationFacts,
    PersonFacts,
    Reason,
    Sieve,
)


def compared(record: Record, *, first: int, second: int) -> Likeness | None:
    """How alike two records are, whatever keys they share."""
    if record == Record.PERSON:
        people = person_facts()
        return likeness.compare_people(people[first], people[second])
    every = organization_facts()
    return likeness.compare_organizations(every[first], every[second])


@dataclass(frozen=True)
class Known:
    """A record that what is being written down may be already, and why."""

    record: Any
    reasons: tuple[Reason, ...]


def likely(facts: PersonFacts | OrganizationFacts, *, most: int = 8) -> list[Known]:
    """The records that what is being written down may be already, the likeliest first.

    Compares with every record, so it is for a form, not for a list.
    """
    model: type[Any] = Person
    if isinstance(facts, PersonFacts):
        people = person_facts().items()
        found = [(id_, likeness.compare_people(facts, each)) for id_, each in people]
    else:
        model, every = Organization, organization_facts().items()
        found = [(id_, likeness.compare_organizations(facts, each)) for id_, each in every]
    alike = {id_: each for id_, each in found if each is not None}
    first = sorted(alike, key=lambda id_: (-alike[id_].score, id_))[:most]
    rows = {each.id: each for each in db.session.scalars(select(model).where(model.id.in_(first)))}
    return [Known(rows[id_], alike[id_].reasons) for id_ in first]


def person_facts(
    sieve: Sieve | None = None, *, among: Select[int] | None = None
) -> dict[int, PersonFacts]:
    """What is compared of each person who stands for herself, with a merged record's address where
    hers tells none.

    With a `sieve` only of those whom it lets through, `among` only of these (ids).
    """
    wanted = select(
        Person.id,
        Person.honorific,
        Person.given_names,
        Person.surnames,
        Person.email,
        Person.country,
        Person.folded_name,
    ).where(Person.merged_into_id.is_(None), Person.erased_at.is_(None))
    if among is not None:
        wanted = wanted.where(Person.id.in_(among))
    emails = {id_: box.email for id_, box in mailboxes(Person).items()}
    rows = [
        row
        for row in db.session.execute(wanted)
        if sieve is None
        or sieve.lets_through(f"{row.honorific} {row.folded_name}", emails.get(row.id, row.email))
    ]
    states = _states_of_terms()
    return {
        row.id: PersonFacts(
            f"{row.honorific} {row.given_names}".strip(),
            row.surnames,
            emails.get(row.id, row.email),
            row.country or states.get(row.id, ""),
        )
        for row in rows
    }


def _states_of_terms() -> dict[int, str]:
    """Person -> the State of her latest term, which is hers where her record tells no country."""
    rows = db.session.execute(
        select(Term.person_id, Term.state_code)
        .where(Term.person_id.is_not(None), Term.state_code.is_not(None))
        .order_by(Term.from_on, Term.id)
    )
    return {row.person_id: row.state_code for row in rows}


def organization_facts() -> dict[int, OrganizationFacts]:
    """What is compared of each organization that stands for itself, as of a person."""
    boxes = mailboxes(Organization)
    rows = db.session.scalars(select(Organization).where(Organization.merged_into_id.is_(None)))
    return {
        each.id: OrganizationFacts(
            each.name,
            each.acronym,
            each.country,
            tuple(each.aliases or ()),
            each.registration_number,
            each.website,
            boxes.get(each.id, each).email,
        )
        for each in rows
    }
