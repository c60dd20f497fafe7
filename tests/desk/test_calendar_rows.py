"""One row of the calendar file: what it says, and what is wrong with it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from meetings.desk import calendar_rows
from meetings.desk.calendar_export import row_of
from meetings.tables import Row
from tests.factories.calendar import make_facts

SOUND = {
    "start": "2003-07-31",
    "end": "2003-08-02",
    "date_precision": "day",
    "tentative": "yes",
    "title": "II Session of the CIM Executive Committee",
    "place_city": "Washington, D.C.",
    "place_country": "United States",
    "host_or_organizer": "CIM",
    "kind": "executive_committee",
    "own_or_external": "CIM convenes",
}
ZONE = "America/New_York"


def read(**cells: str) -> tuple[Any, list[str]]:
    """What the row says, and its problems as `column: reason`."""
    row = Row(7, SOUND | cells)
    said, problems = calendar_rows.read(row, tuple(row.cells))
    assert all(problem.line == 7 for problem in problems)
    return said, [f"{problem.column}: {problem.reason}" for problem in problems]


def test_a_row_says_what_a_meeting_is() -> None:
    said, problems = read()
    assert problems == []
    facts = said.new(ZONE)
    assert facts.title == {"en": "II Session of the CIM Executive Committee"}
    assert (facts.starts_on, facts.ends_on) == (date(2003, 7, 31), date(2003, 8, 2))
    assert (facts.status, facts.country, facts.time_zone) == ("tentative", "US", ZONE)
    assert (facts.involvement, facts.kind_code) == ("convened", "executive_committee")
    assert (said.published, said.actions, said.uid) == (None, None, "")


@pytest.mark.parametrize(
    ("cells", "name", "value"),
    [
        ({"tentative": "no"}, "status", "confirmed"),
        ({"status": "held"}, "status", "held"),
        ({"status": "confirmed", "tentative": "yes"}, "status", "confirmed"),
        ({"status": "Cancelled", "tentative": ""}, "status", "cancelled"),
        ({"status": ""}, "status", "tentative"),
        ({"own_or_external": "CIM participates"}, "involvement", "attended"),
        ({"own_or_external": "observance"}, "involvement", "observance"),
        ({"own_or_external": "Convened"}, "involvement", "convened"),
        ({"own_or_external": "attended"}, "involvement", "attended"),
        ({"place_country": "Perú"}, "country", "PE"),
        ({"place_country": "pe"}, "country", "PE"),
        ({"place_country": "États-Unis"}, "country", "US"),
        ({"place_country": "brasil"}, "country", "BR"),
        ({"place_country": "Antilles néerlandaises"}, "country", "AN"),
        ({"place_country": ""}, "country", None),
        ({"place_country": "Barbados; Trinidad y Tobago;GD"}, "country", "BB"),
        (
            {"place_country": "Barbados; Trinidad y Tobago;GD"},
            "beneficiaries",
            ("BB", "TT", "GD"),
        ),
        ({"place_country": "Barbados"}, "beneficiaries", ()),
        ({"place_country": "BB;TT", "beneficiaries": "Peru"}, "beneficiaries", ("PE",)),
        ({"place_country": "BB;TT", "beneficiaries": ""}, "beneficiaries", ()),
        ({"themes": "peace; labour"}, "themes", ("peace", "labour")),
        ({"mode": "virtual"}, "mode", "virtual"),
        ({"mode": ""}, "mode", "in_person"),
        ({"time_zone": "America/Lima"}, "time_zone", "America/Lima"),
        ({"time_zone": ""}, "time_zone", ZONE),
        ({"body": "technical_secretariat"}, "body_code", "technical_secretariat"),
        ({"level": "regional"}, "level", "regional"),
        ({"ordinal": "II"}, "ordinal", "II"),
        ({"title_es": "II Sesión"}, "title", {"en": SOUND["title"], "es": "II Sesión"}),
        ({"title_language": "es"}, "title", {"es": SOUND["title"]}),
        ({"title": "'=1+1"}, "title", {"en": "=1+1"}),
        ({"title": "'tis a title"}, "title", {"en": "'tis a title"}),
    ],
)
def test_what_cells_mean(cells: dict[str, str], name: str, value: object) -> None:
    said, problems = read(**cells)
    assert problems == []
    assert getattr(said.new(ZONE), name) == value


def test_hours_stand_in_the_dates_of_precision_minute() -> None:
    said, problems = read(
        start="2016-05-03T09:00", end="2016-05-03T17:30:00", date_precision="minute"
    )
    facts = said.new("America/Lima")
    assert problems == []
    assert (facts.starts_on, facts.starts_time) == (date(2016, 5, 3), time(9))
    assert facts.ends_time == time(17, 30)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"start": ""}, "start"),
        ({"start": "31/07/2003"}, "start"),
        ({"start": "2003-02-30"}, "start"),
        ({"start": "20030731"}, "start"),
        ({"start": "2003-07-31T09:00"}, "start"),
        ({"date_precision": "minute", "start": "2003-07-31T09:00"}, "end"),
        ({"date_precision": "week"}, "date_precision"),
        ({"tentative": "perhaps"}, "tentative"),
        ({"tentative": ""}, "tentative"),
        ({"status": "maybe"}, "status"),
        ({"own_or_external": "CIM"}, "own_or_external"),
        ({"place_country": "Atlantis"}, "place_country"),
        ({"place_country": "BB; Atlantis"}, "place_country"),
        ({"beneficiaries": "Atlantis"}, "beneficiaries"),
        ({"kind": ""}, "kind"),
        ({"title": ""}, "title"),
        ({"title_language": "de"}, "title_language"),
        ({"title_language": "es", "title_es": "Otro"}, "title_es"),
        ({"published": "maybe"}, "published"),
        ({"uid": "with blank"}, "uid"),
        ({"uid": "x" * 201}, "uid"),
    ],
)
def test_a_bad_cell_is_named_with_its_column(cells: dict[str, str], column: str) -> None:
    said, problems = read(**cells)
    assert said is None
    assert [problem.split(":")[0] for problem in problems] == [column]


def test_all_problems_of_a_row_are_told_at_once() -> None:
    said, problems = read(start="soon", place_country="Atlantis", tentative="")
    assert said is None
    assert len(problems) == 3


def test_cells_beyond_the_heading_are_a_problem() -> None:
    row = Row(3, SOUND, surplus=("lost",))
    said, problems = calendar_rows.read(row, tuple(SOUND))
    assert said is None
    assert problems[0].line == 3


def test_equal_rows_are_told_apart_by_their_number_only() -> None:
    first, _none = read()
    same, _none = read(title="II session of the CIM  Executive COMMITTEE", place_country="EE. UU.")
    same, _none = read(title="II session of the CIM Executive COMMITTEE", place_country="US")
    other, _none = read(end="2003-08-03")
    assert first.fingerprint(0) == same.fingerprint(0)
    assert len({first.fingerprint(0), first.fingerprint(1), other.fingerprint(0)}) == 3


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"title": {"es": "Solo en español", "fr": "Seulement"}},
        {"title": {"en": "=1+1", "pt": "@soma"}},
        {"title": {"en": "'=1+1"}, "organizer": "-OAS", "city": "'+'"},
        {"country": None, "city": "", "beneficiaries": ("BB", "TT")},
        {"status": "postponed", "mode": "hybrid", "level": "local", "themes": ("labour", "peace")},
        {
            "precision": "minute",
            "starts_time": time(9),
            "ends_time": time(17, 30, 15),
            "time_zone": "America/La_Paz",
        },
        {"starts_on": date(2003, 5, 1), "ends_on": date(2003, 5, 31), "precision": "month"},
        {"ordinal": "XXVIII", "body_code": "executive_committee", "involvement": "attended"},
    ],
)
def test_a_row_that_is_written_says_the_same_when_read(facts: dict[str, Any]) -> None:
    known = make_facts(**facts)
    cells = row_of(known, uid="a@b.example", published=False, actions=("MESECVI-1.1",))
    row = Row(2, dict(zip(calendar_rows.COLUMNS, cells, strict=True)))
    said, problems = calendar_rows.read(row, calendar_rows.COLUMNS)
    assert problems == []
    assert said
    assert said.new("Europe/Paris") == known or said.over(known)["title"] == known.title
    assert (said.uid, said.published, said.actions) == ("a@b.example", False, ("MESECVI-1.1",))
