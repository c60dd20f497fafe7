"""Names as they are compared: words without accents, titles and particles, and how alike two are.

The patterns are those of minutes of two consecutive years: a letter changed, another spelling of
a surname, a given name dropped or cut to its initial, titles in one year and none in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from meetings.directory.rules.listed import listed, meanings
from meetings.localized import fold

_SOUNDS: Final = (
    (re.compile(r"^mac(?=[bcdfgjklmnpqrstv])"), "mc"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"eau"), "o"),
    (re.compile(r"gh(?=[ei])"), "g"),
    (re.compile(r"sch|sh|ch"), "č"),
    (re.compile(r"th"), "t"),
    (re.compile(r"(?<=g)u(?=[ei])|(?<=q)u(?=[ei])"), ""),
    (re.compile(r"ck|q|c(?![eiyč])"), "k"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"^j"), "i"),
    (re.compile(r"^es(?=[pkt])"), "s"),
    (re.compile(r"ç|z|c|x"), "s"),
    (re.compile(r"[vw]"), "b"),
    (re.compile(r"h"), ""),
    (re.compile(r"ll|y"), "i"),
    (re.compile(r"n(?=[pbm])"), "m"),
    (re.compile(r"(.)\1+"), r"\1"),
)
EXACT, SPELT, SHORT_FORM, KNOWN_BOTH, INITIAL = 1.0, 0.95, 0.8, 0.6, 0.3
_LONG, _PREFIX = 7, 3
_SAINTS: Final = frozenset(("saint", "sainte", "santa", "santo"))
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
    return telling(all_words(text))


@lru_cache(50_000)
def all_words(text: str) -> tuple[str, ...]:
    """The same with the particles, of which some are written together with what follows."""
    found = written_out(text)
    while len(found) > 1 and found[0] in listed("title"):
        found = found[1:]
    return found


def written_out(text: str) -> tuple[str, ...]:
    """All words of somebody's names, titles too, abbreviations written out."""
    spelt = fold(text).replace(".ª", "").replace(".a ", " ")
    meant = meanings("abbreviated")
    return tuple([meant.get(word, word) for word in words(spelt)])


def telling(found: Sequence[str], *, keep: bool = True) -> tuple[str, ...]:
    """The words without particles; particles alone are kept unless more words follow elsewhere."""
    kept = tuple(word for word in found if word not in listed("particle"))
    return kept or (tuple(found) if keep else ())


def is_prefixed(run: Sequence[str]) -> bool:
    """Whether all before the last word are short ones or saints, as those that names swallow."""
    return all(len(word) <= _PREFIX or word in _SAINTS for word in run[:-1])


def prefixed_runs(found: Sequence[str]) -> Iterator[str]:
    """The runs of up to four words that are prefixed, each written as one word."""
    for first, together in enumerate(found):
        for last in range(first + 1, min(first + 4, len(found))):
            before = found[last - 1]
            if len(before) > _PREFIX and before not in _SAINTS:
                break
            together += found[last]  # noqa: PLW2901 - it grows word by word
            yield together


def joined_runs(found: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Words that may be written as one: from where, up to where, and together, longest first.

    Particles, prefixes (Mc, O') and saints join what follows them, other words only the next one.
    """
    for size in (4, 3, 2):
        for first in range(len(found) - size + 1):
            run = found[first : first + size]
            if size == 2 or is_prefixed(run):
                yield first, first + size, "".join(run)


@lru_cache(100_000)
def skeleton(word: str) -> str:
    """How a word sounds, roughly, in the region's languages: vásquez and básques are the same."""
    for sound, written in _SOUNDS:
        word = sound.sub(written, word)
    return word


def alike(one: str, other: str, *, kind: str) -> float:
    """How alike two words of a name are: 1 the same, 0 another name.

    `kind` is given, surname or any. Two words that are both names in their own right, or differ by
    the ending that tells a woman's name from a man's, are other names however close (Lucía and
    Lucila, Julia and Julio).
    """
    if one == other:
        return EXACT
    return _alike(one, other, kind) if one < other else _alike(other, one, kind)


@lru_cache(300_000)
def _alike(one: str, other: str, kind: str) -> float:
    """The same of two words that differ, in the order of the alphabet."""
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0] == other[0] else 0.0
    if _differ_by_ending(one, other):
        return 0.0
    if skeleton(one) == skeleton(other):
        return SPELT
    known = usual(kind)
    if kind != "surname" and _is_short_form(one, other, known):
        return SHORT_FORM
    if one in known and other in known:
        is_near = kind == "surname" and min(len(one), len(other)) >= _LONG
        return KNOWN_BOTH if is_near and OSA.distance(one, other) == 1 else 0.0
    distance, length = OSA.distance(one, other), min(len(one), len(other))
    for most, least, quality in _BY_DISTANCE:
        if distance <= most and length >= least:
            return quality
    return 0.0


@cache
def long_forms(word: str) -> frozenset[str]:
    """The given names for which a short one stands: Pepe for José, Lupe for Guadalupe."""
    return frozenset(filter(None, meanings("nickname").get(word, "").split()))


@lru_cache(100_000)
def _forms(word: str) -> frozenset[str]:
    """A given name, and those for which it stands."""
    return frozenset({word, *long_forms(word)})


@lru_cache(100_000)
def marks(word: str) -> frozenset[str]:
    """What two usual given names that are alike have in common: how they, or those for which they
    stand, sound."""
    return frozenset(map(skeleton, _forms(word)))


def _is_short_form(one: str, other: str, known: frozenset[str]) -> bool:
    """Lupe and Guadalupe; or Guille and Guillermina, where the short one is no name of its own."""
    if not marks(one).isdisjoint(marks(other)):
        return True
    if one[:3] != other[:3]:
        return False
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return len(short) >= 3 and short not in known and long in known and long.startswith(short)


def _differ_by_ending(one: str, other: str) -> bool:
    """Julia and Julio, Gabriel and Gabriela, Claude and Claudia."""
    if len(one) == len(other):
        ends = {one[-1], other[-1]}
        return one[:-1] == other[:-1] and ends in ({"a", "o"}, {"e", "o"})
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return long[:-1] == short and long[-1] in "ao"
