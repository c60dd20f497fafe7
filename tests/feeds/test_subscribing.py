"""Subscribing in one click: each link's scheme and encoding, and that page and feed are alike."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from icalendar import Calendar

from meetings.calendar.rules.subscribing import Subscription, feed
from tests.factories.calendar import make_meeting
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
BASE = "https://m.example.org/calendar.ics"
CHOSEN = {"body": "executive_committee", "q": "d'égalité & 50% + más"}


def said(address: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


@pytest.mark.parametrize("planning", [False, True])
def test_each_link_leads_a_program_to_the_same_filters(planning: bool) -> None:
    made = feed(BASE, CHOSEN, lang="fr", name="Calendrier & réunions")
    one = made.planning if planning else made.plain
    wanted = CHOSEN | {"lang": "fr"} | ({"planning": "1"} if planning else {})
    for program, host, key, scheme in (
        (one.google, "calendar.google.com/calendar/r", "cid", "webcal"),
        (one.outlook, "outlook.live.com/calendar/0/addfromweb", "url", "https"),
        (one.office, "outlook.office.com/calendar/0/addfromweb", "url", "https"),
    ):
        parts = urlsplit(program)
        assert (parts.scheme, parts.netloc + parts.path) == ("https", host)
        inner = urlsplit(said(program)[key])
        assert (inner.scheme, inner.netloc, inner.path) == (
            scheme,
            "m.example.org",
            "/calendar.ics",
        )
        assert said(inner.geturl()) == wanted
    assert said(one.outlook)["name"] == said(one.office)["name"] == "Calendrier & réunions"
    assert "name=Calendrier%20%26%20r%C3%A9unions" in one.outlook
    assert one.webcal == "webcal" + one.address.removeprefix("https")
    assert said(one.address) == wanted


def test_only_a_feed_with_filters_is_called_filtered() -> None:
    assert not feed(BASE, {}, lang="en", name="").is_filtered
    assert feed(BASE, {"country": "PE"}, lang="en", name="").is_filtered


@pytest.mark.parametrize(("length", "is_too_long"), [(255, False), (256, True)])
def test_an_address_that_programs_cut_is_known(length: int, is_too_long: bool) -> None:
    address = BASE + "?" + "q" * (length - len(BASE) - 1)
    assert Subscription(address, "").is_too_long == is_too_long


@pytest.fixture
def varied(stored: Stored) -> None:
    """Meetings that differ in all that filters ask for, some known to the month, one a draft."""
    with stored():
        for number in range(12):
            month = 1 + number
            precision = "month" if number % 4 == 3 else "day"
            make_meeting(
                {"en": f"Fórum {number}", "es": f"Foro año {number % 3}"},
                starts_on=date(2026, month, 1),
                ends_on=date(2026, month, 28 if month == 2 else 30 + (month in LONG))
                if precision == "month"
                else date(2026, month, 2),
                precision=precision,
                kind_code=("forum", "workshop")[number % 2],
                body_code=(None, "executive_committee", "committee_of_experts")[number % 3],
                country=("PE", "MX")[number % 2],
                involvement=("convened", "attended")[number % 2] if number % 3 == 0 else "convened",
                status=("confirmed", "cancelled")[number == 4],
            )
        make_meeting("Fórum secreto", published=False)


LONG = (1, 3, 5, 7, 8, 10, 12)
CHOICES: dict[str, tuple[str, ...]] = {
    "body": ("", "executive_committee", "committee_of_experts", "nobody"),
    "kind": ("", "forum", "workshop", "picnic"),
    "country": ("", "PE", "MX", "QQ"),
    "involvement": ("", "convened", "attended", "none"),
    "q": ("", "FÓRUM", "foro  año", "fórum 4", "100%", "\\_", "ñ, ;", "🙂"),
    "from": ("", "2026-02-01", "2026-13-01"),
    "to": ("", "2026-09-30"),
}


def slugs_on(page: Page) -> set[str]:
    links = page.tree.cssselect(".agenda h3 a")
    return {str(link.get("href")).rsplit("/", 1)[1] for link in links}


def slugs_in(client: Client, address: str) -> set[str]:
    parts = urlsplit(address)
    answer = client.get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 200, answer.text
    found = Calendar.from_ical(answer.data).walk("VEVENT")
    return {str(each["URL"]).rsplit("/", 1)[1] for each in found}


@pytest.mark.usefixtures("varied")
@pytest.mark.parametrize("seed", range(3))
def test_page_and_feed_give_the_same_meetings(page: Site, client: Client, seed: int) -> None:
    """Any choice of filters, in any language, also where some make no sense."""
    chance = random.Random(seed)  # a sample of combinations, the same each time
    met = 0
    for _ in range(12):
        chosen: dict[str, Any] = {key: chance.choice(values) for key, values in CHOICES.items()}
        lang = chance.choice(("en", "es", "fr", "pt"))
        shown = page.get(f"/{lang}/calendar?{urlencode(chosen)}")
        address = shown.tree.cssselect("#feed-planning")[0].get("value")
        assert not {"from", "to"} & said(address).keys()
        period = shown.tree.cssselect("#subscribe a[href*='from='], #subscribe a[href*='to=']")
        assert slugs_on(shown) == slugs_in(client, period[0].get("href") if period else address)
        listed = shown.tree.cssselect("link[type='application/atom+xml']")[0].get("href")
        assert said(listed) == said(address)
        assert said(address)["lang"] == lang
        met += len(slugs_on(shown))
        for link in shown.tree.cssselect("#subscribe a[href*='cid=']"):
            inner = said(link.get("href"))["cid"].replace("webcal", "http", 1)
            assert inner in {each.get("value") for each in shown.tree.cssselect("#subscribe input")}
    assert met


def test_the_foot_of_each_page_leads_to_where_one_subscribes(page: Site) -> None:
    shown = page.get("/en/directory")
    assert shown.link("Subscribe to the calendar (iCalendar)") == "/en/calendar#subscribe"


def test_what_is_subscribed_to_has_no_end(page: Site) -> None:
    shown = page.get("/en/calendar?country=PE&from=2026-01-01&to=2026-12-31").one("#subscribe")
    assert "The period shown on this page is left out" in shown


@pytest.mark.usefixtures("varied")
def test_the_card_names_each_program_and_how_late_it_is(page: Site) -> None:
    card = page.get("/en/calendar?country=PE").one("#subscribe")
    for words in (
        "Google Calendar: about every 8 to 24 hours",
        "Outlook.com and Microsoft 365: about every 3 hours",
        "Apple Calendar: about every hour",
        "about every 4 hours",
        "A change on the evening before",
        "by mail",
    ):
        assert words in card


def test_words_that_make_the_address_too_long_are_told_of(page: Site) -> None:
    shown = page.get(
        "/en/calendar", query_string={"q": "ñandú " * 33, "country": "PE", "kind": "forum"}
    )
    assert not shown.tree.cssselect("#subscribe input, #subscribe a[href^='https:']")
    assert not shown.tree.cssselect("link[type='application/atom+xml'], a[href*='.atom']")
    assert "Search for fewer words, then subscribe." in shown.one("#subscribe")


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_a_body_and_a_state_offer_their_own_feeds(
    page: Site, client: Client, stored: Stored, lang: str
) -> None:
    with stored():
        make_meeting("Hers", body_code="executive_committee", country="PE")
        make_meeting("Other", country="MX")
    for path in ("bodies/executive_committee", "states/PE"):
        shown = page.get(f"/{lang}/directory/{path}")
        [address] = [each.get("value") for each in shown.tree.cssselect("#feed-address")]
        assert slugs_in(client, address) == {"hers-2026"}
        assert said(address)["lang"] == lang


def test_a_meetings_page_says_what_follows_it_and_what_does_not(page: Site, stored: Stored) -> None:
    with stored():
        slug = make_meeting("Forum").slug
    shown = page.get(f"/en/meetings/{slug}")
    followed = shown.tree.cssselect("a[href*='cid=']")[0].get("href")
    assert said(followed)["cid"].endswith(f"/meetings/{slug}.ics?lang=en")
    assert "does not follow changes" in shown.text
