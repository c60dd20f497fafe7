"""An officer is told where the meeting's limits let in fewer than an organization's places."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from meetings import actor
from meetings.registration import operations
from meetings.registration.rules.seating import Scope
from tests.factories.accounts import make_user
from tests.factories.accreditation import make_application
from tests.factories.registration import AT, make_open_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
SAID = "By the limits of this meeting 1 person of each organization can be confirmed."


def test_more_places_than_the_limit_for_each_organization_are_told_before_and_after(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        each = Scope(each="organization")
        operations.set_limit(meeting, each, seats=1, by=actor.CLI, at=AT)
        wanted = make_application(meeting).public_id
        client.sign_in(make_user().get_id())
    asked = page.get(f"/en/manage/organizations/applications/{wanted}")
    assert SAID in asked.text
    done = asked.submit("form[action$='/accredit']", places="2")
    assert SAID in done.one(".notice--warn")
    fewer = done.submit("form[action$='/places']", places="1")
    assert SAID not in fewer.text
