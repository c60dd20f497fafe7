"""A participant's own calendar on a phone, in Spanish, from her page to her program and back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar.operations import joining
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration import queries
from tests.factories.calendar import MADE_AT
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.journey import Journey

Stored = Callable[[], AbstractContextManager[None]]
JOIN = "https://meet.example/sala"

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def read(journey: Journey, address: str) -> tuple[int, bytes]:
    """What a calendar program gets at an address."""
    answer = journey.page.request.get(journey.url + urlsplit(address).path)
    return answer.status, answer.body()


def shown(journey: Journey) -> str:
    address: str = journey.page.locator("#feed-mine").input_value()
    return address


def open_her_mail(she: Journey, stored: Stored) -> None:
    """Ask for the link to her mailbox, and press what it opens."""
    she.press("main a[href$='#take']").press("form[action$='/data/link'] button")
    with stored():
        text = db.session.scalars(select(Message.text).order_by(Message.id.desc())).first() or ""
    she.open(urlsplit(next(word for word in text.split() if "/my/open/" in word)).path)
    she.press("main form[method=post] button")


def test_she_makes_reads_and_renews_her_calendar(
    stored: Stored, visitor: Callable[..., Journey]
) -> None:
    with stored():
        meeting = make_open_meeting()
        joining.set_join_link(meeting, JOIN, audience="delegates", by=CLI, at=MADE_AT)
        token = queries.link_token(make_participation(meeting))
    she = visitor(360, "es").open(f"/es/my/{token}").press("a[href*='/my/'][href$='/calendar']")
    assert "Su calendario" in she.words
    open_her_mail(she, stored)
    she.press("main a[href$='/calendar'][href*='/my/']")
    she.press("form[action$='/make'] button")
    assert "Es secreta" in she.words
    first = shown(she)
    assert first.startswith("http")
    status, text = read(she, first)
    assert status == 200
    [entry] = Calendar.from_ical(text).walk("VEVENT")
    assert (str(entry["SUMMARY"]), str(entry["CONFERENCE"])) == ("Foro sobre justicia", JOIN)
    google = she.page.locator("a[href*='calendar.google.com']").get_attribute("href") or ""
    assert "cid=webcal%3A%2F%2F" in google
    she.page.locator("main summary").click()
    assert "Google Calendar: aproximadamente cada 8 a 24 horas" in she.words
    she.agree("form[action$='/renew'] button")
    second = shown(she)
    assert first != second
    assert read(she, first)[0] == 404
    assert read(she, second)[0] == 200
    she.agree("form[action$='/revoke'] button")
    assert she.page.locator("#feed-mine").count() == 0
    assert read(she, second) == read(she, first)
