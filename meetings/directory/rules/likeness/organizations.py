"""Whether two organizations may be one.

The number of a national register is the only good key. Names tell by their own words: "network",
"women", "foundation" and the country's name are everybody's. The same name in two countries is
two organizations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from meetings.directory.rules.likeness.verdict import Likeness, Reason, in_order
from meetings.directory.rules.likeness.words import alike, words
from meetings.directory.rules.listed import listed, meanings
from meetings.directory.rules.mailboxes import domain_of, website_key
from meetings.localized import fold
from meetings.reference import rows

GENERIC_WEIGHT, PLACE_WEIGHT = 0.3, 0.5
_LONG_ACRONYM: Final = 3
_SAME_WORD: Final = 0.75


@dataclass(frozen=True)
class OrganizationFacts:
    """What is compared of an organization; `country` is ISO 3166 alpha-2."""

    name: str
    acronym: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()
    registration_number: str = ""
    website: str = ""
    email: str = ""

    @cached_property
    def number(self) -> str:
        """The registration number's digits (its letters and digits, where it has few)."""
        digits = re.sub(r"\D", "", self.registration_number)
        return digits if len(digits) >= 6 else "".join(words(self.registration_number))

    @cached_property
    def short(self) -> str:
        """Her acronym, folded."""
        return "".join(words(self.acronym))

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Her acronym, and those that her names bear: INAMU Costa Rica, ... (INAMU)."""
        borne = {each for text in (self.name, *self.aliases) for each in _capitals(text)}
        return frozenset(filter(None, {self.short, *borne}))

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The words of her name and of her other names, without acronym and joining words."""
        every = (_words(text, self.acronyms) for text in (self.name, *self.aliases))
        return tuple(found for found in every if found)

    @cached_property
    def folded(self) -> frozenset[str]:
        """Her names, folded."""
        every = (" ".join(words(text)) for text in (self.name, *self.aliases))
        return frozenset(filter(None, every))

    @cached_property
    def initials(self) -> frozenset[str]:
        """The letters with which her names' words begin, where there are enough."""
        found = ("".join(word[0] for word in each) for each in self.names)
        return frozenset(each for each in found if len(each) > _LONG_ACRONYM)


@cache
def _capitals(name: str) -> frozenset[str]:
    """The words in capitals of a name that is not all in capitals, or that brackets set apart."""
    apart = re.findall(r"\(([^()\s]{3,12})\)", name)
    found = (
        [*apart, *re.findall(r"\b[A-ZÁÉÍÓÚÑÇ]{3,12}\b", name)] if name != name.upper() else apart
    )
    return frozenset("".join(words(each)) for each in found if each == each.upper()) - {""}


@cache
def _places() -> frozenset[str]:
    """The words of countries' names, and what is said of what is theirs."""
    named = {
        word
        for row in rows("states.csv")
        for lang in ("en", "es", "fr", "pt")
        for word in words(row[f"name_{lang}"])
    }
    return frozenset(named | listed("of_country"))


def distinctive(word: str) -> bool:
    """Whether a word of a name tells organizations apart."""
    return _weight(word) == 1.0


def _weight(word: str) -> float:
    if word in meanings("generic"):
        return GENERIC_WEIGHT
    return PLACE_WEIGHT if word in _places() else 1.0


@cache
def _joining() -> frozenset[str]:
    return listed("particle") | listed("joining")


@cache
def _words(name: str, acronyms: frozenset[str]) -> tuple[str, ...]:
    found = [_generic(word) for word in words(name)]
    kept = tuple(word for word in found if word not in _joining() and word not in acronyms)
    return kept or tuple(found)


@cache
def _generic(word: str) -> str:
    """The one form of a generic word, misprinted or not; any other word as it is."""
    known = meanings("generic")
    if word in known or len(word) < 7:
        return known.get(word, word)
    near = next((each for each in known if OSA.distance(word, each) == 1), None)
    return known[near] if near else word


def compare_organizations(one: OrganizationFacts, other: OrganizationFacts) -> Likeness | None:
    """How likely two records are one organization, and why; None where it isn't worth a look."""
    if one.country and other.country and one.country != other.country:
        return None
    if not one.folded or not other.folded:
        return None
    if one.number and other.number:
        same = {Reason.SAME_NUMBER}
        return Likeness(95, in_order(same)) if one.number == other.number else None
    site, domain = _same_site(one, other), _same_domain(one, other)
    around = site | domain
    if one.folded & other.folded:
        told = {Reason.SAME_NAME if fold(one.name) == fold(other.name) else Reason.ALIAS}
        return Likeness(90, in_order(told | around))
    if one.acronyms & _bare(other) or other.acronyms & _bare(one):
        return Likeness(80, in_order({Reason.SAME_ACRONYM} | around))
    best = max((_Alike(a, b) for a in one.names for b in other.names), key=lambda each: each.score)
    return _by_words(one, other, best, around)


