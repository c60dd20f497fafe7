"""What all rooms know of one person or one organization, merged records taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import aliased, joinedload

from meetings.accreditation.models import Accreditation
from meetings.attendance.queries import live_presence
from meetings.calendar.models import Meeting, MeetingText
from meetings.db import db
from meetings.directory.models import Body, Capacity, Organization, Person, Term
from meetings.directory.queries import kin, mailbox_of, tags
from meetings.registration.models import Affiliation, Participation

MOST = 500


@dataclass(frozen=True)
class Known:
    """What tells two records apart: terms, meetings with what was represented, tags, address."""

    terms: Sequence[tuple[Term, Body]]
    participations: Sequence[Row[*tuple[Any, ...]]]
    accreditations: Sequence[Row[*tuple[Any, ...]]]
    tags: Sequence[str]
    email: str


def known_of(record: Person | Organization, lang: str) -> Known:
    """All of it, in eight statements at most; of an organization those who represented it."""
    named = [each.name(lang) for each in tags.tags_of(record)]
    if isinstance(record, Person):
        email = mailbox_of(record).email
        return Known(terms_of(record), participations_of(record, lang), (), named, email)
    accreditations = accreditations_of(record, lang)
    email = mailbox_of(record).email
    return Known((), representatives_of(record, lang), accreditations, named, email)


def participations_of(person: Person, lang: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """Her meetings, the latest first: meeting, capacity, status, days present; `name` is the
    record's under which she took part."""
    wanted = _participations(lang).where(Participation.person_id.in_(kin(Person, person.id)))
    return db.session.execute(wanted.limit(MOST)).all()


def representatives_of(organization: Organization, lang: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """Who represented it at which meeting, the latest first."""
    mine = select(Affiliation.participation_id).where(
        Affiliation.organization_id.in_(kin(Organization, organization.id))
    )
    wanted = _participations(lang).where(Participation.id.in_(mine))
    return db.session.execute(wanted.limit(MOST)).all()


def accreditations_of(organization: Organization, lang: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """The meetings it was accredited to, the latest first, with its places."""
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Meeting.slug,
            MeetingText.title,
            MeetingText.title_lang,
            MeetingText.dates,
            Accreditation.places,
            Accreditation.taken,
        )
        .join(Meeting, Meeting.id == Accreditation.meeting_id)
        .join(MeetingText, and_(MeetingText.meeting_id == Meeting.id, MeetingText.lang == lang))
        .where(Accreditation.organization_id.in_(kin(Organization, organization.id)))
        .order_by(Meeting.starts_at.desc(), Meeting.id)
    )
    return db.session.execute(wanted.limit(MOST)).all()


def terms_of(person: Person) -> Sequence[tuple[Term, Body]]:
    """Her terms, the latest first, by whichever of her records."""
    rows = db.session.execute(
        select(Term, Body)
        .join(Body, Body.code == Term.body_code)
        .options(joinedload(Term.position))
        .where(Term.person_id.in_(kin(Person, person.id)))
        .order_by(Term.from_on.desc(), Term.id)
    )
    return [(row[0], row[1]) for row in rows]


def _participations(lang: str) -> Select[*tuple[Any, ...]]:
    present = live_presence().subquery()
    days = (
        select(present.c.participation_id, func.count(present.c.day.distinct()).label("days"))
        .group_by(present.c.participation_id)
        .subquery()
    )
    principal = aliased(Affiliation)
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Participation.public_id,
            Participation.status,
            Person.public_id.label("person_id"),
            Person.given_names,
            Person.surnames,
            Capacity.names.label("capacity"),
            Meeting.slug,
            MeetingText.title,
            MeetingText.title_lang,
            MeetingText.dates,
            func.coalesce(days.c.days, 0).label("days"),
            principal.state_code.label("for_state"),
            Organization.name.label("for_organization"),
        )
        .join(Person, Person.id == Participation.person_id)
        .join(Capacity, Capacity.code == Participation.capacity_code)
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .join(MeetingText, and_(MeetingText.meeting_id == Meeting.id, MeetingText.lang == lang))
        .outerjoin(days, days.c.participation_id == Participation.id)
        .outerjoin(
            principal,
            and_(principal.participation_id == Participation.id, principal.is_principal.is_(True)),
        )
        .outerjoin(Organization, Organization.id == principal.organization_id)
        .order_by(Meeting.starts_at.desc(), Participation.id)
    )
    return wanted
