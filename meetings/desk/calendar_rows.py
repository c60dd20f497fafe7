"""The calendar file, row by row: what a row says about a meeting. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Involvement, Precision, SessionType, Status
from meetings.calendar.rules import MeetingFacts
from meetings.db import dump_json
from meetings.directory import countries
from meetings.errors import RowProblem
from meetings.localized import LANGUAGES, fold
from meetings.tables import Row

REQUIRED = (
    "start",
    "end",
    "date_precision",
    "tentative",
    "title",
    "place_city",
    "place_country",
    "host_or_organizer",
    "kind",
    "own_or_external",
)
OPTIONAL = (
    "title_es",
    "title_fr",
    "title_pt",
    "title_language",
    "status",
    "published",
    "body",
    "ordinal",
    "uid",
    "time_zone",
    "mode",
    "level",
    "themes",
    "beneficiaries",
    "actions",
    "session_type",
    "source",
)
COLUMNS = REQUIRED + OPTIONAL
COLUMN_OF = {
    "title": "title",
    "title_en": "title",
    "starts_on": "start",
    "starts_time": "start",
    "ends_on": "end",
    "ends_time": "end",
    "precision": "date_precision",
    "kind_code": "kind",
    "body_code": "body",
    "country": "place_country",
    "city": "place_city",
    "organizer": "host_or_organizer",
    "involvement": "own_or_external",
}
YES_NO = {"yes": True, "no": False}
INVOLVEMENTS = {
    "cim convenes": Involvement.CONVENED,
    "convened": Involvement.CONVENED,
    "cim participates": Involvement.ATTENDED,
    "attended": Involvement.ATTENDED,
    "observance": Involvement.OBSERVANCE,
}
LONGEST_UID = 200
_SESSION_TYPES = {each.value: each for each in SessionType}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOUR = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?")
_QUOTED = re.compile(r"'+[=+\-@]")


@dataclass(frozen=True)
class Said:
    """What one row says: the facts its columns name, titles by language ("" takes one away)."""

    line: int
    facts: Mapping[str, Any]
    titles: Mapping[str, str]
    key: Sequence[str]
    uid: str
    published: bool | None
    actions: tuple[str, ...] | None

    def new(self, time_zone: str) -> MeetingFacts:
        """The facts of a meeting that this row makes; `time_zone` where it names none."""
        return MeetingFacts(**{"time_zone": time_zone, **self.facts, "title": self.titles})

    def over(self, known: MeetingFacts) -> Mapping[str, Any]:
        """The changes that this row makes to a meeting's facts."""
        titles = {lang: text for lang, text in {**known.title, **self.titles}.items() if text}
        return {**self.facts, "title": titles}

    def fingerprint(self, number: int) -> str:
        """By which the row is known again: its own words, and its number among equal rows."""
        return hashlib.sha256(dump_json([*self.key, number]).encode()).hexdigest()


def read(row: Row, columns: Collection[str]) -> tuple[Said | None, list[RowProblem]]:
    """What a row says, or what is wrong with it; `columns` are those of the heading."""
    reader = _Reader(row, columns)
    said = reader.read()
    return (None, reader.problems) if reader.problems else (said, [])


