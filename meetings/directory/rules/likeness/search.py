"""Laying side by side the records that share a key."""

from __future__ import annotations

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
    groups = _groups(facts, keys, facts if fresh is None else fresh)
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
    facts: Mapping[int, Facts], keys: Callable[[Facts], set[str]], wanted: Collection[int]
) -> dict[int, list[list[int]]]:
    """Wanted record -> the groups it is in: those who share a key with it."""
    of_wanted = {number: keys(facts[number]) for number in wanted}
    shared: dict[str, list[int]] = {key: [] for hers in of_wanted.values() for key in hers}
    for number, each in facts.items():
        for key in shared.keys() & (of_wanted.get(number) or keys(each)):
            shared[key].append(number)
    return {
        number: [shared[key] for key in hers if 1 < len(shared[key]) <= MOST_UNDER_A_KEY]
        for number, hers in of_wanted.items()
    }
