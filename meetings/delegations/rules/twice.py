"""Who may stand twice in one delegation, under one name or two spellings. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from flask_babel import lazy_gettext as _l

from meetings.delegations.rules.experts import facts_of
from meetings.delegations.rules.members import Member
from meetings.directory.rules.likeness import compare_people
from meetings.errors import Refused

Pair = tuple[Member, Member]


def twins(members: Sequence[Member], *, ended: Collection[str] = ()) -> list[Pair]:
    """The pairs among those who come of which both may be one person, in the list's order; `ended`
    are the keys of those who have ended since the list was made."""
    come = [each for each in members if each.comes and each.key not in ended]
    return [
        (one, other)
        for one, other in combinations(come, 2)
        if one.identity == other.identity
        or compare_people(facts_of(one), facts_of(other)) is not None
    ]


def unsaid(
    members: Sequence[Member], before: Sequence[Member], *, ended: Collection[str] = ()
) -> list[Pair]:
    """Those pairs that the list `before`, the official one, did not hold in these names: whoever
    sends the list says of them that they are two persons."""
    known = {(each.key, each.identity) for each in before}
    return [
        pair
        for pair in twins(members, ended=ended)
        if not {(each.key, each.identity) for each in pair} <= known
    ]


def remark(pair: Pair) -> object:
    """The sentence that two on a list may be one person."""
    one, other = (each.name for each in pair)
    if one == other:
        return _l("%(name)s stands on the list more than once.", name=one)
    return _l("%(one)s and %(other)s on the list may be one person.", one=one, other=other)


def check_two(pairs: Sequence[Pair], *, are_two: bool) -> None:
    """Raise Refused (code twice) for a pair of which nobody said that they are two persons."""
    if pairs and not are_two:
        sentence = _l(
            "%(told)s Take one of them off the list, or tick that they are two persons, and submit "
            "again.",
            told=" ".join(str(remark(each)) for each in pairs),
        )
        raise Refused(sentence, code="twice")
