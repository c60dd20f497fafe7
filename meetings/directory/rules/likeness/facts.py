"""What is compared of an organization."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from meetings.directory.rules.likeness.naming import (
    distinctive,
    head,
    is_place,
    joining,
    spelt,
    telling_words,
)
from meetings.directory.rules.likeness.words import words
from meetings.directory.rules.mailboxes import domain_of, website_key

LONG_ACRONYM: Final = 3
_SHORTEST_NUMBER: Final = 4
_NO_NUMBER: Final = re.compile(r"0*|(?:19|20)\d\d")  # digits that number nothing: none, a year


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
    def called(self) -> tuple[str, ...]:
        """Her name and her other names."""
        return (self.name, *self.aliases)

    @cached_property
    def number(self) -> str:
        """The registration number's digits (its letters and digits, where it has few).

        Empty for what tells no number: no digit (en trámite, N/A), zeros or a year alone, and
        fewer than four letters and digits (1, A-1), which any two may share.
        """
        digits = re.sub(r"\D", "", self.registration_number)
        every = "".join(words(self.registration_number))
        if _NO_NUMBER.fullmatch(digits) or len(every) < _SHORTEST_NUMBER:
            return ""
        return digits if len(digits) >= 6 else every

    @cached_property
    def short(self) -> str:
        """Her acronym, folded and in one word."""
        return "".join(words(self.acronym))

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Her acronym, and those that her names bear: INAMU Costa Rica, ... (INAMU)."""
        borne = {each for text in self.called for each in _capitals(text)}
        return frozenset(filter(None, {self.short, *borne}))

    @cached_property
    def bare(self) -> frozenset[str]:
        """What may be another record's acronym: her names in one word, and an acronym that stands
        alone in a name, or with the country's name only."""
        plain = {"".join(spelt(text)) for text in self.called}
        with_place = {
            short
            for text in self.called
            for short in _capitals(text)
            if all(map(is_place, set(spelt(text)) - joining() - {short}))
        }
        return frozenset(each for each in plain | with_place if len(each) >= LONG_ACRONYM)

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The words of her name and of her other names, without acronym and joining words.

        With the capitals where nothing else tells: Fondation TOYA may be no acronym.
        """
        found = []
        for text in self.called:
            told = telling_words(text, self.acronyms)
            found.append(told)
            if not any(map(distinctive, told)):
                found.append(telling_words(text, frozenset()))
        return tuple(dict.fromkeys(filter(None, found)))

    @cached_property
    def heads(self) -> frozenset[tuple[str, ...]]:
        """The names that go on after a dash or a comma, up to there, where that is a name."""
        every = (telling_words(text, frozenset()) for text in map(head, self.called) if text)
        return frozenset(each for each in every if len(each) > 1 or any(map(distinctive, each)))

    @cached_property
    def folded(self) -> frozenset[str]:
        """Her names, folded and without legal forms."""
        return frozenset(filter(None, (" ".join(spelt(text)) for text in self.called)))

    @cached_property
    def initials(self) -> frozenset[str]:
        """The letters with which her names' words begin, where there are enough."""
        found = ("".join(word[0] for word in each) for each in self.names)
        return frozenset(each for each in found if len(each) > LONG_ACRONYM)

    @cached_property
    def domains(self) -> frozenset[str]:
        """The domains of her mailbox and of her website that are an institution's."""
        host = website_key(self.website).partition("/")[0]
        return frozenset({domain_of(self.email), domain_of(f"x@{host}")} - {""})

    def has_named(self, domain: str) -> bool:
        """Whether a domain is her name or her acronym: fanmdeside.example.ht."""
        label = "".join(words(domain.partition(".")[0]))
        return label in self.acronyms or any(
            label == "".join(found[first:last])
            for text in self.called
            for found in (spelt(text), telling_words(text, frozenset()))
            for first in range(len(found))
            for last in range(first + 1, len(found) + 1)
            if any(map(distinctive, found[first:last]))
        )


@cache
def _capitals(name: str) -> frozenset[str]:
    """The words in capitals of a name that is not all in capitals, or that brackets set apart."""
    apart = re.findall(r"\(([^()\s]{3,12})\)", name)
    found = (
        [*apart, *re.findall(r"\b[A-ZÁÉÍÓÚÑÇ]{3,12}\b", name)] if name != name.upper() else apart
    )
    return frozenset("".join(words(each)) for each in found if each == each.upper()) - {""}
