"""Laying side by side the records that share a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import combinations
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
    seen: set[tuple[int, int]] = set()
    for members in _under_keys(facts, keys):
        if fresh is not None and not any(each in fresh for each in members):
            continue
        for first, second in combinations(sorted(members), 2):
            if (first, second) in seen:
                continue
            if fresh is not None and first not in fresh and second not in fresh:
                continue
            seen.add((first, second))
            found = compare(facts[first], facts[second])
            if found is not None:
                yield first, second, found


def _under_keys(
    facts: Mapping[int, Facts], keys: Callable[[Facts], set[str]]
) -> Iterator[list[int]]:
    shared: dict[str, list[int]] = defaultdict(list)
    for number, each in facts.items():
        for key in keys(each):
            shared[key].append(number)
    return (found for found in shared.values() if 1 < len(found) <= MOST_UNDER_A_KEY)
