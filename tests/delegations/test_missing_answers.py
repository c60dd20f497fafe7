"""A nominee is asked the meeting's own questions: by her mail and on her own page; the desk and the
officer's list say whose answers are missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.calendar import queries as calendar
from meetings.db import db
from meetings.notifications.models import Message
from tests.factories.questions import make_question
from tests.support.desks import At, named, submitted
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def asking(at: At, stored: Stored) -> At:
    """The meeting asks advisers for their passport, and everybody for a diet, who may leave it."""
    with stored():
        meeting = calendar.by_slug(at.slug)
        assert meeting is not None
        make_question(meeting, "Passport number", is_required=True, capacities=("adviser",))
        make_question(meeting, "Diet")
    return at


def mails(app: Flask, kind: str) -> list[str]:
    with app.app_context():
        wanted = select(Message.text).where(Message.kind == f"registration.{kind}")
        return [" ".join(each.split()) for each in db.session.scalars(wanted.order_by(Message.id))]


def test_a_nominee_is_asked_and_who_has_not_answered_is_named(
    app: Flask, page: Site, asking: At, officer: str
) -> None:
    named(page, asking, "Ana", email="ana@mre.example", language="en")
    named(page, asking, "Luz", capacity="principal_delegate", email="luz@mre.example")
    shown = submitted(page, asking)
    ana, luz = page.get(asking.desk).all("#list tbody tr")
    assert "Answers missing" in ana
    assert "Answers missing" not in luz  # she is asked nothing that must be answered
    assert "by the link in her or his mail" in shown.text
    told, other = mails(app, "nominated")
    assert "1 answer of yours is still needed" in told
    assert "respuesta suya" not in other
    listed = page.get(f"/en/manage/meetings/{asking.slug}/registrations?missing=1")
    assert listed.all("tbody th a") == ["Ana De Ana"]
    assert "Answers missing" in listed.one("tbody th")
    own = page.get(urlsplit(re.findall(r"https?://\S+/my/\S+", told)[0]).path)
    assert "1 required question waits for your answer." in own.text
    form = page.get(own.link("Answer now"))
    passport = form.tree.cssselect("main form input[name^='q-']")[0].get("name")
    typed: dict[str, Any] = {passport: "P1"}
    done = form.submit(**typed)
    assert "Some of your answers are still needed" not in done.text
    assert "Answers missing" not in page.get(asking.desk).one("#list tbody")
    listed = page.get(f"/en/manage/meetings/{asking.slug}/registrations?missing=1")
    assert "No registration matches" in listed.text
