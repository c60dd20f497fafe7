"""What is corrected of somebody on an official list, or decided about her, makes the next one, and
her State is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from meetings import audit
from meetings.actor import Actor, ActorKind
from meetings.db import db
from meetings.delegations import mails
from meetings.delegations.models import DelegationList, ListState, ListWay
from meetings.delegations.operations import drafts
from meetings.delegations.queries import following as queries
from meetings.delegations.queries import lists, standing
from meetings.delegations.queries.following import Followed
from meetings.delegations.queries.lists import Place, Shown
from meetings.delegations.queries.standing import Decided
from meetings.delegations.rules import following as rules
from meetings.delegations.rules.coming import deed_of
from meetings.delegations.rules.lists import compare, fields_of
from meetings.delegations.rules.members import List
from meetings.registration.rules.counting import ENDED


def follow(place: Place, now: Shown, *, at: datetime) -> DelegationList | None:
    """Make the next official list of what was corrected in the registrations of those on this one:
    name, post, role or capacity, by whomever; and of how they stand now: declined, withdrawn, with
    a seat at last. Who has ended stays on it, on no paper, to be named again or substituted. None
    where it says the same.

    All that was corrected makes one list, which has its number, its line in the history for each
    person and its hour; a draft that was begun from the list before is changed where its writer
    left it as it was. The State's focal points are told. The caller holds the delegation
    (`drafts.hold`), as it stands `now`.
    """
    found = queries.of(place, at=at)
    stands = standing.decided(now.official, at=at)
    if now.official is None or not (found or stands):
        return None
    before = lists.members_of(now.official)
    changed = {each.before.key: each.after for each in found}
    after = tuple(changed.get(each.key, each) for each in before)
    by = _last(found, stands, at=at)
    secretariat = Place(place.meeting, place.state_code)
    row = drafts.begin(secretariat, now, by=by, at=at)
    now.official.state = ListState.SUPERSEDED
    db.session.flush()
    drafts.put_official(row, after)
    after = lists.members_of(row)
    way = ListWay.STANDING if stands else ListWay.CORRECTION
    row.state, row.way, row.number = ListState.OFFICIAL, way, now.number + 1
    row.submitted_at = at
    row.submitted_by = by.label[:160] if by.kind != ActorKind.LINK else ""
    row.version += 1
    _note(row, before, after, by=by, at=at)
    _note_decided(row, stands)
    _rebase(place, row, before, after, by=by, at=at)
    subject = ("delegation", f"{place.meeting.slug}:{place.state_code}")
    changes = {"number": row.number, "way": row.way, "members": len(after)}
    audit.record("delegations.follow", subject, by=by, at=at, changes=changes)
    mails.receipt(secretariat, row, compare(before, after), decided=stands, at=at)
    return row


def _last(found: Sequence[Followed], stands: Sequence[Decided], *, at: datetime) -> Actor:
    """Who made the last of these changes."""
    made = [(each.change.at, each.change.actor_kind, each.change.actor_label) for each in stands]
    made += [(e.row.judged_at or at, e.row.actor_kind, e.row.judged_by) for e in found]
    _when, kind, label = max(made)
    return Actor(ActorKind(kind or ActorKind.USER), "", label)


def _note_decided(row: DelegationList, stands: Sequence[Decided]) -> None:
    """What became of whom, who decided it, and the reason."""
    for each in stands:
        change = each.change
        by = Actor(ActorKind(change.actor_kind), "", change.actor_label)
        said = {"note": change.note} if each.standing in ENDED and change.note else {}
        action = deed_of(each.before.standing, each.standing)
        drafts.note(row, action, name=each.before.name, details=said, by=by, at=change.at)


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
        if not compare(mine, rebased):
            continue
        draft.version += 1
        draft.before = None
        draft.changed_at, draft.changed_by = at, by.label[:160]
        _note(draft, mine, rebased, by=by, at=at)
    db.session.flush()


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
