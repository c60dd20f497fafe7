"""A table of days: start, end (inclusive), title, and where it has them name, place, uid. Pure."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections import Counter
from datetime import date

from flask_babel import lazy_gettext as _l

from meetings.calendar.rules.facts import FIRST_YEAR, LAST_YEAR
from meetings.calendar.rules.followed import (
    LONGEST,
    LONGEST_NAME,
    LONGEST_UID,
    MOST_DAYS,
    Entry,
    Reading,
    doubtful,
)
from meetings.directory.rules import clean
from meetings.errors import FileRefused, RowProblem
from meetings.localized import fold
from meetings.tables import Row, read_csv

REQUIRED = ("start", "end", "title")
OPTIONAL = ("name", "place", "uid")
_QUOTED = re.compile(r"'+[=+\-@]")


def read(data: bytes, *, limit: int) -> Reading:
    """Read the table; a row is known by its uid, else by its own words as the calendar file's.

    As offices save it: with commas, semicolons or tabs, in UTF-8, or as spreadsheets of Windows
    write it. Raises FileRefused as `read_csv` does, and for a table without rows or with too many.
    """
    if len(data) > limit:
        raise FileRefused(_l("The file is larger than %(limit)d MB.", limit=limit // (1024 * 1024)))
    text, is_guessed = _decoded(data)
    plain = text.encode()
    found = read_csv(
        plain, required=REQUIRED, optional=OPTIONAL, limit=len(plain), delimiter=_delimiter(text)
    )
    if not found.rows:
        raise FileRefused(_l("The file has a heading and no rows."))
    if len(found.rows) > MOST_DAYS:
        raise FileRefused(_l("The file has more than %(most)d entries.", most=MOST_DAYS))
    reader = _Reader()
    for row in found.rows:
        reader.take(row)
    notes: tuple[object, ...] = tuple(
        _l("The column %(column)s is unknown and was left out.", column=name or "“”")
        for name in found.unknown
    )
    if is_guessed:
        notes += (_l("The file is not in UTF-8 and was read as Windows-1252: check the accents."),)
    entries = tuple(entry for entry in reader.entries if entry.line not in reader.bad)
    return Reading(entries, tuple(reader.problems), tuple(doubtful(entries)), notes)


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text of a file, and whether its encoding was guessed."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), True


def _delimiter(text: str) -> str:
    """What parts the cells of the heading: the sign by which most of the columns are known."""
    heading = text.lstrip("\ufeff").split("\n", 1)[0]
    known = {*REQUIRED, *OPTIONAL}

    def count(sign: str) -> int:
        return len(known & {name.strip(' \r"') for name in heading.split(sign)})

    return max(",;\t", key=count)


class _Reader:
    """Reads row by row and keeps the problems, so that all of them are told at once."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.problems: list[RowProblem] = []
        self.equal: Counter[tuple[str, ...]] = Counter()
        self.lines: dict[tuple[str, str], int] = {}

    @property
    def bad(self) -> set[int]:
        return {problem.line for problem in self.problems}

    def take(self, row: Row) -> None:
        """Read one row."""
        if row.surplus:
            self._problem(row, "", _l("The line has more cells than the heading."))
        first = self._day(row, "start")
        last = self._day(row, "end") if row.get("end") else first
        texts = {name: _text(row, name) for name in ("name", "title", "place", "uid")}
        if not texts["title"]:
            self._problem(row, "title", _l("The cell is empty."))
        for name, most in (*LONGEST.items(), ("name", LONGEST_NAME), ("uid", LONGEST_UID)):
            if len(texts[name]) > most:
                reason = _l("This text has more than %(most)d characters.", most=most)
                self._problem(row, name, reason)
        if first and last and last < first:
            self._problem(row, "end", _l("The end lies before the start."))
        uid = texts["uid"] or self._fingerprint(row, texts["name"])
        self._known(row, texts["name"], uid)
        if first and last and row.line not in self.bad:
            entry = Entry(
                uid=uid,
                starts_on=first,
                ends_on=last,
                title=texts["title"],
                place=texts["place"],
                calendar=texts["name"],
                line=row.line,
            )
            self.entries.append(entry)

    def _known(self, row: Row, name: str, uid: str) -> None:
        first = self.lines.setdefault((fold(name), uid), row.line)
        if first != row.line:
            reason = _l(
                "Lines %(first)d and %(second)d have the same UID.", first=first, second=row.line
            )
            self.problems += [RowProblem(line, "uid", reason) for line in (first, row.line)]

    def _fingerprint(self, row: Row, name: str) -> str:
        key = tuple(fold(row.get(column)) for column in ("start", "end", "title", "place"))
        number = self.equal[(name, *key)]
        self.equal[(name, *key)] += 1
        return hashlib.sha256(json.dumps([*key, number]).encode()).hexdigest()

    def _day(self, row: Row, column: str) -> date | None:
        text = row.get(column)
        if not text:
            self._problem(row, column, _l("The cell is empty."))
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                raise ValueError(text)
            day = date.fromisoformat(text)
        except ValueError:
            reason = _l(
                "“%(value)s” is not a date such as %(example)s.",
                value=text[:60],
                example="2016-05-03",
            )
            self._problem(row, column, reason)
            return None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self._problem(row, column, _years())
            return None
        return day

    def _problem(self, row: Row, column: str, reason: object) -> None:
        self.problems.append(RowProblem(row.line, column, reason))


def _years() -> object:
    return _l("The year must lie between %(first)d and %(last)d.", first=FIRST_YEAR, last=LAST_YEAR)


def _text(row: Row, column: str) -> str:
    """A cell, without the apostrophe that keeps spreadsheets from running it as a formula."""
    text = clean(row.get(column))
    return text[1:] if _QUOTED.match(text) else text
