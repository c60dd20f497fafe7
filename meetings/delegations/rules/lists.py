"""How two lists of one delegation differ, and how they come together. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from meetings.delegations.rules.members import List, Member

COMPARED: Final = (
    "honorific",
    "given_names",
    "surnames",
    "email",
    "sex",
    "capacity_code",
    "functions",
    "post",
    "personnel_kind_code",
    "mode",
    "language",
    "is_head",
)


@dataclass(frozen=True)
class Difference:
    """Somebody who is on both lists, with the fields that differ."""

    before: Member
    after: Member
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """What is new on the later of two lists: who came in whose place is in neither other part.

    `stands` are those who stand otherwise on it (see DelegationMember): no list's writer does that.
    """

    added: tuple[Member, ...] = ()
    left: tuple[Member, ...] = ()
    replaced: tuple[tuple[Member, Member], ...] = ()
    changed: tuple[Difference, ...] = ()
    is_reordered: bool = False
    stands: tuple[tuple[Member, Member], ...] = ()

    @property
    def moved(self) -> tuple[Member, ...]:
        """Who is in another capacity now, or comes in another one than that of who stood there."""
        pairs = (*self.replaced, *((each.before, each.after) for each in self.changed))
        return tuple(new for old, new in pairs if old.capacity_code != new.capacity_code)

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.left or self.replaced or self.changed or self.is_reordered)


def compare(before: Sequence[Member], after: Sequence[Member]) -> Differences:
    """What changed from one list to another."""
    old = {each.key: each for each in before}
    new = {each.key: each for each in after}
    pairs = {
        each.key: old[each.replaces_key]
        for each in after
        if each.key not in old and each.replaces_key in old and each.replaces_key not in new
    }
    gone = {each.key for each in pairs.values()}
    both = [(old[key], each) for key, each in new.items() if key in old]
    changes = [Difference(one, other, _fields(one, other)) for one, other in both]
    return Differences(
        added=tuple(e for e in after if e.key not in old and e.key not in pairs),
        left=tuple(e for e in before if e.key not in new and e.key not in gone),
        replaced=tuple((pairs[e.key], e) for e in after if e.key in pairs),
        changed=tuple(each for each in changes if each.fields),
        is_reordered=[k for k in old if k in new] != [k for k in new if k in old],
        stands=tuple((one, other) for one, other in both if one.standing != other.standing),
    )


def aligned(mine: Sequence[Member], official: Sequence[Member], *, living: Collection[int]) -> List:
    """Mine with the keys of the official list, for who is on both though each office named her.

    The same person is who has the same key, else the same name and mailbox, else the same name; so
    that she keeps her participation. Whose participation does not live (`living` holds the ids of
    those that do) is left as she is: she is nominated anew.
    """
    named = {each.key for each in mine}
    free = [each for each in official if each.key not in named and each.participation_id in living]
    held = {each.key for each in official}
    twins: dict[str, Member] = {}
    for is_sure in (True, False):
        for each in mine:
            if each.key in held or each.key in twins:
                continue
            twin = next((one for one in free if _are_one(one, each, is_sure=is_sure)), None)
            if twin is not None:
                free.remove(twin)
                twins[each.key] = twin
    stands = {each.key: each.standing for each in official}
    same = (_as(each, twins.get(each.key)) for each in mine)
    return tuple(replace(each, standing=stands.get(each.key, "")) for each in same)


def _are_one(one: Member, other: Member, *, is_sure: bool) -> bool:
    same_mailbox = one.email == other.email or not is_sure
    return one.identity == other.identity and same_mailbox


def _as(member: Member, twin: Member | None) -> Member:
    if twin is None:
        return member
    return replace(
        member,
        key=twin.key,
        replaces_key=twin.replaces_key,
        participation_id=twin.participation_id,
    )


def merge(base: Sequence[Member], mine: Sequence[Member], *, theirs: Sequence[Member]) -> List:
    """Both lists put together: what either changed since the list from which mine began.

    In the order of mine, then who is new in theirs; who came in somebody's place stands there. Who
    was withdrawn by one stays so, unless the other changed her meanwhile; where both changed the
    same field, mine holds. Somebody whom both added is one.
    """
    began = {each.key: each for each in base}
    other = {each.key: each for each in theirs}
    named = {each.identity: each for each in theirs if each.key not in began}
    places: dict[str, list[Member]] = {}  # those who stand where each of mine stood
    taken: set[str] = set()
    for each in mine:
        twin = other.get(each.key) or (named.get(each.identity) if each.key not in began else None)
        old, place = began.get(each.key), places.setdefault(each.key, [])
        if twin is None and old is not None and not _fields(old, each):
            continue
        place.append(_together(old, each, twin) if twin else each)
        taken.add(twin.key if twin else each.key)
    withdrawn = {key for key in began if key not in {each.key for each in mine}}
    for each in theirs:
        is_new = each.key not in began
        is_changed = not is_new and bool(_fields(began[each.key], each))
        if each.key not in taken and (is_new or (each.key in withdrawn and is_changed)):
            _stand(places, each, theirs)
    merged = [each for place in places.values() for each in place]
    present = {each.replaces_key for each in merged} - {None}
    kept = (each for each in merged if each.key not in present)
    return _one_head(tuple(kept), mine, theirs, base)


def _stand(places: dict[str, list[Member]], one: Member, theirs: Sequence[Member]) -> None:
    """Let somebody of theirs stand where the one stood in whose place she came; where mine does not
    know her, after the one before her in theirs; who came in nobody's place, at the end."""
    if one.replaces_key is None:
        places[one.key] = [one]
        return
    place = places.get(one.replaces_key)
    if place is not None:
        place.append(one)
        return
    where = {member.key: place for place in places.values() for member in place}
    before = [each.key for each in theirs[: theirs.index(one)] if each.key in where]
    if before:
        where[before[-1]].append(one)
    else:
        next(iter([*places.values()]), places.setdefault(one.key, [])).insert(0, one)


def fields_of(difference: Difference) -> dict[str, tuple[Any, Any]]:
    """The fields that differ, each with what it held before and after."""
    return {
        name: (getattr(difference.before, name), getattr(difference.after, name))
        for name in difference.fields
    }


def _fields(one: Member, other: Member) -> tuple[str, ...]:
    return tuple(name for name in COMPARED if getattr(one, name) != getattr(other, name))


def _together(old: Member | None, mine: Member, theirs: Member) -> Member:
    """One member out of two: theirs, with what mine changed."""
    since = COMPARED if old is None else _fields(old, mine)
    kept = {name: getattr(mine, name) for name in since if getattr(mine, name) or old is not None}
    return replace(theirs, **kept)


def _one_head(merged: List, *told: Iterable[Member]) -> List:
    """One head of delegation: the one of mine where it differs from the beginning's, else theirs.

    `told` are mine, theirs and the list from which mine began.
    """
    mine, theirs, base = ({each.key for each in those if each.is_head} for those in told)
    names = [each.identity for those in told for each in those if each.is_head]
    wanted = mine if mine != base else theirs
    heads = [each for each in merged if each.key in wanted or each.is_head]
    chosen = next(
        (each for each in heads if each.key in wanted),
        next((each for each in heads if each.identity in names), None),
    )
    return tuple(replace(each, is_head=each is chosen) for each in merged)
