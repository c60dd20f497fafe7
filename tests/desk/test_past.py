"""The past in a minute: a held meeting with its totals, on one screen, counted at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import Traveller

from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.desk.past.sums import Counted, agree
from meetings.directory.models import Sex
from meetings.directory.rules.wording import SEXES_COUNTED
from meetings.errors import Refused
from meetings.indicators import queries as indicators
from meetings.indicators.models import Framework, Indicator
from tests.factories.accounts import make_user
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
URL = "/en/manage/past"
WORKSHOP: Mapping[str, Any] = {
    "title": "Taller para juezas y jueces",
    "title_lang": "es",
    "starts_on": "2025-10-06",
    "ends_on": "2025-10-08",
    "kind": "workshop",
    "body": "technical_secretariat",
    "city": "Tegucigalpa",
    "country": "HN",
    "level": "national",
    "technical_assistance": "y",
    "actions": ["MESECVI-4.1"],
    "total": "",
    "sex-female": "31",
    "sex-male": "9",
    "kind-police": "10",
    "both-judge-female": "20",
    "both-judge-male": "5",
    "source": "Signed list",
}


@pytest.fixture
def officer(stored: Stored, client: Client, frozen: Traveller) -> Client:
    frozen.shift(0)
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)
    return client


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Meeting.id))) or 0


def test_a_workshop_of_last_year_counts_at_once(officer: Client, page: Site, app: Flask) -> None:
    saved = page.get(URL).submit(**WORKSHOP)
    assert saved.heading.startswith("Taller para juezas y jueces")
    slug = saved.url.rstrip("/").split("/")[-1]
    figures = page.get(f"/en/meetings/{slug}/statistics")
    numbers = figures.all(".key-figure dd:nth-of-type(1)")
    found = dict(zip(figures.all(".key-figure dt"), numbers, strict=True))
    assert found["Attendances"] == "40"
    with app.app_context():
        indicator = db.session.get_one(Indicator, "MESECVI-4.1.c")
        plan = db.session.get_one(Framework, indicator.framework_code)
        value = indicators.value(plan, indicator, year=2025, as_of=datetime(2026, 5, 4, tzinfo=UTC))
        assert value.number == 40
        meeting = db.session.scalars(select(Meeting)).one()
        assert (meeting.status, meeting.published_at is not None) == ("held", True)


def test_another_one_keeps_kind_and_body(officer: Client, page: Site, app: Flask) -> None:
    again = page.get(URL).submit(**WORKSHOP, another="1", publish="no")
    values = again.values()
    assert (values["kind"], values["body"]) == ("workshop", "technical_secretariat")
    assert (values["title"], values["title_lang"]) == ("", "es")
    assert "The meeting is entered" in again.text
    with app.app_context():
        assert db.session.scalars(select(Meeting.published_at)).one() is None


def test_a_second_press_makes_no_second_meeting(officer: Client, page: Site, app: Flask) -> None:
    form = page.get(URL)
    form.submit(**WORKSHOP)
    assert "made this meeting already" in form.submit(**WORKSHOP).text
    assert count(app) == 1


def test_a_meeting_entered_twice_is_kept_only_when_it_is_said_to_be_another(
    officer: Client, page: Site, app: Flask
) -> None:
    first = page.get(URL).submit(**WORKSHOP)
    assert dict(zip(first.all(".key-figure dt"), first.all(".key-figure dd"), strict=False))[
        "Attendances"
    ].startswith("40")
    again = {**WORKSHOP, "title": "Taller para Juezas y Jueces"}
    warned = page.get(URL).submit(**again)
    assert warned.status == 422
    assert "There is already a meeting with this title" in warned.text
    assert warned.link("Taller para juezas y jueces") in first.url
    assert count(app) == 1
    assert warned.submit(is_another="y").status == 200
    assert count(app) == 2
    elsewhere = {**WORKSHOP, "city": "San Pedro Sula"}
    assert page.get(URL).submit(**elsewhere).status == 200
    assert count(app) == 3


def test_all_that_is_lacking_is_named_at_once(officer: Client, page: Site) -> None:
    form = page.get(URL)
    assert "required" in form.one("label[for=title]")
    refused = form.submit(status=422)
    for words in (
        "A meeting needs a title.",
        "Write the first day of the meeting.",
        "Choose the kind of meeting.",
        "Say where the numbers come from.",
        "Write how many people were there.",
    ):
        assert words in refused.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": "2026-05-03", "ends_on": "2026-05-05"}, "This meeting is not over yet"),
        ({"starts_on": "2027-05-03", "ends_on": ""}, "This meeting is not over yet"),
        ({"title": ""}, "A meeting needs a title."),
        ({"title": "a" * 1001}, "This text is too long"),
        ({"total": "39"}, "By sex they add up to 40, and the total is 39."),
        ({"sex-female": "x"}, "Write a whole number."),
        ({"sex-female": "-1"}, "Write a whole number from 0 to"),
        ({"source": ""}, "Say where the numbers come from."),
        ({"kind-judge": "20"}, "the sexes add up to 25, and the number of all is 20."),
        ({"sex-female": "19"}, "Women: the kinds of personnel hold 20, and by sex there are 19."),
    ],
)
def test_what_disagrees_is_told_and_all_that_was_typed_is_kept(
    officer: Client, page: Site, app: Flask, changes: dict[str, str], words: str
) -> None:
    refused = page.get(URL).submit(**{**WORKSHOP, **changes})
    assert refused.status == 422
    assert words in refused.text
    kept = {**WORKSHOP, **changes}
    values = refused.values()
    typed = ("title", "city", "source", "both-judge-female", "kind-police", "starts_on")
    assert {name: values[name] for name in typed} == {name: kept[name] for name in typed}
    assert count(app) == 0


def test_the_numbers_make_one_headcount() -> None:
    said = Counted(
        None,
        {"female": 6, "male": 2},
        {"police": 3},
        {("judge", "female"): 4, ("judge", "male"): 1},
    )
    agreed = agree(said, {}, SEXES_COUNTED)
    assert agreed.total == 8
    kinds = {c.personnel_kind_code: c.count for c in agreed.cells if c.sex is None}
    assert kinds == {"police": 3, "judge": 5}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Counted(), "empty"),
        (Counted(10, {"female": 11}), "sexes"),
        (Counted(10, {"female": 5, "male": 4, "another": 0, "not_stated": 0}), "sexes"),
        (Counted(10, {}, {"police": 6, "health": 5}), "kinds"),
        (Counted(10, {}, {"police": 6}, {("police", "female"): 7}), "kind"),
        (Counted(10, {}, {"police": 6}, {("police", sex.value): 1 for sex in Sex}), "kind"),
        (Counted(10, {"male": 1}, {}, {("police", "male"): 2}), "sex"),
    ],
)
def test_numbers_that_disagree_are_refused(said: Counted, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        agree(said, {"police": "Police"}, SEXES_COUNTED)
    assert refusal.value.code == code


def test_every_way_in_stands_on_one_page(officer: Client, page: Site) -> None:
    manage = page.get("/en/manage/calendar")
    ways = page.get(manage.link("Bring meetings in"))
    for words in (
        "Paste a table of meetings",
        "Calendar of another body (.ics)",
        "A held meeting of the past",
        "Calendar as a CSV file",
        "Calendars that are followed",
        "Print the year",
    ):
        page.get(ways.link(words))
