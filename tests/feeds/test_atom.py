"""The calendar's lists as Atom, judged by the rules of RFC 4287."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from meetings.feeds.atom import identifier
from tests.factories.calendar import make_meeting
from tests.support.pages import Client

Stored = Callable[[], AbstractContextManager[None]]
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HOSTILE = "A <b> & \"C\", 'D'; \\E]]> ٱلْعَرَبِيَّة 🌎 F"


@pytest.fixture
def meetings(stored: Stored) -> None:
    """Meetings of several kinds of dates, one with a title that XML must not trip over."""
    with stored():
        make_meeting({"en": "Forum", "es": "Foro"}, city="Lima", country="PE")
        make_meeting(HOSTILE, status="cancelled", kind_code="seminar")
        make_meeting(
            "Some May", starts_on=date(2027, 5, 1), ends_on=date(2027, 5, 31), precision="month"
        )
        make_meeting("Secret", published=False)


def one(parent: ElementTree.Element, name: str) -> ElementTree.Element:
    (found,) = parent.findall(ATOM + name)
    return found


def text(parent: ElementTree.Element, name: str) -> str:
    return one(parent, name).text or ""


def instant(words: str) -> datetime:
    assert words == words.strip().upper()
    found = datetime.fromisoformat(words)
    assert found.tzinfo is not None
    return found


def read(client: Client, query: str) -> ElementTree.Element:
    """The feed, when all that RFC 4287 4.1.1 and 4.1.2 ask for is there."""
    answer = client.get(f"/calendar.atom?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    feed = ElementTree.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    assert urlsplit(text(feed, "id")).scheme
    assert text(feed, "title")
    assert text(one(feed, "author"), "name")
    instant(text(feed, "updated"))
    links = {each.get("rel"): each for each in feed.findall(f"{ATOM}link")}
    assert links["self"].get("href") == text(feed, "id")
    assert links["alternate"].get("type") == "text/html"
    for entry in feed.findall(f"{ATOM}entry"):
        assert text(entry, "id").startswith("urn:uuid:")
        assert text(entry, "title")
        assert text(entry, "summary")
        assert instant(text(entry, "published")) <= instant(text(feed, "updated"))
        assert instant(text(entry, "updated")) <= instant(text(feed, "updated"))
        assert one(entry, "link").get("rel") == "alternate"
        assert one(entry, "category").get("term")
    ids = [text(entry, "id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    return feed


def titles(feed: ElementTree.Element) -> set[str]:
    return {text(entry, "title") for entry in feed.findall(f"{ATOM}entry")}


def test_the_published_meetings_in_the_readers_words(client: Client, meetings: None) -> None:
    feed = read(client, "lang=es")
    assert feed.get(LANG) == "es"
    assert titles(feed) == {"Foro", HOSTILE}
    entries = {text(each, "title"): each for each in feed.findall(f"{ATOM}entry")}
    assert "20" in text(entries["Foro"], "summary")
    assert "Lima, Perú" in text(entries["Foro"], "summary")
    assert text(entries[HOSTILE], "summary").endswith("Cancelada")
    assert one(entries[HOSTILE], "title").get(LANG) == "en"
    page = str(one(entries["Foro"], "link").get("href"))
    assert page.endswith("/es/meetings/forum-2026")
    assert client.get(urlsplit(page).path).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("planning=1", {"Forum", HOSTILE, "Some May"}),
        ("country=pe", {"Forum"}),
        ("year=2027&planning=1", {"Some May"}),
        ("q=nothing", set()),
    ],
)
def test_the_same_filters(client: Client, meetings: None, query: str, found: set[str]) -> None:
    feed = read(client, f"lang=en&{query}")
    assert titles(feed) == found
    own = urlsplit(text(feed, "id"))
    assert titles(read(client, own.query)) == found
    assert parse_qs(own.query)["lang"] == ["en"]


def test_what_did_not_change_is_not_sent_again(client: Client, meetings: None) -> None:
    answer = client.get("/calendar.atom?lang=en")
    held = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/calendar.atom?lang=en", headers=held).status_code == 304
    assert client.get("/calendar.atom?lang=es", headers=held).status_code == 200
    assert client.get("/calendar.ics?lang=en", headers=held).status_code == 200
    assert client.get("/calendar.atom?kind=picnic").status_code == 400
    assert client.get("/calendar.atom?lang=de").status_code == 400


def test_the_calendars_page_leads_to_both(client: Client, meetings: None) -> None:
    page = client.get("/en/calendar?country=PE").text
    assert '<link rel="alternate" type="text/calendar"' in page
    assert '<link rel="alternate" type="application/atom+xml"' in page
    address = (
        page.partition('type="application/atom+xml"')[2].partition('href="')[2].partition('"')[0]
    )
    parts = urlsplit(address.replace("&amp;", "&"))
    assert titles(read(client, parts.query)) == {"Forum"}


def test_an_id_that_lasts() -> None:
    own = "0b5c1f1e-9a4e-4c1e-8b59-6a1f4f1d2c3b"
    assert identifier(f"{own}@meetings.example") == f"urn:uuid:{own}"
    assert identifier("something else") == identifier("something else")
    assert identifier("something else") != identifier("another")
