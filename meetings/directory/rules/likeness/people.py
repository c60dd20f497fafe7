"""Whether two people may be one.

What speaks for it adds up: each word of the names in common by how rare it is, then country and
mailbox. What no woman has twice speaks against: other given names beside other given names (as
sisters have), other surnames beside other surnames. A shared mailbox alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from meetings.directory.rules.likeness.verdict import LEAST, Likeness, Reason, in_order
from meetings.directory.rules.likeness.words import (
    EXACT,
    INITIAL,
    alike,
    name_words,
    skeleton,
    usual,
    words,
)
from meetings.directory.rules.mailboxes import domain_of
from meetings.localized import fold

ENOUGH: Final = 2.2
# What a word in common is worth: kind of name, and whether many bear it.
_WORTH: Final = {
    ("given", True): 0.9,
    ("given", False): 1.6,
    ("surname", True): 1.2,
    ("surname", False): 2.2,
    ("any", True): 0.9,
    ("any", False): 1.6,
}
_DROPPED_GIVEN, _DROPPED_SURNAME, _OTHER_SURNAME = 0.2, 0.25, 1.2
_SAME_COUNTRY, _OTHER_COUNTRY = 0.4, -1.5
_OWN_MAILBOX, _ANY_MAILBOX, _SAME_DOMAIN, _WHOLE_NAME = 1.3, 0.6, 0.4, 0.3
_POINT: Final = 14
_OF_HUSBAND: Final = re.compile(r"\s(?:vda\.?\s+)?de\s+(?!la\b|los\b|las\b)")


@dataclass(frozen=True)
class PersonFacts:
    """What is compared of a person; `country` is ISO 3166 alpha-2 where it is known."""

    given_names: str
    surnames: str = ""
    email: str = ""
    country: str = ""

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The words of her given names."""
        return name_words(self.given_names)

    @cached_property
    def family(self) -> tuple[str, ...]:
        """The words of her surnames."""
        return name_words(self.surnames) if self.surnames else ()

    @cached_property
    def sounds(self) -> tuple[frozenset[str], frozenset[str]]:
        """How the words of her given names and of her surnames sound."""
        return frozenset(map(skeleton, self.given)), frozenset(map(skeleton, self.family))

    @cached_property
    def own_family(self) -> tuple[str, ...] | None:
        """Her surnames without her husband's (Ocampos de Bareiro), None where none is told."""
        found = _OF_HUSBAND.search(fold(self.surnames))
        return name_words(fold(self.surnames)[: found.start()]) if found else None


@dataclass(frozen=True)
class _Match:
    """The words of two names side by side: worth, the weakest pair, and what had no partner."""

    worth: float
    pairs: int
    whole_pairs: int
    weakest: float
    left: int
    right: int

    @property
    def in_conflict(self) -> bool:
        return self.left > 0 and self.right > 0

    @property
    def dropped(self) -> int:
        return max(self.left, self.right)


def compare_people(one: PersonFacts, other: PersonFacts) -> Likeness | None:
    """How likely two records are one person, and why; None where it isn't worth a look."""
    context, reasons = _context(one, other)
    own_mailbox = Reason.SAME_EMAIL in reasons and _is_her_own(one, other)
    readings = (
        _straight(one, other, own_mailbox=own_mailbox),
        _swapped(one, other),
        _bag(one, other),
    )
    points, told = max(filter(None, readings), key=lambda each: each[0], default=(0.0, set()))
    if not told or points + context < ENOUGH:
        return None
    score = min(100, LEAST + round((points + context - ENOUGH) * _POINT))
    return Likeness(score, in_order(reasons | told))


def _context(one: PersonFacts, other: PersonFacts) -> tuple[float, set[Reason]]:
    """What country and mailbox add or take, with its reasons."""
    points, reasons = 0.0, set()
    if one.country and other.country:
        is_same = one.country == other.country
        points += _SAME_COUNTRY if is_same else _OTHER_COUNTRY
        reasons |= {Reason.SAME_COUNTRY} if is_same else set()
    if one.email and one.email == other.email:
        points += _OWN_MAILBOX if _is_her_own(one, other) else _ANY_MAILBOX
        reasons.add(Reason.SAME_EMAIL)
    elif (domain := domain_of(one.email)) and domain == domain_of(other.email):
        points += _SAME_DOMAIN
        reasons.add(Reason.SAME_DOMAIN)
    return points, reasons


