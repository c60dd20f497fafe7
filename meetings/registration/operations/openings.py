"""The ways into a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory import queries as directory
from meetings.errors import Refused
from meetings.registration import queries, rules
from meetings.registration.models import Opening


def set_openings(
    meeting: Meeting,
    capacity_codes: Iterable[str],
    *,
    opens_at: datetime | None,
    closes_at: datetime | None,
    by: Actor,
    at: datetime,
) -> None:
    """Open a meeting to these capacities and no others, all within one window (instants).

    A capacity that only organizations may send comes in by their own links, the others by the
    public form. Raises Refused for a window that closes before it opens (field closes_at) or a
    capacity that is not for the public (field capacities). The same again changes nothing.
    """
    rules.check_window(opens_at, closes_at)
    wanted = set(capacity_codes)
    offered = {each.code: each for each in directory.capacities(public=True)}
    if not wanted <= offered.keys():
        raise Refused(_l("Choose capacities from the list."), field="capacities")
    known = {each.capacity_code: each for each in queries.openings(meeting.id)}
    before = {code: (each.opens_at, each.closes_at) for code, each in known.items()}
    after = dict.fromkeys(wanted, (opens_at, closes_at))
    if before == after:
        return
    for code in known.keys() - wanted:
        db.session.delete(known[code])
    for code in sorted(wanted):
        opening = known.get(code) or Opening(meeting_id=meeting.id, capacity_code=code)
        opening.way = rules.way_of(offered[code].represents)
        opening.opens_at, opening.closes_at = opens_at, closes_at
        db.session.add(opening)
    db.session.flush()
    changes = {"capacities": sorted(wanted), "opens_at": opens_at, "closes_at": closes_at}
    subject = ("meeting", meeting.slug)
    audit.record("registration.set_openings", subject, by=by, at=at, changes=changes)
