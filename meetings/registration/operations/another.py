"""A correction that names another human being: somebody else comes in the first one's place."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings.actor import Actor
from meetings.db import db
from meetings.directory.models import Sex, SexSource
from meetings.errors import Refused
from meetings.registration import queries
from meetings.registration.models import Correction, Participation, Status, Way
from meetings.registration.operations.moves import hold_seats
from meetings.registration.operations.represented import represent_too
from meetings.registration.operations.search import search_text
from meetings.registration.operations.substitute import substitute
from meetings.registration.queries.corrections import facts_of, names_another
from meetings.registration.rules import Entry, corrections


def come_instead(
    participation: Participation,
    row: Correction,
    *,
    sex: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
) -> Participation:
    """Let who is named by a correction come in the place of who asked for it: a registration of
    her own, in the same capacity and for the same entity, on the seat or at the place in the line
    that was the first one's, with a pass and a link of its own.

    She is in no list of participants before she asks for it: she was not asked yet. The first
    one's stays on record as replaced; nothing of what she answered, needs, agreed to or
    did goes over, nor her sex: that of who comes is told with it (`sex`), else by the correction
    where it asks for another one. She is told, with the note.

    Raises Refused where nobody said the sex (field sex), for a member of an official delegation
    (code delegation), where no other name is asked for, and where who is named takes part already
    (code twice).
    """
    _check(participation, row)
    sex = _sex(row, sex)
    hold_seats(participation.meeting_id)
    db.session.refresh(participation, ["status", "offered_until", "waiting_since"])
    status, waited_since = Status(participation.status), participation.waiting_since
    made = substitute(
        participation,
        _entry(participation, row, sex),
        way=Way(participation.way),
        nonce=str(uuid.uuid4()),
        by=by,
        at=at,
        approval=queries.approval_of(participation),
        status=None if status == Status.WAITLISTED else status,
        note=note,
        by_correction=True,
    )
    if made.created_at != at or made.id == participation.id:
        raise Refused(
            _l("Who is named takes part in this meeting already, by another registration."),
            code="twice",
        )
    if made.status == Status.WAITLISTED and waited_since is not None:
        made.waiting_since = waited_since
    _represent_too(participation, made)
    db.session.flush()
    return made


def _check(participation: Participation, row: Correction) -> None:
    if corrections.is_on_a_list(participation):
        raise Refused(
            _l(
                "Who is on the official list of a State is substituted by the desk of that "
                "State’s delegation: do not accept this correction, and write to the focal point."
            ),
            field="who",
            code="delegation",
        )
    if not names_another(participation, row):
        raise Refused(
            _l(
                "The names asked for are still those of the same person: nobody is named who "
                "would come instead."
            ),
            field="who",
            code="entry",
        )


def _sex(row: Correction, told: str) -> str:
    """As it was told, else as the correction asks. Raises Refused for none (field sex)."""
    sex = told or str(row.asked.get("sex", ""))
    if sex not in set(Sex):
        sentence = _l("Say the sex of who comes, as declared, or that it is not stated.")
        raise Refused(sentence, field="sex", code="entry")
    return sex


def _entry(participation: Participation, row: Correction, sex: str) -> Entry:
    """Who comes, as the correction names her; of the first one what belongs to the place."""
    principal, asked = participation.principal, row.asked
    facts: dict[str, Any] = facts_of(participation) | {"badge_name": ""} | asked
    entry = Entry(**facts | {"sex": sex}, capacity_code=participation.capacity_code)
    return replace(
        entry,
        represents=principal.type,
        state_code=principal.state_code,
        accreditation_id=principal.accreditation_id,
        sex_source=SexSource.STAFF,
        is_unlisted=True,
    )


def _represent_too(first: Participation, made: Participation) -> None:
    """What the first one represented beside is represented by who comes."""
    others = [each for each in first.affiliations if not each.is_principal]
    represent_too(made, others)
    if others:
        made.search = search_text(made.person, made, *(each.organization for each in others))
