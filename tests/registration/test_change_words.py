"""Who did something, told in the reader's language wherever a page names her or it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask_babel import force_locale

from meetings.db import db
from meetings.directory.rules import offices
from meetings.privacy.views import read_pages
from meetings.registration.rules.change_words import who
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting
from tests.factories.statistics import make_headcount
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_labels_are_no_codes_and_offices_are_in_the_readers_language(app: Flask) -> None:
    with app.test_request_context(), force_locale("es"):
        assert who("command line") == "Línea de comandos"
        assert who("mail link") == "Por un enlace de un correo"
        assert who(offices.label("Misión de Honduras", "mission")).endswith("(Misión Permanente)")
        assert (who("Ana Núñez"), who(None)) == ("Ana Núñez", "")


def test_a_page_tells_the_program_that_wrote_a_headcount_in_words(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        make_headcount(meeting, 7).actor_label = "command line"
        db.session.flush()
        slug, identity = meeting.slug, make_user().get_id()
    client.sign_in(identity)
    shown = page.get(f"/es/manage/meetings/{slug}/headcounts").text
    assert "Línea de comandos" in shown
    assert "command line" not in shown


def test_every_kind_of_reading_has_its_words() -> None:
    kinds = {*read_pages._ROOMS.values(), *read_pages._PAGES.values()}
    assert kinds <= set(read_pages.KINDS)
