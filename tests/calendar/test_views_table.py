"""A year pasted from a word processor: looked through, corrected, written at once."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import Traveller

from meetings.calendar.models import Meeting
from meetings.calendar.written.guesses import language
from meetings.db import db
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
URL = "/en/manage/import/table"
PASTED = """Calendar of activities 2003
Date\tMeeting\tPlace
May 2003*\tEighth Regional Conference on Migration\tMexico
July 31- August 2\tII Session of the CIM Executive Committee\tWashington, D.C.
Some day\tMeeting of the Network\tAtlantis
\t\t
* tentative date
"""


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


def look(page: Site, text: str) -> Page:
    return page.get(URL).submit(text=text, status=200)


def test_a_table_is_looked_through_corrected_and_imported(
    officer: Client, page: Site, app: Flask, stored: Stored
) -> None:
    with stored():
        make_meeting("Another one", at=datetime(2026, 1, 1, tzinfo=UTC))
    seen = look(page, PASTED)
    assert "3 meetings were read." in seen.text
    assert seen.values()["country-2"] == "United States"
    assert seen.values()["kind-2"] == "executive_committee"
    assert "No year: 2003 is taken from the heading." in seen.text
    assert "This is no date that can be read. Write it as “4-6 May 2027”" in seen.text
    assert "take-3" not in seen.values()
    refused = seen.submit(step="import", status=422, **{"take-3": "y"})
    assert "Nothing was imported" in refused.text
    assert count(app) == 1
    corrected: dict[str, Any] = {
        "date-3": "3-4 June 2003",
        "country-3": "Guatemala",
        "city-3": "",
        "titles": "en",
    }
    again = refused.submit(step="check", status=200, **corrected)
    assert "To correct" not in again.text
    done = again.submit(step="import", publish="yes")
    assert done.heading == "What was imported"
    assert len(done.all("main tbody tr")) == 3
    assert "May 2003 (tentative" in done.text
    with app.app_context():
        made = db.session.scalars(select(Meeting).where(Meeting.city == "")).all()
        assert {(m.country, m.published_at is not None) for m in made} == {
            ("MX", True),
            ("GT", True),
        }


def test_what_is_there_already_is_skipped_and_a_second_press_adds_nothing(
    officer: Client, page: Site, app: Flask
) -> None:
    text = "May 5, 2003\tSeminar on women and trade\tLima, Peru\n"
    seen = look(page, text)
    assert seen.submit(step="import").heading == "What was imported"
    assert "in the calendar by now" in seen.submit(step="import", status=422).text
    translated = look(page, "5 de mayo de 2003\tSeminar on Women & Trade\tLima, Perú\n")
    assert "Already there: 1 of 1." in translated.text
    assert "Tick the meetings to import." in translated.submit(step="import", status=422).text
    assert count(app) == 1


def test_an_officer_may_insist_on_what_seems_to_be_there(
    officer: Client, page: Site, app: Flask
) -> None:
    look(page, "May 5, 2003\tSeminar on women and trade\n").submit(step="import")
    seen = look(page, "May 5, 2003\tSeminar on women and trade\n")
    fields: dict[str, Any] = {"take-1": "y"}
    seen.submit(step="import", **fields)
    assert count(app) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "No meeting was found"),
        ("hello\nworld", "No meeting was found"),
        ("May 5, 2003\tx\n" * 401, "more than 400 rows"),
        ("x" * 400_001, "The text is too long"),
    ],
)
def test_what_is_no_table_is_refused_and_kept(
    officer: Client, page: Site, text: str, words: str
) -> None:
    answer = page.get(URL).submit(text=text, status=422)
    assert words in answer.text
    assert answer.values()["text"].strip() == text.strip()


def test_a_name_of_1000_characters_is_taken_and_more_are_told_at_their_line(
    officer: Client, page: Site, app: Flask
) -> None:
    seen = look(page, f"May 5, 2003\t{'Very ' * 210}long\nMay 6, 2003\t{'a' * 1000}\n")
    assert seen.text.count("This text is too long: use at most 1000 characters.") == 1
    refused = seen.submit(step="import", status=422, **{"take-1": "y"})
    assert refused.values()["title-1"].startswith("Very Very")
    assert count(app) == 0


def test_a_document_that_is_none_is_refused(officer: Client, page: Site) -> None:
    for data in (b"<html>a page</html>", b"PK\x03\x04 nothing", _document([])):
        answer = officer.post(URL, data={"file": (io.BytesIO(data), "year.docx"), "titles": ""})
        assert answer.status_code == 422
        assert "not a Word document" in answer.text or "has no table" in answer.text


def test_a_document_is_read_with_its_merged_cells(officer: Client, page: Site) -> None:
    rows = [["Fecha", "Reunión", "Lugar"], ["Mayo de 2003"], ["5", "Seminario sobre comercio", ""]]
    data = _document(
        [*rows, ["6-7 de mayo*", "Taller para las mujeres de la región", "Lima, Perú"]]
    )
    answer = officer.post(URL, data={"file": (io.BytesIO(data), "año.docx"), "titles": ""})
    assert answer.status_code == 200
    assert 'value="es" selected' in answer.text
    assert "No year: 2003 is taken from the heading." in answer.text


def test_a_date_merged_over_two_rows_of_a_document_stands_for_both(
    officer: Client, page: Site
) -> None:
    rows = [
        ["Date", "Meeting", "Place"],
        ["May 5, 2003", "Seminar on women and trade", "Lima, Peru"],
        ["", "Workshop for the judges", ""],
    ]
    data = {"file": (io.BytesIO(_document(rows)), "year.docx"), "titles": ""}
    values = Page(page, URL, officer.post(URL, data=data)).values()
    assert (values["date-2"], values["title-2"]) == ("May 5, 2003", "Workshop for the judges")


def _document(rows: list[list[str]]) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=0, cols=3) if rows else None
    for row in rows:
        assert table is not None
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
        if len(row) == 1:
            cells[0].merge(cells[2])
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_an_officer_of_one_meeting_imports_nothing(client: Client, stored: Stored) -> None:
    with stored():
        identity = make_user(meeting_id=make_meeting().id).get_id()
    client.sign_in(identity)
    for url in (URL, "/en/manage/import", "/en/manage/import/done?at=2026-01-01T00:00:00Z"):
        assert client.get(url).status_code == 403


def test_each_row_says_how_its_date_was_read_and_what_was_not_understood_is_not_ticked(
    officer: Client, page: Site, app: Flask
) -> None:
    text = (
        "2nd half of October 2003\tSeminar on women and trade\n"
        "12/05/2003\tWorkshop for the judges\n"
        "August 2003 (first week)\tForum of the region\n"
        "July 31- August 2, 2003*\tTraining of the police\n"
    )
    seen = look(page, text)
    assert "October 2003 (exact date to be announced) · known to the month" in seen.text
    assert "December 5, 2003 · known to the day" in seen.text
    assert "December 5, 2003 is taken, it may also be May 12, 2003." in seen.text
    assert "“first week” was not understood." in seen.text
    assert "July 31 – August 2, 2003 (tentative) · known to the day" in seen.text
    assert "2 are not ticked" in seen.text
    ticked = [name for name in seen.values() if name.startswith("take-")]
    assert ticked == ["take-2", "take-4"]
    fields: dict[str, Any] = {"date-1": "October 2003", "take-1": "y"}
    seen.submit(step="import", **fields)
    assert count(app) == 3
    spanish = page.get(URL.replace("en", "es", 1)).submit(text=text, titles="en", status=200)
    assert "se toma el 5 de diciembre de 2003" in spanish.text


def test_two_meetings_under_one_date_are_two_rows(officer: Client, page: Site, app: Flask) -> None:
    text = (
        "Date\tMeeting\tPlace\n"
        "May 5, 2003\tSeminar on women and trade\tLima, Peru\n"
        "\tWorkshop for the judges\n"
        "May 9, 2003\t\t\n"
        "\tForum of the region\tBogota, Colombia\n"
        "May 12, 2003\t\tQuito\n"
        "May 13, 2003\tTraining of the police\t\n"
    )
    seen = look(page, text)
    values = seen.values()
    assert [values[f"date-{n}"] for n in (1, 2, 3, 4)] == [
        "May 5, 2003",
        "May 5, 2003",
        "May 9, 2003",
        "May 13, 2003",
    ]
    assert values["title-1"] == "Seminar on women and trade"
    for number, is_doubtful in ((1, False), (2, True), (3, True), (4, False)):
        said = " ".join(seen.all(f"#line-{number}"))
        assert ("The row has no date:" in said) is is_doubtful
    assert "May 12, 2003 · Quito" in seen.text
    fields: dict[str, Any] = {"date-2": "May 6, 2003"}
    again = seen.submit(step="check", status=200, **fields)
    assert "The row has no date" not in " ".join(again.all("#line-2"))
    assert "The row has no date" in " ".join(again.all("#line-3"))


def test_the_same_year_in_another_language_is_not_taken_twice(
    officer: Client, page: Site, app: Flask
) -> None:
    spanish = (
        "Fecha\tReunión\tLugar\n"
        "5-6 de mayo de 2003\tSeminario sobre comercio y mujeres\tLima, Perú\n"
        "Mayo de 2003*\tII Sesión del Comité Directivo de la CIM\t\n"
        "9 de mayo de 2003\tPrograma de la región\t\n"
    )
    look(page, spanish).submit(step="import")
    english = (
        "May 5-6, 2003\tTrade and gender: a regional debate\tLima, Peru\n"
        "May 2003*\tII Session of the Executive Committee\t\n"
        "May 9, 2003\tWorkshop for the judges of Peru\t\n"
        "May 5-6, 2003\tMeeting of the network\tQuito, Ecuador\n"
    )
    seen = look(page, english)
    assert seen.text.count("There may already be one:") == 2
    assert "Seminario sobre comercio y mujeres" in seen.text
    ticked = [name for name in seen.values() if name.startswith("take-")]
    assert ticked == ["take-3", "take-4"]
    fields: dict[str, Any] = {"take-1": "y"}
    seen.submit(step="import", **fields)
    assert count(app) == 6


def test_a_revised_row_is_no_second_meeting_unless_it_is_ticked(
    officer: Client, page: Site, app: Flask
) -> None:
    look(page, "May 5-6, 2003\tSeminar on women and trade\tLima, Peru\n").submit(step="import")
    seen = look(page, "May 9, 2003\tSeminar on women and trade\tLima, Peru\n")
    assert "The calendar has this title with other dates." in seen.text
    assert "There may already be one: Seminar on women and trade" in seen.text
    assert [name for name in seen.values() if name.startswith("take-")] == []
    assert count(app) == 1


def test_what_is_most_often_right_is_said_without_a_mark(officer: Client, page: Site) -> None:
    seen = look(page, "May 5, 2003\tSeminar on women and trade\tLima, Peru\n")
    assert "The kind is guessed from the title." in seen.text
    assert "Please check" not in seen.text
    assert "Already there" not in seen.text


@pytest.mark.parametrize(
    ("titles", "lang", "is_doubtful"),
    [
        (("Seminar on E-commerce", "Workshop in Belém do Pará", "E-learning for all"), "en", False),
        (("Forum MERCOSUL", "Encontro do Brasil", "CIM 2003", "MESECVI 2003"), "pt", True),
        (("Seminario sobre la mujer", "Taller de la región"), "es", False),
    ],
)
def test_the_language_of_the_titles_is_what_most_of_them_speak(
    titles: tuple[str, ...], lang: str, is_doubtful: bool
) -> None:
    assert language(titles) == (lang, is_doubtful)


def test_a_table_without_a_heading_knows_places_by_their_names(officer: Client, page: Site) -> None:
    seen = page.get("/es/manage/import/table").submit(
        text="4 de mayo de 2027\tForo\tWashington\n5 de mayo de 2027\tTaller\tSantiago, Chile",
        status=200,
    )
    said = seen.values("#main form")
    assert [said["title-1"], said["city-1"], said["country-1"]] == [
        "Foro", "Washington, D.C.", "Estados Unidos",
    ]  # fmt: skip
    assert [said["title-2"], said["city-2"]] == ["Taller", "Santiago"]
    assert "no es seguro" not in seen.text
    doubtful = look(page, "May 4, 2027\tForum\tBoardroom\nMay 5, 2027\tPanel\tLibrary")
    assert "it is not certain which column is the title" in doubtful.text


def test_a_row_to_correct_is_not_ticked_and_counted(officer: Client, page: Site) -> None:
    seen = look(
        page, "Date\tMeeting\tCity\tKind\nTBX\tForum\tLima\t\nMay 4, 2027\tA\tVirtual\tCurso"
    )
    said = seen.values("#main form")
    assert "take-1" not in said
    assert "1 is not ticked because something has to be looked at first." in seen.text
    assert (said["take-2"], said["city-2"], said["kind-2"]) == ("y", "", "training")
    assert "virtual-2" in said


def test_a_title_within_a_known_one_of_the_same_days_and_city_is_not_ticked(
    officer: Client, page: Site
) -> None:
    look(
        page,
        "July 31- August 2, 2003*\tII Session of the CIM Executive Committee\tWashington, D.C.\n",
    ).submit(step="import")
    seen = look(page, "July 31- August 2, 2003*\nII Session\nWashington\n")
    assert "There may already be one:" in seen.text
    assert "take-1" not in seen.values()


def test_a_month_alone_is_no_match_and_several_same_days_without_a_place_are(
    officer: Client, page: Site
) -> None:
    spanish = (
        "Fecha\tReunión\tLugar\n"
        "Septiembre de 2003*\tTrigésima sexta Reunión de la Mesa Directiva\tSantiago, Chile\n"
        "12-13 de diciembre de 2002\tReunión Regional de la OIT - Américas\tLima, Perú\n"
        "23-26 de febrero de 2003\tEstrategias contra el tráfico\tWashington, D.C.\n"
    )
    look(page, spanish).submit(step="import")
    english = (
        "September 2003*\t58th UN General Assembly\t\n"
        "December 12-13, 2002\tILO Regional Meeting - Americas\t\n"
        "February 23-26, 2003\tPathbreaking Strategies in the Global Fight\t\n"
    )
    seen = look(page, english)
    assert [name for name in seen.values() if name.startswith("take-")] == ["take-1"]


def test_a_dated_row_without_a_title_is_named_where_its_date_goes(
    officer: Client, page: Site
) -> None:
    seen = look(
        page, "Date\tMeeting\tPlace\nMay 5, 2003\t\tLima\n\tMeeting of the network\tQuito\n"
    )
    sentence = "that of line 2 is taken, which has no title."
    assert sentence in seen.text
    assert sentence in seen.submit(step="check", status=200).text


def test_a_part_of_a_year_is_kept_as_it_was_written(
    officer: Client, page: Site, app: Flask
) -> None:
    seen = look(page, "Fecha\tReunión\nII semestre de 2004\tReunión de la red de mujeres\n")
    assert "the year is taken, and the date as written goes into the description." in seen.text
    assert "take-1" not in seen.values()
    ticked: dict[str, Any] = {"take-1": "y"}
    seen.submit(step="import", **ticked)
    with app.app_context():
        meeting = db.session.scalars(select(Meeting)).one()
    assert (meeting.precision, meeting.starts_on.year) == ("year", 2004)
    assert meeting.description == {"es": "II semestre de 2004"}