@dataclass
class _Reader:
    """Reads one row and keeps its problems, so that all of them are told at once."""

    row: Row
    columns: Collection[str]
    problems: list[RowProblem] = field(default_factory=list)

    def read(self) -> Said:
        if self.row.surplus:
            self._problem(self.columns_last, _l("The line has more cells than the heading."))
        precision = self._choice("date_precision", {each.value: each for each in Precision})
        starts_on, starts_time = self._moment("start", precision)
        ends_on, ends_time = self._moment("end", precision)
        places = self._countries("place_country")
        facts: dict[str, Any] = {
            "starts_on": starts_on,
            "starts_time": starts_time,
            "ends_on": ends_on,
            "ends_time": ends_time,
            "precision": precision,
            "status": self._status(),
            "kind_code": self._needed("kind").lower(),
            "involvement": self._choice("own_or_external", INVOLVEMENTS),
            "organizer": self.text("host_or_organizer"),
            "city": self.text("place_city"),
            "country": places[0] if places else None,
        }
        uid = self._uid()
        return Said(
            line=self.row.line,
            facts=facts | self._optional(places),
            titles=self._titles(),
            key=self._key(facts["country"]),
            uid=uid,
            published=self._choice("published", YES_NO) if self.text("published") else None,
            actions=self._list("actions") if "actions" in self.columns else None,
        )

    @property
    def columns_last(self) -> str:
        return list(self.columns)[-1]

    def text(self, column: str) -> str:
        """A cell, without the apostrophe that keeps spreadsheets from running it as a formula."""
        text = self.row.get(column)
        return text[1:] if _QUOTED.match(text) else text

    def _problem(self, column: str, reason: object) -> None:
        self.problems.append(RowProblem(self.row.line, column, reason))

    def _needed(self, column: str) -> str:
        text = self.text(column)
        if not text:
            self._problem(column, _l("The cell is empty."))
        return text

    def _choice(self, column: str, known: Mapping[str, Any]) -> Any:
        text = self._needed(column)
        if text and text.lower() not in known:
            self._problem(
                column,
                _l(
                    "“%(value)s” is none of: %(known)s.",
                    value=text[:60],
                    known=", ".join(known),
                ),
            )
        return known.get(text.lower())

    def _status(self) -> Status | None:
        """The column `status` wins over `tentative`."""
        if self.text("status"):
            found: Status | None = self._choice("status", {each.value: each for each in Status})
            return found
        tentative = self._choice("tentative", YES_NO)
        return Status.TENTATIVE if tentative else Status.CONFIRMED

    def _moment(self, column: str, precision: str | None) -> tuple[date | None, time | None]:
        text = self._needed(column)
        if not text or precision is None:
            return None, None
        has_hour = precision == Precision.MINUTE
        try:
            if not (_HOUR if has_hour else _DAY).fullmatch(text):
                raise ValueError(text)
            moment = datetime.fromisoformat(text)
        except ValueError:
            example = "2016-05-03T09:00" if has_hour else "2016-05-03"
            reason = _l(
                "“%(value)s” is not a date such as %(example)s.", value=text[:60], example=example
            )
            self._problem(column, reason)
            return None, None
        return moment.date(), moment.time() if has_hour else None

    def _countries(self, column: str) -> list[str]:
        found = []
        for name in self._list(column):
            code = countries.read(name)
            if code is None:
                reason = _l("There is no country “%(value)s”.", value=name[:60])
                self._problem(column, reason)
            elif code not in found:
                found.append(code)
        return found

    def _list(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def _optional(self, places: list[str]) -> dict[str, Any]:
        """What the optional columns say, and several countries of the place as beneficiaries."""
        found: dict[str, Any] = {}
        if "beneficiaries" in self.columns:
            found["beneficiaries"] = tuple(self._countries("beneficiaries"))
        elif len(places) > 1:
            found["beneficiaries"] = tuple(places)
        if "themes" in self.columns:
            found["themes"] = self._list("themes")
        for column, name in (("body", "body_code"), ("level", "level")):
            if column in self.columns:
                found[name] = self.text(column) or None
        if "ordinal" in self.columns:
            found["ordinal"] = self.text("ordinal")
        if "source" in self.columns:
            found["source"] = self.text("source")
        if self.text("session_type"):
            found["session_type"] = self._choice("session_type", _SESSION_TYPES)
        found |= {name: text for name in ("time_zone", "mode") if (text := self.text(name))}
        return found

    def _titles(self) -> dict[str, str]:
        lang = self.text("title_language").lower() or "en"
        if lang not in LANGUAGES:
            reason = _l("“%(value)s” is none of: %(known)s.", value=lang, known="en, es, fr, pt")
            self._problem("title_language", reason)
        titles = {
            each: self.text(f"title_{each}")
            for each in LANGUAGES
            if f"title_{each}" in self.columns
        }
        title = self._needed("title")
        if titles.get(lang) and titles[lang] != title:
            self._problem(
                f"title_{lang}", _l("This text differs from the title in the same language.")
            )
        return titles | {lang: title}

    def _uid(self) -> str:
        uid = self.text("uid")
        if len(uid) > LONGEST_UID or any(not each.isprintable() or each.isspace() for each in uid):
            self._problem("uid", _l("This is not a valid UID: it is too long or contains spaces."))
        return uid

    def _key(self, country: str | None) -> tuple[str, ...]:
        dates = (self.row.get("start"), self.row.get("end"), self.row.get("date_precision").lower())
        return (*dates, fold(self.text("title")), fold(self.text("place_city")), country or "")
