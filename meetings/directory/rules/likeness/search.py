"""Laying side by side the records that share a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, TypeVar

from meetings.directory.rules.likeness.verdict import Likeness

MOST_UNDER_A_KEY: Final = 600
Facts = TypeVar("Facts")


def likely_pairs(
    facts: Mapping[int, Facts],
    *,
    keys: Callable[[Facts], set[str]],
    compare: Callable[[Facts, Facts], Likeness | None],
    fresh: Collection[int] | None = None,
) -> Iterator[tuple[int, int, Likeness]]:
    """Every two records that are likely one, the lower id first.

    With `fresh` only those of which one is among them. A key that more than 600 records share
    tells too little: what is alike there shares a rarer one.
    """
    groups = _groups(facts, keys)
    for number in sorted(facts if fresh is None else fresh):
        others = set[int]().union(*groups.get(number, ()))
        for other in sorted(others if fresh is not None else filter(number.__lt__, others)):
            if other == number or (other < number and fresh is not None and other in fresh):
                continue
            first, second = sorted((number, other))
            found = compare(facts[first], facts[second])
            if found is not None:
                yield first, second, found


def _groups(
    facts: Mapping[int, Facts], keys: Callable[[Facts], set[str]]
) -> dict[int, list[list[int]]]:
    """Record -> the groups it is in: those who share a key with it."""
    shared: dict[str, list[int]] = defaultdict(list)
    for number, each in facts.items():
        for key in keys(each):
            shared[key].append(number)
    found: dict[int, list[list[int]]] = defaultdict(list)
    for members in shared.values():
        if 1 < len(members) <= MOST_UNDER_A_KEY:
            for number in members:
                found[number].append(members)
    return found
