"""Independent readers see each feed alike. Run by `python3 dev.py test --readers`."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar import queries
from meetings.calendar.models import Meeting
from meetings.calendar.operations import edit_meeting
from meetings.db import db
from meetings.desk import jobs
from meetings.notifications.models import Message
from tests.factories.calendar import make_meeting
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.readers.corpus import BREAKS, CASES, PLANNED, Case
from tests.readers.readers import ATOM, FIELDS, INBOX, READERS, Reader
from tests.support.outside import LiveServer

DAY, QUIET = timedelta(days=1), timedelta(minutes=61)
Stored = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
FEEDS: dict[str, Callable[[Case], bool]] = {
    "lang=en": lambda case: case is not PLANNED,
    "lang=en&planning=1": lambda _case: True,
    "lang=en&country=PE": lambda case: case.facts.get("country") == "PE",
    "lang=en&year=2026&q=clocks": lambda case: "clocks" in case.title,
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_reader_sees_the_same(
    reader: Reader, stored: Stored, live_server: LiveServer, tmp_path: Path
) -> None:
    with stored():
        made = [(case, make_meeting(case.title, **case.facts).uid) for case in (*CASES, PLANNED)]
    for number, (query, is_in) in enumerate(FEEDS.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        address = f"{live_server.url}/calendar.ics?{query}"
        seen = reader.read(address if reader.by_address else _file(address, folder), folder)
        wanted = [case.entry(uid) for case, uid in made if is_in(case)]
        assert [_facts(each) for each in seen] == reader.expected(wanted)


@pytest.fixture
def mails(app: Flask, stored: Stored, tmp_path: Path) -> list[str]:
    """Files: calendar parts of the mails to one person, whose meeting moves and is cancelled."""
    with stored():
        meeting = make_open_meeting(title={"en": BREAKS}, **_hours(4, 9)).id
        made = make_participation(db.session.get_one(Meeting, meeting), language="en")
        assert made.status == "confirmed"
    for number, change in enumerate((_hours(11, 10), {"status": "cancelled"}), start=1):
        with stored():
            found = db.session.get_one(Meeting, meeting)
            facts = queries.facts_of(found, **change)
            edit_meeting(found, facts, by=CLI, at=AT + number * DAY)
        with app.app_context():
            jobs.tell_changes(AT + number * DAY + QUIET)
    with app.app_context():
        sent = db.session.scalars(select(Message).order_by(Message.id))
        parts = [
            file.content
            for mail in sent
            for file in mail.attachments
            if file.content_type.startswith("text/calendar")
        ]
    files = [tmp_path / f"{number}.ics" for number in range(len(parts))]
    for path, part in zip(files, parts, strict=True):
        path.write_bytes(part)
    return [str(path) for path in files]


def _hours(day: int, hour: int) -> dict[str, Any]:
    on = {"starts_on": date(2026, 6, day), "ends_on": date(2026, 6, day)}
    at = {"starts_time": time(hour), "ends_time": time(hour + 1)}
    return {"precision": "minute", "time_zone": "America/Lima", **on, **at}


STEPS = [
    ("REQUEST", 0, "CONFIRMED", "2026-06-04T14:00:00Z", "2026-06-04T15:00:00Z"),
    ("REQUEST", 1, "CONFIRMED", "2026-06-11T15:00:00Z", "2026-06-11T16:00:00Z"),
    ("CANCEL", 2, "CANCELLED", "2026-06-11T15:00:00Z", "2026-06-11T16:00:00Z"),
]


@pytest.mark.parametrize(
    "reader",
    [each for each in READERS if not each.by_address],
    ids=lambda reader: reader.name,
)
def test_an_invitation_moves_and_is_cancelled_as_one_entry(
    reader: Reader, mails: list[str], tmp_path: Path
) -> None:
    assert len(mails) == len(STEPS)
    read = [reader.read(path, tmp_path) for path in mails]
    assert [len(entries) for entries in read] == [1, 1, 1]
    seen = [entries[0] for entries in read]
    assert len({entry["uid"] for entry in seen}) == 1
    limited = {name for name, limit in reader.limits.items() if limit.sees is None}
    names = ("method", "sequence", "status", "start", "end")
    for entry, step in zip(seen, STEPS, strict=True):
        wanted = {
            name: None if name in limited else said for name, said in zip(names, step, strict=True)
        }
        assert {name: entry[name] for name in names} == wanted


def test_a_desktop_calendar_holds_one_entry_that_moves_and_is_cancelled(
    mails: list[str], tmp_path: Path
) -> None:
    lines = INBOX.run(tmp_path, *mails).splitlines()
    invited, moved, cancelled = map(json.loads, lines)
    assert [(each["sequence"], each["start"]) for each in invited] == [(STEPS[0][1], STEPS[0][3])]
    assert [(each["sequence"], each["start"]) for each in moved] == [(STEPS[1][1], STEPS[1][3])]
    assert [each["status"] for each in cancelled] in (["CANCELLED"], [])


def test_a_feed_reader_sees_the_same_list(
    stored: Stored, live_server: LiveServer, tmp_path: Path
) -> None:
    with stored():
        slugs = [make_meeting(case.title, **case.facts).slug for case in CASES]
    read = json.loads(
        ATOM.run(tmp_path, _file(f"{live_server.url}/calendar.atom?lang=en", tmp_path))
    )
    assert read == {
        "complaint": "",
        "version": "atom10",
        "language": "en",
        "titles": sorted(case.title for case in CASES),
        "is_dated": True,
        "links": sorted(f"{live_server.url}/en/meetings/{slug}" for slug in slugs),
    }


def _file(address: str, folder: Path) -> str:
    path = folder / "feed"
    with urlopen(address) as answer:
        path.write_bytes(answer.read())
    return str(path)


def _facts(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in FIELDS}
