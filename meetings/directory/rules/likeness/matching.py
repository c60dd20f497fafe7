"""The words of two names side by side: which of them pair, how well, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from meetings.directory.rules.likeness.words import (
    EXACT,
    INITIAL,
    alike,
    joined_runs,
    skeleton,
    telling,
    usual,
)

# What a word in common is worth: kind of name, and whether many bear it.
WORTH: Final = {
    ("given", True): 0.9,
    ("given", False): 1.6,
    ("surname", True): 1.2,
    ("surname", False): 2.2,
    ("any", True): 0.9,
    ("any", False): 1.6,
}


@dataclass(frozen=True)
class Match:
    """The words of two names side by side: worth, the weakest pair, and what had no partner.

    `in_order`: the pairs follow one another as in the other name.
    """

    worth: float
    pairs: int
    whole_pairs: int
    weakest: float
    left: int
    right: int
    in_order: bool

    @property
    def in_conflict(self) -> bool:
        return self.left > 0 and self.right > 0

    @property
    def dropped(self) -> int:
        return max(self.left, self.right)


@dataclass(frozen=True)
class Name:
    """Somebody's given names or surnames, with their particles, and what is read from them once."""

    words: tuple[str, ...]

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The words without particles."""
        return telling(self.words)

    @cached_property
    def by_sound(self) -> dict[str, str]:
        """How each word sounds, and the word."""
        return {skeleton(word): word for word in self.words}

    @cached_property
    def runs(self) -> dict[str, tuple[int, int]]:
        """How the words sound that may be written as one, and where they stand, longest first."""
        found: dict[str, tuple[int, int]] = {}
        for first, last, together in joined_runs(self.words):
            found.setdefault(skeleton(together), (first, last))
        return found

    def may_join(self, other: Name) -> bool:
        """Whether one of the two may write as one word what the other writes as several."""
        return not (
            self.runs.keys().isdisjoint(other.by_sound)
            and other.runs.keys().isdisjoint(self.by_sound)
        )


def match(one: Name, other: Name, *, kind: str) -> Match:
    """Pair the words of two names, the most alike first; runs of words may be written as one."""
    mine, hers = _joined(one, other), _joined(other, one)
    scored = [
        (quality, -abs(i - j), i, j)
        for i, a in enumerate(mine)
        for j, b in enumerate(hers)
        if (quality := alike(a, b, kind=kind))
    ]
    if not scored:
        return Match(0.0, 0, 0, EXACT, len(mine), len(hers), in_order=True)
    known = usual(kind)
    scored.sort(reverse=True)
    taken: dict[int, int] = {}
    worth, whole, weakest = 0.0, 0, EXACT
    for quality, _near, i, j in scored:
        if i in taken or j in taken.values():
            continue
        taken[i] = j
        worth += WORTH[kind, mine[i] in known or hers[j] in known] * quality
        whole += quality > INITIAL
        weakest = min(weakest, quality)
    left, right = len(mine) - len(taken), len(hers) - len(taken)
    places = [taken[i] for i in sorted(taken)]
    return Match(worth, len(taken), whole, weakest, left, right, places == sorted(places))


def _joined(one: Name, other: Name) -> tuple[str, ...]:
    """The telling words, with a run of words as one word where the other writes it so.

    Saint Fleur as Saintfleur, van der Meer as Vandermeer, Mc Intosh as McIntosh.
    """
    if one.runs.keys().isdisjoint(other.by_sound):
        return one.telling
    words = one.words
    for sound, (first, last) in one.runs.items():
        if (found := other.by_sound.get(sound)) and found not in words:
            return (
                *telling(words[:first], keep=False),
                found,
                *telling(words[last:], keep=False),
            )
    return one.telling
