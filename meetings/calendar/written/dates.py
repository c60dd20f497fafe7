"""Dates as secretariats write them, read in four languages: `July 31- August 2, 2003*`. Pure.

The reverse of calendar/dates.py. What a text leaves open is told as a doubt, never decided in
silence; what cannot be read at all has no days.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, time

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Precision, Status
from meetings.calendar.written import hours
from meetings.calendar.written.ends import UNREAD, Ends, Unreadable, ends
from meetings.calendar.written.tokens import tokens
from meetings.calendar.written.words import SILENT, STATUSES
from meetings.localized import fold

LONGEST = 200
_DASHES = re.compile(r"[‐‑‒–—―−]")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_STARS = re.compile(r"[*∗＊]+")
_BEFORE_MONTH = re.compile(r"(\d{1,2})\s?/\s?(?=[a-z]{3,})")
_ROMAN = re.compile(r"(\d{1,2})[. ]{1,2}(viii|vii|vi|iv|v|iii|ii|ix|i|xii|xi|x)[. ]{1,2}(\d{4})\b")
_MONTHS = dict(
    zip(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"],
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        strict=True,
    )
)


@dataclass(frozen=True)
class Doubt:
    """What a reader should look at: a code for programs, a sentence in the reader's language."""

    code: str
    sentence: object

    def __str__(self) -> str:
        """The sentence, translated as late as possible."""
        return str(self.sentence)


@dataclass(frozen=True)
class Written:
    """What a text says: days (both inclusive, None when unreadable), hours, status, doubts."""

    text: str
    starts_on: date | None = None
    ends_on: date | None = None
    precision: Precision = Precision.DAY
    starts_time: time | None = None
    ends_time: time | None = None
    status: Status = Status.CONFIRMED
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether there are days."""
        return self.starts_on is not None


def read(text: str, *, year: int | None = None, day_first: bool = True) -> Written:
    """What a written date says.

    `year` is the heading's, for a date that names none; `day_first` says how 3/4/2003 is meant
    in the language of the text. An asterisk means tentative, two of them foreseen.
    """
    plain, status, doubts = _status(_plain(text))
    found = Written(text.strip(), status=status)
    if len(text) > LONGEST:
        return replace(found, doubts=(_unread(),))
    times, plain = hours.take(plain)
    try:
        said = ends(tokens(plain, day_first=day_first), year=year)
    except Unreadable as reason:
        return replace(found, doubts=(*doubts, Doubt(reason.code, reason.sentence)))
    doubts += [Doubt(code, sentence) for code, sentence in said.doubts]
    found = replace(
        found, starts_on=said.first, ends_on=said.last, precision=said.precision, doubts=(*doubts,)
    )
    return _with_hours(found, times, said) if times else found


def is_date(text: str, *, year: int | None = None) -> bool:
    """Whether a text is nothing but a date."""
    said = read(text, year=year or 2000)
    odd = {doubt.code for doubt in said.doubts} & {"words"}
    return said.is_read and not odd


def _plain(text: str) -> str:
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).replace("’", "'")
    text = _BEFORE_MONTH.sub(r"\1-", fold(text))  # April 30/May 2
    return _ROMAN.sub(lambda match: f"{match[1]} {_MONTHS[match[2]]} {match[3]}", text)  # 4.V.2027


def _status(text: str) -> tuple[str, Status, list[Doubt]]:
    """The text without its marks, the status that they mean, and what they leave open."""
    status, doubts = Status.CONFIRMED, []
    stars = _STARS.findall(text)
    if stars:
        status = Status.FORESEEN if any(len(each) > 1 for each in stars) else Status.TENTATIVE
    for inside in _BRACKETS.findall(text):
        named = [STATUSES[word] for word in re.findall(r"\w+", inside) if word in STATUSES]
        if named:
            status = named[0]
        elif inside.strip() and not any(word in inside for word in SILENT):
            doubts.append(_words(inside))
    text = _STARS.sub(" ", _BRACKETS.sub(" ", text))
    last = re.search(r"\b(\w+)$", text.strip())
    if last and last[1] in STATUSES:
        status, text = STATUSES[last[1]], text.strip()[: -len(last[1])]
    return text, status, doubts


def _with_hours(found: Written, times: tuple[time, ...], said: Ends) -> Written:
    """The hours, where the days are settled; both are needed, a lone one stands for both."""
    if said.precision != Precision.DAY:
        doubt = Doubt("hours", _l("The hours are left out: the day is not known."))
        return replace(found, doubts=(*found.doubts, doubt))
    start, end = times[0], times[-1]
    doubts = found.doubts
    if said.first == said.last and end < start:
        doubts = (*doubts, Doubt("end_before_start", _l("The end lies before the start.")))
    return replace(
        found, precision=Precision.MINUTE, starts_time=start, ends_time=end, doubts=doubts
    )


def _unread() -> Doubt:
    return Doubt("unreadable", UNREAD)


def _words(words: str) -> Doubt:
    return Doubt("words", _l("“%(words)s” was not understood.", words=words.strip()[:60]))
