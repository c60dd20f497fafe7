"""How public feeds are answered: to programs, proxies, and pages of other sites."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from meetings.calendar import queries
from meetings.calendar.operations.texts import raise_version
from meetings.calendar.queries import Filters, feed_size
from tests.factories.calendar import MADE_AT, make_meeting
from tests.support.pages import Client

Stored = Callable[[], AbstractContextManager[None]]
FEED = "/calendar.ics?lang=es"
PACKED = {"Accept-Encoding": "br, gzip;q=0.8"}


@pytest.fixture
def slug(stored: Stored) -> str:
    """Some published meetings; the slug of one."""
    with stored():
        make_meeting("Over the year's end", starts_on=date(2025, 12, 30), ends_on=date(2026, 1, 2))
        make_meeting(
            "Some May", starts_on=date(2027, 5, 1), ends_on=date(2027, 5, 31), precision="month"
        )
        return make_meeting({"en": "Forum", "es": "Foro: «Ñandú»"}).slug


def test_a_packed_feed_has_a_tag_of_its_own_and_both_are_known(client: Client, slug: str) -> None:
    plain, packed = client.get(FEED), client.get(FEED, headers=PACKED)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert client.get(FEED, headers=PACKED).data == packed.data
    tags = [answer.headers["ETag"] for answer in (plain, packed)]
    assert tags[0] != tags[1]
    for tag in tags:
        for accepted in ({}, PACKED):
            again = client.get(FEED, headers={"If-None-Match": f'W/"x", {tag}', **accepted})
            assert (again.status_code, again.headers["ETag"]) == (304, tag)
            assert "Accept-Encoding" in again.headers["Vary"]


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("gzip, deflate, br", True),
        ("identity", False),
        ("gzip;q=0", False),
        ("identity, gzip;q=0.5", False),
        ("br", False),
        ("", False),
    ],
)
def test_only_who_takes_gzip_is_sent_it(
    client: Client, slug: str, accepted: str, is_packed: bool
) -> None:
    answer = client.get(FEED, headers={"Accept-Encoding": accepted})
    assert (answer.headers.get("Content-Encoding") == "gzip") == is_packed
    head = client.head(FEED, headers={"Accept-Encoding": accepted})
    assert head.headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize("path", ["/calendar.ics?lang=en", "/calendar.atom?lang=en"])
def test_any_copy_will_do(client: Client, slug: str, path: str) -> None:
    assert client.get(path, headers={"If-None-Match": "*"}).status_code == 304
    after, before = ("Sat, 21 Nov 2099 00:00:00 GMT", "Sat, 01 Jan 2000 00:00:00 GMT")
    assert client.get(path, headers={"If-Modified-Since": after}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": before}).status_code == 200
    assert client.get(path, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    # The tag decides where both are given.
    both = {"If-None-Match": '"other"', "If-Modified-Since": after}
    assert client.get(path, headers=both).status_code == 200


def test_nobody_has_a_copy_of_what_is_not_there(client: Client, slug: str) -> None:
    for headers in ({"If-None-Match": "*"}, {"If-Modified-Since": "Sat, 21 Nov 2099 00:00:00 GMT"}):
        assert client.get("/meetings/nothing.ics", headers=headers).status_code == 404
        assert client.get("/calendar.ics?kind=picnic", headers=headers).status_code == 400
        assert client.get(f"/meetings/{slug}.ics", headers=headers).status_code == 304


@pytest.mark.parametrize("path", ["/calendar.ics", "/calendar.atom", "/meetings/{slug}.ics"])
def test_proxies_keep_it_whoever_asks(client: Client, slug: str, path: str) -> None:
    client.set_cookie("session", "something")
    answer = client.get(path.format(slug=slug))
    assert answer.status_code == 200
    assert "Cookie" not in answer.headers["Vary"]
    assert "Set-Cookie" not in answer.headers
    control = answer.cache_control
    assert (control.public, control.max_age, control.must_revalidate) == (True, 0, True)
    assert not control.no_store
    assert not control.private
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_of_other_sites_may_read_it(client: Client, slug: str) -> None:
    origin = {"Origin": "https://example.org"}
    for path in (
        "/calendar.ics",
        "/calendar.atom",
        f"/meetings/{slug}.ics",
        "/calendar.ics?lang=xx",
    ):
        assert client.get(path, headers=origin).headers["Access-Control-Allow-Origin"] == "*"
    asked = {"Access-Control-Request-Headers": "if-none-match"} | origin
    answer = client.options("/calendar.ics", headers=asked)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (204, "*")
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert client.post("/calendar.ics", csrf=False).status_code in {400, 405}


def test_a_file_bears_the_calendars_name(client: Client, slug: str) -> None:
    named = client.get("/calendar.ics?lang=fr").headers["Content-Disposition"]
    plain, _, real = named.partition("; filename*=UTF-8''")
    assert plain == 'attachment; filename="calendrier-des-reunions.ics"'
    assert real == "Calendrier%20des%20r%C3%A9unions.ics"


def test_programs_and_robots_are_let_in(client: Client, slug: str) -> None:
    robots = client.get("/robots.txt").text
    for word in (".ics", ".atom", "/feeds", "/calendar", "Disallow: /\n"):
        assert word not in robots
    for agent in ("Google-Calendar-Importer", "curl/8", "iOS/18 dataaccessd/1.0", ""):
        assert client.get(FEED, headers={"User-Agent": agent}).status_code == 200


def test_an_address_that_programs_would_cut_is_refused(client: Client, slug: str) -> None:
    start = len("http://localhost/calendar.ics?lang=en&q=")
    assert client.get(f"/calendar.ics?lang=en&q={'a' * (255 - start)}").status_code == 200
    for path in (f"/calendar.ics?lang=en&q={'a' * (256 - start)}", f"/calendar.ics?q={'%20' * 90}"):
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype) == (400, "text/plain")
        assert "255" in answer.text


@pytest.mark.parametrize(
    ("query", "count"),
    [("year=2025", 1), ("year=2026", 2), ("year=2027", 0), ("year=2027&planning=1", 1)],
)
def test_a_year_of_a_feed(client: Client, slug: str, query: str, count: int) -> None:
    entries = Calendar.from_ical(client.get(f"/calendar.ics?{query}").data).walk("VEVENT")
    assert len(entries) == count


@pytest.mark.parametrize(
    "query", ["year=26", "year=soon", "year=0000", "year=2026&from=2026-01-01"]
)
def test_a_year_that_makes_no_sense(client: Client, slug: str, query: str) -> None:
    assert client.get(f"/calendar.ics?{query}").status_code == 400


def test_how_large_a_feed_is_and_its_years(client: Client, slug: str, stored: Stored) -> None:
    whole = client.get(FEED)
    with stored():
        size = queries.size_of_feed(Filters(), "es")
        planned = queries.size_of_feed(Filters(), "es", planning=True)
        one = queries.size_of_feed(Filters(q="nandu"), "es")
    assert size.meetings == 2
    assert len(whole.data) - 2_000 < size.octets < len(whole.data)
    assert [(each.year, each.meetings) for each in size.years] == [(2026, 2), (2025, 1)]
    assert planned.years[0].year == 2027
    assert (one.meetings, one.is_large) == (1, False)


def test_the_hour_of_the_last_change(client: Client, slug: str) -> None:
    answer = client.get(FEED)
    assert answer.last_modified == MADE_AT + timedelta(seconds=1)
    since = MADE_AT.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert client.get(FEED, headers={"If-Modified-Since": since}).status_code == 200


def test_two_changes_in_one_second_are_both_read(client: Client, slug: str, stored: Stored) -> None:
    for hundredths in (100_000, 900_000):
        at = MADE_AT + timedelta(days=1, microseconds=hundredths)
        with stored():
            raise_version(at=at)
        second = at.strftime("%a, %d %b %Y %H:%M:%S GMT")
        assert client.get(FEED, headers={"If-Modified-Since": second}).status_code == 200
    later = client.get(FEED).headers["Last-Modified"]
    assert client.get(FEED, headers={"If-Modified-Since": later}).status_code == 304


def test_a_large_feed_is_offered_by_year(
    client: Client, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "A large calendar" not in client.get("/en/calendar").text
    monkeypatch.setattr(feed_size, "LARGE", 1_000)
    page = client.get("/en/calendar?kind=forum").text
    assert "A large calendar" in page
    query = "kind=forum&amp;from=2025-01-01&amp;to=2025-12-31"
    assert f'href="/en/calendar?{query}#subscribe"' in page
    of_year = client.get("/en/calendar?kind=forum&from=2025-01-01&to=2025-12-31").text
    assert "hold the meetings of 2025 only" in of_year
    one_click = re.findall(r'href="webcal://[^/]*(/calendar\.ics\?kind=forum[^"]*)"', of_year)
    assert len(one_click) == 2
    for address in one_click:
        answer = client.get(address.replace("&amp;", "&"))
        assert len(Calendar.from_ical(answer.data).walk("VEVENT")) == 1
    assert "no widget to embed" in page
