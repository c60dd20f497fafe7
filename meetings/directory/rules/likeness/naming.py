"""What organizations are called: which words tell them apart, and which are everybody's.

"Network", "women", "foundation" and the country's name are everybody's, in four languages. A legal
form (A.C., Inc.) is no word of a name; an abbreviation (Min., Univ.) is the word it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from meetings.directory.rules.likeness.words import alike, skeleton, words
from meetings.directory.rules.listed import listed, meanings
from meetings.localized import fold
from meetings.reference import rows

GENERIC_WEIGHT, PLACE_WEIGHT = 0.3, 0.5
_SAME_WORD: Final = 0.75
_LETTERS: Final = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_]\b)+\.?")
_CUT: Final = re.compile(r"\b([^\W\d_]{3,})\.")
_GOES_ON: Final = re.compile(r"\s[-–—:|/]+\s|[,;(]")
_FOREIGN: Final = re.compile(r"[kwy]|q(?!u)|hu[aei]|gua")
_PEOPLES: Final = (
    (re.compile(r"(?<=[kqtpc])h(?=[aiueo])(?<!ch)"), ""),
    (re.compile(r"qu(?=[ei])|[kq]|c(?![heiy])"), "k"),
    (re.compile(r"[gh]?[uw](?=[aeio])"), "u"),
    (re.compile(r"w|o"), "u"),
    (re.compile(r"ll|y|e"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@cache
def spelt(name: str) -> tuple[str, ...]:
    """The words of a name, folded: letters with points as one word (O.M.S.), abbreviations
    written out, and no legal form before or after them."""
    text = _LETTERS.sub(lambda each: re.sub(r"[.\s]", "", each[0]) + " ", fold(name))
    every = words(_CUT.sub(lambda each: _written_out(each[1]) + " ", text))
    found = every
    while found and found[-1] in listed("legal") | listed("particle"):
        found = found[:-1]
    while found and found[0] in listed("legal"):
        found = found[1:]
    return tuple(found or every)


@cache
def _written_out(cut: str) -> str:
    """The word of all organizations for which an abbreviation with a point stands: univ., nac."""
    known = meanings("generic")
    meant = {known[each] for each in known if each.startswith(cut)}
    return known.get(cut) or (meant.pop() if len(meant) == 1 else cut)


@cache
def telling_words(name: str, acronyms: frozenset[str]) -> tuple[str, ...]:
    """The words of a name without joining words and acronyms, everybody's in their one form."""
    found = [_generic(word) for word in spelt(name)]
    kept = tuple(word for word in found if word not in joining() and word not in acronyms)
    return kept or tuple(found)


@cache
def head(name: str) -> str:
    """What stands before the first dash, comma or bracket of a name, empty where there is none."""
    found = _GOES_ON.search(name)
    return name[: found.start()] if found else ""


@cache
def _generic(word: str) -> str:
    """The one form of a generic word, misprinted or not; any other word as it is."""
    known = meanings("generic")
    if word in known or len(word) < 7:
        return known.get(word, word)
    near = next((each for each in known if OSA.distance(word, each) == 1), None)
    return known[near] if near else word


@cache
def joining() -> frozenset[str]:
    """The small words of names."""
    return listed("particle") | listed("joining")


def distinctive(word: str) -> bool:
    """Whether a word of a name tells organizations apart."""
    return weight(word) == 1.0


@cache
def weight(word: str) -> float:
    """What a word in common is worth: 1, less where it is a country's or everybody's."""
    if word in meanings("generic"):
        return GENERIC_WEIGHT
    return PLACE_WEIGHT if is_place(word) else 1.0


@cache
def is_place(word: str) -> bool:
    """Whether a word is of a country's name, or says what is the country's, in any number."""
    return word in _places() or not singulars(word).isdisjoint(_places()) or root(word) in _roots()


@cache
def _places() -> frozenset[str]:
    named = {
        word
        for row in rows("states.csv")
        for lang in ("en", "es", "fr", "pt")
        for word in words(row[f"name_{lang}"])
    }
    return frozenset(named | listed("of_country"))


@cache
def _roots() -> frozenset[str]:
    return frozenset(root(each) for each in listed("of_country") if len(each) > 5)


def root(word: str) -> str:
    """A word without number and gender: salvadoreñas, salvadoreño."""
    return re.sub(r"[aoe]?s?$", "", word) if len(word) > 5 else word


@cache
def singulars(word: str) -> frozenset[str]:
    """What the singular of a word may be, itself too: sociales, sociais, social."""
    if len(word) < 5:
        return frozenset({word.rstrip("s") if len(word) > 3 else word})
    found = {word, word.removesuffix("s"), word.removesuffix("es")}
    for plural, one in (("oes", "ao"), ("ais", "al"), ("aux", "al"), ("ns", "m")):
        if word.endswith(plural):
            found.add(word.removesuffix(plural) + one)
    return frozenset(found)


@cache
def same_word(one: str, other: str) -> bool:
    """The same, its plural, spelt otherwise, or a people's word written in another alphabet."""
    if one == other:
        return True
    if weight(one) != weight(other):
        return False
    if not singulars(one).isdisjoint(singulars(other)):
        return True
    if is_place(one) and root(one) == root(other):
        return True
    if (_FOREIGN.search(one) or _FOREIGN.search(other)) and sound_of(one) == sound_of(other):
        return True
    if alike(one, other, kind="word") >= _SAME_WORD:
        return True
    return len(one) > 5 and len(other) > 5 and fuzz.ratio(one, other) >= 88


@cache
def sound_of(word: str) -> str:
    """How a word sounds, whoever wrote it down: kollasuyo and qullasuyu, wayra and huayra.

    The languages of the region's peoples have one vowel for o and u, one for e and i, and several
    alphabets. Short words are left as they sound in Spanish.
    """
    bare = word.rstrip("s")
    if len(bare) < 5:
        return skeleton(word)
    for sound, written in _PEOPLES:
        bare = sound.sub(written, bare)
    return bare


def joined_as(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """The words, two of them as one where the other name writes it so: pop noj, popnoj."""
    sounds = {skeleton(word) for word in other}
    for at in range(len(one) - 1):
        together = one[at] + one[at + 1]
        if len(together) > 4 and skeleton(together) in sounds:
            return (*one[:at], together, *one[at + 2 :])
    return tuple(one)
