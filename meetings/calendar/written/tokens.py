"""A folded date, word by word: days, months, seasons, years, whole dates, and what joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.calendar.written.words import FILLERS, MONTHS, SEASONS, UNTIL, WEEKDAYS

_WORD = re.compile(
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<slashed>\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?!\d))"
    r"|(?P<year>(?:19|20|21)\d{2})(?!\d)"
    r"|'(?P<short>\d{2})(?!\d)"
    r"|(?P<count>\d{1,2}\s+(?:days|dias|jours|jornadas|journees)\b)"
    r"|(?P<day>\d{1,2})(?!\d)(?:st\b|nd\b|rd\b|th\b|er\b|ero\b|ro\b|o\b|a\b|deg|°|º|ª)?"
    r"|(?P<until>jusqu'au|[-&])"
    r"|(?P<word>l'|[a-z]+(?:-feira)?)"
    r"|(?P<other>[^\s,.;:/])"
)


@dataclass(frozen=True)
class Token:
    """One piece: its sort, what it says, and how it was written.

    Sorts: day, month, season, year, date (a tuple of year, month, day), weekday, until, word.
    """

    sort: str
    value: int | tuple[int, int, int]
    text: str
    is_doubtful: bool = False


def tokens(text: str, *, day_first: bool) -> list[Token]:
    """The pieces of a folded text; fillers are left out.

    A number before a word that is no part of a date is no day: `2nd half of October`; nor is one
    that counts days: `10 days in May`.
    """
    found = list(_tokens(text, day_first=day_first))
    return [
        Token("word", 0, each.text) if each.sort == "day" and after == "word" else each
        for each, after in zip(found, [*(token.sort for token in found[1:]), ""], strict=False)
    ]


def _tokens(text: str, *, day_first: bool) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        sort, word = match.lastgroup or "other", match[match.lastgroup or 0]
        if sort == "iso":
            year, month, day = map(int, word.split("-"))
            yield Token("date", (year, month, day), word)
        elif sort == "slashed":
            yield _slashed(word, day_first=day_first)
        elif sort == "short":
            yield Token("year", 2000 + int(word), word, is_doubtful=True)
        elif sort == "count":
            yield Token("word", 0, " ".join(word.split()))
        elif sort in {"year", "day"}:
            yield Token(sort, int(word), match[0])
        elif (named := _named(word)) is not None:
            yield named
        elif word not in FILLERS:
            yield Token("word", 0, word)


def _named(word: str) -> Token | None:
    for sort, known in (("month", MONTHS), ("season", SEASONS), ("weekday", WEEKDAYS)):
        if word in known:
            return Token(sort, known[word], word)
    return Token("until", 0, word) if word in UNTIL else None


def _slashed(word: str, *, day_first: bool) -> Token:
    """3/4/2003: by the language's habit; doubtful where the other reading is a date too."""
    one, two, year = map(int, re.split(r"[/.]", word))
    day, month = (one, two) if day_first or one > 12 else (two, one)
    if month > 12:
        day, month = month, day
    is_doubtful = one <= 12 and two <= 12 and one != two
    return Token("date", (year if year > 99 else 2000 + year, month, day), word, is_doubtful)
