"""Keys under which records are laid side by side: two that share none are never compared.

Twenty thousand people make two hundred million pairs; those who share a key are some hundred
thousand. Every pattern of the comparison has a key that survives it.
"""

from __future__ import annotations

from meetings.directory.rules.likeness.organizations import OrganizationFacts, distinctive
from meetings.directory.rules.likeness.people import PersonFacts
from meetings.directory.rules.likeness.words import skeleton, usual
from meetings.directory.rules.mailboxes import domain_of, website_key


def person_keys(facts: PersonFacts) -> set[str]:
    """The keys of a person: mailbox, how her names sound, and her office with either of them."""
    given = [skeleton(word) for word in facts.given if len(word) > 1]
    family = [skeleton(word) for word in facts.family if len(word) > 1]
    found = {f"mail {facts.email}"} if facts.email else set()
    found |= {f"begins {g[:3]} {s}" for g in given for s in family}
    found |= {f"sounds {g} {s[:2]}" for g in given for s in family}
    found |= {f"around {facts.country} {g[:2]} {s[:2]}" for g in given for s in family}
    found |= {f"both {a} {b}" for a, b in _pairs(family)}
    found |= {f"rare {skeleton(word)}" for word in facts.family if word not in usual("surname")}
    every = sorted(given + family)
    found.add("all " + " ".join(every))
    found.add("run " + "".join(every))
    if domain := domain_of(facts.email):
        found |= {f"office {domain} {word[:3]}" for word in (*given, *family)}
    return found


def organization_keys(facts: OrganizationFacts) -> set[str]:
    """The keys of an organization: number, acronym, telling words of her names, site, domain."""
    found = {f"name {name}" for name in facts.folded}
    found |= {f"number {facts.number}"} if facts.number else set()
    found |= {f"acronym {each}" for each in (facts.short, *facts.initials) if each}
    found |= {f"acronym {name}" for name in facts.folded if " " not in name}
    found |= {
        f"word {skeleton(word)[:4]}" for name in facts.names for word in name if distinctive(word)
    }
    if host := website_key(facts.website).partition("/")[0]:
        found |= {f"site {host}", f"domain {domain_of('x@' + host)}"}
    if domain := domain_of(facts.email):
        found.add(f"domain {domain}")
    elif facts.email:
        found.add(f"mail {facts.email}")
    return found


def _pairs(family: list[str]) -> list[tuple[str, str]]:
    ordered = sorted(set(family))
    return [(a, b) for number, a in enumerate(ordered) for b in ordered[number + 1 :]]
