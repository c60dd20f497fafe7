"""Tables that officers sent, when somebody who stands in one is erased."""

from __future__ import annotations

from sqlalchemy import select

from meetings.db import db
from meetings.registration.intake.named import holds
from meetings.registration.models import RegistrationImport


def forget_tables_with(*, emails: frozenset[str], names: frozenset[str]) -> int:
    """Forget what stands in each table that holds one of these addresses (in lower case) or folded
    names; how many tables. What was counted of one that was taken in stays, and whom it has still
    to tell: its rows are gone, and whoever sent it is told so when she opens it.
    """
    gone = 0
    waiting = select(RegistrationImport.id).order_by(RegistrationImport.id)
    for key in db.session.scalars(waiting).all():
        row = db.session.get_one(RegistrationImport, key, with_for_update=True)
        if row.content and holds(row.content, emails=emails, names=names):
            row.content, row.filename, row.decisions = b"", "", {}
            gone += 1
    db.session.flush()
    return gone
