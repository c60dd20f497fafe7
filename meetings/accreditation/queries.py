"""Reading applications and accreditations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from meetings import tokens
from meetings.accreditation.models import Accreditation, Application, ApplicationStatus
from meetings.accreditation.rules import likeness
from meetings.db import db
from meetings.directory.models import Organization
from meetings.directory.queries import kin, roots_of
from meetings.pagination import Page, offset

PURPOSE = "organization"
Within = Collection[int] | None


@dataclass(frozen=True)
class Likely:
    """A known organization that may be the applicant, and why."""

    organization: Organization
    reasons: frozenset[str]
    accredited_here: bool


def link_token(accreditation: Accreditation) -> str:
    """The token of the address by which the organization's representatives register."""
    return tokens.sign_link(PURPOSE, accreditation.public_id, accreditation.link_generation)


def by_link(token: str) -> Accreditation | None:
    """The accreditation behind a link, None for a forged or revoked one."""
    read = tokens.read_link(PURPOSE, token)
    if read is None:
        return None
    found = db.session.scalar(
        select(Accreditation)
        .where(Accreditation.public_id == read[0])
        .options(joinedload(Accreditation.meeting), joinedload(Accreditation.organization))
    )
    return found if found is not None and found.link_generation == read[1] else None


def accreditation(public_id: str, *, within: Within = None) -> Accreditation | None:
    """One accreditation with its meeting and organization, of a meeting that the reader manages."""
    wanted = select(Accreditation).where(Accreditation.public_id == public_id)
    if within is not None:
        wanted = wanted.where(Accreditation.meeting_id.in_(within))
    whole = (Accreditation.meeting, Accreditation.organization, Accreditation.application)
    return db.session.scalar(wanted.options(*(joinedload(each) for each in whole)))


def application(public_id: str, *, within: Within = None) -> Application | None:
    """One application with its meeting; `within` are the meetings (ids) the reader may manage."""
    wanted = _within(select(Application).where(Application.public_id == public_id), within)
    return db.session.scalar(wanted.options(joinedload(Application.meeting)))


def by_nonce(nonce: str) -> Application | None:
    """The application that a form already made."""
    return db.session.scalar(select(Application).where(Application.nonce == nonce))


def accreditation_of(application_id: int) -> Accreditation | None:
    """What was granted on an application."""
    return db.session.scalar(
        select(Accreditation).where(Accreditation.application_id == application_id)
    )


def accreditation_for(meeting_id: int, organization_id: int) -> Accreditation | None:
    """The accreditation of an organization to a meeting, by whichever of its merged records."""
    return db.session.scalar(
        select(Accreditation)
        .where(
            Accreditation.meeting_id == meeting_id,
            Accreditation.organization_id.in_(kin(Organization, organization_id)),
        )
        .order_by(Accreditation.id)
        .limit(1)
    )


def pending(*, within: Within = None, page: int = 1, size: int = 50) -> Page[Application]:
    """The applications that wait for a decision, of all meetings, the oldest first."""
    waiting = select(Application).where(Application.status == ApplicationStatus.SUBMITTED)
    return _page(_within(waiting, within), Application.submitted_at, page=page, size=size)


def count_pending(*, within: Within = None) -> int:
    """How many applications wait for a decision."""
    waiting = select(Application).where(Application.status == ApplicationStatus.SUBMITTED)
    return _count(_within(waiting, within))


def for_meeting(meeting_id: int, *, page: int = 1, size: int = 50) -> Page[Application]:
    """All applications to a meeting, the latest first."""
    wanted = select(Application).where(Application.meeting_id == meeting_id)
    return _page(wanted, Application.submitted_at.desc(), page=page, size=size)


def accreditations(meeting_id: int) -> Sequence[Accreditation]:
    """The organizations accredited to a meeting, by name."""
    wanted = select(Accreditation).join(Accreditation.organization)
    return db.session.scalars(
        wanted.where(Accreditation.meeting_id == meeting_id)
        .options(joinedload(Accreditation.organization), joinedload(Accreditation.application))
        .order_by(Organization.folded_name)
    ).all()


def same_applicant(application: Application) -> list[Application]:
    """Other applications to the same meeting by what may be the same organization."""
    others = db.session.scalars(
        select(Application)
        .where(Application.meeting_id == application.meeting_id, Application.id != application.id)
        .order_by(Application.submitted_at)
    )
    return [
        other
        for other in others
        if likeness(
            application.name,
            application.acronym,
            other_name=other.name,
            other_acronym=other.acronym,
        )
    ]


def likely_organizations(application: Application) -> list[Likely]:
    """Known organizations with the applicant's name or acronym, those of its country first."""
    known = db.session.execute(
        select(Organization.id, Organization.name, Organization.acronym).where(
            Organization.merged_into_id.is_(None)
        )
    ).all()
    name, acronym = application.name, application.acronym
    reasons = {
        row.id: likeness(name, acronym, other_name=row.name, other_acronym=row.acronym)
        for row in known
    }
    ids = [key for key, found in reasons.items() if found]
    roots = roots_of(Organization)
    standing = func.coalesce(roots.c.root, Accreditation.organization_id)
    here = set(
        db.session.scalars(
            select(standing)
            .outerjoin(roots, roots.c.id == Accreditation.organization_id)
            .where(Accreditation.meeting_id == application.meeting_id, standing.in_(ids))
        )
    )
    found = db.session.scalars(select(Organization).where(Organization.id.in_(ids)))
    likely = [Likely(each, reasons[each.id], each.id in here) for each in found]
    return sorted(
        likely,
        key=lambda each: (
            each.organization.country != application.country,
            "name" not in each.reasons,
            each.organization.folded_name,
        ),
    )


def _within(wanted: Select[Application], within: Within) -> Select[Application]:
    return wanted if within is None else wanted.where(Application.meeting_id.in_(within))


def _count(wanted: Select[Application]) -> int:
    return db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def _page(wanted: Select[Application], order: object, *, page: int, size: int) -> Page[Application]:
    rows = wanted.options(joinedload(Application.meeting)).order_by(order, Application.id)  # type: ignore[arg-type]  # a column or its descending form
    items = db.session.scalars(rows.offset(offset(page, size)).limit(size)).all()
    return Page(items, page, size, _count(wanted))
