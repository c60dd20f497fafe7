"""Correcting what somebody declared when she registered."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from meetings import audit
from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.directory.models import SexSource
from meetings.directory.operations import correct_person
from meetings.registration import queries, rules
from meetings.registration.models import AccessNeed, Correction, Participation
from meetings.registration.operations import waiting
from meetings.registration.operations.addresses import follow
from meetings.registration.operations.moves import seats_follow
from meetings.registration.operations.search import search_text
from meetings.registration.rules import Entry, corrections

_OWN = ("badge_name", "post", "personnel_kind_code", "language", "mode")
_ON_BADGE = {"badge_name"}


def correct(
    participation: Participation, entry: Entry, *, by: Actor, at: datetime
) -> Correction | None:
    """Write anew what she says of herself; the capacity and whom she represents stay.

    By her own link she corrects until the meeting's plan says, and what it has reviewed waits: that
    is given back, and comes in place of what waited before. A badge that bore the name as it was
    bears the corrected one. A new address is sent the links to her own pages; those sent to the one
    before open nothing any more: what is hers is shown only to who reads her mail. The address
    before is told, so that nobody is shut out of her page without knowing it. Sex is kept as
    declared now, with who said it. Raises Refused, naming the field, for a fault in the entry, when
    the registration has ended (code settled), when the time has passed (code late), and when no
    seat is left for the way of taking part that she chose (code full).
    """
    rules.may_correct(participation.status)
    entry = whole(participation, entry)
    if by.kind != ActorKind.LINK:
        apply(participation, replace(entry, sex_source=SexSource.STAFF), by=by, at=at)
        return None
    corrections.in_time(queries.correct_until(participation), at)
    reviewed = queries.plan(participation.meeting_id).reviewed_fields
    entry, waits = corrections.part(entry, facts_of(participation), reviewed=reviewed)
    kept = _keep_waiting(participation, waits, by=by, at=at)
    apply(participation, entry, by=by, at=at)
    return kept


def apply(participation: Participation, entry: Entry, *, by: Actor, at: datetime) -> None:
    """Write a sound entry over what stands, search text, mails and audit with it."""
    person = participation.person
    usual = rules.usual_badge_name(person.given_names, person.surnames)
    if entry.badge_name == participation.badge_name == usual:
        corrected = rules.usual_badge_name(entry.given_names, entry.surnames)
        entry = replace(entry, badge_name=corrected)
    before = facts_of(participation)
    moved = person.email != entry.email
    correct_person(
        person, given_names=entry.given_names, surnames=entry.surnames, email=entry.email, at=at
    )
    _write_own(participation, entry)
    if participation.sex != entry.sex:
        participation.sex = entry.sex
        participation.sex_source = entry.sex_source
    needs_changed = _write_needs(participation.id, entry.access_needs)
    after = facts_of(participation)
    changed = [name for name in after if after[name] != before[name]]
    if set(changed) & _ON_BADGE:
        participation.badge_changed_at = at
    changed += ["access_needs"] if needs_changed else []
    if not changed:
        return
    participation.changed_at = at
    participation.search = search_text(person, participation)
    db.session.flush()
    subject = ("participation", participation.public_id)
    audit.record("registration.correct", subject, by=by, at=at, changes={"fields": changed})
    if moved:
        follow(participation, before["email"], by=by, at=at)
    if "mode" in changed:
        waiting.promote(participation.meeting, at=at)


def _write_own(participation: Participation, entry: Entry) -> None:
    """Another way of taking part exchanges her seat."""
    if entry.mode != participation.mode:
        with seats_follow(participation):
            participation.mode = entry.mode
    for name in _OWN:
        setattr(participation, name, getattr(entry, name))


def whole(participation: Participation, entry: Entry) -> Entry:
    """What was typed with what cannot be corrected, cleaned. Raises Refused for a fault in it."""
    principal = participation.principal
    entry = replace(
        entry,
        capacity_code=participation.capacity_code,
        represents=principal.type,
        state_code=principal.state_code,
        accreditation_id=principal.accreditation_id,
        mode=entry.mode or participation.mode,
        consent_version=rules.CONSENT_VERSION,
    ).cleaned()
    rules.check(entry, rules.lists((principal.type,)))
    return entry


def _keep_waiting(
    participation: Participation, waits: dict[str, str], *, by: Actor, at: datetime
) -> Correction | None:
    """The one correction that waits, anew; without anything to wait for, none."""
    row = queries.waiting_correction(participation.id)
    if row is not None and row.asked == waits:
        return row
    if row is not None:
        db.session.delete(row)
        db.session.flush()
    if not waits:
        return None
    current = facts_of(participation)
    row = Correction(
        public_id=str(uuid.uuid4()),
        participation_id=participation.id,
        asked=waits,
        before={fact: current[fact] for fact in waits},
        asked_at=at,
    )
    db.session.add(row)
    db.session.flush()
    subject = ("participation", participation.public_id)
    changes = {"fields": [*waits]}
    audit.record("registration.ask_correction", subject, by=by, at=at, changes=changes)
    return row


def facts_of(participation: Participation) -> dict[str, str]:
    """What she declared of herself and may be corrected, as it stands."""
    person = participation.person
    facts = {name: getattr(participation, name) for name in (*_OWN, "sex")}
    names = {"given_names": person.given_names, "surnames": person.surnames}
    return facts | names | {"email": person.email}


def _write_needs(participation_id: int, needs: str) -> bool:
    kept = db.session.get(AccessNeed, participation_id)
    if (kept.needs if kept else "") == needs:
        return False
    if kept is None:
        db.session.add(AccessNeed(participation_id=participation_id, needs=needs))
    elif needs:
        kept.needs = needs
    else:
        db.session.delete(kept)
    return True
