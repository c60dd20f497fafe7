"""Organizations that come without having applied, and the link of an organization's contact."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from meetings import audit
from meetings.accreditation import mails, queries, rules
from meetings.accreditation.models import Accreditation
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import Capacity, Organization
from meetings.errors import Refused


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
        raise already(organization)
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
        raise already(organization) from error
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


def already(organization: Organization) -> Refused:
    """The refusal of an organization that is accredited to the meeting (code already)."""
    return Refused(
        _l(
            "%(organization)s is already accredited to this meeting:"
            " change its number of representatives instead.",
            organization=organization.name,
        ),
        field="organization",
        code="already",
    )
