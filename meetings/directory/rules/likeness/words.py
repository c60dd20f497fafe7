"""Names as they are compared: words without accents, titles and particles, and how alike two are.

The patterns are those of minutes of two consecutive years: a letter changed, another spelling of
a surname, a given name dropped or cut to its initial, titles in one year and none in the next.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from meetings.directory.rules.listed import listed, meanings
from meetings.localized import fold

_SOUNDS: Final = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"sch|sh|ch"), "č"),
    (re.compile(r"th"), "t"),
    (re.compile(r"(?<=g)u(?=[ei])|(?<=q)u(?=[ei])"), ""),
    (re.compile(r"ck|q|c(?![eiyč])"), "k"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"ç|z|c|x"), "s"),
    (re.compile(r"[vw]"), "b"),
    (re.compile(r"h"), ""),
    (re.compile(r"ll|y"), "i"),
    (re.compile(r"n(?=[pbm])"), "m"),
    (re.compile(r"(.)\1+"), r"\1"),
)
EXACT, SPELT, INITIAL = 1.0, 0.95, 0.3
_BY_DISTANCE: Final = ((1, 4, 0.85), (2, 7, 0.75), (3, 11, 0.65))


@cache
def usual(kind: str) -> frozenset[str]:
    """The names that many bear, folded; `kind` is given, surname or any."""
    return listed("given") | listed("surname") if kind == "any" else listed(kind)


def words(text: str) -> list[str]:
    """The words of a text, folded: an apostrophe joins, any other sign parts."""
    return re.findall(r"[a-z0-9]+", re.sub(r"['`’]", "", fold(text)))


def name_words(text: str) -> tuple[str, ...]:
    """The words of somebody's names that tell: no titles, no particles, abbreviations written out.

    Particles alone are kept, so that nobody loses her name.
    """
    spelt = fold(text).replace(".ª", "").replace(".a ", " ")
    written_out = meanings("abbreviated")
    found = [written_out.get(word, word) for word in words(spelt)]
    while len(found) > 1 and found[0] in listed("title"):
        found = found[1:]
    return tuple(word for word in found if word not in listed("particle")) or tuple(found)


@lru_cache(100_000)
def skeleton(word: str) -> str:
    """How a word sounds, roughly, in the region's languages: vásquez and básques are the same."""
    for sound, written in _SOUNDS:
        word = sound.sub(written, word)
    return word


@lru_cache(200_000)
def alike(one: str, other: str, *, known: frozenset[str]) -> float:
    """How alike two words of a name are: 1 the same, 0 another name.

    Two words that are both names in their own right (`known`), or differ by the ending that tells
    a woman's name from a man's, are other names however close (Lucía and Lucila, Julia and Julio).
    """
    if one == other:
        return EXACT
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0] == other[0] else 0.0
    if _differ_by_ending(one, other):
        return 0.0
    if skeleton(one) == skeleton(other):
        return SPELT
    if one in known and other in known:
        return 0.0
    distance, length = OSA.distance(one, other), min(len(one), len(other))
    for most, least, quality in _BY_DISTANCE:
        if distance <= most and length >= least:
            return quality
    return 0.0


def _differ_by_ending(one: str, other: str) -> bool:
    """Julia and Julio, Gabriel and Gabriela, Claude and Claudia."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} in ({"a", "o"}, {"e", "o"})
    return long[:-1] == short and long[-1] in "ao"
