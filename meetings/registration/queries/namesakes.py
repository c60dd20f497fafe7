"""Who of the same name is at a meeting already: asked before others enter a person there."""

from __future__ import annotations

from collections.abc import Sequence

from meetings.db import db
from meetings.directory.models import Person
from meetings.directory.rules import identity
from meetings.registration.models import GONE, Participation
from meetings.registration.queries.people import whole
from meetings.registration.rules import Entry

MOST = 10


def namesakes(meeting_id: int, entry: Entry) -> Sequence[Participation]:
    """Who takes part in a meeting and is called as somebody who is to be entered, whatever the
    accents and capitals; nobody where her address tells who she is (it is known here with that
    name), at most ten."""
    entry = entry.cleaned()
    if not (called := identity(entry.given_names, entry.surnames)):
        return []
    found = db.session.scalars(
        whole()
        .join(Participation.person)
        .where(
            Participation.meeting_id == meeting_id,
            Person.folded_name == called,
            Participation.status.not_in(GONE),
        )
        .order_by(Participation.id)
        .limit(MOST)
    ).all()
    is_known = entry.email and any(each.person.email == entry.email for each in found)
    return [] if is_known else found