def _is_her_own(one: PersonFacts, other: PersonFacts) -> bool:
    """Whether the mailbox bears her name, unlike that of an office."""
    local = "".join(words(one.email.partition("@")[0]))
    names = {*one.given, *one.family} & {*other.given, *other.family}
    return any(len(name) > 2 and name in local for name in names)


def _straight(
    one: PersonFacts, other: PersonFacts, *, own_mailbox: bool
) -> tuple[float, set[Reason]] | None:
    """Given names beside given names, surnames beside surnames."""
    given = _match(one.given, other.given, kind="given")
    if not given.pairs or given.in_conflict:
        return None
    family, married = _families(one, other)
    if not family.whole_pairs and not (own_mailbox and given.weakest == EXACT):
        return None
    if family.in_conflict and not own_mailbox:
        return None
    if not given.whole_pairs and family.whole_pairs < 2 and not own_mailbox:
        return None
    points = given.worth + family.worth - given.dropped * _DROPPED_GIVEN
    points -= (_OTHER_SURNAME if family.in_conflict else _DROPPED_SURNAME) * family.dropped
    reasons = _reasons(given, family) | ({Reason.MARRIED} if married else set())
    if reasons == {Reason.SAME_NAME}:
        points += _WHOLE_NAME
    return points, reasons


def _families(one: PersonFacts, other: PersonFacts) -> tuple[_Match, bool]:
    """Her surnames beside hers; without a husband's where they differ by it."""
    plain = _match(one.family, other.family, kind="surname")
    if not plain.in_conflict:
        return plain, False
    mine, hers = one.own_family or one.family, other.own_family or other.family
    if mine != one.family or hers != other.family:
        return _match(mine, hers, kind="surname"), True
    return plain, plain.whole_pairs == 0


def _reasons(given: _Match, family: _Match) -> set[Reason]:
    told: set[Reason] = set()
    told |= {Reason.GIVEN_DROPPED} if given.dropped else set()
    told |= {Reason.SURNAME_DROPPED} if family.dropped and family.pairs else set()
    told |= {Reason.MARRIED} if family.dropped and not family.pairs else set()
    for weakest in (given.weakest, family.weakest):
        told |= {Reason.INITIAL} if weakest == INITIAL else set()
        told |= {Reason.SPELLING} if INITIAL < weakest < EXACT else set()
    return told or {Reason.SAME_NAME}


def _swapped(one: PersonFacts, other: PersonFacts) -> tuple[float, set[Reason]] | None:
    """Given names where the other has surnames, each the same or spelt otherwise."""
    if one.sounds[0].isdisjoint(other.sounds[1]) or one.sounds[1].isdisjoint(other.sounds[0]):
        return None
    first = _match(one.given, other.family, kind="any")
    second = _match(one.family, other.given, kind="any")
    if not first.whole_pairs or not second.whole_pairs:
        return None
    if first.in_conflict or second.in_conflict:
        return None
    points = first.worth + second.worth - (first.dropped + second.dropped) * _DROPPED_SURNAME
    return points, {Reason.SWAPPED}


def _bag(one: PersonFacts, other: PersonFacts) -> tuple[float, set[Reason]] | None:
    """The same words, parted otherwise between given names and surnames."""
    if len(one.given) + len(one.family) != len(other.given) + len(other.family):
        return None
    mine, hers = (*one.given, *one.family), (*other.given, *other.family)
    if sorted(mine) != sorted(hers) or len(mine) < 3:
        return None
    if sorted(one.given) == sorted(other.given):
        return None
    return sum(_WORTH["any", word in usual("any")] for word in mine), {Reason.SWAPPED}


def _match(one: Sequence[str], other: Sequence[str], *, kind: str) -> _Match:
    """Pair the words of two names, the most alike first; runs of words may be written as one."""
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
    taken_one: set[int] = set()
    taken_other: set[int] = set()
    worth, whole, weakest = 0.0, 0, EXACT
    for quality, _near, i, j in scored:
        if quality == 0 or i in taken_one or j in taken_other:
            continue
        taken_one.add(i)
        taken_other.add(j)
        worth += _WORTH[kind, mine[i] in known or hers[j] in known] * quality
        whole += quality > INITIAL
        weakest = min(weakest, quality)
    left, right = len(mine) - len(taken_one), len(hers) - len(taken_other)
    return _Match(worth, len(taken_one), whole, weakest, left, right)


def _joined(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Saint Fleur as Saintfleur, where the other writes it so."""
    found = list(one)
    for place in range(len(found) - 1):
        together = found[place] + found[place + 1]
        if together in other:
            return [*found[:place], together, *found[place + 2 :]]
    return found
