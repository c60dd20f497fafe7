"""Whoever reads a former mail address takes its change back, and what was changed with it."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import delete

from meetings import audit
from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.registration import mails, queries
from meetings.registration.models import AddressChange, Correction, Hand, Participation
from meetings.registration.operations import single_use
from meetings.registration.operations.addresses import called_before
from meetings.registration.operations.correct import write
from meetings.registration.operations.held import before as before_of
from meetings.registration.operations.held import move_back
from meetings.registration.operations.written import keep_written
from meetings.registration.queries.corrections import change_with, facts_of, own_change_of
from meetings.registration.rules import Entry

# What tells who she is; her seat and the language of her mails stay as they were chosen.
WITH_IT: Final = ("given_names", "surnames", "badge_name", "post", "personnel_kind_code", "sex")


class TakenBack(StrEnum):
    """What became of the change of an address whose link was used."""

    NO = "no"  # the link was none, or could be used no longer
    DONE = "done"
    ASKED = "asked"  # an officer decides


def take_address_back(secret: str, *, at: datetime) -> TakenBack:
    """Where the address was changed by her own page, at once or once an officer had accepted it,
    write the former one again and send it the
    links to her own pages; what was changed of her in the same step is taken back too, where it
    still stands. What others changed, all of that step, an officer is asked to take back: they may
    have mended an address that was mistyped, and whoever reads that one is not let in to her page.

    It works once; of two uses one counts. What was changed after it can be taken back no longer:
    nobody who came between keeps a way in. The address that loses is told, without a way back.
    """
    row = single_use.use(AddressChange, secret, at=at)
    if row is None:
        return TakenBack.NO
    participation = db.session.get_one(Participation, row.participation_id)
    person = participation.person
    later = delete(AddressChange).where(
        AddressChange.person_id == row.person_id, AddressChange.id > row.id
    )
    db.session.execute(later, execution_options={"synchronize_session": False})
    by = Actor(ActorKind.LINK, participation.public_id, "former address")
    own = own_change_of(row)
    if own is None:
        _ask(participation, row, by=by, at=at)
        return TakenBack.ASKED
    before, was = facts_of(participation), before_of(participation)
    _drop_waiting(participation, since=row.changed_at, by=by, at=at)
    changed = write(participation, _as_it_was(participation, row.former, own), at=at)
    if not changed:
        return TakenBack.DONE
    subject, changes = ("participation", participation.public_id), {"fields": changed}
    audit.record("registration.take_address_back", subject, by=by, at=at, changes=changes)
    keep_written(participation, before, by=by, at=at)
    move_back(participation, was, by=by, at=at)
    if was.mailbox:
        mails.moved(participation, was.mailbox, called=called_before(person, at=at), at=at)
    return TakenBack.DONE


def _ask(participation: Participation, row: AddressChange, *, by: Actor, at: datetime) -> None:
    """Let the former address wait for an officer, with what was changed of her together with it,
    beside whatever waits already. An officer who accepts it lets all that is hers go there."""
    back = _still_so(participation, change_with(row)) | {"email": row.former}
    now, asked = facts_of(participation), queries.waiting_correction(participation.id)
    if asked is None:
        asked = Correction(
            public_id=str(uuid.uuid4()),
            participation_id=participation.id,
            asked={},
            before={},
            asked_at=at,
        )
        db.session.add(asked)
    asked.asked = asked.asked | back
    asked.hand = Hand.STAFF
    asked.before = asked.before | {fact: now[fact] for fact in back}
    db.session.flush()
    subject = ("participation", participation.public_id)
    audit.record("registration.ask_address_back", subject, by=by, at=at)


def _drop_waiting(
    participation: Participation, *, since: datetime, by: Actor, at: datetime
) -> None:
    """What was asked for since the address changed waits for an officer no more."""
    asked = queries.waiting_correction(participation.id)
    if asked is not None and asked.asked_at >= since:
        asked.judged_at, asked.judged_by = at, by.label
        db.session.flush()


def _still_so(participation: Participation, line: Correction | None) -> dict[str, Any]:
    """Of what one step changed of her and still stands so: as it was before."""
    now = facts_of(participation)
    return {
        fact: line.before[fact]
        for fact in WITH_IT
        if line is not None and fact in line.asked and now[fact] == line.asked[fact]
    }


def _as_it_was(participation: Participation, former: str, line: Correction) -> Entry:
    """What stands, with the former address, and with what was changed with it in the same step."""
    now, back = facts_of(participation), _still_so(participation, line)
    needs = queries.access_needs(participation.id)
    facts: dict[str, Any] = now | back | {"email": former}
    principal = participation.principal
    return Entry(
        **facts,
        capacity_code=participation.capacity_code,
        represents=principal.type,
        access_needs=needs,
        sex_source=participation.sex_source,
    )