def _by_words(
    one: OrganizationFacts, other: OrganizationFacts, best: _Alike, around: set[Reason]
) -> Likeness | None:
    """What the words of the names tell, with acronym, website and mailboxes around them."""
    acronym = _same_acronym(one, other)
    if best.in_conflict:
        if Reason.SAME_WEBSITE in around or (acronym and around):
            return Likeness(60, in_order(around | acronym))
        return None
    if best.common >= 1 and (best.share >= _SAME_WORD or best.common > 1 or acronym or around):
        score = 55 + round(25 * best.share) + 5 * len(around | acronym)
        return Likeness(min(score, 94), in_order({Reason.SIMILAR_NAME} | acronym | around))
    if best.share == 1 and best.pairs > 1:
        return Likeness(min(70 + 5 * len(around), 94), in_order({Reason.SIMILAR_NAME} | around))
    if acronym and best.share >= 0.5:
        return Likeness(70, in_order(acronym | around))
    if Reason.SAME_WEBSITE in around:
        return Likeness(65, in_order(around))
    return None


class _Alike:
    """Two names' words side by side: how many telling ones they share, and what each has alone."""

    def __init__(self, one: Sequence[str], other: Sequence[str]) -> None:
        left = list(other)
        self.common, self.pairs, shared, alone = 0, 0, 0.0, False
        for word in one:
            found = next((each for each in left if _same_word(word, each)), None)
            if found is None:
                alone = alone or distinctive(word)
                continue
            left.remove(found)
            shared += _weight(word)
            self.pairs += 1
            self.common += distinctive(word)
        total = sum(map(_weight, one)) + sum(map(_weight, other))
        self.in_conflict = alone and any(map(distinctive, left))
        self.share = 2 * shared / total if total else 0.0
        self.score = (not self.in_conflict, self.common, self.share)


@cache
def _same_word(one: str, other: str) -> bool:
    """The same, its plural, or spelt otherwise."""
    if one == other:
        return True
    if _weight(one) != _weight(other):
        return False
    if len(one) > 3 and len(other) > 3 and one.rstrip("s") == other.rstrip("s"):
        return True
    if alike(one, other, "word") >= _SAME_WORD:
        return True
    return len(one) > 5 and len(other) > 5 and fuzz.ratio(one, other) >= 88


def _same_acronym(one: OrganizationFacts, other: OrganizationFacts) -> set[Reason]:
    mine, hers = one.short, other.short
    is_same = (
        any(len(each) >= _LONG_ACRONYM for each in one.acronyms & other.acronyms)
        or (mine and not hers and mine in other.initials)
        or (hers and not mine and hers in one.initials)
    )
    return {Reason.SAME_ACRONYM} if is_same else set()


def _bare(facts: OrganizationFacts) -> frozenset[str]:
    """What may be another record's acronym: her names of one word, and an acronym that stands
    alone in a name, or with the country's name only."""
    plain = {name for name in facts.folded if " " not in name and len(name) > 2}
    with_place = {
        short
        for text in (facts.name, *facts.aliases)
        for short in _capitals(text)
        if set(words(text)) - _joining() - {short} <= _places()
    }
    return frozenset(plain | with_place)


def _same_site(one: OrganizationFacts, other: OrganizationFacts) -> set[Reason]:
    mine, hers = website_key(one.website), website_key(other.website)
    if not mine or not hers:
        return set()
    same_host = mine.partition("/")[0] == hers.partition("/")[0]
    is_one = mine == hers or (same_host and ("/" not in mine or "/" not in hers))
    return {Reason.SAME_WEBSITE} if is_one else set()


def _same_domain(one: OrganizationFacts, other: OrganizationFacts) -> set[Reason]:
    mine = {domain_of(one.email), *_host(one)} - {""}
    hers = {domain_of(other.email), *_host(other)} - {""}
    is_same = bool(mine & hers) or (bool(one.email) and one.email == other.email)
    return {Reason.SAME_DOMAIN} if is_same else set()


def _host(facts: OrganizationFacts) -> tuple[str, ...]:
    return (domain_of(f"x@{website_key(facts.website).partition('/')[0]}"),)
