"""Looking through a table of people that was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.rules import clean_email
from meetings.directory.rules.likeness import PersonFacts
from meetings.registration.intake import table
from meetings.registration.intake.judge import MOST_COMPARED, judge
from meetings.registration.intake.judged import Decision, Judged
from meetings.registration.models import RegistrationImport, Status
from meetings.registration.queries import imports as queries
from meetings.registration.queries.known import known as known_to


@dataclass(frozen=True)
class Looked:
    """A table as it was judged: its rows, what to tell of the file as a whole, whether one has to
    say which number of a day is the month."""

    rows: list[Judged]
    notes: tuple[object, ...]
    asks_order: bool


def read(content: bytes, meeting_id: int, *, limit: int, filename: str = "") -> table.Sheet:
    """A file as a table; the meeting's questions may be columns, no sensitive ones. Raises
    FileRefused."""
    questions, sensitive = queries.questions_of(meeting_id), queries.sensitive_of(meeting_id)
    return table.read(
        content,
        limit=limit,
        filename=filename,
        questions=queries.headings_of(questions),
        sensitive=queries.headings_of(sensitive).keys(),
    )


def look_through(
    content: bytes,
    meeting_id: int,
    *,
    decisions: Mapping[int, Decision],
    lang: str,
    everybody: bool,
    limit: int,
    at: datetime,
    dates: str = "",
    status: str = Status.CONFIRMED,
) -> Looked:
    """What a table would do to a meeting at an instant; nothing is written.

    `everybody`: people of the whole directory may be suggested; `status` is how who is new begins,
    which says who needs a seat. Raises FileRefused.
    """
    sheet = read(content, meeting_id, limit=limit)
    around = queries.around(meeting_id, lang=lang, at=at, dates=dates)
    written = (
        PersonFacts(line.get("given_names"), line.get("surnames"), clean_email(line.get("email")))
        for line in sheet.lines
    )
    known = known_to(meeting_id, written, everybody=everybody)
    rows, reader = judge(sheet, around, known, decisions)
    seats = queries.seats(db.session.get_one(Meeting, meeting_id))
    if seats is not None:
        rows = seats.foreseen(rows, status)
    notes = sheet.notes
    if len(sheet.lines) > MOST_COMPARED:
        notes += (
            _l(
                "The table is long: only who has the same address or the same name is asked back. "
                "Others who may be one person are found by the search for duplicates afterwards."
            ),
        )
    return Looked(rows, notes, reader.asks_order)


def decisions_of(draft: RegistrationImport) -> dict[int, Decision]:
    """What was said of a table's rows, by line."""
    return {
        int(line): Decision(
            said.get("state", ""),
            said.get("person", ""),
            bool(said.get("out")),
            bool(said.get("again")),
        )
        for line, said in draft.decisions.items()
    }
