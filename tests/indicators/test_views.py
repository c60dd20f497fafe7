"""The plans' pages and files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.attendance import make_listed
from tests.factories.statistics import (
    complete,
    make_edition,
    make_headcount,
    make_held,
    make_present,
)
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
YEAR = "/en/indicators/mesecvi-2014-2017?year=2016"


@pytest.fixture
def slug(stored: Stored) -> str:
    """A held workshop of 2016 for action 4.1, with a woman and a man; a silent one."""
    with stored():
        meeting = make_held("Workshop", actions=("MESECVI-4.1",))
        make_present(meeting)
        make_present(meeting, sex="male", capacity="nca", state="HN", personnel_kind="police")
        make_held("Silent workshop", actions=("MESECVI-4.1",))
        return meeting.slug


@pytest.fixture
def coordinator(stored: Stored, client: Client) -> None:
    """Signed in with the right to figures."""
    with stored():
        identity = make_user(role=Role.COORDINATOR).get_id()
    client.sign_in(identity)


def numbers(found: Page) -> dict[str, str]:
    """Code -> the number of the year as shown."""
    rows = found.tree.cssselect("tbody tr:has(td)")
    return {
        row.cssselect("th")[0].text_content().strip(): row.cssselect("td")[1].text_content().strip()
        for row in rows
    }


def test_the_plans(page: Site) -> None:
    found = page.get("/en/indicators")
    assert found.all("main h2 a") == [
        "MESECVI Strategic Plan 2014-2017",
        "CIM Strategic Plan 2016-2021",
    ]
    assert "28 indicators" in found.text
    assert "22 indicators" in found.text


def test_the_public_sees_every_number_and_no_cell(page: Site, slug: str) -> None:
    found = page.get(YEAR)
    assert len(numbers(found)) == 28
    assert numbers(found)["MESECVI-4.1.c"] == "2"
    assert numbers(found)["MESECVI-1.6"] == "–"
    assert found.all("main tbody a") == []
    assert {"Computed", "Not yet computed", "Entered by hand"} == set(found.all(".badge"))
    assert "outside the plan" not in found.text


def test_what_is_not_computed_is_folded_at_the_end_and_years_stand_once(page: Site) -> None:
    found = page.get(YEAR)
    [folded] = found.tree.cssselect("main details.stack")
    inside = set(found.all("main details.stack td.plan-number"))
    assert inside == {"–"}
    assert "–" not in found.all("main > section td.plan-number")
    codes = len(folded.cssselect("td.plan-number"))
    assert folded.cssselect("summary")[0].text.startswith(f"{codes} indicators")
    assert (folded.get("open"), found.all(".stepper")) == (None, [])
    assert found.all(".tabs a") == ["2014", "2015", "2016", "2017"]
    around = page.get(YEAR.replace("2016", "2003")).all(".tabs a")
    assert around[:4] == ["2002", "2003", "2004", "2014"]
    future = page.get(YEAR.replace("2016", "2050"))
    assert future.tree.cssselect("main details.stack[open]")


def test_the_other_plan_has_targets_and_progress(page: Site) -> None:
    found = page.get("/en/indicators/cim-2016-2021?year=2016")
    assert len(numbers(found)) == 22
    assert "15 of 75 (20 %)" in found.text
    assert "with the baseline" in found.text


def test_any_year_and_the_current_one_without(
    page: Site, client: Client, frozen: time_machine.Traveller
) -> None:
    assert page.get("/en/indicators/mesecvi-2014-2017").one(".tabs [aria-current]") == "2026"
    found = page.get("/en/indicators/mesecvi-2014-2017?year=2003")
    assert "2003 is outside the plan’s period" in found.text
    assert set(numbers(found).values()) == {"0", "–"}
    assert found.link("2002").endswith("year=2002")
    assert "Not available: the year has not begun" in page.get(YEAR.replace("2016", "2027")).text
    for year in ("x", "20160", "0", "²"):
        assert client.get(YEAR.replace("2016", year)).status_code == 404
    assert client.get("/en/indicators/none").status_code == 404


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_translations_are_unofficial_and_the_original_stands_beside(page: Site, lang: str) -> None:
    found = page.get(f"/{lang}/indicators/mesecvi-2014-2017?year=2016")
    originals = found.all("details span[lang=en]")
    assert len(originals) == 28
    assert "1.1 Number of meetings developed" in originals


def test_opening_a_number_needs_the_right(client: Client, slug: str) -> None:
    answer = client.get("/en/indicators/mesecvi-2014-2017/MESECVI-4.1.c?year=2016")
    assert answer.status_code == 302
    assert "/sign-in" in answer.headers["Location"]


@pytest.mark.usefixtures("coordinator")
def test_a_number_opens_into_its_meetings_and_they_into_their_statistics(
    page: Site, slug: str
) -> None:
    found = page.get(page.get(YEAR).link("MESECVI-4.1.c"))
    assert found.heading == "MESECVI-4.1.c"
    assert "No attendance was recorded for 1 held meeting" in found.text
    assert "Silent workshop" in found.one(".notice--warn")
    assert found.link("Workshop").endswith(f"/meetings/{slug}/statistics")
    assert page.get(found.link("Workshop")).status == 200
    assert "By kind of personnel" in found.text
    assert "Person-attendances confirmed at the workshops" in found.text


@pytest.mark.usefixtures("coordinator")
def test_people_trained_open_into_the_edition_they_completed(page: Site, stored: Stored) -> None:
    with stored():
        course = make_edition("Diploma", actions=("MESECVI-3.4",))
        complete(make_listed(course), date(2016, 6, 30))
        slug = course.slug
    assert numbers(page.get(YEAR))["MESECVI-3.4.d"] == "1"
    found = page.get(page.get(YEAR).link("MESECVI-3.4.d"))
    assert found.link("Diploma").endswith(f"/meetings/{slug}/statistics")
    assert "Persons who completed it" in found.text


@pytest.mark.usefixtures("coordinator")
def test_a_headcount_shows_how_exact_it_is(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_held(actions=("MESECVI-4.1",), starts_on=date(2015, 3, 2))
        make_headcount(meeting, 225, qualifier="more_than")
    found = page.get(YEAR.replace("2016", "2015"))
    assert numbers(found)["MESECVI-4.1.c"] == ">225"
    assert "By headcount" in page.get(found.link("MESECVI-4.1.c")).text


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_every_family_and_status_opens(page: Site, lang: str) -> None:
    for code in ("1.1", "1.2.b", "1.3.b", "1.4", "1.6", "3.4.d", "4.1.c"):
        found = page.get(f"/{lang}/indicators/mesecvi-2014-2017/MESECVI-{code}?year=2016")
        assert found.heading == f"MESECVI-{code}"


@pytest.mark.usefixtures("coordinator")
def test_an_indicator_of_another_plan_is_not_found_here(client: Client) -> None:
    assert client.get("/en/indicators/cim-2016-2021/MESECVI-1.1").status_code == 404


def downloaded(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_the_public_file_has_numbers(client: Client, slug: str) -> None:
    rows = downloaded(client, "/en/indicators/mesecvi-2014-2017.csv?year=2016")
    assert rows[0][-1] == "Progress"
    by_code = {row[0]: row for row in rows if row}
    assert by_code["MESECVI-4.1.c"][5] == "2"
    assert by_code["MESECVI-1.6"][7] == "Entered by hand"
    assert {"Plan", "Period", "Extracted", "Coverage", "Suppression of small numbers"} <= set(
        by_code
    )


@pytest.mark.usefixtures("coordinator")
def test_the_file_of_those_with_the_right_has_cells(client: Client, slug: str) -> None:
    rows = downloaded(client, "/en/indicators/mesecvi-2014-2017.csv?year=2016")
    by_code = {row[0]: row for row in rows if row}
    assert rows[0][11:] == [
        "Cells count",
        "Women",
        "Men",
        "Another",
        "Not stated",
        "All",
        "Coverage",
        "Meetings looked at",
        "Of them without presence or headcount",
    ]
    assert by_code["MESECVI-4.1.c"][11:] == [
        "Attendances by sex", "1", "1", "0", "0", "2", "100\xa0%", "2", "1",
    ]  # fmt: skip
    with client.get("/en/indicators/cim-2016-2021.xlsx?year=2016") as answer:
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    assert len(book.get_sheet_by_index(0).to_python()) == 23


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "TBD"), ("es", "Por determinar"), ("fr", "À déterminer"), ("pt", "A determinar")],
)
def test_a_target_to_come_is_told_in_the_readers_language(
    page: Site, client: Client, lang: str, words: str
) -> None:
    address = f"/{lang}/indicators/cim-2016-2021"
    shown = page.get(f"{address}?year=2016")
    assert words in shown.all("td.num")
    assert lang == "en" or "TBD" not in shown.text
    assert words in client.get(f"{address}.csv?year=2016").get_data(as_text=True)


def test_indicators_of_the_same_words_are_told_apart_by_their_unit(page: Site) -> None:
    units = {text for text in page.get(YEAR).all("td .soft") if text.startswith("Unit: ")}
    assert {"Unit: workshop", "Unit: participant"} <= units


@pytest.mark.usefixtures("coordinator")
def test_a_number_opened_says_what_it_leaves_out(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_held("Workshop", actions=("MESECVI-4.1", "MESECVI-3.4"))
        make_headcount(meeting, 40, cells=((None, "police", 40),))
    plan = "/en/indicators/mesecvi-2014-2017"
    assert "trainers and others are left out" in page.get(f"{plan}/MESECVI-3.4.d?year=2016").text
    opened = page.get(f"{plan}/MESECVI-4.1.c?year=2016")
    assert "nobody said the sex of those counted" in opened.text
    assert "trainers and others" not in opened.text
    assert "Unit: " in opened.all(".key-figure")[0]
