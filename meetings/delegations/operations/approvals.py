"""Who registered for a State by herself: its focal point agrees, or says why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings.actor import Actor
from meetings.db import db
from meetings.delegations import mails
from meetings.delegations.models import DelegationList, ListState, ListWay
from meetings.delegations.operations import drafts, following
from meetings.delegations.queries import around
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.last_time import member_of
from meetings.delegations.queries.lists import Place, Shown
from meetings.delegations.rules import lists
from meetings.delegations.rules.experts import check_no_expert
from meetings.delegations.rules.members import List, Member
from meetings.directory import queries as directory
from meetings.directory.rules.likeness import PersonFacts
from meetings.errors import Refused
from meetings.registration import operations as registration
from meetings.registration.models import Participation


def agree(place: Place, public_id: str, *, by: Actor, at: datetime) -> None:
    """Agree to somebody: she is nominated, and stands at the end of the State's list.

    Where there is an official list, a new one holds her too, and so does a draft that was begun
    from it; the State's focal points are told. Where the secretariat agrees in their place, the
    history of her registration says so. Raises Refused (code gone) when she no longer waits,
    and (code expert) for whoever sits in her own name.
    """
    now = drafts.hold(place)
    if following.follow(place, now, at=at) is not None:
        now = queries.shown(place)
    waiting = _waiting(place, public_id)
    person = waiting.person
    facts = PersonFacts(person.given_names, person.surnames, person.email, place.state_code)
    check_no_expert(facts, around.experts_of(place))
    points = directory.focal_points(at.date(), of=(place.state_code,))
    is_over = place.focal_point is None and bool(points)
    registration.agree(waiting, by=by, at=at, over_focal_point=is_over)
    member = member_of(waiting)
    official = now.official
    draft = now.draft
    if official is not None:
        row = _follow(place, now, member, by=by, at=at)
        waiting.protocol_order = len(row.members)
        if draft is not None and draft.base_number == official.number:
            draft.base_number = row.number or 0
            _append(draft, member, told_with=row.number, by=by, at=at)
    else:
        row = draft or drafts.begin(place, now, by=by, at=at)
        _append(row, member, told_with=None, by=by, at=at)
    db.session.flush()


def decline(place: Place, public_id: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Say why somebody is not in the delegation; she reads it. Raises Refused without a reason
    (field reason), and (code gone) when she no longer waits."""
    drafts.hold(place)
    office = by.label if place.focal_point is not None else ""
    registration.decline(_waiting(place, public_id), reason, office=office, by=by, at=at)


def _waiting(place: Place, public_id: str) -> Participation:
    for each in around.waiting(place):
        if each.public_id == public_id:
            return each
    raise Refused(_l("This person no longer waits for an answer."), code="gone")


def _follow(place: Place, now: Shown, member: Member, *, by: Actor, at: datetime) -> DelegationList:
    """The next official list: as the one before, and somebody more."""
    before = queries.members_of(now.official)
    members: List = (*before, replace(member, is_head=False))
    row = drafts.begin(place, now, by=by, at=at)
    if now.official is not None:
        now.official.state = ListState.SUPERSEDED
        db.session.flush()
    drafts.put_official(row, members)
    row.state, row.way, row.number = ListState.OFFICIAL, ListWay.CHANGE, now.number + 1
    row.submitted_at, row.submitted_by = at, by.label[:160]
    row.version += 1
    drafts.note(row, "agree", name=member.name, by=by, at=at)
    mails.receipt(place, row, lists.compare(before, members), at=at)
    return row


def _append(
    row: DelegationList, member: Member, *, told_with: int | None, by: Actor, at: datetime
) -> None:
    """The draft with her too; where the official list of a number says it in the history, the
    draft's own line is only for whoever is writing it."""
    drafts.put(row, (*queries.members_of(row), member))
    row.version += 1
    row.before = None
    row.changed_at, row.changed_by = at, by.label[:160]
    details = {queries.TOLD_WITH: told_with} if told_with else {}
    drafts.note(row, "agree", name=member.name, details=details, by=by, at=at)
