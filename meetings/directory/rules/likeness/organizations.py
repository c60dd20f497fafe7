"""Whether two organizations may be one.

The number of a national register is the only good key. Names tell by their own words. The same
name in two countries is two organizations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from meetings.directory.rules.likeness.facts import LONG_ACRONYM, OrganizationFacts
from meetings.directory.rules.likeness.naming import (
    distinctive,
    joined_as,
    same_word,
    spelt,
    weight,
)
from meetings.directory.rules.likeness.verdict import Likeness, Reason, in_order
from meetings.directory.rules.mailboxes import website_key

_MOST_WORDS: Final = 0.75


def compare_organizations(one: OrganizationFacts, other: OrganizationFacts) -> Likeness | None:
    """How likely two records are one organization, and why; None where it isn't worth a look."""
    if one.country and other.country and one.country != other.country:
        return None
    if not one.folded or not other.folded:
        return None
    if one.number and other.number:
        same = {Reason.SAME_NUMBER}
        return Likeness(95, in_order(same)) if one.number == other.number else None
    around = _same_site(one, other) | _same_domain(one, other)
    if one.folded & other.folded:
        is_plain = spelt(one.name) == spelt(other.name)
        return Likeness(90, in_order({Reason.SAME_NAME if is_plain else Reason.ALIAS} | around))
    if one.acronyms & other.bare or other.acronyms & one.bare:
        return Likeness(80, in_order({Reason.SAME_ACRONYM} | around))
    if one.bare & other.initials or other.bare & one.initials:  # CAFRA, and the name it shortens
        return Likeness(75, in_order({Reason.SAME_ACRONYM} | around))
    best = max((_Alike(a, b) for a in one.names for b in other.names), key=lambda each: each.score)
    return _by_words(one, other, best, around)


def _by_words(
    one: OrganizationFacts, other: OrganizationFacts, best: _Alike, around: set[Reason]
) -> Likeness | None:
    """What the words of the names tell, with acronym, website and mailboxes around them."""
    acronym = _same_acronym(one, other)
    if best.in_conflict:
        if Reason.SAME_WEBSITE in around or (acronym and around) or _at_her_domain(one, other):
            return Likeness(60, in_order(around | acronym))
        return None
    if best.common >= 1 and (best.share >= _MOST_WORDS or best.common > 1 or acronym or around):
        score = 55 + round(25 * best.share) + 5 * len(around | acronym)
        return Likeness(min(score, 94), in_order({Reason.SIMILAR_NAME} | acronym | around))
    if best.share == 1 and best.pairs > 1:
        return Likeness(min(70 + 5 * len(around), 94), in_order({Reason.SIMILAR_NAME} | around))
    if acronym and best.share >= 0.5:
        return Likeness(70, in_order(acronym | around))
    if best.goes_on or _is_part(one, other):
        return Likeness(60, in_order({Reason.SIMILAR_NAME} | around))
    if Reason.SAME_WEBSITE in around or _at_her_domain(one, other):
        return Likeness(65, in_order(around))
    return None


class _Alike:
    """Two names' words side by side: how many telling ones they share, and what each has alone."""

    def __init__(self, one: Sequence[str], other: Sequence[str]) -> None:
        one, other = joined_as(one, other), joined_as(other, one)
        left = list(other)
        self.common, self.pairs, shared, alone = 0, 0, 0.0, list[str]()
        for word in one:
            found = next((each for each in left if same_word(word, each)), None)
            if found is None:
                alone.append(word)
                continue
            left.remove(found)
            shared += weight(word)
            self.pairs += 1
            self.common += distinctive(word)
        total = sum(map(weight, one)) + sum(map(weight, other))
        self.in_conflict = any(map(distinctive, alone)) and any(map(distinctive, left))
        self.share = 2 * shared / total if total else 0.0
        self.score = (not self.in_conflict, self.common, self.share)
        short, long, more = (one, other, left) if not alone else (other, one, alone)
        self.goes_on = (
            len(more) == 1
            and self.common > 0
            and len(short) > 1
            and self.pairs == len(short)
            and long[-1] == more[0]
        )
        """Whether one is the other with a word after it, as a place: Fanm Deside Jakmèl."""


def _is_part(one: OrganizationFacts, other: OrganizationFacts) -> bool:
    """Whether one is the other, and after a dash or a comma a part of it: a faculty."""
    return not (one.heads.isdisjoint(other.names) and other.heads.isdisjoint(one.names))


def _same_acronym(one: OrganizationFacts, other: OrganizationFacts) -> set[Reason]:
    mine, hers = one.short, other.short
    is_same = (
        any(len(each) >= LONG_ACRONYM for each in one.acronyms & other.acronyms)
        or (mine and not hers and mine in other.initials)
        or (hers and not mine and hers in one.initials)
    )
    return {Reason.SAME_ACRONYM} if is_same else set()


def _same_site(one: OrganizationFacts, other: OrganizationFacts) -> set[Reason]:
    mine, hers = website_key(one.website), website_key(other.website)
    if not mine or not hers:
        return set()
    same_host = mine.partition("/")[0] == hers.partition("/")[0]
    is_one = mine == hers or (same_host and ("/" not in mine or "/" not in hers))
    return {Reason.SAME_WEBSITE} if is_one else set()


def _same_domain(one: OrganizationFacts, other: OrganizationFacts) -> set[Reason]:
    is_same = bool(one.domains & other.domains) or (bool(one.email) and one.email == other.email)
    return {Reason.SAME_DOMAIN} if is_same else set()


def _at_her_domain(one: OrganizationFacts, other: OrganizationFacts) -> bool:
    """Whether both are at a domain that bears the name of one: the other's may be translated.

    Two that bear it are parts of one house, and their other words tell them apart.
    """
    return any(one.has_named(each) != other.has_named(each) for each in one.domains & other.domains)
