"""Whoever has lost the link to her own page gets a mail with a link that works once."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration.models import SignInLink
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Page, Site

Stored = Callable[[], AbstractContextManager[None]]


def ask(page: Site, email: str = "mj@example.org") -> Page:
    return page.get("/es/my").submit(email=email)


def mailed(app: Flask) -> list[Message]:
    with app.app_context():
        wanted = select(Message).where(Message.kind == "registration.sign_in")
        return list(db.session.scalars(wanted.order_by(Message.id)))


def link_in(message: Message) -> str:
    return urlsplit(re.findall(r"https?://\S+/my/open/\S+", message.text)[0]).path


@pytest.fixture
def two_people(stored: Stored, frozen: time_machine.Traveller) -> None:
    """Two who share a mailbox: one in two meetings, one of them over."""
    with stored():
        meeting = make_open_meeting()
        make_participation(meeting)
        make_participation(meeting, given_names="Ana", surnames="Ruiz", language="fr")
        facts: dict[str, Any] = {
            "title": {"en": "Earlier course", "es": "Curso anterior"},
            "time_zone": "UTC",
        }
        days: dict[str, Any] = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 3)}
        make_participation(make_open_meeting(**facts, **days))


@pytest.mark.usefixtures("two_people")
def test_the_answer_is_the_same_and_only_the_known_are_mailed(app: Flask, page: Site) -> None:
    known, unknown = ask(page), ask(page, "nobody@example.org")
    assert known.all(".notice p") == unknown.all(".notice p") != []
    (message,) = mailed(app)
    assert message.language == "es", "two people chose two languages: that of the page"
    assert message.to_email == "mj@example.org"
    for words in ("María José Ñáñez Güell", "Ana Ruiz", "Curso anterior", "Foro sobre justicia"):
        assert words in message.text
        assert words in message.html
    with app.app_context():
        (kept,) = db.session.scalars(select(SignInLink))
        assert kept.secret_digest not in message.text


@pytest.mark.usefixtures("two_people")
def test_a_program_that_looks_does_not_use_it_and_it_works_once(app: Flask, page: Site) -> None:
    ask(page)
    path = link_in(mailed(app)[0])
    for _look in range(2):
        page.get(path)
        assert page.client.head(path).status_code == 200
    mine = page.get(path).submit()
    assert mine.all("h2")[:2] == ["Ana Ruiz", "María José Ñáñez Güell"]
    assert "Ana Ruiz" in page.get(mine.link("Foro sobre justicia")).text
    spent = page.get(path, status=410)
    page.get(spent.link("Pedir un enlace nuevo"))
    page.get("/es/my/registrations").submit()
    assert page.get("/es/my/registrations", status=303).url


@pytest.mark.usefixtures("two_people")
def test_it_runs_out_after_half_an_hour(
    app: Flask, page: Site, frozen: time_machine.Traveller
) -> None:
    ask(page)
    frozen.shift(31 * 60)
    page.get(link_in(mailed(app)[0]), status=410)


@pytest.mark.usefixtures("two_people")
def test_one_address_is_mailed_three_times_an_hour(
    app: Flask, page: Site, frozen: time_machine.Traveller
) -> None:
    for _time in range(5):
        assert "una vez" in ask(page).text
    assert len(mailed(app)) == 3
    frozen.shift(3601)
    ask(page)
    assert len(mailed(app)) == 4


def test_what_is_no_address_is_said(page: Site) -> None:
    refused = ask(page, "nowhere")
    assert refused.status == 422
    assert refused.values()["email"] == "nowhere"


def test_nobody_sees_a_list_without_a_link(page: Site) -> None:
    assert page.get("/en/my/registrations", status=303).response.location.endswith("/en/my")
