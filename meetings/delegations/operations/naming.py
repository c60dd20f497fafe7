"""The steps by which a list is written: named, corrected, substituted, taken off, put in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from flask_babel import lazy_gettext as _l

from meetings.actor import Actor
from meetings.delegations.models import DelegationList
from meetings.delegations.operations.acting import entry_of
from meetings.delegations.operations.drafts import write
from meetings.delegations.queries import around
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.called import called
from meetings.delegations.queries.last_time import last_delegation
from meetings.delegations.queries.left import left, left_twin
from meetings.delegations.queries.lists import Place
from meetings.delegations.queries.offers import offer
from meetings.delegations.queries.sexes import with_stated_sex
from meetings.delegations.rules import lists, members
from meetings.delegations.rules.experts import check_no_expert, facts_of
from meetings.delegations.rules.members import Member
from meetings.delegations.rules.offered import check_offered
from meetings.errors import Refused
from meetings.registration import rules
from meetings.registration.models import Represents
from meetings.registration.queries.of_states import check_represented


def add(
    place: Place, member: Member, *, seen: str, is_again: bool = False, by: Actor, at: datetime
) -> DelegationList:
    """Name somebody, at the end of the list; her sex, where it is left open, is what the State's
    desk said of her before. Whose nomination of that name has ended is named anew at her place only
    where `is_again`. Raises Refused, naming the field, for a fault, for an expert, for a capacity
    that is not offered or is closed, for who is on the list already (code ended where her
    nomination has ended)."""
    member = with_stated_sex(_checked(place, member, at=at), place.state_code)
    step, action = partial(members.added, new=member), "add"
    ended = queries.ended_twin(place, member)
    if ended is not None and not is_again:
        raise _named_before(ended)
    if ended is not None:
        step, action = partial(members.named_again, key=ended.key, new=member), "again"
    twin = None if ended else left_twin(place, queries.shown(place), new=member)
    if twin is not None and not is_again:
        raise _withdrawn_before(twin)
    if twin is not None:
        same = replace(member, participation_id=twin.participation_id)
        step, action = partial(members.added, new=same), "again"
    return write(place, step, seen=seen, action=action, name=member.name, by=by, at=at)


def _named_before(ended: Member) -> Refused:
    sentence = _l(
        "%(name)s is on the list already, but her or his nomination has ended. If you mean the "
        "same person, name her or him again.",
        name=ended.name,
    )
    return Refused(sentence, field="given_names", code="ended")


def _withdrawn_before(twin: Member) -> Refused:
    sentence = _l(
        "%(name)s was in this delegation and was withdrawn. If you mean the same person, name her "
        "or him again.",
        name=twin.name,
    )
    return Refused(sentence, field="given_names", code="ended")


def change(
    place: Place, key: str, *, member: Member, seen: str, by: Actor, at: datetime
) -> DelegationList:
    """Correct what is said of somebody. Raises Refused as `add` does, and for another person's
    name than the one under which she was nominated."""
    before = members.found(_now(place), key)
    member = _checked(place, member, before=before, at=at)
    step = partial(members.changed, key=key, new=member, called=called(before))
    difference = lists.compare([before], step((before,))).changed
    details = {
        name: [_plain(old), _plain(new)]
        for each in difference
        for name, (old, new) in lists.fields_of(each).items()
    }
    return write(
        place, step, seen=seen, action="change", name=before.name, details=details, by=by, at=at
    )


def substitute(
    place: Place, key: str, *, member: Member, seen: str, by: Actor, at: datetime
) -> DelegationList:
    """Let somebody come in the place of another, at her place in the order. Raises Refused as
    `add` does."""
    before = next((each for each in _now(place) if each.key == key), None)
    member = with_stated_sex(_checked(place, member, before=before, at=at), place.state_code)
    step = partial(members.replaced, key=key, new=member)
    was = before.name if before is not None else ""
    return write(
        place,
        step,
        seen=seen,
        action="replace",
        name=was,
        details={"by": member.name},
        by=by,
        at=at,
    )


def remove(
    place: Place, key: str, *, note: str = "", seen: str, by: Actor, at: datetime
) -> DelegationList:
    """Take somebody off the list; the note is what she reads when the list is submitted."""
    step, name = partial(members.without, key=key), _name(place, key)
    details = {"key": key} | ({"note": note} if note else {})
    return write(place, step, seen=seen, action="remove", name=name, details=details, by=by, at=at)


def move(
    place: Place, key: str, *, direction: int, seen: str, by: Actor, at: datetime
) -> DelegationList:
    """Move somebody one place up (-1) or down (1) among those who come."""
    ended = _ended(place)
    step = partial(members.moved, key=key, step=direction, ended=ended)
    return write(place, step, seen=seen, action="move", name=_name(place, key), by=by, at=at)


def head(place: Place, key: str, *, seen: str, by: Actor, at: datetime) -> DelegationList:
    """Mark the head of the delegation; nobody else is it then. Raises Refused (code ended) for
    whoever was declined or has withdrawn."""
    if key in _ended(place):
        sentence = _l(
            "The nomination of %(name)s has ended: name her or him again first.",
            name=_name(place, key),
        )
        raise Refused(sentence, code="ended")
    step = partial(members.headed, key=key)
    return write(place, step, seen=seen, action="head", name=_name(place, key), by=by, at=at)


def again(place: Place, key: str, *, seen: str, by: Actor, at: datetime) -> DelegationList:
    """Name somebody anew whose nomination had ended, or whom the desk had withdrawn: the same
    person, nominated once more. Raises Refused when the time to name people has passed."""
    gone = next((e for e in left(place, queries.shown(place)) if e.key == key), None)
    who = gone or members.found(_now(place), key)
    if place.focal_point is not None:
        offer(place.meeting, place.state_code).may_name(who.capacity_code, place.meeting, at=at)
    step = partial(members.again, key=key)
    if gone is not None:
        step = partial(members.added, new=members.anew(gone))
    return write(place, step, seen=seen, action="again", name=who.name, by=by, at=at)


def as_last_time(place: Place, *, seen: str, by: Actor, at: datetime) -> DelegationList:
    """Take over the delegation to the body's session before. Raises Refused (code none) where
    there is none, or nobody may be named now."""
    earlier, found = last_delegation(place), offer(place.meeting, place.state_code)
    offered, refusal = found.now(place.meeting, at=at)
    if place.focal_point is None:
        offered = found.codes
    elif refusal is not None:
        raise refusal
    if not earlier or not offered:
        raise Refused(_l("No delegation to a session before is known."), code="none")
    step = partial(members.begun, earlier=earlier, offered=offered)
    return write(place, step, seen=seen, action="begin", by=by, at=at)


def _checked(place: Place, member: Member, *, before: Member | None = None, at: datetime) -> Member:
    """A member without a fault; raises Refused, naming the field. In the capacity of who stood
    there `before` she may come to the last hour, in another one only while it is open. An officer
    passes what is open and until when, never what the State is at such a meeting."""
    entry = entry_of(member, place.state_code).cleaned()
    if not entry.capacity_code:
        raise Refused(_l("Choose a capacity from the list."), field="capacity")
    rules.check(entry, rules.lists((Represents.STATE,)))
    capacity_stays = before is not None and before.capacity_code == member.capacity_code
    if not capacity_stays and place.focal_point is None:
        check_represented(place.meeting, entry)
    elif not capacity_stays:
        found = offer(place.meeting, place.state_code)
        check_offered(member.capacity_code, found.codes)
        found.may_name(member.capacity_code, place.meeting, at=at)
    check_no_expert(facts_of(member), around.experts_of(place))
    return member


def _now(place: Place) -> members.List:
    return queries.members_of(queries.shown(place).list)


def _ended(place: Place) -> frozenset[str]:
    """The keys of those on the desk's list who have ended."""
    now = queries.shown(place)
    return queries.ended(
        now, queries.participations(queries.members_of(now.list), place.meeting.id)
    )


def _name(place: Place, key: str) -> str:
    return next((each.name for each in _now(place) if each.key == key), "")


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
