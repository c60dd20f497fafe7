"""Writing a list: each step is taken on the list that its writer saw, or refused."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.delegations.models import (
    DelegationChange,
    DelegationList,
    DelegationMember,
    ListState,
)
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Place, Shown
from meetings.delegations.rules.coming import standing_of
from meetings.delegations.rules.members import NAMES, List, Step
from meetings.errors import Refused


def write(
    place: Place,
    step: Step,
    *,
    seen: str,
    action: str,
    name: str = "",
    details: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> DelegationList:
    """Take one step on the office's draft, which begins from the official list.

    `seen` is what the form keeps of the list that its writer saw. A step that changes nothing (a
    second click) leaves everything as it is, the versions too. Raises Refused: code stale when
    somebody changed the list meanwhile, and whatever the step refuses.
    """
    now = hold(place)
    before = queries.members_of(now.list)
    if now.seen != seen:
        if _is_done(before, step):
            return now.list  # type: ignore[return-value]  # a step with members has a list
        raise stale()
    after = step(before)
    if after == before and now.list is not None:
        return now.list
    draft = now.draft or begin(place, now, by=by, at=at)
    change(draft, after, before=before, is_new=now.draft is None, by=by, at=at)
    note(draft, action, name=name, details=details, by=by, at=at)
    return draft


def change(
    draft: DelegationList,
    after: List,
    *,
    before: List,
    is_new: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """Write a draft's members anew, and keep how it was so that the change can be undone; `is_new`:
    the draft began with it."""
    notes = {} if is_new else queries.notes(draft)
    draft.changed_at, draft.changed_by = at, by.label[:160]
    draft.version += 1
    draft.before = {
        "version": draft.version,
        "is_new": is_new,
        "notes": notes,
        "members": [asdict(each) for each in before],
    }
    put(draft, after)


def hold(place: Place) -> Shown:
    """Let nobody else write this delegation until the unit commits; gives the lists as they are."""
    one_at_a_time(place.lock)
    return queries.shown(place)


def begin(place: Place, now: Shown, *, by: Actor, at: datetime) -> DelegationList:
    """An office's draft, the official list to begin with."""
    made = DelegationList(
        public_id=str(uuid.uuid4()),
        meeting_id=place.meeting.id,
        state_code=place.state_code,
        focal_point_id=place.focal_point.id if place.focal_point else None,
        state=ListState.DRAFT,
        base_number=now.number,
        way="",
        version=1,
        created_at=at,
        changed_at=at,
        changed_by=by.label,
        submitted_by="",
    )
    db.session.add(made)
    put(made, queries.members_of(now.official))
    return made


def give_up(place: Place, *, seen: str, by: Actor, at: datetime) -> None:
    """Throw the draft away: the official list stands. Raises Refused (stale)."""
    now = hold(place)
    if now.draft is None:
        return
    if now.seen != seen:
        raise stale()
    drop(now, now.draft, action="give_up", by=by, at=at)


def drop(
    now: Shown,
    draft: DelegationList,
    *,
    action: str,
    name: str = "",
    details: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Delete a draft with its changes; where there is an official list, its history says so."""
    db.session.query(DelegationChange).filter_by(list_id=draft.id).delete()
    db.session.delete(draft)
    db.session.flush()
    if now.official is not None:
        note(now.official, action, name=name, details=details, by=by, at=at)


def put(row: DelegationList, members: List) -> None:
    """Write the members of a list anew, in this order."""
    row.members.clear()
    db.session.flush()
    for sort, each in enumerate(members):
        values = {name: getattr(each, name) for name in NAMES} | {"functions": list(each.functions)}
        row.members.append(DelegationMember(sort=sort, **values))
    db.session.flush()


def put_official(row: DelegationList, members: List) -> None:
    """Write the members of a list that becomes official, each as she stands now."""
    known = queries.participations(members, row.meeting_id)
    stands = (standing_of(known.get(each.participation_id or 0)) for each in members)
    put(row, tuple(replace(e, standing=how) for e, how in zip(members, stands, strict=True)))


def bind(members: List, participations: Mapping[str, int]) -> List:
    """Members with the nominations (key -> id) that were made of them."""
    return tuple(
        replace(each, participation_id=participations.get(each.key, each.participation_id))
        for each in members
    )


def note(
    row: DelegationList,
    action: str,
    *,
    name: str = "",
    details: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Keep who did what with a list, and when."""
    db.session.add(
        DelegationChange(
            meeting_id=row.meeting_id,
            state_code=row.state_code,
            list_id=row.id,
            version=row.version,
            at=at,
            actor_kind=by.kind,
            actor_label=by.label[:160],
            action=action,
            name=name[:170],
            details=dict(details or {}),
        )
    )
    db.session.flush()


def stale() -> Refused:
    """The refusal when somebody changed the list meanwhile."""
    return Refused(
        _l("Somebody changed this list meanwhile. Nothing of yours is lost: look at the changes."),
        code="stale",
    )


def _is_done(members: List, step: Step) -> bool:
    """Whether a step would change nothing: the same form, sent twice."""
    if not members:
        return False
    try:
        return step(members) == members
    except Refused:
        return False
