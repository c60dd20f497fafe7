"""Applying, deciding, and the places of an accredited organization."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from meetings import audit
from meetings.accreditation import mails, queries, rules
from meetings.accreditation.models import Accreditation, Application, ApplicationStatus
from meetings.accreditation.rules import Facts
from meetings.actor import Actor
from meetings.calendar.models import Meeting, Status
from meetings.db import db
from meetings.directory.models import Capacity, Organization
from meetings.errors import Refused
from meetings.localized import fold


def apply(meeting: Meeting, facts: Facts, *, nonce: str, by: Actor, at: datetime) -> Application:
    """Keep an organization's application as submitted and mail its contact a receipt.

    The same `nonce` again with the same name and address gives back the first application and
    writes nothing; going back in the browser to apply for another organization makes another.
    Raises Refused for a draft or a cancelled meeting.
    """
    nonce = _key(nonce, meeting, facts)
    known = queries.by_nonce(nonce)
    if known is not None:
        return known
    rules.may_apply(status=meeting.status, published=meeting.published_at is not None)
    made = Application(
        public_id=str(uuid.uuid4()),
        nonce=nonce,
        meeting_id=meeting.id,
        status=ApplicationStatus.SUBMITTED,
        submitted_at=at,
        **asdict(facts),
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        known = queries.by_nonce(nonce)
        if known is None:
            raise
        return known
    audit.record("accreditation.apply", ("application", made.public_id), by=by, at=at)
    mails.receipt(made, at=at)
    return made


def accredit(
    application: Application,
    places: int,
    *,
    organization: Organization | None = None,
    by: Actor,
    at: datetime,
) -> Accreditation:
    """Accredit the applicant for a number of representatives, and mail its contact the link.

    `organization` is the known record it is; without one, a new record is made of what it
    submitted. Raises Refused when the application was decided before, the meeting is cancelled,
    the number is not 1 to 500, or the organization is already accredited to the meeting.
    """
    rules.check_places(places)
    if application.meeting.status == Status.CANCELLED:
        rules.may_apply(status=Status.CANCELLED, published=True)
    _decide(application, ApplicationStatus.ACCREDITED, at=at)
    record = organization or _new_organization(application, at=at)
    if queries.accreditation_for(application.meeting_id, record.id):
        raise _already(record)
    granted = Accreditation(
        public_id=str(uuid.uuid4()),
        meeting_id=application.meeting_id,
        organization_id=record.id,
        application_id=application.id,
        places=places,
        accredited_at=at,
    )
    try:
        with db.session.begin_nested():
            db.session.add(granted)
    except IntegrityError as error:
        raise _already(record) from error
    application.organization_id = record.id
    db.session.flush()
    _audit("accreditation.accredit", application, by=by, at=at, places=places)
    mails.accredited(application, granted, at=at)
    return granted


def decline(application: Application, reason: str, *, by: Actor, at: datetime) -> None:
    """Decline an application and mail its contact the reason.

    Raises Refused without a reason, or when the application was decided before.
    """
    if not reason.strip():
        raise Refused(
            _l("Write the reason: the organization's contact will read it."),
            field="reason",
            code="reason",
        )
    _decide(application, ApplicationStatus.DECLINED, at=at)
    application.decision_note = reason.strip()
    db.session.flush()
    _audit("accreditation.decline", application, by=by, at=at, reason=reason.strip())
    mails.declined(application, at=at)


def change_places(accreditation: Accreditation, places: int, *, by: Actor, at: datetime) -> None:
    """Change how many representatives may come, by one atomic UPDATE.

    Raises Refused for a number outside of 1 to 500 or below the places already taken.
    """
    rules.check_places(places)
    before = accreditation.places
    written = db.session.execute(
        update(Accreditation)
        .where(Accreditation.id == accreditation.id, Accreditation.taken <= places)
        .values(places=places)
        .returning(Accreditation.id),
        execution_options={"synchronize_session": False},
    ).scalar()
    db.session.refresh(accreditation)
    if written is None:
        raise Refused(
            _l(
                "%(taken)d representatives are already registered: the number cannot be lower.",
                taken=accreditation.taken,
            ),
            field="places",
            code="taken",
        )
    subject = ("accreditation", accreditation.public_id)
    changes = {"before": before, "after": places}
    audit.record("accreditation.change_places", subject, by=by, at=at, changes=changes)


def admit(
    meeting: Meeting,
    organization: Organization,
    *,
    capacity_code: str,
    places: int,
    language: str,
    by: Actor,
    at: datetime,
) -> Accreditation:
    """Let an organization send representatives in a capacity without having applied, and mail the
    link to its own mailbox where it has one.

    Raises Refused for a draft or cancelled meeting, a number that is not 1 to 500, a capacity that
    does not represent organizations (field capacity), and one that is accredited already.
    """
    rules.may_apply(status=meeting.status, published=meeting.published_at is not None)
    rules.check_places(places)
    capacity = db.session.get(Capacity, capacity_code)
    if capacity is None or "organization" not in capacity.represents:
        raise Refused(_l("Choose a capacity from the list."), field="capacity")
    if queries.accreditation_for(meeting.id, organization.id):
        raise _already(organization)
    granted = Accreditation(
        public_id=str(uuid.uuid4()),
        meeting_id=meeting.id,
        organization_id=organization.id,
        places=places,
        accredited_at=at,
        capacity_code=capacity_code,
        language=language,
    )
    try:
        with db.session.begin_nested():
            db.session.add(granted)
    except IntegrityError as error:
        raise _already(organization) from error
    subject, changes = ("accreditation", granted.public_id), {"capacity": capacity_code}
    audit.record("accreditation.admit", subject, by=by, at=at, changes=changes)
    mails.link(granted, is_new=True, at=at)
    return granted


def renew_link(accreditation: Accreditation, *, by: Actor, at: datetime) -> bool:
    """End the link by which an organization's representatives register and mail its contact
    another one; says whether there is an address to mail it to. Who is registered stays so."""
    accreditation.link_generation += 1
    db.session.flush()
    subject = ("accreditation", accreditation.public_id)
    audit.record("accreditation.renew_link", subject, by=by, at=at)
    return mails.link(accreditation, is_new=False, at=at)


def take_place(accreditation_id: int) -> None:
    """Take one of an organization's places, by one atomic UPDATE. Raises Refused when full."""
    taken = _move(accreditation_id, Accreditation.taken < Accreditation.places, step=1)
    if not taken:
        raise Refused(
            _l("All the places of this organization at the meeting are taken."), code="full"
        )


