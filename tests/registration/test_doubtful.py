"""Before several are confirmed together it is said whose answers are missing and who may be in the
meeting twice; a likely pair leads to its comparison; a midnight ends the day before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from meetings.registration.rules import question_words, way_words
from tests.factories.accounts import make_user
from tests.factories.questions import make_question
from tests.factories.registration import make_open_meeting, make_participation
from tests.registration.test_rules_questions import DIET, FORM, OTHER, after, make
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
NCA: dict[str, Any] = {"capacity_code": "nca", "represents": "state", "state_code": "HN"}


@pytest.fixture
def ids(stored: Stored, client: Client) -> dict[str, str]:
    """Rosa waits for an officer, as Eva does; another Rosa of nearly the same name is confirmed."""
    with stored():
        meeting = make_open_meeting()
        found = {"slug": meeting.slug, "officer": make_user().get_id()}
        for name, surnames, more in (
            ("Rosa", "Ibarbourou", NCA),
            ("Eva", "Paz", NCA),
            ("Rosa", "Ibarbourou Sosa", {}),
        ):
            mail = f"{surnames.replace(' ', '')}@example.org"
            made = make_participation(
                meeting, given_names=name, surnames=surnames, email=mail, **more
            )
            found[surnames] = made.public_id
    client.sign_in(found["officer"])
    return found


def asked(page: Site, ids: dict[str, str]) -> str:
    listed = page.get(f"/en/manage/meetings/{ids['slug']}/registrations")
    ticked = [ids["Ibarbourou"], ids["Paz"]]
    return listed.submit("#several", status=200, chosen=ticked, step="confirm").text


def test_an_officer_reads_who_lacks_answers_and_who_may_stand_twice_before_she_confirms(
    page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    with stored():
        meeting = make_open_meeting(title={"en": "Other"})
        make_question(meeting, "Rank", is_required=True)
        lone = make_participation(meeting, given_names="Ana", surnames="Roy", **NCA).public_id
        other = meeting.slug
    text = asked(page, ids)
    assert "1 of them may stand twice" in text
    assert "perhaps the same as Rosa Ibarbourou Sosa" in text
    assert "are missing" not in text
    listed = page.get(f"/en/manage/meetings/{other}/registrations")
    question = listed.submit("#several", status=200, chosen=[lone], step="confirm")
    assert "Answers of 1 of them are missing" in question.text
    assert "Ana Roy" in question.text
    assert "may stand twice" not in question.text
    question.submit("form[action*=several]", status=200)
    assert "Confirmed" in page.get(f"/en/manage/registrations/{lone}").one(".badge")


def test_a_likely_pair_is_compared_by_one_press_and_called_two_is_not_asked_again(
    page: Site, ids: dict[str, str]
) -> None:
    shown = page.get(f"/en/manage/registrations/{ids['Ibarbourou']}")
    compared = shown.submit("section[aria-labelledby=duplicates] form")
    assert compared.heading == "Are these one?"
    assert "Rosa Ibarbourou Sosa" in compared.text
    compared.submit("form[action$='/dismiss']")
    assert "may stand twice" not in asked(page, ids)


@dataclass(frozen=True)
class Venue:
    time_zone: str = "America/New_York"
    city: str = "Washington"
    mode: str = "in_person"


@pytest.mark.parametrize(
    ("lang", "hour", "until", "begins"),
    [
        ("en", 5, "Dec 9, 2026 at the end of the day", "Dec 10, 2026, 12:00"),
        ("es", 5, "9 dic 2026 al final del día", "10 dic 2026"),
        ("fr", 5, "9 déc. 2026 à la fin de la journée", "10 déc. 2026"),
        ("pt", 5, "9 de dez. de 2026 ao fim do dia", "10 de dez. de 2026"),
        ("en", 22, "Dec 10, 2026, 5:00", "Dec 10, 2026, 5:00"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_midnight_ends_the_day_before_and_begins_its_own(
    app: Flask, lang: str, hour: int, until: str, begins: str
) -> None:
    moment, at = datetime(2026, 12, 10, hour, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    with app.test_request_context(f"/{lang}/"):
        app.preprocess_request()
        assert way_words.deadline(moment, Venue(), lang=lang, at=at).startswith(until)
        assert way_words.hour(moment, Venue(), lang=lang).startswith(until)
        assert way_words.begins(moment, Venue(), lang=lang, at=at).startswith(begins)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_answer_in_a_hint_stands_between_the_quotation_marks_of_the_language(app: Flask) -> None:
    hinted = make(OTHER, conditions=after(DIET, "other"))
    with app.test_request_context("/fr/"):
        app.preprocess_request()
        [line] = question_words.asked_if(hinted, FORM.asked, lang="fr")
    assert line.count("«\N{NO-BREAK SPACE}") == 2
    assert "“" not in line
