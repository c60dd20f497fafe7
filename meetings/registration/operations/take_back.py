"""Whoever reads a former mail address takes its change back, and what was changed with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select

from meetings import audit
from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.registration import mails, queries
from meetings.registration.models import AddressChange, Correction, Participation
from meetings.registration.operations import single_use
from meetings.registration.operations.addresses import called_before, send_links
from meetings.registration.operations.correct import write
from meetings.registration.operations.written import keep_written
from meetings.registration.queries.corrections import facts_of
from meetings.registration.rules import Entry
from meetings.registration.rules.corrections import OWN_LINK

# What tells who she is; her seat and the language of her mails stay as they were chosen.
WITH_IT: Final = ("given_names", "surnames", "badge_name", "post", "personnel_kind_code", "sex")


def take_address_back(secret: str, *, at: datetime) -> bool:
    """Write the former address again and send it the links to her own pages; says whether a link
    of this secret could be used. What was changed of her with it by her own page is taken back too,
    where it still stands; what others corrected stays: they had their reasons.

    It works once; of two uses one counts. What was changed after it can be taken back no longer:
    nobody who came between keeps a way in. The address that loses is told, without a way back.
    """
    row = single_use.use(AddressChange, secret, at=at)
    if row is None:
        return False
    participation = db.session.get_one(Participation, row.participation_id)
    person = participation.person
    later = delete(AddressChange).where(
        AddressChange.person_id == row.person_id, AddressChange.id > row.id
    )
    db.session.execute(later, execution_options={"synchronize_session": False})
    before, lost = facts_of(participation), person.email
    by = Actor(ActorKind.LINK, participation.public_id, "former address")
    _drop_waiting(participation, since=row.changed_at, by=by, at=at)
    changed = write(participation, _as_it_was(participation, row), at=at)
    if not changed:
        return True
    subject, changes = ("participation", participation.public_id), {"fields": changed}
    audit.record("registration.take_address_back", subject, by=by, at=at, changes=changes)
    keep_written(participation, before, by=by, at=at)
    send_links(person, is_back=True, at=at)
    if lost:
        mails.moved(participation, lost, called=called_before(person, at=at), at=at)
    return True


def _drop_waiting(
    participation: Participation, *, since: datetime, by: Actor, at: datetime
) -> None:
    """What was asked for since the address changed waits for an officer no more."""
    asked = queries.waiting_correction(participation.id)
    if asked is not None and asked.asked_at >= since:
        asked.judged_at, asked.judged_by = at, by.label
        db.session.flush()


def _as_it_was(participation: Participation, row: AddressChange) -> Entry:
    """What stands, with the former address, and with what was changed with it in the same step."""
    now = facts_of(participation)
    line = db.session.scalar(
        select(Correction)
        .where(
            Correction.participation_id == row.participation_id,
            Correction.asked_at == row.changed_at,
            Correction.judged_by == OWN_LINK,
        )
        .order_by(Correction.id.desc())
        .limit(1)
    )
    back: dict[str, Any] = {"email": row.former}
    if line is not None:
        back |= {
            fact: line.before[fact]
            for fact in WITH_IT
            if fact in line.asked and now[fact] == line.asked[fact]
        }
    needs = queries.access_needs(participation.id)
    facts: dict[str, Any] = now | back
    principal = participation.principal
    return Entry(
        **facts,
        capacity_code=participation.capacity_code,
        represents=principal.type,
        access_needs=needs,
        sex_source=participation.sex_source,
    )
