"""The calendar of somebody who is registered, by her own page, once it is known that it is she."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlsplit

import pytest

from meetings.actor import CLI
from meetings.feeds import operations, queries
from meetings.registration import queries as registrations
from tests.factories.calendar import MADE_AT
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Site
from tests.support.proof import prove

Stored = Callable[[], AbstractContextManager[None]]
BY: dict[str, Any] = {"by": CLI, "at": MADE_AT}

pytestmark = pytest.mark.usefixtures("frozen")


def test_from_her_own_page_she_makes_renews_and_revokes_it(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        one = make_participation(make_open_meeting())
        url = f"/en/my/{registrations.link_token(one)}"
    prove(client)
    own = page.get(page.get(url).link("Your calendar"))
    made = own.submit()
    address = made.tree.cssselect("#feed-mine")[0].get("value")
    assert made.response.headers["Cache-Control"] == "no-store"
    assert len(address) < 256
    assert "Forum on justice" in client.get(urlsplit(address).path).text
    for act, is_left in (("renew", True), ("revoke", False)):
        client.post(f"{url}/calendar/{act}")
        shown = page.get(f"{url}/calendar").tree.cssselect("#feed-mine")
        assert bool(shown) == is_left
        assert client.get(urlsplit(address).path).status_code == 404
    client.post(f"{url}/calendar/make")
    again = page.get(f"{url}/calendar").tree.cssselect("#feed-mine")[0].get("value")
    assert again != address
    assert client.get(urlsplit(address).path).status_code == 404
    client.post(f"{url}/calendar/choices", data={"language": "tlh"})
    assert "Choose one from the list." in page.get(f"{url}/calendar").text
    page.get("/en/my/forged/calendar", status=404)
    assert client.post("/en/my/forged/calendar/make").status_code == 404


def test_whoever_was_passed_the_address_of_her_page_learns_nothing_of_her_calendar(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        one = make_participation(make_open_meeting())
        address = operations.make_for_person(one.person, language="es", **BY)
        feed = f"/feeds/{queries.token_of(address)}.ics"
        url = f"/en/my/{registrations.link_token(one)}"
    shown = page.get(f"{url}/calendar")
    assert "may have been passed on" in shown.text
    assert not shown.tree.cssselect("#feed-mine")
    assert "Mail me the link" in page.get(shown.link("Ask for the link")).text
    client.post(f"{url}/calendar/renew")
    client.post(f"{url}/calendar/revoke")
    assert client.get(feed).status_code == 200
