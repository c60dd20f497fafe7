"""Keys under which records are laid side by side: two that share none are never compared.

Twenty thousand people make two hundred million pairs; those who share a key are some hundred
thousand. Every pattern of the comparison has a key that survives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from meetings.directory.rules.likeness.facts import OrganizationFacts
from meetings.directory.rules.likeness.naming import distinctive, root, sound_of
from meetings.directory.rules.likeness.people import PersonFacts
from meetings.directory.rules.likeness.words import (
    long_forms,
    prefixed_runs,
    skeleton,
    usual,
)
from meetings.directory.rules.mailboxes import domain_of, website_key


def person_keys(facts: PersonFacts) -> set[str]:
    """The keys of a person: mailbox, how her names sound, and her office with either of them."""
    given, family = sounds_of(facts)
    found = {f"mail {facts.email}"} if facts.email else set()
    found |= {f"begins {g[:3]} {s}" for g in given for s in family}
    found |= {f"sounds {g} {s[:2]}" for g in given for s in family}
    found |= {f"around {facts.country} {g[:2]} {s[:2]}" for g in given for s in family}
    found |= {f"both {a} {b}" for a, b in pairs_of(family)}
    found |= {f"rare {sound}" for sound in rare_sounds(facts)}
    found |= {f"near {g[:3]} {s[:4]}" for g in given for s in family}
    found |= {f"initial {word[0]} {s}" for word in facts.given for s in family}
    every = sorted(map(skeleton, (*facts.given, *facts.family)))
    found.add("all " + " ".join(every))
    found.add("run " + "".join(map(skeleton, (*facts.all_given, *facts.all_family))))
    if domain := domain_of(facts.email):
        found |= {f"office {domain} {word[:3]}" for word in (*given, *family)}
    return found


def sounds_of(facts: PersonFacts) -> tuple[list[str], list[str]]:
    """How her given names sound, and those that they stand for; and how her surnames do."""
    given = _sounds(facts.given, facts.all_given)
    given += [skeleton(long) for word in facts.given for long in long_forms(word)]
    return given, _sounds(facts.family, facts.all_family)


def rare_sounds(facts: PersonFacts) -> set[str]:
    """How those of her surnames sound that few bear."""
    return {skeleton(word) for word in facts.family if word not in usual("surname")}


def organization_keys(facts: OrganizationFacts) -> set[str]:
    """The keys of an organization: number, acronym, telling words of her names, site, domain."""
    found = {f"name {name}" for name in facts.folded}
    found |= {f"number {facts.number}"} if facts.number else set()
    found |= {f"acronym {each}" for each in (*facts.acronyms, *facts.initials, *facts.bare)}
    found |= {key for name in (*facts.names, *facts.heads) for key in _of_words(name)}
    if host := website_key(facts.website).partition("/")[0]:
        found.add(f"site {host}")
    found |= {f"domain {each}" for each in facts.domains}
    if facts.email and not domain_of(facts.email):
        found.add(f"mail {facts.email}")
    return found


def _of_words(name: Sequence[str]) -> set[str]:
    """The keys of a name's words: of each that tells, two together, or all where none tells."""
    told = [word for word in name if distinctive(word)]
    if not told:
        return {"plain " + " ".join(sorted(root(word) for word in name))}
    together = [a + b for a, b in pairwise(name)]
    found = {f"word {skeleton(word)[:4]}" for word in (*told, *together)}
    return found | {f"sound {sound_of(word)}" for word in told}


def _sounds(plain: Sequence[str], every: Sequence[str]) -> list[str]:
    """How the words sound, and those that may be written together with the next one."""
    runs = {skeleton(together) for together in prefixed_runs(every)}
    return [*{skeleton(word) for word in plain if len(word) > 1}, *runs]


def pairs_of(family: list[str]) -> list[tuple[str, str]]:
    """Every two of her surnames, in the order of the alphabet."""
    ordered = sorted(set(family))
    return [(a, b) for number, a in enumerate(ordered) for b in ordered[number + 1 :]]
