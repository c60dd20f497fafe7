"""An officer's correction of one registration: all that is kept of it, judged as an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings import audit
from meetings.accreditation import operations as accreditation
from meetings.actor import Actor
from meetings.db import db
from meetings.directory.models import Capacity, Person, SexSource
from meetings.errors import Refused
from meetings.registration import mails, queries, rules
from meetings.registration.models import (
    Affiliation,
    Correction,
    Hand,
    Participation,
    Represents,
    Status,
    Way,
)
from meetings.registration.operations import waiting
from meetings.registration.operations.addresses import follow
from meetings.registration.operations.amend import check_functions
from meetings.registration.operations.by_hand import note_overruled
from meetings.registration.operations.correct import write
from meetings.registration.operations.held import before as before_of
from meetings.registration.operations.moves import IfFull, hold_seats, seats_follow
from meetings.registration.operations.register import check_state, granted_to
from meetings.registration.operations.search import search_text
from meetings.registration.operations.written import keep_written
from meetings.registration.queries import revising as read
from meetings.registration.rules import representing, revising
from meetings.registration.rules.revising import Revision


def revise(
    participation: Participation,
    revision: Revision,
    *,
    opened: Mapping[str, Any],
    waits: bool = False,
    passes: bool = False,
    is_same: bool = False,
    by: Actor,
    at: datetime,
) -> Correction | None:
    """Write what an officer corrected and tell the person; None where nothing is different.

    `opened` is what stood (`queries.revising.stands`) when she opened her form. Seats and the
    places of organizations follow; what comes free goes to who waits. Where no seat is left for
    what she would be and she `waits`, she stands at the end of the waiting list instead; one that
    others wait for is hers only where she `passes`. Another human being's name is written only
    where the officer says that it `is_same` person. Old and new stand in the history.

    Raises Refused when somebody changed it meanwhile (code stale); when it has ended (code
    settled) or she was erased (code purged); for a fault of the entry, naming the field; for what
    an official list of a delegation holds (code delegation) or a consent forbids (code consent);
    for another human being's name (code another);
    and where no seat or place is left for it (code full) or others wait for one (code line).
    """
    rules.may_correct(participation.status)
    if participation.person.erased_at is not None:
        raise Refused(_l("What was kept of this person is gone."), code="purged")
    hold_seats(participation.meeting_id)
    _read_anew(participation)
    now = read.stands(participation)
    if dict(opened) != now:
        raise revising.stale()
    revision = _whole(participation, revision)
    _check(participation, revision, now)
    revising.keeps_to_person(now, revision, is_same=is_same)
    before, was = read.facts(participation), before_of(participation)
    status = participation.status
    if_full = waiting.instead(participation, by=by, at=at) if waits else None
    _write(participation, revision, now, if_full=if_full, in_turn=not passes, at=at)
    after = read.facts(participation)
    changed = read.changes(before, after)
    if not changed:
        return None
    if set(changed) & revising.ON_BADGE:
        participation.badge_changed_at = at
    participation.changed_at = at
    participation.search = search_text(participation.person, participation)
    db.session.flush()
    row = keep_written(participation, before, after=after, by=by, at=at)
    _audit(participation, changed, before=before, after=after, by=by, at=at)
    if {"capacity", "represents"} & set(changed):
        note_overruled(participation, revision.entry, by=by, at=at)
    if participation.mailbox != was.mailbox:
        follow(participation, was, hand=Hand.STAFF, by=by, at=at)
    if set(changed) & revising.SEEKING:
        waiting.promote(participation.meeting, at=at)
    if row is not None and revising.is_told(changed):
        mails.revised(participation, row, has_to_wait=participation.status != status, at=at)
    return row


def _audit(
    participation: Participation,
    changed: Iterable[str],
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> None:
    """What tells who she is by its name only: the audit outlives her erasure."""
    told = {
        name: [before[name], after[name]] if name in revising.OF_OFFICE else [] for name in changed
    }
    subject = ("participation", participation.public_id)
    audit.record("registration.revise", subject, by=by, at=at, changes={"fields": told})


def _read_anew(participation: Participation) -> None:
    """As it stands, and stays until the unit commits."""
    for model, key in ((Participation, participation.id), (Person, participation.person_id)):
        db.session.execute(select(model.id).where(model.id == key).with_for_update())
    db.session.refresh(participation)
    db.session.refresh(participation.person)


def _whole(participation: Participation, revision: Revision) -> Revision:
    """The entry cleaned, as the secretariat enters it: without what only she declares."""
    entry = replace(
        revision.entry,
        mode=revision.entry.mode or participation.mode,
        sex_source=SexSource.STAFF,
        access_needs=queries.access_needs(participation.id),
    )
    return replace(revision, entry=entry.cleaned())


def _check(participation: Participation, revision: Revision, now: Mapping[str, Any]) -> None:
    entry = revision.entry
    capacity = db.session.get(Capacity, entry.capacity_code)
    rules.check(entry, rules.lists(capacity.represents) if capacity else None)
    if revision.sex_source not in set(SexSource):
        raise Refused(_l("Choose one from the list."), field="sex_source")
    check_state(entry)
    check_functions(entry.functions)
    revising.check_beside(revision)
    if participation.protocol_order is not None:
        revising.keeps_to_list(now, revision)
    has_declined = read.has_declined_list(participation)
    revising.keeps_to_consent(now, revision, has_declined=has_declined)


def _write(
    participation: Participation,
    revision: Revision,
    now: Mapping[str, Any],
    *,
    if_full: IfFull | None,
    in_turn: bool,
    at: datetime,
) -> None:
    entry = revision.entry
    wanted = {
        "capacity": entry.capacity_code,
        "represents": revision.represents,
        "also": sorted(revision.beside),
        "mode": entry.mode,
    }
    if any(now[name] != value for name, value in wanted.items()):
        with seats_follow(participation, if_full=if_full, in_turn=in_turn):
            participation.capacity_code, participation.mode = entry.capacity_code, entry.mode
            _affiliate(participation, revision)
    participation.person.honorific = revision.honorific
    participation.functions = list(entry.functions)
    participation.is_unlisted = entry.is_unlisted
    write(participation, entry, at=at)
    participation.sex_source = revision.sex_source
    db.session.flush()


def _affiliate(participation: Participation, revision: Revision) -> None:
    """Whom she stands for anew: what stays keeps its row, places of organizations follow."""
    held = _granted(participation)
    _put(participation, participation.principal, revision.represents)
    kept = {
        representing.code_of(each): each
        for each in participation.affiliations
        if not each.is_principal
    }
    for code in kept.keys() - set(revision.beside):
        participation.affiliations.remove(kept[code])
    for code in revision.beside:
        if code not in kept:
            made = Affiliation(type="", is_principal=False)
            _put(participation, made, code)
            participation.affiliations.append(made)
    wanted = _granted(participation)
    if participation.status == Status.INVITED and participation.way == Way.IMPORT:
        return  # whoever is invited by a table takes no place before she says yes
    for each in sorted(held - wanted):
        accreditation.free_place(each)
    for each in sorted(wanted - held):
        accreditation.take_place(each)


def _granted(participation: Participation) -> set[int]:
    """The accreditations (ids) whose places she takes."""
    return {each.accreditation_id for each in participation.affiliations if each.accreditation_id}


def _put(participation: Participation, row: Affiliation, code: str) -> None:
    """Write into an affiliation whom a choice means. Raises Refused for an organization that is
    not accredited to this meeting (code link)."""
    if row.type and representing.code_of(row) == code:
        return
    chosen = representing.chosen(code)
    entry = rules.Entry(given_names="", email="", sex="", capacity_code="", language="", **chosen)
    granted = granted_to(participation.meeting, entry)
    row.type = chosen["represents"]
    row.state_code = entry.state_code if row.type == Represents.STATE else None
    row.organization_id = granted.organization_id if granted else None
    row.accreditation_id = granted.id if granted else None
    row.organization = granted.organization if granted else None
    row.accreditation = granted
