"""A meeting whose title has a thousand characters: on narrow pages, in files, and in mails."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from meetings.db import db
from meetings.notifications.models import Message
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.registration import make_open_meeting, make_participation
from tests.factories.sessions import make_session
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
TITLES = {
    "en": "ñ" * 1000,
    "es": ("Reunión, con comas; y \\ barras «y comillas» " * 30)[:1000].strip(),
    "fr": ("اجتماع اللجنة، الدورة الثانية 👩🏽‍⚖️ " * 40)[:1000].strip(),
    "pt": ("Reunião <b>das</b> autoridades & especialistas " * 30)[:1000].strip(),
}
FILES = ("docx", "pdf", "xlsx")
DAYS: dict[str, Any] = {"starts_on": date(2026, 5, 4), "ends_on": date(2026, 5, 4)}


@pytest.fixture
def slug(stored: Stored) -> str:
    with stored():
        make_user()
        meeting = make_open_meeting(title=TITLES, **DAYS)
        make_session(meeting)
        make_participation(meeting, language="es", at=datetime(2026, 5, 3, tzinfo=UTC))
        return meeting.slug


def test_feeds_files_and_mails_hold_it(
    app: Flask, page: Site, client: Client, slug: str, frozen: Any
) -> None:
    for lang, title in TITLES.items():
        feed = client.get(f"/calendar.ics?lang={lang}")
        (entry,) = Calendar.from_ical(feed.data).walk("VEVENT")
        assert str(entry["SUMMARY"]) == title
        assert max(map(len, feed.data.split(b"\r\n"))) <= 75
        atom = ElementTree.fromstring(client.get(f"/calendar.atom?lang={lang}").data)
        assert atom.findtext(".//{*}entry/{*}title") == title
        assert title in " ".join(page.get(f"/{lang}/meetings/{slug}").all("h1"))
    page.get("/en/sign-in").submit(email="ana@cim.example", password=PASSWORD)
    for path in (
        *(f"/es/manage/meetings/{slug}/participants?format={each}" for each in FILES),
        *(f"/fr/calendar/year-plan?year=2026&lang=fr&format={each}" for each in FILES[:2]),
        f"/es/meetings/{slug}/statistics.xlsx",
    ):
        with client.get(path) as answer:
            assert answer.status_code == 200, path
    with app.app_context():
        (subject,) = db.session.scalars(select(Message.title))
    assert len(subject) <= 255
    assert subject.startswith("Su inscripción está confirmada: Reunión, con comas; y \\ barras")
    assert subject.endswith("…")
    assert f"{subject[:-1]} " in f"Su inscripción está confirmada: {TITLES['es']}", "cut at a word"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_no_page_is_too_wide_for_it(live_server: Any, window: Any, slug: str) -> None:
    page = window(width=360)
    page.goto(f"{live_server.url}/en/sign-in")
    page.fill("[name=email]", "ana@cim.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    for lang in TITLES:
        for path in (
            "calendar?from=2026-01-01&to=2026-12-31",
            "calendar?view=month&from=2026-05-01",
            "calendar?view=year&from=2026-01-01",
            f"meetings/{slug}",
            f"meetings/{slug}/register",
            f"door/{slug}",
            "today",
            "manage/calendar",
            f"manage/meetings/{slug}",
            f"manage/meetings/{slug}/registrations",
        ):
            answer = page.goto(f"{live_server.url}/{lang}/{path}")
            assert answer.status == 200, path
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 360, (lang, path, width)
