"""Capacities with deadlines and quotas of their own: what is offered, told and refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from meetings.actor import CLI
from meetings.calendar import queries as calendar
from meetings.delegations.queries import focal_points
from meetings.registration import operations as registration
from meetings.registration.rules.seating import Scope
from tests.factories.delegations import AT, make_focal_point, make_nominated_meeting
from tests.support.desks import At, named, submitted
from tests.support.pages import Page, Site

HOUR = timedelta(hours=1)
CAPACITIES = ("alternate_delegate", "adviser")


@pytest.fixture
def two_ends(stored, frozen) -> At:
    """A desk where advisers are named for one more hour, and alternates for a day."""
    frozen.move_to(AT)
    with stored():
        meeting = make_nominated_meeting(capacities=CAPACITIES, closes_at=AT + 24 * HOUR)
        way = registration.WayIn(capacity_code="adviser", way="state", closes_at=AT + HOUR)
        registration.set_way(meeting, way, by=CLI, at=AT)
        entrance = f"/en/delegation/{focal_points.link_token(make_focal_point())}"
        slug = meeting.slug
    return At(entrance, f"{entrance}/{slug}", "", slug)


def offered(form: Page) -> list[str]:
    return [each for each in form.all("select[name='capacity'] option") if each != "—"]


def opened(page: Site, at: At, given: str, tail: str = "") -> Page:
    """The page on which somebody of the list is corrected, or substituted."""
    for row in page.get(at.desk).tree.cssselect("#list tbody tr"):
        if given in row.text_content():
            link = row.cssselect("a[href$='/substitute']")[0].get("href")
            return page.get(link.removesuffix("/substitute") + tail)
    raise AssertionError(given)


def test_each_capacity_is_offered_told_and_refused_by_its_own_deadline(
    page: Site, two_ends: At, frozen
) -> None:
    named(page, two_ends, "Eva")
    named(page, two_ends, "Ana", capacity="alternate_delegate")
    submitted(page, two_ends)
    form = page.get(f"{two_ends.desk}/members/new")
    correcting = opened(page, two_ends, "Ana")
    assert offered(form) == offered(correcting) == ["Alternate Delegate", "Adviser"]
    assert "Adviser: until May 4, 2026" in page.get(two_ends.desk).text
    frozen.move_to(AT + 2 * HOUR)
    for each in (page.get(two_ends.desk), page.get(two_ends.entrance)):
        assert "Adviser: closed (May 4, 2026" in each.text
        assert "Alternate Delegate: until May 5, 2026" in each.text
    assert "people are named: Alternate Delegate." in page.get(two_ends.desk).text
    assert offered(page.get(f"{two_ends.desk}/members/new")) == ["Alternate Delegate"]
    assert offered(opened(page, two_ends, "Ana", "/substitute")) == ["Alternate Delegate"]
    for late in (
        form.submit(given_names="Sol", sex="female", capacity="adviser"),
        correcting.submit(capacity="adviser"),
    ):
        assert late.status == 422
        assert "Adviser: The time to name people has passed." in late.text
    assert opened(page, two_ends, "Eva").submit(post="Minister").status == 200  # she keeps hers
    assert "List no. 2 is official" in submitted(page, two_ends).text


def test_who_was_made_an_adviser_in_time_is_none_by_a_list_that_is_sent_too_late(
    page: Site, two_ends: At, frozen
) -> None:
    named(page, two_ends, "Ana", capacity="alternate_delegate")
    submitted(page, two_ends)
    opened(page, two_ends, "Ana").submit(capacity="adviser")
    frozen.move_to(AT + 2 * HOUR)
    told = submitted(page, two_ends).text
    assert "Ana De Ana: Adviser: The time to name people has passed." in told


def test_a_full_quota_is_told_alike_on_the_draft_and_when_it_is_sent(
    page: Site, at: At, stored
) -> None:
    with stored():
        meeting = calendar.by_slug(at.slug)
        assert meeting is not None
        registration.set_plan(meeting, registration.Plan(has_waiting_list=True), by=CLI, at=AT)
        scope = Scope(capacity_code="adviser", each="state")
        registration.set_limit(meeting, scope, seats=1, by=CLI, at=AT)
    named(page, at, "Eva")
    named(page, at, "Ana", capacity="alternate_delegate")
    submitted(page, at)
    drafted = opened(page, at, "Ana").submit(capacity="adviser")
    assert "Adviser: 1 of 1 taken This draft asks for one seat more than there is" in drafted.text
    refused = submitted(page, at).text
    assert (
        "Ana De Ana (Adviser): All the seats of this State in this capacity are taken." in refused
    )


def test_nobody_comes_in_her_own_place(page: Site, at: At) -> None:
    named(page, at, "Ana")
    submitted(page, at)
    form = opened(page, at, "Ana", "/substitute")
    refused = form.submit(
        given_names="Aná", surnames="de Ana", sex="female", email="ana@mre.example"
    )
    assert refused.status == 422
    assert "cannot come in her or his own place" in refused.text
