"""Whether two people may be one.

What speaks for it adds up: each word of the names in common by how rare it is, then country and
mailbox. What no woman has twice speaks against: other given names beside other given names (as
sisters have), other surnames beside other surnames. A shared mailbox alone says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from meetings.directory.rules.likeness.matching import WORTH, Match, Name, match
from meetings.directory.rules.likeness.verdict import LEAST, Likeness, Reason, in_order
from meetings.directory.rules.likeness.words import (
    EXACT,
    INITIAL,
    all_words,
    marks,
    name_words,
    skeleton,
    telling,
    usual,
    words,
)
from meetings.directory.rules.listed import listed
from meetings.directory.rules.mailboxes import domain_of
from meetings.localized import fold

ENOUGH: Final = 1.9
_TELLING: Final = 2.0
_DROPPED_GIVEN, _DROPPED_SURNAME, _OTHER_SURNAME = 0.15, 0.15, 1.2
_OTHER_ORDER, _OTHER_AT_HER_MAILBOX = 1.5, 0.0
_SAME_COUNTRY, _OTHER_COUNTRY = 0.4, -1.5
_OWN_MAILBOX, _ANY_MAILBOX, _SAME_DOMAIN, _WHOLE_NAME = 1.3, 0.6, 0.4, 0.3
_POINT: Final = 14
_PARTED: Final = 3
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
        return telling(self.all_given)

    @cached_property
    def family(self) -> tuple[str, ...]:
        """The words of her surnames."""
        return telling(self.all_family)

    @cached_property
    def all_given(self) -> tuple[str, ...]:
        """The words of her given names with the particles."""
        return all_words(self._parted[0])

    @cached_property
    def all_family(self) -> tuple[str, ...]:
        """The words of her surnames with the particles."""
        return all_words(self._parted[1]) if self._parted[1] else ()

    @cached_property
    def _parted(self) -> tuple[str, str]:
        """Her given names and her surnames; a whole name in one field is parted at its comma."""
        before, _comma, after = self.given_names.partition(",")
        if self.surnames.strip() or set(words(after)) <= listed("title"):
            return self.given_names, self.surnames
        return after, before

    @cached_property
    def given_name(self) -> Name:
        """Her given names as they are matched."""
        return Name(self.all_given)

    @cached_property
    def family_name(self) -> Name:
        """Her surnames as they are matched."""
        return Name(self.all_family)

    @cached_property
    def given_marks(self) -> tuple[frozenset[str], ...]:
        """The marks of each given name; empty where one of them is no usual name."""
        is_usual = all(len(word) > 1 and word in usual("given") for word in self.given)
        return tuple(map(marks, self.given)) if is_usual else ()

    @cached_property
    def every_mark(self) -> frozenset[str]:
        """The marks of all given names."""
        return frozenset[str]().union(*self.given_marks)

    @cached_property
    def given_reach(self) -> frozenset[str] | None:
        """Those marks, and how her given names sound alone or joined; None as above."""
        if not self.given_marks:
            return None
        return self.every_mark.union(self.given_name.by_sound, self.given_name.runs)

    @cached_property
    def most(self) -> float:
        """The most that her names can speak for anybody: what all their words are worth."""
        given = sum(WORTH["given", word in usual("given")] for word in self.all_given)
        family = sum(WORTH["surname", word in usual("surname")] for word in self.all_family)
        return given + family + _WHOLE_NAME

    @cached_property
    def every(self) -> tuple[str, ...]:
        """The words of all her names."""
        return (*self.given, *self.family)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The same, whatever their order."""
        return frozenset(self.every)

    @cached_property
    def sounds(self) -> tuple[frozenset[str], frozenset[str]]:
        """How the words of her given names and of her surnames sound."""
        return frozenset(map(skeleton, self.given)), frozenset(map(skeleton, self.family))

    @cached_property
    def own_family(self) -> tuple[str, ...] | None:
        """Her surnames without her husband's (Ocampos de Bareiro), None where none is told."""
        found = _OF_HUSBAND.search(fold(self.surnames))
        return name_words(fold(self.surnames)[: found.start()]) if found else None


def compare_people(one: PersonFacts, other: PersonFacts) -> Likeness | None:
    """How likely two records are one person, and why; None where it isn't worth a look.

    Names first: what they leave, one in fifty of those compared, is weighed with all the rest.
    Of two with other given names no word stands elsewhere either, as a rule: then all is said.
    """
    are_apart = are_strangers(one, other)
    if (are_apart and not _cross(one, other)) or _are_too_far(one, other):
        return None
    straight = None if are_apart else _straight(one, other)
    readings = [
        found for found in (straight, _swapped(one, other), _bag(one, other)) if found is not None
    ]
    if not readings:
        return None
    points, told = max(readings, key=lambda each: each[0])
    context, reasons = _context(one, other)
    if not told or points + context < ENOUGH:
        return None
    score = min(100, LEAST + round((points + context - ENOUGH) * _POINT))
    return Likeness(score, in_order(reasons | told))


