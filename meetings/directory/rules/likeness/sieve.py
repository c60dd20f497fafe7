"""Who can't share a key with any of some people: told from her folded name, far quicker than by
making her keys. Of tens of thousands the few remain whose keys are worth making.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from meetings.directory.rules.likeness.keys import pairs_of, rare_sounds, sounds_of
from meetings.directory.rules.likeness.people import PersonFacts
from meetings.directory.rules.likeness.words import (
    long_forms,
    prefixed_runs,
    skeleton,
    written_out,
)
from meetings.directory.rules.mailboxes import domain_of


class Sieve:
    """Lets through everybody who shares one of `person_keys` with one of some people, and few
    others. Which word is a given name doesn't matter to it, nor does a title.
    """

    def __init__(self, people: Iterable[PersonFacts]) -> None:
        """Take from each of them what her keys are made of."""
        self.emails: set[str] = set()
        self.domains: set[str] = set()
        self.rare: set[str] = set()
        self.heads: set[tuple[str, str]] = set()  # how a given name and a surname begin
        self.initials: set[tuple[str, str]] = set()
        self.both: set[tuple[str, str]] = set()  # two surnames; of all words the outer two
        self.firsts: set[str] = set()  # with what the whole name may begin, and end
        self.lasts: set[str] = set()
        for each in people:
            self._add(each)

    def _add(self, facts: PersonFacts) -> None:
        given, family = sounds_of(facts)
        self.emails.update(filter(None, [facts.email]))
        self.domains.update(filter(None, [domain_of(facts.email)]))
        self.rare.update(rare_sounds(facts))
        self.heads.update((g[:2], s[:2]) for g, s in product(given, family))
        self.initials.update((word[0], s) for word, s in product(facts.given, family))
        every = [skeleton(word) for word in facts.every] or [""]
        self.both.update([*pairs_of(family), (min(every), max(every))])
        run = "".join(map(skeleton, (*facts.all_given, *facts.all_family)))
        self.firsts.update(run[:end] for end in range(len(run) + 1))
        self.lasts.update(run[start:] for start in range(len(run) + 1))

    def lets_through(self, name: str, email: str) -> bool:
        """Whether somebody of this name, folded or not, may share a key with one of them."""
        if email in self.emails:
            return True
        words = written_out(name)
        sounds = _sounds(words)
        heads = {each[:2] for each in sounds}
        return (
            not sounds.isdisjoint(self.rare)
            or not self.heads.isdisjoint(product(heads, heads))
            or not self.initials.isdisjoint(product({word[0] for word in words}, sounds))
            or not self.both.isdisjoint(product(sounds, sounds))
            or not (sounds.isdisjoint(self.firsts) or sounds.isdisjoint(self.lasts))
            or (bool(self.domains) and domain_of(email) in self.domains)
        )


def _sounds(words: tuple[str, ...]) -> set[str]:
    """How the words sound, what short ones stand for, and those that may be written as one."""
    found = {skeleton(word) for word in words} or {""}
    found.update(skeleton(long) for word in words for long in long_forms(word))
    found.update(map(skeleton, prefixed_runs(words)))
    return found
