"""Whether a registration's person may be recorded twice, and one registration kept of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from meetings import clock
from meetings.answering import press
from meetings.db import db
from meetings.directory.models import Person, Record
from meetings.directory.queries import duplicates as directory
from meetings.permissions import Right, allow
from meetings.registration import queries
from meetings.registration.models import GONE, Participation
from meetings.registration.operations.duplicates import keep_one
from meetings.registration.queries.alike import alike_here
from meetings.registration.views.blueprint import bp
from meetings.registration.views.scope import participation_of


@dataclass(frozen=True)
class Alike:
    """Somebody who may be the same person, and why; `pair` names the page where that is decided,
    for who manages every meeting, and `here` her registration in the same meeting."""

    person: Person
    reasons: Sequence[str]
    pair: str
    here: str


def alike(found: Participation) -> list[Alike]:
    """Who may be the person of a registration; for an officer of some meetings only, people of
    this one."""
    pairs = directory.candidates_of(Record.PERSON, found.person_id)
    others = [each.second if each.first.id == found.person_id else each.first for each in pairs]
    rows = db.session.execute(
        select(Participation.person_id, Participation.public_id).where(
            Participation.meeting_id == found.meeting_id,
            Participation.person_id.in_([each.id for each in others]),
            Participation.status.not_in(GONE),
        )
    )
    here = {row[0]: row[1] for row in rows}
    everybody = current_user.meetings_for(Right.MANAGE) is None
    told = [
        Alike(
            other,
            pair.row.reasons,
            pair.row.public_id if everybody else "",
            here.get(other.id, ""),
        )
        for pair, other in zip(pairs, others, strict=True)
        if everybody or other.id in here
    ]
    fresh = alike_here(found) if found.status not in GONE else []
    return told + [Alike(each.person, reasons, "", each.public_id) for each, reasons in fresh]


@bp.post("/manage/registrations/<public_id>/keep")
@allow(Right.MANAGE)
def keep_this(public_id: str) -> ResponseReturnValue:
    """Keep this registration of two; the other ends as a duplicate."""

    def act() -> None:
        other = queries.by_public_id(request.form.get("other", "")) or abort(404)
        keep_one(participation_of(public_id), other, by=current_user.actor, at=clock.now())

    participation_of(public_id)
    return press(
        act,
        said=_("This registration is kept, the other has ended."),
        to=url_for("registration.participation", public_id=public_id),
    )
