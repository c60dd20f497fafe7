"""The officer sees what people will be told, and decides when and whether."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from meetings.calendar.models import ChangeNotice
from meetings.db import db, transaction
from meetings.desk import jobs
from meetings.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
FORM = "main form:has(#title_en)"


@pytest.fixture
def url(stored: Stored, client: Client, frozen: Traveller) -> str:
    """The officer's page of a meeting with two people, one of whom withdrew."""
    frozen.move_to(AT)
    with stored():
        made = make_meeting("Forum", starts_on=date(2026, 9, 1))
        make_listed(made, "Ana")
        make_listed(made, "Eva")
        make_listed(made, "Iris", status="cancelled")
        identity = make_user().get_id()
        slug = made.slug
    client.sign_in(identity)
    return f"/en/manage/meetings/{slug}"


def move(page: Site, url: str, day: str) -> Page:
    return page.get(f"{url}/edit").submit(FORM, starts_on=day, ends_on=day)


def sent(app: Flask) -> int:
    with app.app_context():
        return len(db.session.scalars(select(Message)).all())


def test_the_officer_sees_it_wait_and_sends_it_now(
    page: Site, app: Flask, url: str, frozen: Traveller
) -> None:
    warning = page.get(f"{url}/edit")
    assert "2 people are told by mail, 60 minutes after the last change." in warning.text
    moved = move(page, url, "2026-09-03")
    waiting = moved.one("section:has(#notice-title)")
    assert "To 2 people, in 60 minutes unless more is changed:" in waiting
    assert "September 1, 2026 → September 3, 2026" in waiting
    frozen.shift(timedelta(minutes=20))
    assert "in 40 minutes" in page.get("/en/today").one("section:has(#notices-title)")
    done = page.get(url).submit("form[action$='/notices/send']")
    assert "The mails are in the outbox." in done.text
    assert "To 2 people: 2 mails wait in the outbox" in done.one("main table")
    assert sent(app) == 2
    with app.app_context(), transaction():
        one, other = db.session.scalars(select(Message))
        one.status, other.status = "sent", "dead"
    log = page.get(f"{url}/notices").one("main table")
    assert "To 2 people: 1 mail delivered, 1 mail could not be delivered" in log
    assert "Date: September 1, 2026 → September 3, 2026" in log
    assert "All times: Eastern Time." in page.get(f"{url}/notices").text
    assert not page.get(url).all("#notice-title")
    assert not page.get("/en/today").all("#notices-title")


def test_it_waits_another_hour_or_is_skipped_after_a_question(
    page: Site, app: Flask, url: str
) -> None:
    move(page, url, "2026-09-03")
    longer = page.get(url).submit("form[action$='/notices/wait']")
    assert "in 120 minutes" in longer.text
    question = page.get(longer.link("Tell nobody"))
    assert "2 people would not hear of it from us:" in question.text
    done = question.submit()
    assert "Nobody was told" in done.one("main table")
    with app.app_context():
        assert jobs.tell_changes(AT + timedelta(days=1)) == 0
    assert sent(app) == 0


def test_what_was_sent_meanwhile_is_said(page: Site, app: Flask, url: str) -> None:
    move(page, url, "2026-09-03")
    opened = page.get(url)
    with app.app_context():
        assert jobs.tell_changes(AT + timedelta(hours=1)) == 1
    late = opened.submit("form[action$='/notices/send']")
    assert "This notice was sent or skipped meanwhile." in late.text
    assert sent(app) == 2


def test_what_is_taken_back_says_that_nothing_is_sent(page: Site, app: Flask, url: str) -> None:
    move(page, url, "2026-09-03")
    back = move(page, url, "2026-09-01")
    card = back.one("section:has(#notice-title)")
    assert "nothing will be sent" in card
    assert "People will be told" not in card
    assert not back.all("section:has(#notice-title) form")
    assert not page.get("/en/today").all("#notices-title")
    with app.app_context():
        assert jobs.tell_changes(AT + timedelta(days=1)) == 0
        assert [each.outcome for each in db.session.scalars(select(ChangeNotice))] == ["taken_back"]


def test_a_draft_warns_of_nothing(page: Site, stored: Stored, url: str) -> None:
    with stored():
        draft = make_meeting("Draft", published=False)
        make_listed(draft)
        slug = draft.slug
    assert "told by mail" not in page.get(f"/en/manage/meetings/{slug}/edit").text
    assert url
