"""Numbers of sessions as each language prints them, and read however they are printed. Pure."""

from __future__ import annotations

import re

from meetings.directory.models import Numbering
from meetings.localized import LANGUAGES, fold

MOST = 3999  # what Roman numerals reach
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_SUFFIX = r"(?:ers?|eres?|re|e|eme|st|nd|rd|th|\.?[ºª°oa])?"
_NUMERAL = re.compile(rf"([MDCLXVI]+){_SUFFIX}(?![^\s,.:;(\-–])")
_DIGITS = re.compile(rf"(\d{{1,4}}){_SUFFIX}(?![^\s,.:;(\-–])")
_AGAIN = frozenset({"bis", "ter", "quater"})
_ONES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")

# Stems of ordinals in Spanish, Portuguese and French, without their endings.
_STEMS = (
    (1, "primer prim primeir premier uni un"),
    (2, "segund deuxi deux"),
    (3, "tercer terceir troisi trois"),
    (4, "cuart quart quatri quatr"),
    (5, "quint cinqui cinqu"),
    (6, "sext sixi six"),
    (7, "septim setim septi sept"),
    (8, "octav oitav huiti huit"),
    (9, "noven non neuvi neuv"),
    (10, "decim dixi dix"),
    (20, "vigesim vingt vingti"),
    (30, "trigesim trente trenti trent"),
    (40, "cuadragesim quadragesim quarante quarant"),
    (50, "quincuagesim quinquagesim cinquante cinquant"),
)


def printed(number: int, style: str, *, lang: str) -> str:
    """A number as sessions (feminine in all three languages) bear it: IV, IVe; 28th, 28.ª; 28."""
    if style == Numbering.ROMAN:
        return roman(number) + (("re" if number == 1 else "e") if lang == "fr" else "")
    if style != Numbering.ORDINAL:
        return str(number)
    if lang == "es":
        return f"{number}.ª"
    if lang == "pt":
        return f"{number}ª"
    if lang == "fr":
        return f"{number}{'re' if number == 1 else 'e'}"
    last_two, last = number % 100, number % 10
    ending = {1: "st", 2: "nd", 3: "rd"}.get(last, "th") if last_two not in {11, 12, 13} else "th"
    return f"{number}{ending}"


def stored(number: int, style: str) -> str:
    """A number as files and lists that serve all languages bear it."""
    return printed(number, style, lang="en")


def shown(ordinal: str, number: int | None, *, lang: str) -> str:
    """A stored ordinal as a reader's language prints it; what an officer wrote freely stays."""
    styles = (Numbering.ROMAN, Numbering.ORDINAL, Numbering.CARDINAL)
    if number is None or not ordinal:
        return ordinal
    style = next((each for each in styles if stored(number, each) == ordinal), None)
    return printed(number, style, lang=lang) if style else ordinal


def roman(number: int) -> str:
    """A number from 1 to 3999 in Roman numerals."""
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def read(ordinal: str) -> int | None:
    """The number that an ordinal says (IV, IVe, 28th, 28.ª, 47°, Thirty-fifth); None for another.

    Roman numerals are read as they are rightly written only: no IIII, no VX.
    """
    return leading(ordinal) if len(ordinal.split()) == 1 else None


def spelled(ordinal: str, style: str) -> str | None:
    """An ordinal as a body's sessions are numbered: itself where it is written so in one of the
    languages, the right spelling where another number can be meant (7, IIII); None for no number.

    A session put in between bears the number before it again: IV bis.
    """
    head, _blank, more = ordinal.partition(" ")
    number = read(head) or _roughly(head)
    if number is None or (more and more not in _AGAIN):
        return None
    if head in {printed(number, style, lang=lang) for lang in LANGUAGES}:
        return ordinal
    return " ".join(filter(None, (stored(number, style), more)))


def _roughly(letters: str) -> int | None:
    """What Roman letters add up to, however they are put together."""
    values = [{sign: value for value, sign in _ROMAN}.get(each) for each in letters.upper()]
    known = [each for each in values if each]
    if not known or len(known) < len(values):
        return None
    pairs = zip(known, [*known[1:], 0], strict=True)
    return _sound(sum(-one if one < after else one for one, after in pairs))


def leading(title: str) -> int | None:
    """The number with which a title begins, None without one."""
    text = title.strip()
    if found := _DIGITS.match(text):
        return _sound(int(found[1]))
    if found := _NUMERAL.match(text):
        return _from_roman(found[1])
    return _from_words(fold(text.split(maxsplit=1)[0])) if text else None


def in_words(title: str) -> int | None:
    """The number with which a Spanish, Portuguese or French title begins in words, None without.

    Only to compare titles: `Trigésima sexta Reunión`, `Oitava Conferência`, `Huitième session`.
    """
    total = 0
    for word in fold(title).replace("-", " ").split()[:2]:
        stem = re.sub(r"(?:[oa]|eme|ieme)$", "", word)
        value = next((number for number, stems in _STEMS if stem in stems.split()), 0)
        is_ordinal = stem != word or value >= 20  # `six` alone counts
        if not value or not is_ordinal or (total and value >= 10):
            break
        total += value
    return total or None


def _from_roman(letters: str) -> int | None:
    number, rest = 0, letters
    for value, sign in _ROMAN:
        while rest.startswith(sign):
            number, rest = number + value, rest[len(sign) :]
    return number if not rest and number <= MOST and roman(number) == letters else None


def _from_words(word: str) -> int | None:
    """English only, as the sources write: twentieth, thirty-fifth."""
    tens, _hyphen, ones = word.partition("-")
    if not ones and word in _ONES:
        return _ONES.index(word) + 1
    for number, stem in enumerate(_TENS, 2):
        if not ones and tens == stem + "ieth":
            return number * 10
        if tens == stem + "y" and ones in _ONES[:9]:
            return number * 10 + _ONES.index(ones) + 1
    return None


def _sound(number: int) -> int | None:
    return number if 1 <= number <= MOST else None
