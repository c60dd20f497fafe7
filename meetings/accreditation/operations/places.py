"""The places of an accredited organization: how many there are, and how many are taken."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from meetings import audit
from meetings.accreditation import rules
from meetings.accreditation.models import Accreditation
from meetings.actor import Actor
from meetings.db import db
from meetings.errors import Refused


def change_places(accreditation: Accreditation, places: int, *, by: Actor, at: datetime) -> None:
    """Change how many representatives may come, by one atomic UPDATE.

    Raises Refused for a number outside of 1 to 500 or below the places already taken.
    """
    rules.check_places(places)
    before = accreditation.places
    written = db.session.execute(
        update(Accreditation)
        .where(Accreditation.id == accreditation.id, Accreditation.taken <= places)
        .values(places=places)
        .returning(Accreditation.id),
        execution_options={"synchronize_session": False},
    ).scalar()
    db.session.refresh(accreditation)
    if written is None:
        raise Refused(
            _l(
                "%(taken)d representatives are already registered: the number cannot be lower.",
                taken=accreditation.taken,
            ),
            field="places",
            code="taken",
        )
    subject = ("accreditation", accreditation.public_id)
    changes = {"before": before, "after": places}
    audit.record("accreditation.change_places", subject, by=by, at=at, changes=changes)


def take_place(accreditation_id: int) -> None:
    """Take one of an organization's places, by one atomic UPDATE. Raises Refused when full."""
    taken = _move(accreditation_id, Accreditation.taken < Accreditation.places, step=1)
    if not taken:
        raise Refused(
            _l("All the places of this organization at the meeting are taken."), code="full"
        )


def free_place(accreditation_id: int) -> None:
    """Give one place back; a place that nobody holds stays free."""
    _move(accreditation_id, Accreditation.taken > 0, step=-1)


def _move(accreditation_id: int, condition: object, *, step: int) -> bool:
    moved = db.session.execute(
        update(Accreditation)
        .where(Accreditation.id == accreditation_id, condition)  # type: ignore[arg-type]  # a comparison of columns
        .values(taken=Accreditation.taken + step)
        .returning(Accreditation.id),
        execution_options={"synchronize_session": False},
    ).scalar()
    if moved is not None:
        db.session.get(Accreditation, accreditation_id, populate_existing=True)
    return moved is not None
