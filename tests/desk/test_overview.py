"""The officer's page of one meeting: its key figures."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.factories.accounts import make_user
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


def test_key_figures_are_those_of_the_statistics(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_meeting("Forum")
        make_listed(meeting)
        make_listed(meeting, capacity="interpreter")
        slug, identity = meeting.slug, make_user().get_id()
    client.sign_in(identity)
    shown = page.get(f"/en/manage/meetings/{slug}")
    figures = shown.all(".key-figure")
    assert "registered1" in figures[0].replace(" ", "")
    assert "confirmed1" in figures[2].replace(" ", "")
    assert "others who do not count: 1" in shown.text
