"""Applying to a meeting, and what an officer decides about it."""

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
from meetings.accreditation.operations.admitting import already
from meetings.accreditation.rules import Facts
from meetings.actor import Actor
from meetings.calendar.models import Meeting, Status
from meetings.db import db
from meetings.directory.models import Organization
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
        raise already(record)
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
        raise already(record) from error
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


def _key(nonce: str, meeting: Meeting, facts: Facts) -> str:
    said = f"{meeting.uid} {fold(facts.name)} {facts.contact_email} {nonce}"
    return str(uuid.uuid5(uuid.NAMESPACE_URL, said))


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


def _audit(
    action: str, application: Application, *, by: Actor, at: datetime, **changes: object
) -> None:
    subject = ("application", application.public_id)
    audit.record(action, subject, by=by, at=at, changes=changes)
