"""Correcting what somebody declared when she registered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from meetings import audit
from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.directory.models import Person, SexSource
from meetings.directory.operations import correct_person
from meetings.registration import mails, rules
from meetings.registration.models import GONE, AccessNeed, Participation
from meetings.registration.operations.search import search_text
from meetings.registration.rules import Entry

_OWN = ("badge_name", "post", "personnel_kind_code", "language", "mode")


def correct(participation: Participation, entry: Entry, *, by: Actor, at: datetime) -> None:
    """Write anew what she says of herself; the capacity and whom she represents stay.

    A badge that bore the name as it was bears the corrected one. A new address is sent the links
    to her own pages; those sent to the one before open nothing any more: what is hers is shown
    only to who reads her mail. Sex is kept as declared now, with who said it. Raises Refused,
    naming the field, for a fault in the entry, and when the registration has ended (code settled).
    """
    rules.may_correct(participation.status)
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
    person = participation.person
    usual = rules.usual_badge_name(person.given_names, person.surnames)
    if entry.badge_name == participation.badge_name == usual:
        corrected = rules.usual_badge_name(entry.given_names, entry.surnames)
        entry = replace(entry, badge_name=corrected)
    before = _facts(participation)
    moved = person.email != entry.email
    correct_person(
        person, given_names=entry.given_names, surnames=entry.surnames, email=entry.email, at=at
    )
    for name in _OWN:
        setattr(participation, name, getattr(entry, name))
    if participation.sex != entry.sex:
        participation.sex = entry.sex
        herself = by.kind == ActorKind.LINK
        participation.sex_source = SexSource.SELF if herself else SexSource.STAFF
    needs_changed = _write_needs(participation.id, entry.access_needs)
    after = _facts(participation)
    changed = [name for name in after if after[name] != before[name]]
    changed += ["access_needs"] if needs_changed else []
    if not changed:
        return
    participation.changed_at = at
    participation.search = search_text(person, participation)
    db.session.flush()
    subject = ("participation", participation.public_id)
    audit.record("registration.correct", subject, by=by, at=at, changes={"fields": changed})
    if moved:
        _send_links(person, at=at)


def _send_links(person: Person, *, at: datetime) -> None:
    """Mail a person anew the links to her own pages; the earlier ones are revoked."""
    held = db.session.scalars(select(Participation).where(Participation.person_id == person.id))
    for each in held.all():
        each.link_generation += 1
        if each.status not in GONE:
            mails.link(each, at=at)
    db.session.flush()


def _facts(participation: Participation) -> dict[str, str]:
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