def free_place(accreditation_id: int) -> None:
    """Give one place back; a place that nobody holds stays free."""
    _move(accreditation_id, Accreditation.taken > 0, step=-1)


def _key(nonce: str, meeting: Meeting, facts: Facts) -> str:
    said = f"{meeting.uid} {fold(facts.name)} {facts.contact_email} {nonce}"
    return str(uuid.uuid5(uuid.NAMESPACE_URL, said))


def _move(accreditation_id: int, condition: object, *, step: int) -> bool:
    moved = db.session.execute(
        update(Accreditation)
        .where(Accreditation.id == accreditation_id, condition)  # type: ignore[arg-type]  # a comparison of columns
        .values(taken=Accreditation.taken + step)
        .returning(Accreditation.id),
        execution_options={"synchronize_session": False},
    ).scalar()
    if moved is not None:
        db.session.get(Accreditation, accreditation_id, populate_existing=True)
    return moved is not None


def _decide(application: Application, status: ApplicationStatus, *, at: datetime) -> None:
    """Claim the decision by one UPDATE, so that two officers cannot both decide."""
    claimed = db.session.execute(
        update(Application)
        .where(
            Application.id == application.id,
            Application.status == ApplicationStatus.SUBMITTED,
        )
        .values(status=status, decided_at=at)
        .returning(Application.id),
        execution_options={"synchronize_session": False},
    ).scalar()
    db.session.refresh(application)
    if claimed is None:
        rules.may_decide(application.status)


def _new_organization(application: Application, *, at: datetime) -> Organization:
    made = Organization(
        public_id=str(uuid.uuid4()),
        name=application.name,
        acronym=application.acronym,
        folded_name=fold(application.name)[:260],
        country=application.country,
        is_womens=application.is_womens,
        in_oas_register=application.in_oas_register,
        created_at=at,
    )
    db.session.add(made)
    db.session.flush()
    return made


def _already(organization: Organization) -> Refused:
    return Refused(
        _l(
            "%(organization)s is already accredited to this meeting:"
            " change its number of representatives instead.",
            organization=organization.name,
        ),
        field="organization",
        code="already",
    )


def _audit(
    action: str, application: Application, *, by: Actor, at: datetime, **changes: object
) -> None:
    subject = ("application", application.public_id)
    audit.record(action, subject, by=by, at=at, changes=changes)
