"""What is corrected of somebody on an official list makes the next one, and her State is told."""

from __future__ import annotations

from datetime import datetime

from meetings import audit
from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.delegations import mails
from meetings.delegations.models import DelegationList, ListState, ListWay
from meetings.delegations.operations import drafts
from meetings.delegations.queries import following as queries
from meetings.delegations.queries import lists
from meetings.delegations.queries.lists import Place, Shown
from meetings.delegations.rules import following as rules
from meetings.delegations.rules.lists import compare, fields_of
from meetings.delegations.rules.members import List


def follow(place: Place, now: Shown, *, at: datetime) -> DelegationList | None:
    """Make the next official list of what was corrected in the registrations of those on this one:
    name, post, role or capacity, by whomever. None where it says the same.

    All that was corrected makes one list, which has its number, its line in the history for each
    person and its hour; a draft that was begun from the list before is changed where its writer
    left it as it was. The State's focal points are told. The caller holds the delegation
    (`drafts.hold`), as it stands `now`.
    """
    found = queries.of(place, at=at)
    if now.official is None or not found:
        return None
    before = lists.members_of(now.official)
    changed = {each.before.key: each.after for each in found}
    after = tuple(changed.get(each.key, each) for each in before)
    last = max((each.row for each in found), key=lambda row: (row.judged_at or at, row.id))
    is_officer = last.actor_kind != ActorKind.LINK
    by = Actor(ActorKind(last.actor_kind or ActorKind.USER), "", last.judged_by)
    secretariat = Place(place.meeting, place.state_code)
    row = drafts.begin(secretariat, now, by=by, at=at)
    now.official.state = ListState.SUPERSEDED
    db.session.flush()
    drafts.put(row, after)
    row.state, row.way, row.number = ListState.OFFICIAL, ListWay.CORRECTION, now.number + 1
    row.submitted_at, row.submitted_by = at, by.label[:160] if is_officer else ""
    row.version += 1
    _note(row, before, after, by=by, at=at)
    _rebase(place, row, before, after, by=by, at=at)
    subject = ("delegation", f"{place.meeting.slug}:{place.state_code}")
    changes = {"number": row.number, "way": row.way, "members": len(after)}
    audit.record("delegations.follow", subject, by=by, at=at, changes=changes)
    mails.receipt(secretariat, row, compare(before, after), at=at)
    return row


def _note(row: DelegationList, before: List, after: List, *, by: Actor, at: datetime) -> None:
    """Who was corrected, in which fields."""
    for each in compare(before, after).changed:
        fields = fields_of(each).items()
        details = {name: [_plain(old), _plain(new)] for name, (old, new) in fields}
        drafts.note(row, "change", name=each.after.name, details=details, by=by, at=at)


def _rebase(
    place: Place, row: DelegationList, before: List, after: List, *, by: Actor, at: datetime
) -> None:
    """The drafts that were begun from the list before go on from this one."""
    for draft in lists.drafts(place):
        if draft.base_number != (row.number or 0) - 1:
            continue
        draft.base_number = row.number or 0
        mine = lists.members_of(draft)
        rebased = rules.rebased(mine, before=before, after=after)
        if rebased == mine:
            continue
        drafts.put(draft, rebased)
        draft.version += 1
        draft.before = None
        draft.changed_at, draft.changed_by = at, by.label[:160]
        _note(draft, mine, rebased, by=by, at=at)
    db.session.flush()


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
