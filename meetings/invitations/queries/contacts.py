"""Who speaks for an organization that has no mailbox of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from meetings.accreditation.models import Application
from meetings.db import db
from meetings.directory.models import Organization, Person
from meetings.directory.queries import roots_of
from meetings.invitations.queries.mailings import unsubscribed
from meetings.registration.models import GONE, Affiliation, Participation
from meetings.registration.queries.consents import answers_to
from meetings.registration.queries.mailboxes import MAILBOX
from meetings.registration.rules.consents import Answer, Purpose


@dataclass(frozen=True)
class Contact:
    """A person at an organization, and her address."""

    name: str
    email: str


def contacts(organization_ids: Collection[int]) -> dict[int, Contact]:
    """Organization (id of the record that stands for itself) -> who is written to for it: the
    contact of its latest application, else its latest representative who has an address and did
    not ask for no such mails. Of whom nobody is known is left out. A few statements."""
    if not organization_ids:
        return {}
    found = _applicants(organization_ids)
    return _representatives(set(organization_ids) - found.keys()) | found


def _applicants(organization_ids: Collection[int]) -> dict[int, Contact]:
    roots = roots_of(Organization)
    root = func.coalesce(roots.c.root, Application.organization_id)
    wanted = (
        select(root, Application.contact_name, Application.contact_email)
        .outerjoin(roots, roots.c.id == Application.organization_id)
        .where(root.in_(organization_ids), Application.contact_email != "")
        .order_by(Application.submitted_at, Application.id)
    )
    return {id_: Contact(name, email) for id_, name, email in db.session.execute(wanted)}


def _representatives(organization_ids: Collection[int]) -> dict[int, Contact]:
    if not organization_ids:
        return {}
    roots, people = roots_of(Organization), roots_of(Person)
    root = func.coalesce(roots.c.root, Affiliation.organization_id)
    person = func.coalesce(people.c.root, Participation.person_id)
    wanted = (
        select(root, person, Person, MAILBOX)
        .select_from(Affiliation)
        .join(Participation, Participation.id == Affiliation.participation_id)
        .join(Person, Person.id == Participation.person_id)
        .outerjoin(roots, roots.c.id == Affiliation.organization_id)
        .outerjoin(people, people.c.id == Participation.person_id)
        .where(root.in_(organization_ids), MAILBOX != "", Participation.status.not_in(GONE))
        .order_by(Participation.id)
    )
    rows = db.session.execute(wanted).all()
    no = _unwilling({row[1] for row in rows})
    return {
        id_: Contact(each.full_name, email)
        for id_, person_id, each, email in rows
        if person_id not in no
    }


def _unwilling(person_ids: Collection[int]) -> set[int]:
    """Who wants no such mails, or did not consent to hear of later meetings."""
    answers = answers_to(Purpose.FUTURE, person_ids) if person_ids else {}
    no = {each for each, said in answers.items() if said in (Answer.WITHHELD, Answer.WITHDRAWN)}
    return no | unsubscribed(person_ids)
