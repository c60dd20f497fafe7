"""A meeting's page with all that it may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event

from meetings.actor import CLI
from meetings.calendar import queries as calendar
from meetings.calendar.models import Document, DocumentFile
from meetings.calendar.operations import edit_meeting
from meetings.calendar.operations.agenda import add_item
from meetings.calendar.rules.items import ItemFacts
from meetings.db import db
from tests.factories.accounts import make_user
from tests.factories.calendar import MADE_AT, make_meeting
from tests.factories.sessions import make_session
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def slug(stored: Stored) -> str:
    """A meeting of two days with 12 sessions, 12 points and 60 documents in four languages."""
    with stored():
        meeting = make_meeting()
        papers = [_paper(meeting.id, number) for number in range(60)]
        for number in range(12):
            day = date(2026, 5, 20 + number // 6)
            hours = f"{9 + number % 6:02}:00-{10 + number % 6:02}:00"
            session = make_session(meeting, f"Session {number}", hours, day=day)
            point = ItemFacts(
                title={"en": f"Point {number}"},
                session=session.public_id,
                documents=(papers[number].public_id,),
            )
            add_item(meeting, point, by=CLI, at=MADE_AT)
        return meeting.slug


def _paper(meeting_id: int, number: int) -> Document:
    files = [
        DocumentFile(
            language=lang,
            storage_key=f"{number}-{lang}",
            filename=f"{number}.pdf",
            content_type="application/pdf",
            size=1,
            sha256="",
            uploaded_at=MADE_AT,
            actor_label="",
        )
        for lang in ("en", "es", "fr", "pt")
    ]
    paper = Document(
        public_id=f"00000000-0000-4000-8000-{number:012}",
        meeting_id=meeting_id,
        symbol=f"CIM/doc.{number}/26",
        symbol_key=f"CIM/doc.{number}/26",
        title={"en": f"Document {number}"},
        type="report",
        access="public" if number % 2 == 0 else "secretariat",
        published_at=MADE_AT,
        first_published_at=MADE_AT,
        search="",
        created_at=MADE_AT,
        changed_at=MADE_AT,
        files=files,
    )
    db.session.add(paper)
    db.session.flush()
    return paper


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    heard: list[str] = []

    def hear(*said: object) -> None:
        if said[2] != "BEGIN":
            heard.append(str(said[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


@pytest.mark.parametrize(("path", "most"), [("", 6), ("/agenda", 8)])
def test_a_full_meeting_takes_a_handful_of_statements(
    app: Flask, client: Client, slug: str, path: str, most: int
) -> None:
    client.get(f"/en/meetings/{slug}{path}")
    with statements(app) as heard:
        answer = client.get(f"/en/meetings/{slug}{path}")
    assert "Session 11" in answer.text
    assert "CIM/doc.0/26" in answer.text
    assert len(heard) <= most, "\n".join(heard)


def test_a_point_links_only_what_the_reader_may_read(page: Site, slug: str) -> None:
    shown = page.get(f"/en/meetings/{slug}/agenda")
    linked = [each for each in shown.all(".programme a") if each.startswith("CIM/")]
    assert linked == [f"CIM/doc.{number}/26 Document {number}" for number in range(0, 12, 2)]
    short = page.get(f"/en/meetings/{slug}")
    assert f"/meetings/{slug}/agenda#s-" in short.link("Session 3")


def test_sessions_that_a_shorter_meeting_leaves_outside_wait_for_the_officer(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_meeting()
        make_session(meeting, "Opening")
        last = make_session(meeting, "Closing", day=date(2026, 5, 21))
        point = ItemFacts(title={"en": "Other business"}, session=last.public_id)
        add_item(meeting, point, by=CLI, at=MADE_AT)
        edit_meeting(
            meeting, calendar.facts_of(meeting, ends_on=date(2026, 5, 20)), by=CLI, at=MADE_AT
        )
        slug, officer = meeting.slug, make_user().get_id()
    for path in ("", "/agenda"):
        shown = page.get(f"/en/meetings/{slug}{path}")
        assert "Opening" in shown.text
        assert "Closing" not in shown.text
        assert "May 21" not in shown.text
    assert "Other business" in shown.text
    client.sign_in(officer)
    assert "Closing" in page.get(f"/en/manage/meetings/{slug}/agenda").text
