"""The words of two names side by side: which of them pair, how well, and what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


def match(one: Sequence[str], other: Sequence[str], *, kind: str) -> Match:
    """Pair the words of two names, the most alike first; runs of words may be written as one.

    The names come with their particles, which only count in such runs.
    """
    known = usual(kind)
    mine, hers = _joined(one, other), _joined(other, one)
    scored = sorted(
        (
            (alike(a, b, known=known), -abs(i - j), i, j)
            for i, a in enumerate(mine)
            for j, b in enumerate(hers)
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    worth, whole, weakest = 0.0, 0, EXACT
    for quality, _near, i, j in scored:
        if quality == 0 or i in taken or j in taken.values():
            continue
        taken[i] = j
        worth += WORTH[kind, mine[i] in known or hers[j] in known] * quality
        whole += quality > INITIAL
        weakest = min(weakest, quality)
    left, right = len(mine) - len(taken), len(hers) - len(taken)
    places = [taken[i] for i in sorted(taken)]
    return Match(worth, len(taken), whole, weakest, left, right, places == sorted(places))


def _joined(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """The telling words, with a run of words as one word where the other writes it so.

    Saint Fleur as Saintfleur, van der Meer as Vandermeer, Mc Intosh as McIntosh.
    """
    wanted = {skeleton(word): word for word in other}
    for first, last, together in joined_runs(one):
        if (found := wanted.get(skeleton(together))) and found not in one:
            return (*telling(one[:first], keep=False), found, *telling(one[last:], keep=False))
    return telling(one)
