"""The page of one session: its speakers, by name or as people of the directory."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.calendar.models import SessionSpeaker
from meetings.calendar.rules.sessions import SpeakerFacts
from meetings.db import db
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.factories.directory import make_person
from tests.factories.sessions import make_session
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
CHAIR = SpeakerFacts(name="Ana Núñez", function_code="chair")
FORM = "main form"


@pytest.fixture
def address(stored: Stored, client: Client) -> str:
    with stored():
        meeting = make_meeting()
        made = make_session(meeting, speakers=(CHAIR,))
        make_person("Ana", "Núñez Díaz", email="ana.nunez@example.org")
        make_person("Rosa", "Lima", email="rosa@example.org")
        found = f"/en/manage/meetings/{meeting.slug}/agenda/sessions/{made.public_id}"
        identity = make_user().get_id()
    client.sign_in(identity)
    return found


def speakers(app: Flask) -> list[tuple[str, str | None]]:
    with app.app_context():
        rows = db.session.scalars(select(SessionSpeaker).order_by(SessionSpeaker.sort))
        return [(each.name, each.person.email if each.person else None) for each in rows]


def test_a_speaker_is_a_person_of_the_directory_once_that_is_chosen(
    page: Site, app: Flask, address: str
) -> None:
    shown = page.get(address)
    assert "The directory has somebody of this name" in shown.text
    assert "Ana Núñez Díaz, ana.nunez@example.org" in shown.text
    nothing, ana = [each.get("value") for each in shown.tree.cssselect("[name$='0-record'] option")]
    assert nothing == ""
    linked: dict[str, Any] = {"speakers-0-record": ana}
    shown.submit(FORM, **linked)
    assert speakers(app) == [("Ana Núñez", "ana.nunez@example.org")]
    again = page.get(address)
    assert again.values(FORM)["speakers-0-record"] == ana
    unlinked: dict[str, Any] = {"speakers-0-record": ""}
    again.submit(FORM, **unlinked)
    assert speakers(app) == [("Ana Núñez", None)]


def test_names_are_looked_up_before_anything_is_saved(page: Site, app: Flask, address: str) -> None:
    shown = page.get(address)
    typed: dict[str, Any] = {"speakers-1-name": "LIMA rosa", "speakers-2-name": "Nobody Known"}
    looked = shown.submit(FORM, status=200, look="1", **typed)
    assert "Rosa Lima, rosa@example.org" in looked.text
    assert "The directory has nobody of this name" in looked.text
    assert looked.values(FORM)["speakers-2-name"] == "Nobody Known"
    assert speakers(app) == [("Ana Núñez", None)]
    foreign = looked.submit(FORM, **(typed | {"speakers-1-record": "somebody"}))
    assert (foreign.status, "Choose one from the list" in foreign.text) == (422, True)
