"""One place says who counts; every page and every export keeps to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask

from meetings.attendance.models import PresenceEvent
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.registration.models import Participation, Status
from meetings.registration.rules.counting import REGISTERED, UNCOUNTED
from meetings.statistics import queries
from meetings.statistics.rules import Count
from tests.factories.accounts import make_user
from tests.factories.registration import make_accreditation, make_open_meeting, make_participation
from tests.factories.statistics import make_presence
from tests.support.pages import Client

Stored = Callable[[], AbstractContextManager[None]]
ROOT = Path(__file__).parents[2]

# Pages that name people who don't count, each for its reason. They hold no figure but those by
# status, which are no counts of who comes.
NAMES_THEM: Final = {
    "registration.manage": "the officer's list shows every status, with a number beside each",
    "registration.export": "the officer's list as a file, with a column that tells the status",
    "desk.overview": "tells beside each status how many there are",
    "desk.people": "the directory: everybody, whatever became of her registrations",
    "desk.duplicates": "the directory",
    "notifications.outbox": "mails to them",
    "attendance.presence": "names whoever was let in, with the words that she is not counted",
    "desk.edit": "how many are written to when the date moves: the invited and the waiting too",
    "desk.postpone": "the same",
    "registration.ways": "tells how many wait for a seat",
    "privacy.retention": "how many records are kept, whatever became of them",
}
# What changes by itself from one answer to the next.
_MOVING: Final = (
    r'name="(csrf_token|nonce|event_id|stamp)"[^>]*value="[^"]*"',
    r'value="[^"]*"[^>]*name="(csrf_token|nonce)"',
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)?",
    r"\d{1,2}:\d\d",
    r'type="hidden" value="[0-9a-f-]{36}"',
)


def test_the_words_say_it_once() -> None:
    assert set(REGISTERED) | set(UNCOUNTED) == set(Status)
    assert set(UNCOUNTED) == {
        Status.INVITED,
        Status.WAITLISTED,
        Status.DECLINED,
        Status.CANCELLED,
        Status.REPLACED,
    }


def test_no_other_place_says_who_counts() -> None:
    counting = ("statistics", "indicators", "attendance/queries")
    files = [file for room in counting for file in (ROOT / "meetings" / room).rglob("*.py")]
    said = [
        str(file.relative_to(ROOT))
        for file in files
        if re.search(r"Participation\.status\b(?!\.in_\(COUNTED)", file.read_text())
    ]
    assert said == []


@pytest.fixture
def slug(stored: Stored, client: Client, frozen: Any) -> str:
    """A meeting with one confirmed, one pending and one nominated participation, all present."""
    with stored():
        meeting = make_open_meeting()
        make_accreditation(meeting)
        for number, status in enumerate(REGISTERED):
            _somebody(meeting, number, status)
        officer, slug = make_user().get_id(), meeting.slug
    client.sign_in(officer)
    return slug


def _somebody(meeting: Meeting, number: int, status: Status) -> Participation:
    made = make_participation(
        meeting,
        given_names=f"Given{number}",
        surnames=f"Sur{number}",
        email=f"p{number}@example.org",
        capacity_code="nca",
        represents="state",
        state_code=("PE", "BR", "CL", "UY", "PY", "BO", "EC", "CO")[number % 8],
    )
    made.status = status
    make_presence(made, day=date(2026, 6, 2))
    return made


def test_presence_counts_of_the_confirmed_only(app: Flask, stored: Stored, slug: str) -> None:
    with stored():
        meeting = db.session.query(Meeting).filter_by(slug=slug).one()
        for number, status in enumerate(UNCOUNTED, 10):
            _somebody(meeting, number, status)
    with app.app_context():
        meeting = db.session.query(Meeting).filter_by(slug=slug).one()
        figures = queries.figures(meeting.id)
        counts = {each: figures.of(each).total for each in Count}
        assert counts == {
            Count.REGISTERED: 3,
            Count.CONFIRMED: 1,
            Count.ATTENDED: 1,
            Count.COMPLETED: 1,
        }
        assert db.session.query(PresenceEvent).count() == 8


def test_whoever_does_not_count_changes_no_page_and_no_export(
    app: Flask, client: Client, stored: Stored, slug: str
) -> None:
    addresses = _addresses(app, slug)
    before = _read(client, addresses)
    with stored():
        meeting = db.session.query(Meeting).filter_by(slug=slug).one()
        for number, status in enumerate(UNCOUNTED, 10):
            _somebody(meeting, number, status)
    after = _read(client, addresses)
    changed = [address for address in before if before[address] != after[address]]
    assert changed == [], changed
    assert len(before) > 40


def _addresses(app: Flask, slug: str) -> list[str]:
    """Every page and file that opens by the meeting's name, a State's code or by nothing."""
    given: dict[str, Any] = {
        "lang": "en",
        "slug": slug,
        "code": "PE",
        "framework": "mesecvi-2014-2017",
        "ending": "csv",
    }
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            skipped = rule.endpoint in NAMES_THEM or rule.endpoint == "static"
            if "GET" not in (rule.methods or ()) or skipped or not rule.arguments <= given.keys():
                continue
            values = {name: given[name] for name in rule.arguments}
            found.append(app.url_map.bind("localhost").build(rule.endpoint, values))
    return sorted(set(found))


def _read(client: Client, addresses: list[str]) -> dict[str, str]:
    """What each address answers, without what moves by itself; those that answer a page."""
    found = {}
    for address in addresses:
        with client.get(address) as answer:
            if answer.status_code == 200 and (answer.mimetype or "").startswith(
                ("text/", "application/j")
            ):
                text = answer.get_data(as_text=True)
                for moving in _MOVING:
                    text = re.sub(moving, "", text)
                found[address] = text
    return found
