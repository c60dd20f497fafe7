"""Laying side by side the records that share a key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, TypeVar

from meetings.directory.rules.likeness.verdict import Likeness

MOST_UNDER_A_KEY: Final = 300
AT_ONCE: Final = 200  # records whose keys are made in one step
Facts = TypeVar("Facts")
Pair = tuple[int, int, Likeness]
Step = tuple[int | None, list[Pair]]


def likely_pairs(
    facts: Mapping[int, Facts],
    *,
    keys: Callable[[Facts], set[str]],
    compare: Callable[[Facts, Facts], Likeness | None],
    fresh: Collection[int] | None = None,
) -> Iterator[Pair]:
    """Every two records that are likely one, the lower id first.

    With `fresh` only those of which one is among them. A key that more than 300 records share
    tells too little: what is alike there shares a rarer one.
    """
    for _record, found in in_steps(facts, keys=keys, compare=compare, fresh=fresh):
        yield from found


def in_steps(
    facts: Mapping[int, Facts],
    *,
    keys: Callable[[Facts], set[str]],
    compare: Callable[[Facts, Facts], Likeness | None],
    fresh: Collection[int] | None = None,
    after: int | None = None,
) -> Iterator[Step]:
    """The same in steps of some milliseconds, after each of which one may rest: a record that was
    laid beside all others, in the order of ids, and the pairs found; at first without a record,
    while keys are made.

    `after` is the last record of which that was done before. A pair is found by the one of its two
    that is looked at, the lower where both are.
    """
    looked = facts if fresh is None else frozenset(fresh)
    groups: dict[int, list[list[int]]] = {}
    wanted = sorted(number for number in looked if after is None or number > after)
    for _keys in _group(groups, facts, keys, wanted):
        yield None, []
    for number in wanted:
        others = set[int]().union(*groups.pop(number, ()))
        found = []
        for other in sorted(others):
            if other == number or (other < number and other in looked):
                continue
            first, second = sorted((number, other))
            alike = compare(facts[first], facts[second])
            if alike is not None:
                found.append((first, second, alike))
        yield number, found


def _group(
    groups: dict[int, list[list[int]]],
    facts: Mapping[int, Facts],
    keys: Callable[[Facts], set[str]],
    wanted: Collection[int],
) -> Iterator[None]:
    """Fill in, step by step: wanted record -> those who share a key with it, key by key."""
    of_wanted: dict[int, set[str]] = {}
    for place, number in enumerate(wanted):
        of_wanted[number] = keys(facts[number])
        if place % AT_ONCE == 0:
            yield
    shared: dict[str, list[int]] = {key: [] for hers in of_wanted.values() for key in hers}
    yield
    for place, (number, each) in enumerate(facts.items()):
        for key in shared.keys() & (of_wanted.get(number) or keys(each)):
            shared[key].append(number)
        if place % AT_ONCE == 0:
            yield
    for number, hers in of_wanted.items():
        groups[number] = [shared[key] for key in hers if 1 < len(shared[key]) <= MOST_UNDER_A_KEY]