def _are_too_far(one: PersonFacts, other: PersonFacts) -> bool:
    """Whether two of different countries bear names too usual to be one person's, all the same."""
    if not one.country or not other.country or one.country == other.country:
        return False
    near = 0.0 if not one.email else _OWN_MAILBOX if one.email == other.email else _SAME_DOMAIN
    return min(one.most, other.most) + near + _OTHER_COUNTRY < ENOUGH


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
    """Whether the mailbox bears her name, unlike that of an office.

    Of two who share a given name it may be the surname of one: she bore it, or bears it now.
    """
    local = "".join(words(one.email.partition("@")[0]))
    shared = {*one.given, *one.family} & {*other.given, *other.family}
    family = {*one.family, *other.family} if set(one.given) & set(other.given) else set()
    return any(len(name) > 2 and name in local for name in shared | family)


def _straight(one: PersonFacts, other: PersonFacts) -> tuple[float, set[Reason]] | None:
    """Given names beside given names, surnames beside surnames."""
    given = match(one.given_name, other.given_name, kind="given")
    if not given.pairs or given.in_conflict:
        return None
    own_mailbox = bool(one.email) and one.email == other.email and _is_her_own(one, other)
    family, married = _families(one, other)
    if not family.whole_pairs and not (own_mailbox and given.weakest == EXACT):
        return None
    if family.in_conflict and not own_mailbox:
        return None
    if not given.whole_pairs and family.worth < _TELLING and not own_mailbox:
        return None
    points = given.worth + family.worth - given.dropped * _DROPPED_GIVEN
    points -= _surname_penalty(family, own_mailbox=own_mailbox)
    reasons = _reasons(given, family) | ({Reason.MARRIED} if married else set())
    if family.whole_pairs > 1 and not family.in_order:
        points -= _OTHER_ORDER
        reasons = reasons - {Reason.SAME_NAME} | {Reason.ORDER}
    elif not (given.dropped or family.dropped) and min(given.weakest, family.weakest) > INITIAL:
        points += _WHOLE_NAME
    return points, reasons


def are_strangers(one: PersonFacts, other: PersonFacts) -> bool:
    """Whether their given names surely don't pair: found out at a glance, for most of those who
    are laid side by side. False leaves it open.
    """
    if one.given_reach is None or other.given_reach is None:
        return False
    if one.given_reach.isdisjoint(other.given_reach):
        return True
    if one.given_name.may_join(other.given_name):
        return False
    if one.every_mark.isdisjoint(other.every_mark):
        return True
    return _has_other(one, other) and _has_other(other, one)


def _has_other(one: PersonFacts, other: PersonFacts) -> bool:
    """Whether she has a given name that is none of the other's."""
    mine = one.given_marks
    if len(mine) == 1:
        return False
    hers = other.every_mark
    for each in mine:  # noqa: SIM110 - asked millions of times: half the price of any()
        if each.isdisjoint(hers):
            return True
    return False


def _cross(one: PersonFacts, other: PersonFacts) -> bool:
    """Whether a given name of one sounds as a surname of the other: without that, two whose given
    names differ can neither be swapped nor parted otherwise."""
    mine, hers = one.sounds, other.sounds
    return not (mine[0].isdisjoint(hers[1]) and hers[0].isdisjoint(mine[1]))


def _surname_penalty(family: Match, *, own_mailbox: bool) -> float:
    """What surnames without a partner take away; at her own mailbox another one is a marriage."""
    if not family.in_conflict:
        return _DROPPED_SURNAME * family.dropped
    return _OTHER_AT_HER_MAILBOX if own_mailbox else _OTHER_SURNAME * family.dropped


def _families(one: PersonFacts, other: PersonFacts) -> tuple[Match, bool]:
    """Her surnames beside hers; without a husband's where they differ by it."""
    plain = match(one.family_name, other.family_name, kind="surname")
    if not plain.in_conflict:
        return plain, False
    mine, hers = one.own_family or one.family, other.own_family or other.family
    if mine != one.family or hers != other.family:
        return match(Name(mine), Name(hers), kind="surname"), True
    return plain, plain.whole_pairs == 0


def _reasons(given: Match, family: Match) -> set[Reason]:
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
    first = match(one.given_name, other.family_name, kind="any")
    second = match(one.family_name, other.given_name, kind="any")
    if not first.whole_pairs or not second.whole_pairs:
        return None
    if first.in_conflict or second.in_conflict:
        return None
    points = first.worth + second.worth - (first.dropped + second.dropped) * _DROPPED_SURNAME
    return points, {Reason.SWAPPED}


def _bag(one: PersonFacts, other: PersonFacts) -> tuple[float, set[Reason]] | None:
    """The same words parted otherwise, or in the same order without one of the given names.

    Two words are enough where one record has them all as given names.
    """
    if len(one.parts & other.parts) < min(_PARTED, len(one.parts), len(other.parts)):
        return None
    short, long = sorted((one.every, other.every), key=len)
    is_whole = not (one.family and other.family) and sorted(short) == sorted(long)
    if len(short) < (2 if is_whole else _PARTED) or len(long) - len(short) > 1:
        return None
    if sorted(one.given) == sorted(other.given) or sorted(one.family) == sorted(other.family):
        return None
    rest = iter(long)
    if not all(word in rest for word in short) and sorted(short) != sorted(long):
        return None
    points = sum(WORTH["any", word in usual("any")] for word in short)
    points += _WHOLE_NAME if is_whole else 0
    return points - (len(long) - len(short)) * _DROPPED_GIVEN, {Reason.SWAPPED}
