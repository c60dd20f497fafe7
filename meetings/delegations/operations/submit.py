"""A list becomes the official one, and what it says is done, in one unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.delegations import mails
from meetings.delegations.models import DelegationList, ListState, ListWay
from meetings.delegations.operations import drafts, following, nominees
from meetings.delegations.operations.acting import Acting
from meetings.delegations.queries import around
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.called import all_called
from meetings.delegations.queries.going_back import sent_last
from meetings.delegations.queries.lists import Place, Shown
from meetings.delegations.queries.offers import Offer, offer
from meetings.delegations.rules import deeds, lists
from meetings.delegations.rules.deeds import Deed
from meetings.delegations.rules.experts import check_no_expert, facts_of
from meetings.delegations.rules.lists import Differences
from meetings.delegations.rules.members import List, Member, check_same
from meetings.delegations.rules.offered import check_offered
from meetings.delegations.rules.twice import Pair, check_two, unsaid
from meetings.errors import Refused
from meetings.registration.models import GONE, Participation


def submit(
    place: Place,
    *,
    seen: str,
    over: int | None = None,
    way: ListWay | None = None,
    without_late: bool = False,
    are_two: bool = False,
    by: Actor,
    at: datetime,
) -> DelegationList:
    """Make the office's draft the official list, with the next number; the same again is the same.

    Where another office's list became official meanwhile, `way` says what becomes of it (supersede,
    merge) and `over` is its number as the writer saw it. `without_late` leaves out who cannot be
    named any more (see `late`). Who may stand on it twice is taken where the writer says that they
    `are_two` persons. Raises Refused: stale, behind (the writer has not seen the other
    list yet), late, twice, empty, same, and what a deed, a capacity, a seat refuses.
    """
    now = drafts.hold(place)
    if now.draft is None or now.seen != seen:
        return _submitted(seen)
    draft = now.draft
    if following.follow(place, now, at=at) is not None:
        now = queries.shown(place)
    members = queries.members_of(draft)
    if now.is_behind:
        if over != now.number or way not in {ListWay.SUPERSEDE, ListWay.MERGE}:
            raise Refused(
                _l("Another office has submitted a list meanwhile: look at both."), code="behind"
            )
        if way == ListWay.MERGE:
            members = merged(place, now)
    else:
        way = ListWay.CHANGE if now.official else ListWay.FIRST
    outside = late(place, now, members=members, at=at)
    if outside and not without_late:
        sentence = _l(
            "The time to name people has passed: %(names)s cannot be named any more. Submit the "
            "list without them.",
            names=", ".join(each.name for each in outside),
        )
        raise Refused(sentence, code="late")
    members = tuple(each for each in members if each not in outside)
    pairs = doubtful(place, now, members=members)
    check_two(pairs, are_two=are_two)
    for one, other in pairs:
        drafts.note(draft, "two", name=f"{one.name}, {other.name}", by=by, at=at)
    return _publish(place, now, draft, members, way=way, by=by, at=at)


def merged(place: Place, now: Shown) -> List:
    """What both lists put together would be; nothing is written."""
    base = queries.numbered(place, now.draft.base_number) if now.draft else None
    return lists.merge(
        queries.members_of(base),
        queries.members_of(now.draft),
        theirs=queries.members_of(now.official),
    )


def upon(place: Place, now: Shown, *, members: List) -> List:
    """A list as it would be submitted: who is on the official one too is known again."""
    before = queries.members_of(now.official)
    known = queries.participations(before, place.meeting.id)
    return lists.aligned(members, before, living=living(known))


def doubtful(place: Place, now: Shown, *, members: List) -> list[Pair]:
    """Who may stand twice on a list, and did not on the official one."""
    before = queries.members_of(now.official)
    known = queries.participations(before, place.meeting.id)
    gone = {id_ for id_, each in known.items() if each.status in GONE}
    ended = {each.key for each in before if each.participation_id in gone}
    return unsaid(upon(place, now, members=members), before, ended=ended)


def late(place: Place, now: Shown, *, members: List, at: datetime) -> List:
    """Who is new on a list and cannot be named at this instant, because the time of her capacity
    is over or has not begun: nobody where the secretariat acts."""
    if place.focal_point is not None:
        found = offer(place.meeting, place.state_code)
        before = queries.members_of(now.official)
        keys = {each.key for each in lists.compare(before, upon(place, now, members=members)).added}
        new = (each for each in members if each.key in keys)
        return tuple(each for each in new if _is_late(found, each, place=place, at=at))
    return ()


def _is_late(found: Offer, member: Member, *, place: Place, at: datetime) -> bool:
    try:
        found.may_name(member.capacity_code, place.meeting, at=at)
    except Refused as refusal:
        return refusal.code in {"closed", "early"}
    return False


def living(known: Mapping[int, Participation]) -> frozenset[int]:
    """Those of these participations that have not ended."""
    return frozenset(id_ for id_, each in known.items() if each.status not in GONE)


def undo(place: Place, *, over: int, by: Actor, at: datetime) -> DelegationList:
    """Take back the list that was sent last, by a list with a number of its own: as the one before,
    with whatever was corrected in registrations or decided about people since.

    `over` is the number of the list that the writer wants to leave. Raises Refused: stale, first
    where there was no list before, and same where nothing of it would change.
    """
    now = drafts.hold(place)
    if following.follow(place, now, at=at) is not None:
        now = queries.shown(place)
    sent = sent_last(place, now)
    if sent is None and now.official is not None and now.number == over == 1:
        raise Refused(_l("There was no list before this one."), code="first")
    if sent is None or sent.number != over:
        raise drafts.stale()
    row = drafts.begin(place, now, by=by, at=at)
    return _publish(place, now, row, sent.members, way=ListWay.UNDO, by=by, at=at)


def _submitted(seen: str) -> DelegationList:
    """The list that a second click means; else it was changed meanwhile."""
    found = queries.by_public_id(seen.partition(":")[0])
    if found is None or found.number is None or f"{found.version - 1}" != seen.partition(":")[2]:
        raise drafts.stale()
    return found


def _publish(
    place: Place,
    now: Shown,
    row: DelegationList,
    members: List,
    *,
    way: ListWay,
    by: Actor,
    at: datetime,
) -> DelegationList:
    before = queries.members_of(now.official)
    known = queries.participations((*before, *members), place.meeting.id)
    members = lists.aligned(members, before, living=living(known))
    differences = lists.compare(before, members)
    if not differences and before:
        raise Refused(_l("Nothing of the list has changed: there is nothing to send."), code="same")
    if not differences:
        raise Refused(_l("Name at least one person."), code="empty")
    found = offer(place.meeting, place.state_code)
    _check(place, differences, found, restores=way == ListWay.UNDO, at=at)
    notes, restores = queries.notes(row), way == ListWay.UNDO
    acting = Acting(place, row, found, by, at, notes=notes, restores=restores)
    made = nominees.carry_out(differences, members, acting=acting, known=known)
    if now.official is not None:
        now.official.state = ListState.SUPERSEDED
        db.session.flush()
    drafts.put_official(row, drafts.bind(members, made))
    row.state, row.way, row.number = ListState.OFFICIAL, way, now.number + 1
    row.submitted_at, row.submitted_by = at, by.label[:160]
    row.version += 1
    row.before = None
    drafts.note(row, "undo" if way == ListWay.UNDO else "submit", by=by, at=at)
    subject = ("delegation", f"{place.meeting.slug}:{place.state_code}")
    changes = {"number": row.number, "way": way, "members": len(members)}
    audit.record("delegations.submit", subject, by=by, at=at, changes=changes)
    mails.receipt(place, row, lists.compare(before, queries.members_of(row)), at=at)
    return row


def _check(
    place: Place, differences: Differences, offer: Offer, *, restores: bool, at: datetime
) -> None:
    """Whether each deed of a list may be done now, in this capacity, for this person."""
    meeting, is_secretariat = place.meeting, place.focal_point is None
    experts = around.experts_of(place)
    named = Deed.SUBSTITUTE if restores else Deed.NOMINATE
    steps = [(named, each) for each in differences.added]
    steps += [(Deed.SUBSTITUTE, new) for _old, new in differences.replaced]
    steps += [(Deed.WITHDRAW, each) for each in differences.left]
    steps += [(Deed.CORRECT, each.after) for each in differences.changed]
    moved = {each.key for each in differences.moved}
    called = {} if restores else all_called(_renamed(differences))
    for deed, member in steps:
        opening = offer.opening(member.capacity_code)
        try:
            deeds.may(
                deed,
                meeting_status=meeting.status,
                published=meeting.published_at is not None,
                opening=opening,
                ends_at=meeting.ends_at,
                at=at,
                is_secretariat=is_secretariat,
            )
            if member.key in moved and not (is_secretariat or restores):
                offer.may_name(member.capacity_code, meeting, at=at)
            if member.participation_id in called:
                check_same(called[member.participation_id], member)
            if deed in {Deed.NOMINATE, Deed.SUBSTITUTE}:
                check_no_expert(facts_of(member), experts)
                if not is_secretariat:
                    check_offered(member.capacity_code, offer.codes)
        except Refused as refusal:
            sentence = _l("%(name)s: %(reason)s", name=member.name, reason=str(refusal))
            raise Refused(sentence, code=refusal.code) from refusal


def _renamed(differences: Differences) -> list[Member]:
    """Whose name a list says anew."""
    told = {"given_names", "surnames"}
    changed = [each.after for each in differences.changed if told & set(each.fields)]
    return [*differences.added, *(new for _old, new in differences.replaced), *changed]
