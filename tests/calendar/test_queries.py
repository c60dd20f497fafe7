"""Lists, choices and feeds: which meetings, in which order, in which language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from meetings.calendar import queries
from meetings.calendar.queries import Filters
from tests.factories.calendar import MADE_AT, make_meeting


@pytest.fixture
def programme(session: Any) -> None:
    """Six meetings of several kinds and certainties, and a draft."""
    make_meeting("Foro de Acción", starts_on=date(2003, 2, 20), city="Bogotá", country="CO")
    make_meeting(
        "CEDAW",
        starts_on=date(2003, 6, 30),
        ends_on=date(2003, 7, 18),
        kind_code="intergovernmental_session",
        involvement="attended",
        organizer="UN",
    )
    make_meeting(
        "Migration",
        starts_on=date(2003, 5, 1),
        ends_on=date(2003, 5, 31),
        precision="month",
        status="tentative",
        city="",
        country="MX",
        involvement="attended",
    )
    make_meeting(
        "Committee I",
        starts_on=date(2003, 2, 20),
        kind_code="executive_committee",
        ordinal="XXVIII",
    )
    make_meeting(
        "Women's Day",
        starts_on=date(2003, 3, 8),
        kind_code="observance",
        involvement="observance",
        city="",
        country=None,
    )
    make_meeting("New Year", starts_on=date(2004, 12, 30), ends_on=date(2005, 1, 2))
    make_meeting("Secret", published=False, starts_on=date(2010, 2, 1), kind_code="panel")


@pytest.fixture
def statements(session: Any) -> Iterator[list[str]]:
    """The statements sent to the database."""
    sent: list[str] = []
    engine = session.get_bind()

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def titles(filters: Filters, lang: str = "en") -> list[str]:
    return [row.title for row in queries.listing(filters, lang).items]


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (
            Filters(),
            ["Foro de Acción", "Committee I", "Women's Day", "Migration", "CEDAW", "New Year"],
        ),
        (Filters(from_=date(2003, 7, 1), to=date(2003, 7, 2)), ["CEDAW"]),
        (Filters(from_=date(2003, 7, 18), to=date(2003, 7, 18)), ["CEDAW"]),
        (Filters(from_=date(2003, 7, 19), to=date(2004, 12, 29)), []),
        (Filters(from_=date(2005, 1, 2)), ["New Year"]),
        (Filters(to=date(2003, 2, 20)), ["Foro de Acción", "Committee I"]),
        (Filters(kind="observance"), ["Women's Day"]),
        (Filters(body="executive_committee"), ["Committee I"]),
        (Filters(country="MX"), ["Migration"]),
        (Filters(involvement="attended"), ["Migration", "CEDAW"]),
        (Filters(q="accion"), ["Foro de Acción"]),
        (Filters(q="ACCIÓN  bogota"), ["Foro de Acción"]),
        (Filters(q="bogotá foro"), ["Foro de Acción"]),
        (Filters(q="méxico"), ["Migration"]),
        (Filters(q="Mexique"), ["Migration"]),
        (Filters(q="xxviii"), ["Committee I"]),
        (Filters(q="womens day"), []),
        (Filters(q="women’s"), ["Women's Day"]),
        (Filters(q="100%"), []),
        (Filters(q="_"), []),
        (Filters(q="\\"), []),
        (Filters(drafts=True, kind="panel"), ["Secret"]),
        (Filters(kind="panel"), []),
    ],
)
def test_filters(filters: Filters, found: list[str]) -> None:
    assert titles(filters) == found
    assert queries.listing(filters, "en").total == len(found)


@pytest.mark.usefixtures("programme")
def test_a_page_is_one_statement_of_light_rows(statements: list[str]) -> None:
    page = queries.listing(Filters(), "es", page=2, size=2)
    assert ([row.title for row in page.items], page.total, page.last) == (
        ["Women's Day", "Migration"],
        6,
        3,
    )
    migration = page.items[1]
    assert isinstance(migration, tuple)
    assert "mayo de 2003" in migration.dates
    assert (migration.place, migration.kind, migration.title_lang) == ("México", "Foro", "en")
    assert len(statements) == 1


@pytest.mark.usefixtures("programme")
def test_a_page_too_far_is_the_last() -> None:
    page = queries.listing(Filters(), "en", page=99, size=4)
    assert (page.number, [row.title for row in page.items]) == (2, ["CEDAW", "New Year"])
    assert queries.listing(Filters(q="nowhere"), "en", page=3).total == 0


@pytest.mark.usefixtures("programme")
def test_what_lies_in_a_month_with_what_is_coarser() -> None:
    rows = queries.between(Filters(), "en", first=date(2003, 5, 1), last=date(2003, 7, 1))
    assert [(row.title, row.precision) for row in rows] == [
        ("Migration", "month"),
        ("CEDAW", "day"),
    ]


@pytest.mark.usefixtures("programme")
def test_choices_are_what_published_meetings_bear() -> None:
    options = queries.options("es")
    assert [code for code, _name in options.kinds] == [
        "executive_committee",
        "intergovernmental_session",
        "forum",
        "observance",
    ]
    assert dict(options.countries) == {"CO": "Colombia", "MX": "México", "US": "Estados Unidos"}
    assert dict(options.bodies)["executive_committee"] == "Comité Directivo de la CIM"
    assert list(options.years) == [2003, 2004, 2005]
    assert queries.years() == [2003, 2004, 2005]
    assert queries.years(drafts=True)[-1] == 2010


@pytest.mark.usefixtures("programme")
def test_the_officers_list_holds_drafts_and_keeps_to_her_meetings() -> None:
    assert queries.managed("en").total == 7
    assert [row.title for row in queries.managed("en", state="drafts").items] == ["Secret"]
    assert queries.managed("en", state="published", q="cedaw").items[0].title == "CEDAW"
    mine = queries.managed("en").items[0]
    assert mine.title == "Secret"
    assert [row.id for row in queries.managed("en", within=[mine.id]).items] == [mine.id]
    assert queries.managed("en", within=[]).total == 0


@pytest.mark.usefixtures("programme")
def test_feeds_hold_what_is_published_and_known_to_the_day_unless_planning() -> None:
    assert len(queries.vevents(Filters(), "en", at=MADE_AT)) == 5
    assert len(queries.vevents(Filters(), "en", at=MADE_AT, planning=True)) == 6
    (text,) = queries.vevents(Filters(country="MX"), "fr", at=MADE_AT, planning=True)
    assert "mai 2003" in text
