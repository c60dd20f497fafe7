"""Where a meeting stands is asked for once more, and what is doubtful afterwards is said."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from time_machine import Traveller

from meetings import clock
from meetings.actor import CLI
from meetings.calendar import operations
from meetings.calendar import queries as calendar
from meetings.calendar.models import Status
from tests.factories.accounts import make_user
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
FORM = "main form:has(#title_en)"
COMMITTEE = "executive_committee"


@pytest.fixture
def url(stored: Stored, client: Client, frozen: Traveller) -> str:
    """The officer's page of a session of the committee in September 2026, postponed."""
    frozen.move_to(AT)
    with stored():
        day = date(2026, 9, 1)
        made = make_meeting("III Session, 2026", kind_code=COMMITTEE, starts_on=day)
        operations.postpone(made, None, by=CLI, at=AT)
        identity, slug = make_user().get_id(), made.slug
    client.sign_in(identity)
    return f"/en/manage/meetings/{slug}"


def test_a_postponed_meeting_with_a_new_date_is_tentative(page: Site, url: str) -> None:
    saved = page.get(f"{url}/edit").submit(FORM, starts_on="2027-02-01", ends_on="2027-02-01")
    assert "The meeting has a new date: it is no longer postponed." in saved.text
    assert "The title still says 2026." in saved.text
    assert "February 1, 2027 (tentative)" in saved.one(".page-head")
    public = page.get(url.replace("/manage", ""))
    assert "This meeting is postponed" not in public.text


def test_without_a_date_nothing_is_said_of_the_old_one(page: Site, url: str) -> None:
    shown = page.get(url)
    assert "It can be marked as held once it has a new date." in shown.text
    assert "from its first day" not in shown.text
    assert not shown.all("#duties-title")


def test_a_deadline_that_has_passed_is_said_and_marked(page: Site, url: str) -> None:
    moved = page.get(f"{url}/edit").submit(FORM, starts_on="2026-05-05", ends_on="2026-05-05")
    assert "Its convocation was due on" in moved.text
    assert moved.one("section:has(#duties-title)").count("Overdue") == 2
    later = page.get(f"{url}/edit").submit(FORM, starts_on="2026-12-01", ends_on="2026-12-01")
    assert "Overdue" not in later.text
    assert "already" not in later.text


def test_a_clone_says_that_its_title_is_of_another_year(page: Site, url: str) -> None:
    assert "The title still says 2026." in page.get(f"{url}/clone?form={uuid.uuid4()}").text


def test_who_gives_way_is_told_that_it_is_cancelled(page: Site, url: str, stored: Stored) -> None:
    with stored():
        other = make_meeting("Another", kind_code=COMMITTEE, starts_on=date(2026, 10, 1)).slug
    done = page.get(f"{url}/postpone").submit(way="other", replaced_by=other)
    assert "The meeting is cancelled: another one takes its place." in done.text
    assert "put off" not in done.one("[role=status]")


def test_a_slip_that_was_undone_at_once_is_no_public_history(
    page: Site, url: str, stored: Stored, frozen: Traveller
) -> None:
    with stored():
        slug = make_meeting("Forum", starts_on=date(2026, 9, 1)).slug
    form = f"/en/manage/meetings/{slug}/edit"
    for day in ("2026-09-03", "2026-09-01"):
        page.get(form).submit(FORM, starts_on=day, ends_on=day)
        frozen.shift(60)
    assert not page.get(f"/en/meetings/{slug}").all("#history-title")
    page.get(form).submit(FORM, starts_on="2026-09-04", ends_on="2026-09-04")
    assert "Until May 4, 2026 announced for September 1" in page.get(f"/en/meetings/{slug}").text
    assert url


@pytest.mark.parametrize("way", ["sent at once", "registered"])
def test_a_place_that_somebody_was_told_stays_in_the_public_history_with_its_reason(
    page: Site, url: str, stored: Stored, frozen: Traveller, way: str
) -> None:
    with stored():
        made = make_meeting("Forum", starts_on=date(2026, 9, 1))
        make_listed(made)
        slug = made.slug
    manage = f"/en/manage/meetings/{slug}"
    move: dict[str, Any] = {
        "city": "Lima",
        "country": "PE",
        "why": "Peru offers",
        "is_why_public": True,
    }
    page.get(f"{manage}/edit").submit(FORM, **move)
    frozen.shift(60)
    if way == "sent at once":
        page.get(manage).submit("form[action$='/notices/send']")
    else:
        with stored():
            found = calendar.by_slug(slug)
            assert found is not None
            make_listed(found, "Eva").created_at = clock.now()
    frozen.shift(60)
    page.get(f"{manage}/edit").submit(FORM, city="Washington, D.C.", country="US", why="")
    shown = page.get(f"/en/meetings/{slug}").one("section:has(#history-title)")
    assert "Lima, Peru" in shown
    assert "Peru offers" in shown
    assert url


@pytest.mark.parametrize("way", ["cancelled", "open"])
def test_a_date_of_which_nobody_was_told_is_dropped_aloud_and_comes_back(
    page: Site, url: str, stored: Stored, way: str
) -> None:
    with stored():
        made = make_meeting("Forum", starts_on=date(2026, 6, 1))
        make_listed(made)
        facts = calendar.facts_of(made, starts_on=date(2026, 9, 10), ends_on=date(2026, 9, 10))
        operations.edit_meeting(made, facts, by=CLI, at=AT)
        slug = made.slug
    meeting = f"/en/manage/meetings/{slug}"
    if way == "cancelled":
        gone = page.get(page.get(meeting).link("Cancel the meeting")).submit()
    else:
        gone = page.get(f"{meeting}/postpone").submit(way="open")
    said = "Nobody had been told of the date September 10, 2026 yet: the meeting is shown under"
    assert f"{said} the one that people know, June 1" in gone.text
    assert "June 1" in gone.one(".page-head")
    words = "Reinstate the meeting" if way == "cancelled" else "Confirm the meeting"
    question = page.get(gone.link(words))
    assert "Its date is then: September 10, 2026." in question.text
    assert "September 10, 2026" in question.submit().one(".page-head")
    assert url


@pytest.mark.parametrize(
    ("before", "since", "words"),
    [
        ("tentative", "cancelled", "Tentative"),
        ("confirmed", "cancelled", "Confirmed"),
        ("postponed", "cancelled", "Postponed"),
        ("foreseen", "held", "Foreseen"),
        ("tentative", "held", "Tentative"),
        ("cancelled", "held", "Cancelled"),
    ],
)
def test_what_is_taken_back_leaves_a_meeting_as_it_stood(
    page: Site, url: str, stored: Stored, *, before: str, since: str, words: str
) -> None:
    button, said = {
        "held": ("Take back “held”", "It is taken back that the meeting was held:"),
        "cancelled": ("Reinstate the meeting", "The meeting is reinstated:"),
    }[since]
    with stored():
        day = date(2026, 5, 1) if since == "held" else date(2026, 6, 1)
        made = make_meeting("Forum", starts_on=day, status=before)
        operations.set_status(made, Status(since), by=CLI, at=AT)
        slug = made.slug
    question = page.get(page.get(f"/en/manage/meetings/{slug}").link(button))
    assert f"Its status is then: {words}." in question.text
    done = question.submit()
    assert f"{said} {words}." in done.text
    assert words in done.one("main p.cluster")
    assert url
