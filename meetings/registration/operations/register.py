"""Registering: one participation, one seat, one mail, whatever is sent twice."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import inspect

from meetings import audit, tokens
from meetings.accreditation import operations as accreditation
from meetings.accreditation.models import Accreditation
from meetings.actor import Actor
from meetings.calendar.models import Meeting, Mode
from meetings.db import db, one_at_a_time, write_object, write_row
from meetings.directory import queries as directory
from meetings.directory.models import Capacity, Person, Sex
from meetings.directory.operations import find_or_make_person
from meetings.directory.rules import identity
from meetings.errors import Refused
from meetings.registration import mails, queries, rules
from meetings.registration.models import (
    AccessNeed,
    Affiliation,
    Participation,
    Promotion,
    RegistrationPlan,
    Status,
    Way,
)
from meetings.registration.operations import seats, waiting
from meetings.registration.operations.consents import keep_consents
from meetings.registration.operations.moves import keep_change
from meetings.registration.operations.search import search_text
from meetings.registration.queries import Terms, fullness
from meetings.registration.queries.of_states import check_represented
from meetings.registration.queries.sexes import known_sex
from meetings.registration.queries.terms import Line
from meetings.registration.rules import Entry


def register(
    host: rules.Host, entry: Entry, *, nonce: str, by: Actor, at: datetime, way: Way | None = None
) -> Participation:
    """Register somebody by a way that has a window, take her seats (and a place of her
    organization) and mail her; where the seats are taken and the meeting has a waiting list, she
    stands in line.

    `way` is the public form, or the organization's link where the entry names an accreditation,
    unless it is told. The same person with the same `nonce` again gives back the first registration
    and does nothing else. A person already registered gives back her registration unchanged and is
    mailed her link again; by another organization's link she comes to represent that one too. Both
    answers are for the caller only: a page must not tell them from a new registration.

    Raises Refused, naming the field where there is one: draft, cancelled, not open, too early or
    late, no seat or place left, a State that is not what the capacity takes, or a fault in the
    entry.
    """
    way = way or (Way.FORM if entry.accreditation_id is None else Way.ORGANIZATION)
    terms = _terms(host, entry, way)
    meeting = terms.meeting
    opening: rules.Window | None = terms.opening
    if opening is None:
        openings = queries.openings(meeting.id)
        opening = rules.way_in(openings, capacity_code=entry.capacity_code, way=way)
    published = meeting.published_at is not None
    rules.may_register(meeting_status=meeting.status, published=published, opening=opening, at=at)
    check_represented(meeting, entry)
    approval = getattr(opening, "approval", None)
    return _enter(terms, entry, way=way, approval=approval, nonce=nonce, by=by, at=at)


def enter(
    meeting: Meeting,
    entry: Entry,
    *,
    way: Way,
    nonce: str,
    by: Actor,
    at: datetime,
    approval: str | None = None,
    status: Status | None = None,
    person: Person | None = None,
    is_instead: bool = False,
) -> Participation:
    """Enter somebody whatever the windows say: an officer's entry, a nomination, an import, a
    walk-in; `register` comes here too.

    `approval` is the way's own (none: the capacity's); `status` overrules what follows from it;
    `person` is who she is, where that is known already; who comes `is_instead` of somebody takes
    the seat that is free before all who wait, whoever promotes them.
    Seats, repeats, the waiting list and the refusals are those of `register`.
    """
    terms = _terms(meeting, entry, way)
    if is_instead:
        terms = replace(terms, line=terms.line._replace(promotion=Promotion.AUTOMATIC))
    more: dict[str, Any] = {"approval": approval, "status": status, "person": person}
    return _enter(terms, entry, way=way, nonce=nonce, by=by, at=at, **more)


def _terms(host: rules.Host, entry: Entry, way: Way) -> Terms:
    return queries.terms(host, capacity_code=entry.capacity_code, way=way, lang=entry.language)


def _enter(
    terms: Terms,
    entry: Entry,
    *,
    way: Way,
    nonce: str,
    by: Actor,
    at: datetime,
    approval: str | None = None,
    status: Status | None = None,
    person: Person | None = None,
) -> Participation:
    entry, meeting, line, capacity = entry.cleaned(), terms.meeting, terms.line, terms.capacity
    rules.check(entry, rules.lists(capacity.represents) if capacity else None)
    assert capacity is not None  # noqa: S101 - the check above has refused it
    check_state(entry)
    granted = granted_to(meeting, entry)
    if line.has_waiting_list:
        seats.hold_alone(meeting.id)
    person = _person(meeting, entry, person, at=at)
    key = _key(nonce, meeting, entry)
    is_known = person.id is not None
    if (is_known or not entry.email) and (known := queries.by_nonce(key)):
        return known  # without an address nobody is known: her form alone tells
    if is_known and (known := queries.live(meeting.id, person.id)):
        return _again(known, granted, by=by, at=at)
    entry = with_known_sex(entry, person)
    made = new_participation(meeting, entry, capacity=capacity, person=person, nonce=key, at=at)
    made.way = way
    made.status = status or rules.first_status(approval or capacity.approval, way=way)
    _write(made, entry, granted, line=line, by=by, at=at)
    return made


def with_known_sex(entry: Entry, person: Person) -> Entry:
    """Where others enter somebody and leave her sex open, what is known of it with who said so; her
    own "prefer not to say" stands."""
    if entry.is_own or entry.sex != Sex.NOT_STATED or person.id is None:
        return entry
    known = known_sex(person.id)
    return replace(entry, sex=known[0], sex_source=known[1]) if known else entry


def check_state(entry: Entry) -> None:
    """Refuse a country that is neither a State of the directory nor a permanent observer."""
    if entry.state_code is not None and not directory.is_represented(entry.state_code):
        raise Refused(_l("Choose the State that you represent."), field="represents", code="entry")


def _person(meeting: Meeting, entry: Entry, known: Person | None, *, at: datetime) -> Person:
    """Who she is, with an id if she is known; whoever else enters the same person waits until this
    unit commits."""
    beside = seats.lock_name(meeting.id)
    if known is not None:
        one_at_a_time(f"person:{known.email}:{known.folded_name}", beside=beside)
        return known
    return find_or_make_person(
        entry.given_names,
        entry.surnames,
        email=entry.email,
        at=at,
        country=entry.country,
        beside=beside,
    )


def came_by(participation: Participation, entry: Entry, *, nonce: str) -> bool:
    """Whether a registration was made by the very form that was opened with this nonce."""
    return participation.nonce == _key(nonce, participation.meeting, entry.cleaned())


def _write(
    made: Participation,
    entry: Entry,
    granted: Accreditation | None,
    *,
    line: Line,
    by: Actor,
    at: datetime,
) -> None:
    """Take the seat and the place, then write who takes part, then what is kept beside it."""
    with db.session.no_autoflush:
        made.affiliations.append(new_affiliation(entry, granted))
        find_seat(made, line, at=at)
        if granted is not None:
            accreditation.take_place(granted.id)
        made.search = search_text(made.person, made, granted.organization if granted else None)
        _store(made)
    if entry.access_needs:
        write_row(AccessNeed, participation_id=made.id, needs=entry.access_needs)
    keep_change(made, "", by=by, at=at)
    keep_consents(made, entry.consents, at=at)
    audit.record("registration.register", ("participation", made.public_id), by=by, at=at)
    mails.TOLD_FIRST[Status(made.status)](made, at=at)


def _store(made: Participation) -> None:
    """Write who takes part, her record where it is new, and whom she represents: an INSERT each."""
    if inspect(made.person).transient:
        write_object(made.person)
    made.meeting_id, made.person_id = made.meeting.id, made.person.id
    made.capacity_code = made.capacity.code
    write_object(made)
    for each in made.affiliations:
        each.participation_id = made.id
        write_object(each)
    db.session.add(made)


def find_seat(made: Participation, line: Line | RegistrationPlan, *, at: datetime) -> None:
    """A seat where the status needs one, else the end of the line.

    Where an officer promotes by hand, nobody new passes those for whom there is room already and
    who wait for such a seat.
    """
    if not rules.holds_seat(made.status):
        return
    meeting, seeker = made.meeting, rules.seating.seeker_of(made)
    try:
        if fullness.is_behind(meeting.id, seeker, decided=line):
            raise rules.full()
        made.seat_hold_id = seats.take(meeting.id, seeker)
    except Refused:
        if not line.has_waiting_list:
            raise
        waiting.queue_up(made, at=at)


def granted_to(meeting: Meeting, entry: Entry) -> Accreditation | None:
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
    mails.link(known, mails.Cause.AGAIN, at=at)
    return known


def new_participation(
    meeting: Meeting,
    entry: Entry,
    *,
    capacity: Capacity,
    person: Person,
    nonce: str,
    at: datetime,
) -> Participation:
    """Somebody's part in a meeting as her entry says it: not yet with a status of its way, a seat
    or whom she represents."""
    virtual = meeting.mode == Mode.VIRTUAL
    return Participation(
        public_id=str(uuid.uuid4()),
        nonce=nonce,
        pass_code=tokens.new_pass(),
        link_generation=0,
        meeting=meeting,
        person=person,
        capacity=capacity,
        functions=list(entry.functions),
        is_unlisted=entry.is_unlisted,
        badge_changed_at=at,
        mode=entry.mode or (Mode.VIRTUAL if virtual else Mode.IN_PERSON),
        badge_name=entry.badge_name,
        post=entry.post,
        personnel_kind_code=entry.personnel_kind_code,
        sex=entry.sex,
        sex_source=entry.sex_source,
        language=entry.language,
        consent_version=entry.consent_version,
        created_at=at,
        changed_at=at,
        decision_note="",
    )


def new_affiliation(entry: Entry, granted: Accreditation | None) -> Affiliation:
    """Whom she represents: a State, the organization that was `granted` a place, or nobody."""
    return Affiliation(
        type=entry.represents,
        state_code=entry.state_code,
        organization_id=granted.organization_id if granted else None,
        accreditation_id=granted.id if granted else None,
        is_principal=True,
    )
