"""After a rewording each answer stands under the words that were asked, or says so."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest

from meetings import actor
from meetings.registration.operations import answers
from meetings.registration.operations import questions as operations
from meetings.registration.queries import link_token
from meetings.registration.queries import questions as queries
from meetings.registration.rules.builder import Place, QuestionFacts
from meetings.registration.rules.questions import stamp_of
from tests.factories.accounts import make_user
from tests.factories.questions import make_question
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.pages import Client, Site

BY: dict[str, Any] = {"by": actor.CLI, "at": AT}
Stored = Callable[[], AbstractContextManager[None]]


def test_an_answer_to_an_earlier_wording_is_told_apart(
    stored: Stored, client: Client, page: Site
) -> None:
    with stored():
        client.sign_in(make_user().get_id())
        meeting = make_open_meeting()
        placed = make_question(meeting, "Do you fly?")
        name = placed.question.public_id
        ana = make_participation(meeting, given_names="Ana", email="ana@example.org")
        answers.write(ana, {name: "Yes"}, stamp=stamp_of(queries.sheet(meeting.id).asked), **BY)
        wording = replace(queries.wording(placed.version), label={"en": "Do you drive?"})
        changed = QuestionFacts(type=placed.question.type, wording=wording)
        operations.edit_question(placed, changed, place=Place(), **BY)
        eva = make_participation(meeting, given_names="Eva", email="eva@example.org")
        answers.write(eva, {name: "No"}, stamp=stamp_of(queries.sheet(meeting.id).asked), **BY)
        address = f"/en/manage/meetings/{meeting.slug}/registrations"
    shown = page.get(f"{address}?col=q-{name}")
    said = {row.split("Tick ")[1][:3]: row for row in shown.all("tbody tr")}
    assert "Yes (version 1 of the question)" in said["Ana"]
    assert "version" not in said["Eva"]
    file = client.get(f"{address}.csv?col=q-{name}").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file)))
    assert [[row[0], *row[2:]] for row in rows] == [
        ["Given names", "Do you drive?", "Version 1 of the question: Do you fly?"],
        ["Ana", "", "Yes"],
        ["Eva", "No", ""],
    ]


@pytest.mark.usefixtures("frozen")
def test_her_own_page_shows_the_choice_that_she_made_in_the_words_that_she_read(
    stored: Stored, page: Site
) -> None:
    with stored():
        meeting = make_open_meeting()
        placed = make_question(meeting, "Room", kind="choice", choices=("Justice", "Health"))
        name, wording = placed.question.public_id, queries.wording(placed.version)
        ana = make_participation(meeting)
        code = wording.choices[0].code
        answers.write(ana, {name: code}, stamp=stamp_of(queries.sheet(meeting.id).asked), **BY)
        economy = replace(wording.choices[0], label={"en": "Economy"})
        changed = replace(wording, choices=(economy, wording.choices[1]))
        facts = QuestionFacts(type=placed.question.type, wording=changed)
        operations.edit_question(placed, facts, place=Place(), **BY)
        token = link_token(ana)
    form = page.get(f"/en/my/{token}/answers")
    assert form.values()[f"q-{name}"] == code
    assert ("Justice" in form.text, "Economy" in form.text) == (True, False)
    form.submit()
    again = page.get(f"/en/my/{token}/answers")
    assert again.values()[f"q-{name}"] == code
    assert "Justice" in again.text
