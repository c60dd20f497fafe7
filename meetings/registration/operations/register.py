"""Registering: one participation, one seat, one mail, whatever is sent twice."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit, tokens
from meetings.accreditation import operations as accreditation
from meetings.accreditation.models import Accreditation
from meetings.actor import Actor
from meetings.calendar.models import Meeting, Mode
from meetings.db import db
from meetings.directory.models import Capacity, Person, SexSource
from meetings.directory.operations import find_or_create_person
from meetings.directory.rules import identity
from meetings.errors import Refused
from meetings.registration import mails, queries, rules
from meetings.registration.models import AccessNeed, Affiliation, Participation, Status
from meetings.registration.operations import seats
from meetings.registration.operations.search import search_text
from meetings.registration.rules import Entry


def register(
    meeting: Meeting, entry: Entry, *, nonce: str, by: Actor, at: datetime
) -> Participation:
    """Register somebody, take her a seat (and a place of her organization) and mail her.

    The same person with the same `nonce` again gives back the first registration and does nothing
    else. A person already registered gives back her registration unchanged and is mailed her link
    again; by another organization's link she comes to represent that one too. Both answers are
    for the caller only: a page must not tell them from a new registration.

    Raises Refused, naming the field where there is one: draft, cancelled, not open, too early or
    late, no seat or place left, or a fault in the entry.
    """
    entry = entry.cleaned()
    opening = rules.way_in(
        queries.openings(meeting.id),
        capacity_code=entry.capacity_code,
        by_link=entry.accreditation_id is not None,
    )
    published = meeting.published_at is not None
    rules.may_register(meeting_status=meeting.status, published=published, opening=opening, at=at)
    capacity = db.session.get(Capacity, entry.capacity_code)
    rules.check(entry, rules.lists(capacity.represents) if capacity else None)
    assert capacity is not None  # noqa: S101 - the check above has refused it
    granted = _accreditation(meeting, entry)
    person = find_or_create_person(
        entry.given_names,
        entry.surnames,
        email=entry.email,
        at=at,
        country=entry.state_code,
        beside=seats.lock_name(meeting.id),
    )
    key = _key(nonce, meeting, entry)
    if person.id is not None:
        if known := queries.by_nonce(key):
            return known
        if known := queries.live(meeting.id, person.id):
            return _again(known, granted, by=by, at=at)
    made = _participation(meeting, entry, capacity=capacity, person=person, nonce=key, at=at)
    _write(made, entry, granted, by=by, at=at)
    return made


def _write(
    made: Participation, entry: Entry, granted: Accreditation | None, *, by: Actor, at: datetime
) -> None:
    """Take the seat and the place, then write it all, with its mail, by one flush: the outbox's."""
    with db.session.no_autoflush:
        seats.take(made.meeting.id)
        if granted is not None:
            accreditation.take_place(granted.id)
        made.affiliations.append(_affiliation(entry, granted))
        made.search = search_text(made.person, made, granted.organization if granted else None)
        db.session.add(made)
        if entry.access_needs:
            db.session.flush()
            db.session.add(AccessNeed(participation_id=made.id, needs=entry.access_needs))
        audit.record("registration.register", ("participation", made.public_id), by=by, at=at)
        tell = mails.accepted if made.status == Status.CONFIRMED else mails.received
        tell(made, at=at)


def _accreditation(meeting: Meeting, entry: Entry) -> Accreditation | None:
    """The organization's accreditation to this very meeting."""
    if entry.accreditation_id is None:
        return None
    granted = db.session.get(Accreditation, entry.accreditation_id)
    if granted is None or granted.meeting_id != meeting.id:
        raise Refused(_l("This organization is not accredited to this meeting."), code="link")
    return granted


def _key(nonce: str, meeting: Meeting, entry: Entry) -> str:
    """The nonce bound to the person: going back in the browser to register a colleague from the
    same form makes another registration, not a silent repeat."""
    name = identity(entry.given_names, entry.surnames)
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{meeting.uid} {entry.email} {name} {nonce}"))


def _again(
    known: Participation, granted: Accreditation | None, *, by: Actor, at: datetime
) -> Participation:
    """Her link again; and what else she represents, when she comes by an organization's link."""
    held = {each.accreditation_id for each in known.affiliations}
    if granted is not None and granted.id not in held:
        accreditation.take_place(granted.id)
        known.affiliations.append(
            Affiliation(
                type="organization",
                organization_id=granted.organization_id,
                accreditation_id=granted.id,
                is_principal=False,
            )
        )
        known.search = search_text(known.person, known, granted.organization)
        known.changed_at = at
        db.session.flush()
        subject = ("participation", known.public_id)
        audit.record("registration.represent_too", subject, by=by, at=at)
    mails.link(known, at=at)
    return known


def _participation(
    meeting: Meeting,
    entry: Entry,
    *,
    capacity: Capacity,
    person: Person,
    nonce: str,
    at: datetime,
) -> Participation:
    virtual = meeting.mode == Mode.VIRTUAL
    return Participation(
        public_id=str(uuid.uuid4()),
        nonce=nonce,
        pass_code=tokens.new_pass(),
        link_generation=0,
        meeting=meeting,
        person=person,
        capacity=capacity,
        status=rules.first_status(capacity.approval),
        functions=[],
        mode=entry.mode or (Mode.VIRTUAL if virtual else Mode.IN_PERSON),
        badge_name=entry.badge_name,
        post=entry.post,
        personnel_kind_code=entry.personnel_kind_code,
        sex=entry.sex,
        sex_source=SexSource.SELF,
        language=entry.language,
        consent_version=entry.consent_version,
        created_at=at,
        changed_at=at,
        decision_note="",
    )


def _affiliation(entry: Entry, granted: Accreditation | None) -> Affiliation:
    return Affiliation(
        type=entry.represents,
        state_code=entry.state_code,
        organization_id=granted.organization_id if granted else None,
        accreditation_id=granted.id if granted else None,
        is_principal=True,
    )
