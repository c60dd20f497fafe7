"""The public calendar, as a reader sees it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import event

from meetings import clock
from meetings.db import db
from tests.factories.calendar import make_meeting
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]
OF_2003 = {"from": "2003-01-01", "to": "2003-12-31"}
MAY_ONLY = {"from": "2003-05-01", "to": "2003-05-31"}
MAY: dict[str, Any] = {
    "precision": "month",
    "starts_on": date(2003, 5, 1),
    "ends_on": date(2003, 5, 31),
}

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def of_2003(stored: Stored) -> None:
    with stored():
        make_meeting(
            {"en": "II Session of the Executive Committee", "es": "II Sesión del Comité Directivo"},
            starts_on=date(2003, 7, 31),
            ends_on=date(2003, 8, 2),
            status="tentative",
            kind_code="executive_committee",
        )
        make_meeting("Conference on migration", status="tentative", city="", country="MX", **MAY)
        make_meeting("Global summit", starts_on=date(2003, 6, 26), involvement="attended")
        make_meeting(
            "Women’s Day", starts_on=date(2003, 3, 8), city="", country=None,
            kind_code="observance", involvement="observance",
        )  # fmt: skip
        make_meeting("Called off", starts_on=date(2003, 6, 26), status="cancelled")
        make_meeting("A draft", starts_on=date(2003, 6, 27), published=False)


def titles(site: Site, **query: str) -> list[str]:
    return site.get("/en/calendar", query_string=query).all(".agenda h3 a")


@pytest.mark.usefixtures("of_2003")
def test_the_list_holds_what_is_published_by_month(page: Site) -> None:
    shown = page.get("/en/calendar", query_string=OF_2003)
    assert shown.all(".agenda-group h2") == ["March 2003", "May 2003", "June 2003", "July 2003"]
    assert "A draft" not in shown.text
    assert "5 meetings" in shown.text


@pytest.mark.usefixtures("of_2003")
def test_a_month_never_shows_an_invented_day(page: Site) -> None:
    for view in ("list", "month", "year"):
        shown = page.get("/en/calendar", query_string={**MAY_ONLY, "view": view})
        assert "May 2003 (tentative, date to be confirmed)" in shown.text
        assert "Conference on migration" in shown.text


@pytest.mark.usefixtures("of_2003")
def test_the_month_lists_coarser_meetings_apart_from_the_grid(page: Site) -> None:
    shown = page.get("/en/calendar", query_string={**MAY_ONLY, "view": "month"})
    assert "Conference on migration" not in shown.one("table.month")
    assert "Conference on migration" in shown.one(".apart")


@pytest.mark.usefixtures("of_2003")
def test_a_range_over_the_months_end_stands_in_both_months(page: Site) -> None:
    for first in ("2003-07-01", "2003-08-01"):
        shown = page.get("/en/calendar", query_string={"view": "month", "from": first})
        assert "II Session of the Executive Committee" in shown.one("table.month")
        assert "Tentative" in shown.one("table.month")


@pytest.mark.usefixtures("of_2003")
def test_the_year_has_twelve_months_and_steps_to_its_neighbours(page: Site) -> None:
    shown = page.get("/en/calendar", query_string={**OF_2003, "view": "year"})
    assert len(shown.all(".year-month")) == 12
    assert "Conference on migration" in shown.one(".apart")
    assert "from=2004-01-01" in shown.link("2004")


@pytest.mark.usefixtures("of_2003")
def test_filters_narrow_the_list(page: Site) -> None:
    assert titles(page, kind="executive_committee") == ["II Session of the Executive Committee"]
    assert titles(page, country="MX") == ["Conference on migration"]
    assert titles(page, involvement="observance") == ["Women’s Day"]
    assert titles(page, body="executive_committee") == ["II Session of the Executive Committee"]


@pytest.mark.usefixtures("of_2003")
def test_search_knows_no_accents_and_every_language(page: Site) -> None:
    assert titles(page, q="SESION comite") == ["II Session of the Executive Committee"]
    assert titles(page, q="mexico") == ["Conference on migration"]


@pytest.mark.usefixtures("of_2003")
def test_each_filter_can_be_taken_away(page: Site) -> None:
    shown = page.get("/en/calendar", query_string={"country": "MX", "q": "migration"})
    without = shown.link("Country: Mexico – remove this filter")
    assert parse_qs(urlsplit(without).query) == {"q": ["migration"]}
    assert len(shown.all(".filter-tag")) == 2


@pytest.mark.usefixtures("of_2003")
def test_the_form_of_filters_works_without_javascript(page: Site) -> None:
    shown = page.get("/en/calendar", query_string=OF_2003).submit(q="summit")
    assert shown.all(".agenda h3 a") == ["Global summit"]
    assert shown.values()["from"] == "2003-01-01"


@pytest.mark.usefixtures("of_2003")
def test_an_empty_year_says_so_and_leads_to_the_nearest(page: Site) -> None:
    shown = page.get("/en/calendar")
    assert "There are no meetings in 2026" in shown.text
    assert "from=2003-01-01" in shown.link("Show 2003")
    assert shown.all(".years a") == ["2003"]


def test_the_calendar_opens_on_the_current_year(page: Site, stored: Stored) -> None:
    with stored():
        make_meeting("This year", starts_on=date(2026, 9, 1))
        make_meeting("Next year", starts_on=date(2027, 9, 1))
    shown = page.get("/en/calendar")
    assert shown.all(".agenda h3 a") == ["This year"]
    assert shown.all(".years a") == ["2026", "2027"]
    assert shown.one(".years a[aria-current]") == "2026"


def test_an_installation_without_meetings_has_a_calendar(page: Site) -> None:
    assert "There are no meetings in 2026" in page.get("/en/calendar").text
    page.get("/en/calendar?view=month")
    page.get("/en/calendar?view=year")


@pytest.mark.usefixtures("of_2003")
def test_unknown_filters_get_a_sentence(page: Site) -> None:
    shown = page.get("/en/calendar?kind=party&country=QQ&from=yesterday&view=week&page=x")
    assert "No kind of meeting is called “party”" in shown.text
    assert "No country has the code “QQ”" in shown.text
    assert "“yesterday” is not a date" in shown.text


@pytest.mark.usefixtures("of_2003")
def test_marks_tell_without_colour(page: Site) -> None:
    shown = page.get("/en/calendar", query_string=OF_2003)
    rows = dict(zip(shown.all(".agenda h3 a"), shown.all(".agenda-meta"), strict=True))
    assert "Cancelled" in rows["Called off"]
    assert "Attended by the Secretariat" in rows["Global summit"]
    assert "Observance" in rows["Women’s Day"]
    assert "Convened by the Secretariat" in rows["II Session of the Executive Committee"]


@pytest.mark.usefixtures("of_2003")
def test_a_title_in_another_language_is_marked(page: Site) -> None:
    shown = page.get("/es/calendar", query_string=OF_2003)
    links = {link.text_content(): link.get("lang") for link in shown.tree.cssselect(".agenda h3 a")}
    assert links["Global summit"] == "en"
    assert links["II Sesión del Comité Directivo"] is None


@pytest.mark.usefixtures("of_2003")
def test_the_feed_has_the_filters_and_the_language(page: Site) -> None:
    shown = page.get("/es/calendar", query_string={**OF_2003, "country": "MX", "q": "méxico"})
    address = shown.tree.cssselect("#feed-address")[0].get("value")
    assert parse_qs(urlsplit(address).query) == {
        "country": ["MX"],
        "q": ["mexico"],
        "lang": ["es"],
    }
    assert page.client.get(f"{urlsplit(address).path}?{urlsplit(address).query}").status_code == 200
    planning = shown.tree.cssselect("#feed-planning")[0].get("value")
    assert parse_qs(urlsplit(planning).query)["planning"] == ["1"]
    assert 'href="webcal://' in shown.response.text


@pytest.mark.usefixtures("of_2003")
def test_the_list_asks_the_database_a_fixed_number_of_times(page: Site, app: Flask) -> None:
    said: list[str] = []
    with app.app_context():
        engine = db.engine

    def hear(_c: object, _u: object, statement: str, *_more: object) -> None:
        said.append(statement)

    page.get("/en/calendar", query_string=OF_2003)
    event.listen(engine, "before_cursor_execute", hear)
    page.get("/en/calendar", query_string=OF_2003)
    event.remove(engine, "before_cursor_execute", hear)
    assert len([each for each in said if each.startswith("SELECT")]) == 2


def test_choices_follow_what_is_published(page: Site, stored: Stored) -> None:
    with stored():
        make_meeting("First", starts_on=date(2026, 9, 1), kind_code="forum")
    assert page.get("/en/calendar").all("#filter-kind option") == ["All kinds", "Forum"]
    with stored():
        make_meeting("Second", starts_on=date(2026, 9, 1), kind_code="workshop", at=clock.now())
    assert "Workshop" in page.get("/en/calendar").all("#filter-kind option")


def test_long_lists_have_pages(page: Site, stored: Stored) -> None:
    with stored():
        for number in range(53):
            make_meeting(f"Meeting {number}", starts_on=date(2026, 1 + number % 12, 1))
    shown = page.get("/en/calendar")
    assert "1–50 of 53 meetings" in shown.text
    assert len(page.get(shown.link("Next")).all(".agenda-row")) == 3


@pytest.mark.usefixtures("of_2003")
def test_days_outside_of_the_month_name_theirs(page: Site) -> None:
    shown = page.get("/es/calendar", query_string={"view": "month", "from": "2003-07-01"})
    assert [" ".join(day.split()) for day in shown.all(".day--outside time")][-2:] == [
        "sáb 2 ago",
        "dom 3 ago",
    ]
    assert "jul" not in " ".join(shown.all("td:not(.day--outside) time"))


@pytest.mark.usefixtures("of_2003")
def test_a_month_with_unsettled_meetings_only_is_not_called_empty(page: Site) -> None:
    shown = page.get("/en/calendar", query_string={**OF_2003, "view": "year"})
    may, april = shown.all(".year-month")[4], shown.all(".year-month")[3]
    assert "Day not settled: 1" in may
    assert "No meetings" not in may
    assert "No meetings" in april


@pytest.mark.usefixtures("of_2003")
@pytest.mark.parametrize(
    "query",
    [{}, OF_2003, {**OF_2003, "view": "year"}, {**MAY_ONLY, "view": "month"}],
)
def test_without_filters_the_feed_holds_everything_and_the_page_says_so(
    page: Site, query: dict[str, str]
) -> None:
    shown = page.get("/fr/calendar", query_string=query)
    address = shown.tree.cssselect("#feed-address")[0].get("value")
    assert parse_qs(urlsplit(address).query) == {"lang": ["fr"]}
    assert "toutes les réunions publiées, de toutes les années" in shown.one("#subscribe")
    assert "filtres" not in shown.one("#subscribe")


@pytest.mark.usefixtures("of_2003")
def test_with_filters_the_page_says_that_the_feed_follows_them(page: Site) -> None:
    for query in ({"country": "MX"}, {"country": "MX", **MAY_ONLY}):
        said = page.get("/en/calendar", query_string=query).one("#subscribe")
        assert "It follows the filters chosen on this page." in said
        assert "all published meetings" not in said
        assert ("The period shown on this page is left out" in said) is ("from" in query)


@pytest.mark.usefixtures("of_2003")
def test_the_head_and_the_foot_lead_to_the_feed_and_the_other_languages(page: Site) -> None:
    shown = page.get("/es/calendar", query_string={"country": "MX"})
    assert shown.tree.cssselect(".sitefoot nav a")[0].get("href") == "/es/calendar#subscribe"
    others = {
        link.get("hreflang"): link.get("href")
        for link in shown.tree.cssselect("link[rel=alternate][hreflang]")
    }
    assert list(others) == ["en", "es", "fr", "pt"]
    assert others["fr"] == "/fr/calendar?country=MX"
    feed = shown.tree.cssselect("link[type='text/calendar']")[0].get("href")
    assert feed.endswith("/calendar.ics?country=MX&lang=es&planning=1")


@pytest.mark.usefixtures("of_2003")
def test_the_filter_button_comes_after_all_fields(page: Site) -> None:
    form = page.get("/en/calendar").tree.cssselect("form.filters")[0]
    assert form.cssselect("input[name=q], select, button")[-1].tag == "button"


@pytest.mark.usefixtures("of_2003")
def test_an_observance_is_called_so_once(page: Site) -> None:
    shown = page.get("/en/calendar", query_string={**OF_2003, "kind": "observance"})
    assert shown.one(".agenda-meta").count("Observance") == 1


@pytest.mark.usefixtures("of_2003")
def test_an_organizer_is_told_in_the_readers_language(page: Site, stored: Stored) -> None:
    with stored():
        make_meeting("Migrants", organizer="ILO", body_code=None, involvement="attended")
    assert "OIT" in page.get("/es/calendar", query_string={"q": "migrants"}).one(".agenda-meta")
