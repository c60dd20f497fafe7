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
    wanted = sorted(number for number in looked if after is None or number > after)
    if not wanted:
        return
    hers: dict[int, set[str]] = {}
    shared: dict[str, list[int]] = {}
    for _some in _make_keys(facts, keys, wanted, hers, shared):
        yield None, []
    for number in wanted:
        groups = (shared[key] for key in hers.pop(number))
        others = set[int]().union(*(each for each in groups if len(each) <= MOST_UNDER_A_KEY))
        found = []
        for other in sorted(others):
            if other == number or (other < number and other in looked):
                continue
            first, second = sorted((number, other))
            alike = compare(facts[first], facts[second])
            if alike is not None:
                found.append((first, second, alike))
        yield number, found


def _make_keys(
    facts: Mapping[int, Facts],
    keys: Callable[[Facts], set[str]],
    wanted: Collection[int],
    hers: dict[int, set[str]],
    shared: dict[str, list[int]],
) -> Iterator[None]:
    """Fill in, step by step: wanted record -> its keys, and each of these -> all who share it."""
    for place, number in enumerate(wanted):
        hers[number] = keys(facts[number])
        shared.update((key, []) for key in hers[number])
        if place % AT_ONCE == 0:
            yield
    for place, (number, each) in enumerate(facts.items()):
        for key in shared.keys() & (hers.get(number) or keys(each)):
            shared[key].append(number)
        if place % AT_ONCE == 0:
            yield
