"""Correcting what somebody declared when she registered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from meetings import audit
from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.directory.models import SexSource
from meetings.directory.operations import correct_person
from meetings.registration import queries, rules
from meetings.registration.models import AccessNeed, Correction, Hand, Participation
from meetings.registration.operations import waiting
from meetings.registration.operations.addresses import follow
from meetings.registration.operations.held import before as before_of
from meetings.registration.operations.held import readdress
from meetings.registration.operations.moves import hold_seats, seats_follow
from meetings.registration.operations.search import search_text
from meetings.registration.operations.written import keep_written
from meetings.registration.queries.called import known_as
from meetings.registration.queries.corrections import (
    OWN,
    declared,
    facts_of,
    hand_of,
    reviewed_of,
)
from meetings.registration.rules import Entry, corrections
from meetings.registration.rules.merging import merge

_ON_BADGE = {"badge_name", "post"}


@dataclass(frozen=True)
class Corrected:
    """What became of a correction: what waits for an officer, whether something is in force, and
    the facts that others had changed meanwhile and that stayed as they wrote them."""

    waits: Correction | None
    is_written: bool
    taken: tuple[str, ...]


def correct(
    participation: Participation,
    entry: Entry,
    *,
    opened: Mapping[str, str] | None = None,
    reads_mailbox: bool = False,
    by: Actor,
    at: datetime,
) -> Corrected:
    """Write anew what she says of herself; the capacity and whom she represents stay.

    `opened` are the marks of what the page showed: only what differs from it is written, and what
    somebody else changed meanwhile stays (see `rules.merging`). What is in force at once stands in
    the history with old and new.
    By her own link she corrects until the meeting's plan says, and what is reviewed waits, with
    what waited before; in every way in, names that make somebody else of her wait with all else by
    which she is known. A badge that bore the name as it was
    bears the corrected one. A new address is sent the links to her own pages; those sent to the one
    before open nothing any more: what is hers is shown only to who reads her mail. By her own
    link her other registrations follow at once only where she has shown that she `reads_mailbox`,
    the one before (see `addresses.follow`). The address
    before is told, so that nobody is shut out of her page without knowing it. Sex is kept as
    declared now, with who said it. Raises Refused, naming the field, for a fault in the entry, when
    the registration has ended (code settled), when the time has passed (code late), when no seat is
    left for the way of taking part that she chose (code full) or others wait for it (code line),
    and merging.Clash where the same
    field was changed meanwhile to something else.
    """
    hold_seats(participation.meeting_id)
    for row in (participation, participation.person):
        db.session.refresh(row, with_for_update={"of": type(row)})
    rules.may_correct(participation.status)
    merged = merge(whole(participation, entry), opened or {}, now=declared(participation))
    entry, waits = merged.entry, None
    own = Hand.READER if reads_mailbox else Hand.LIMITED
    hand = own if by.kind == ActorKind.LINK else Hand.STAFF
    if by.kind != ActorKind.LINK:
        entry = replace(entry, sex_source=SexSource.STAFF)
    else:
        corrections.in_time(queries.correct_until(participation), at)
        reviewed = reviewed_of(participation)
        if corrections.makes_somebody_else(entry, known_as(participation)):
            reviewed = [*corrections.WHO, *reviewed]
        entry, apart = corrections.part(entry, facts_of(participation), reviewed=reviewed)
        waits = _keep_waiting(participation, apart, hand=hand, by=by, at=at)
    before = facts_of(participation)
    is_own = by.kind == ActorKind.LINK and by.id == participation.public_id
    changed = apply(participation, entry, hand=hand, is_own=is_own, by=by, at=at)
    beside = {"access_needs"} & set(changed)
    keep_written(participation, before, beside=beside, by=by, at=at)
    return Corrected(waits, bool(changed), merged.taken)


def apply(
    participation: Participation,
    entry: Entry,
    *,
    hand: Hand,
    is_own: bool,
    by: Actor,
    at: datetime,
) -> list[str]:
    """Write a sound entry over what stands, search text, mails and audit with it; the fields that
    changed. How far another address reaches (`hand`), and whether it was asked for on her own page
    (`is_own`), is a matter of who asked, not of who accepted it (see `addresses.follow`)."""
    was, mode = before_of(participation), participation.mode
    changed = write(participation, entry, at=at)
    if not changed:
        return changed
    subject = ("participation", participation.public_id)
    audit.record("registration.correct", subject, by=by, at=at, changes={"fields": changed})
    if "email" in changed:
        follow(participation, was, hand=hand, is_own=is_own, by=by, at=at)
    if participation.mode != mode:
        waiting.promote(participation.meeting, at=at)
    return changed


def write(participation: Participation, entry: Entry, *, at: datetime) -> list[str]:
    """Write a sound entry over what stands, and the search text; the fields that changed. Who is
    to be told, and the audit, are the caller's."""
    person = participation.person
    usual = rules.usual_badge_name(person.given_names, person.surnames)
    if entry.badge_name == participation.badge_name == usual:
        corrected = rules.usual_badge_name(entry.given_names, entry.surnames)
        entry = replace(entry, badge_name=corrected)
    before = facts_of(participation)
    email = readdress(participation, entry.email)
    correct_person(
        person, given_names=entry.given_names, surnames=entry.surnames, email=email, at=at
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
    if changed:
        participation.changed_at = at
        participation.search = search_text(person, participation)
        db.session.flush()
    return changed


def _write_own(participation: Participation, entry: Entry) -> None:
    """Another way of taking part exchanges her seat, and passes nobody who waits for such a one."""
    if entry.mode != participation.mode:
        with seats_follow(participation, in_turn=True):
            participation.mode = entry.mode
    for name in OWN:
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
    participation: Participation, waits: dict[str, str], *, hand: Hand, by: Actor, at: datetime
) -> Correction | None:
    """The one correction that waits, anew; without anything to wait for, none. An address that was
    asked for already reaches as far as it did: her page shows it to whoever saves something else.
    """
    row = queries.waiting_correction(participation.id)
    if row is not None and row.asked == waits:
        return row
    if row is not None:
        is_as_before = row.asked.get("email") == waits.get("email")
        hand = hand_of(row, participation) if is_as_before else hand
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
        hand=hand if "email" in waits else "",
    )
    db.session.add(row)
    db.session.flush()
    subject = ("participation", participation.public_id)
    changes = {"fields": [*waits]}
    audit.record("registration.ask_correction", subject, by=by, at=at, changes=changes)
    return row


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
