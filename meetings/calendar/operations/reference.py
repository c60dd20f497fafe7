"""The kinds of meetings, and stored texts that follow what they were made of."""

from __future__ import annotations

import hashlib
from datetime import date

from flask import current_app
from sqlalchemy import select

from meetings import clock, installation, reference, zones
from meetings.calendar import dates
from meetings.calendar.models import CalendarVersion, Kind, Precision, Status
from meetings.calendar.operations import obligations, templates
from meetings.calendar.operations.texts import rebuild_texts
from meetings.calendar.rules import MeetingFacts
from meetings.db import db, dump_json
from meetings.directory import countries
from meetings.directory.models import Body, Coded
from meetings.localized import LANGUAGES

FORMAT = 7  # raise it when stored texts are made in another way
STAMP = "calendar_texts"


def load_reference() -> str:
    """Bring the kinds of meetings up to date, and the stored texts when what they show changed."""
    touched = reference.merge(
        Kind,
        "code",
        (
            {
                "code": row["code"],
                "names": reference.names(row),
                "sort": int(row["sort"]),
                "body_code": row["body"] or None,
                "color": row["color"],
            }
            for row in reference.rows("kinds.csv")
        ),
    )
    if db.session.get(CalendarVersion, 1) is None:
        db.session.add(CalendarVersion(id=1, version=0, changed_at=clock.now()))
        db.session.flush()
    seeded = reference.seed("obligations", obligations.seeded)
    seeded += reference.seed("body_templates", templates.seeded)
    rebuilt = 0
    if installation.read(STAMP) != _stamp():
        rebuilt = rebuild_texts(at=clock.now())
        installation.note(STAMP, _stamp())
    return (
        f"calendar: {touched} kinds written, {seeded} obligations and templates added, "
        f"{rebuilt} meetings with new texts"
    )


def _stamp() -> str:
    """A digest of all that the texts are made of beside the meetings themselves."""
    coded: list[Coded] = [*db.session.scalars(select(Kind)), *db.session.scalars(select(Body))]
    samples = [
        dates.words(
            MeetingFacts(
                title={},
                starts_on=first,
                ends_on=last,
                precision=precision,
                status=status,
                kind_code="",
                time_zone="America/New_York",
            ),
            lang,
        )
        for lang in LANGUAGES
        for status in Status
        for precision in (Precision.DAY, Precision.MONTH, Precision.SEASON)
        for first, last in [dates.bounds(Precision.SEASON, date(2003, 5, 1))]
    ]
    made_of = {
        "format": FORMAT,
        "address": current_app.config["BASE_URL"],
        "languages": current_app.config["CONTENT_LANGUAGES"],
        "sender": current_app.config["SETTINGS"].mail_from,
        "zones": zones.release(),
        "names": sorted((row.code, sorted(row.names.items())) for row in coded),
        "told": reference.rows("names.csv"),
        "cities": reference.rows("cities.csv"),
        "colors": [(row["code"], row["color"]) for row in reference.rows("kinds.csv")],
        "countries": [countries.names(lang) for lang in LANGUAGES],
        "words": samples,
    }
    return hashlib.sha256(dump_json(made_of).encode()).hexdigest()
