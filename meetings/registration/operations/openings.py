"""The ways into a meeting: each for a capacity, with its window and its approval."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory import queries as directory
from meetings.directory.models import Capacity
from meetings.errors import Refused
from meetings.registration import queries, rules
from meetings.registration.models import Approval, Opening, Way
from meetings.registration.queries.of_states import mechanism_of
from meetings.registration.rules.of_states import check_way_for_states


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
    public form; other ways stay as they are. Raises Refused for a window that closes before it
    opens (field closes_at) or a capacity that is not for the public, or in which no State is
    represented at such a meeting (field capacities). The same again changes nothing.
    """
    rules.check_window(opens_at, closes_at)
    wanted = set(capacity_codes)
    offered = {each.code: each for each in directory.capacities(public=True)}
    if not wanted <= offered.keys():
        raise Refused(_l("Choose capacities from the list."), field="capacities")
    ways = [each for each in queries.openings(meeting.id) if each.way in rules.BY_FORM]
    known = {each.capacity_code: each for each in ways}
    for code in sorted(wanted - known.keys()):
        _check_for_states(meeting, offered[code], Way.FORM, field="capacities")
    before = {code: (each.opens_at, each.closes_at) for code, each in known.items()}
    after = dict.fromkeys(wanted, (opens_at, closes_at))
    if before == after:
        return
    for code in known.keys() - wanted:
        db.session.delete(known[code])
    for code in sorted(wanted):
        opening = known.get(code) or _new(meeting, code)
        opening.way = rules.way_of(offered[code].represents)
        opening.opens_at, opening.closes_at = opens_at, closes_at
        db.session.add(opening)
    db.session.flush()
    changes = {"capacities": sorted(wanted), "opens_at": opens_at, "closes_at": closes_at}
    subject = ("meeting", meeting.slug)
    audit.record("registration.set_openings", subject, by=by, at=at, changes=changes)


@dataclass(frozen=True, kw_only=True)
class WayIn:
    """A way into a meeting for a capacity; `approval` None leaves it to the capacity."""

    capacity_code: str
    way: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    approval: str | None = None


def set_way(meeting: Meeting, wanted: WayIn, *, by: Actor, at: datetime) -> Opening:
    """Open a way for a capacity, or change its window and approval; the same again changes nothing.

    Raises Refused, naming the field, for a way that a capacity cannot come by, one by which no
    State could ever name anybody, or a window that closes before it opens.
    """
    rules.check_window(wanted.opens_at, wanted.closes_at)
    capacity = next((c for c in directory.capacities() if c.code == wanted.capacity_code), None)
    if capacity is None:
        raise Refused(_l("Choose a capacity from the list."), field="capacity")
    rules.check_way(wanted.way, represents=capacity.represents, is_public=capacity.is_public)
    _check_for_states(meeting, capacity, wanted.way, field="capacity")
    rules.check_approval(wanted.way, wanted.approval, represents=capacity.represents)
    if wanted.approval is not None and wanted.approval not in set(Approval):
        raise Refused(_l("Choose who must agree."), field="approval")
    known = _known(meeting, wanted.capacity_code, way=wanted.way)
    opening = known or _new(meeting, wanted.capacity_code)
    opening.way, opening.approval = wanted.way, wanted.approval
    opening.opens_at, opening.closes_at = wanted.opens_at, wanted.closes_at
    db.session.add(opening)
    db.session.flush()
    audit.record(
        "registration.set_way", ("meeting", meeting.slug), by=by, at=at, changes=vars(wanted)
    )
    return opening


def remove_way(meeting: Meeting, capacity_code: str, *, way: str, by: Actor, at: datetime) -> bool:
    """Close a way for good; who came by it stays. False when it was not open."""
    known = _known(meeting, capacity_code, way=way)
    if known is None:
        return False
    db.session.delete(known)
    db.session.flush()
    changes = {"capacity": capacity_code, "way": way}
    subject = ("meeting", meeting.slug)
    audit.record("registration.remove_way", subject, by=by, at=at, changes=changes)
    return True


def renew_link(meeting: Meeting, capacity_code: str, *, by: Actor, at: datetime) -> Opening:
    """Give a private link a new address; the earlier one opens nothing from now on.

    Raises Refused when this capacity has no private link.
    """
    known = _known(meeting, capacity_code, way=Way.PRIVATE_LINK)
    if known is None:
        raise Refused(_l("There is no private link for this capacity."), code="no_link")
    known.link_generation += 1
    db.session.flush()
    changes = {"capacity": capacity_code}
    subject = ("meeting", meeting.slug)
    audit.record("registration.renew_link", subject, by=by, at=at, changes=changes)
    return known


def _check_for_states(meeting: Meeting, capacity: Capacity, way: str, *, field: str) -> None:
    try:
        check_way_for_states(
            way,
            capacity.code,
            represents=capacity.represents,
            body=meeting.body_code,
            mechanism=mechanism_of(meeting.body_code),
        )
    except Refused as refusal:
        raise Refused(refusal.sentence, field=field, code=refusal.code) from refusal


def _known(meeting: Meeting, capacity_code: str, *, way: str) -> Opening | None:
    found = (o for o in queries.openings(meeting.id) if o.capacity_code == capacity_code)
    return next((each for each in found if each.way == way), None)


def _new(meeting: Meeting, capacity_code: str) -> Opening:
    return Opening(
        public_id=str(uuid.uuid4()),
        meeting_id=meeting.id,
        capacity_code=capacity_code,
        link_generation=0,
    )
