"""A body's page, its template and what it owes; putting a meeting off; what a clone takes over."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from time_machine import Traveller

from meetings.actor import CLI
from meetings.calendar import operations
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting, Status
from meetings.calendar.operations.sessions import add_session
from meetings.calendar.queries import sessions as programme
from meetings.calendar.rules.sessions import SessionFacts
from meetings.db import db
from meetings.registration import queries as registration
from tests.factories.accounts import make_user
from tests.factories.calendar import MADE_AT, make_meeting
from tests.factories.registration import make_open_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
COMMITTEE = "executive_committee"
BODY = f"/en/directory/bodies/{COMMITTEE}"
MANAGE = f"/en/manage/directory/bodies/{COMMITTEE}"
MAIN = "main form.form"


@pytest.fixture
def officer(stored: Stored, client: Client, frozen: Traveller) -> Client:
    frozen.move_to(MADE_AT)
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)
    return client


def committee(number: str, month: int, **facts: Any) -> Meeting:
    title = f"{number} Session of the Committee"
    return make_meeting(
        title, kind_code=COMMITTEE, starts_on=date(2003, month, 20), source="CIM/RES.221", **facts
    )


def test_everyone_reads_what_a_body_owes_and_its_meetings(page: Site, stored: Stored) -> None:
    with stored():
        committee("I", 2)
        committee("II", 7, status="tentative")
        third = committee("III", 11)
        committee("Special", 12, session_type="special")
        committee("IV", 12, published=False)
        operations.set_status(third, Status.CANCELLED, by=CLI, at=MADE_AT)

    found = page.get(BODY)
    assert "three owed, two planned: one missing" in found.text
    assert "I Session of the Committee" in " ".join(found.text.split())
    assert "I · I Session of the Committee" not in " ".join(found.text.split())
    assert "IV Session" not in found.text
    assert "Draft" not in found.text
    assert "se deben tres, dos previstas: falta una" in page.get(BODY.replace("/en/", "/es/")).text


@pytest.mark.usefixtures("officer")
def test_a_draft_of_years_to_come_buries_no_present_year(page: Site, stored: Stored) -> None:
    with stored():
        make_meeting("Far", kind_code=COMMITTEE, starts_on=date(2031, 2, 20), published=False)
    found = page.get(BODY)
    rows = "section[aria-labelledby=owed-title] > .table-scroll th[scope=row]"
    assert found.all(rows)[:3] == ["2027", "2026", "2025"]
    assert found.all("details:has(th) summary")[:2] == ["Later years", "Earlier years"]


@pytest.mark.usefixtures("officer")
def test_an_officer_keeps_the_obligations(page: Site) -> None:
    page.get(f"{MANAGE}/obligations/new").submit(
        MAIN, source="CIM/RES.300", count="2", every_years="3", from_on="2024-01-01"
    )
    shown = page.get(BODY)
    assert "CIM/RES.300" in shown.text
    assert "2024–2026" in shown.text

    refused = page.get(f"{MANAGE}/obligations/new").submit(
        MAIN, source="X", count="2", from_on="2024-01-01", to_on="2023-01-01"
    )
    assert "The end lies before the start" in refused.text


@pytest.mark.usefixtures("officer")
def test_a_draft_is_made_from_the_template_with_its_duties(page: Site, app: Flask) -> None:
    edited = page.get(f"{MANAGE}/template").submit(
        MAIN, days="3", notice_days="20", documents_days="10", capacities=["nca"]
    )
    assert "The template is saved" in edited.text

    made = page.get(f"{MANAGE}/meetings/new?form={uuid.uuid4()}").submit(
        MAIN, starts_on="2026-07-31", precision="day"
    )
    assert made.heading == "I Session of the CIM Executive Committee, 2026"
    for words in ("July 31 – August 2, 2026", "July 11, 2026", "July 21, 2026", "Draft agenda",
                  "6 expected documents are still missing"):  # fmt: skip
        assert words in made.text, words
    with app.app_context():
        meeting = calendar.by_slug("i-session-of-the-cim-executive-committee-2026", drafts=True)
        assert meeting
        assert [each.capacity_code for each in registration.openings(meeting.id)] == ["nca"]
        assert meeting.published_at is None


@pytest.mark.usefixtures("officer")
def test_a_meeting_is_put_off_and_both_pages_say_so(page: Site, stored: Stored) -> None:
    with stored():
        slug = make_meeting("First").slug
        other = make_meeting("Second").slug
    postpone = f"/en/manage/meetings/{slug}/postpone"

    page.get(postpone).submit(
        MAIN, way="later", precision="month", starts_on="2026-09-10",
        why="The host asked for it.", is_why_public="y",
    )  # fmt: skip
    shown = page.get(f"/en/meetings/{slug}")
    assert "September 2026 (tentative, date to be confirmed)" in shown.text
    assert "announced for May 20–21, 2026" in shown.text
    assert "Reason: The host asked for it." in shown.text
    said = "span[lang=en]"
    assert "The host asked for it." in page.get(f"/es/meetings/{slug}").all(said)
    assert "The host asked for it." in page.get(f"/es/manage/meetings/{slug}").all(said)

    page.get(postpone).submit(MAIN, way="open", why="A secret reason")
    shown = page.get(f"/en/meetings/{slug}")
    assert "This meeting is postponed" in shown.text
    assert "A secret reason" not in shown.text
    assert "A secret reason" in page.get(f"/en/manage/meetings/{slug}").text

    refused = page.get(postpone).submit(MAIN, way="other", why="typed before")
    assert "Choose the meeting that takes its place" in refused.text
    assert "typed before" in refused.text
    page.get(postpone).submit(MAIN, way="other", replaced_by=other)
    assert "Another meeting takes its place: Second" in page.get(f"/en/meetings/{slug}").text
    assert "It takes the place of: First" in page.get(f"/en/meetings/{other}").text
    overview = page.get(f"/en/manage/meetings/{slug}")
    assert overview.text.count("Another meeting takes its place: Second") == 2
    assert "It takes the place of: First" in page.get(f"/en/manage/meetings/{other}").text
    assert not page.get(postpone).all("#precision")
    assert "This meeting is cancelled. Reinstate it first" in page.get(postpone).text


@pytest.mark.usefixtures("officer")
def test_a_meeting_is_put_off_to_no_day_that_has_passed(page: Site, stored: Stored) -> None:
    with stored():
        slug = make_meeting("First").slug
    postpone = page.get(f"/en/manage/meetings/{slug}/postpone")
    assert "This date has passed" in postpone.submit(MAIN, starts_on="2026-05-03").text
    earlier = postpone.submit(MAIN, starts_on="2026-05-11", precision="day")
    assert "The meeting is brought forward." in earlier.text


@pytest.mark.usefixtures("officer")
def test_hours_go_when_only_the_month_is_known(page: Site, stored: Stored) -> None:
    hours: dict[str, Any] = {"precision": "minute", "starts_time": time(9), "ends_time": time(17)}
    with stored():
        slug = make_meeting("First", **hours).slug
    saved = page.get(f"/en/manage/meetings/{slug}/edit").submit(
        "main form:has(#title_en)", precision="month"
    )
    assert "May 2026 (exact date to be announced)" in saved.text


@pytest.mark.usefixtures("officer")
def test_a_contradiction_of_the_sources_is_kept(page: Site, stored: Stored) -> None:
    with stored():
        slug = make_meeting("Congress on Tourism", starts_on=date(2003, 4, 23)).slug
    page.get(f"/en/manage/meetings/{slug}/contradiction").submit(
        MAIN, found_in="Work plan, text", precision="month", starts_on="2003-06-01",
        why="The host says April.", is_why_public="y",
    )  # fmt: skip

    shown = page.get(f"/en/meetings/{slug}").text
    assert "Another source (Work plan, text) says: June 2003" in shown
    assert "The host says April." in shown
    assert "April 23, 2003" in shown
    url = f"/en/manage/meetings/{slug}"
    same = page.get(f"{url}/contradiction").submit(
        MAIN, found_in="The note", precision="month", starts_on="2003-04-01"
    )
    assert "nothing contradicts it" in same.text
    edit: dict[str, Any] = {"starts_on": "2003-06-11", "ends_on": "2003-06-13"}
    saved = page.get(f"{url}/edit").submit("main form:has(#title_en)", **edit)
    assert "Resolved: the meeting is as this source says." in saved.text
    assert "Resolved" in page.get(f"/en/meetings/{slug}").text
    removed = page.get(url).submit("main form[action*='/contradiction/']")
    assert "It is taken out of the history." in removed.text
    assert "Another source" not in page.get(f"/en/meetings/{slug}").text


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("ticks", "taken"),
    [
        ({"with_agenda": "y", "with_registration": "y"}, (True, 1)),
        ({"with_agenda": [], "with_registration": []}, (False, 0)),
    ],
)
def test_a_clone_takes_over_what_is_ticked(
    page: Site, stored: Stored, app: Flask, ticks: dict[str, Any], taken: tuple[bool, int]
) -> None:
    with stored():
        first = make_open_meeting(
            title={"en": "I Session"}, kind_code=COMMITTEE, body_code=COMMITTEE,
            starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 1),
        )  # fmt: skip
        add_session(
            first,
            SessionFacts(
                title={"en": "Opening"}, starts_on=first.starts_on, ends_on=first.starts_on
            ),
            by=CLI,
            at=MADE_AT,
        )
        slug = first.slug
    page.get(f"/en/manage/meetings/{slug}/clone?form={uuid.uuid4()}").submit(
        MAIN, starts_on="2026-11-01", ends_on="2026-11-01", title_en="II Session", **ticks
    )
    with app.app_context():
        made = calendar.by_slug("ii-session-2026", drafts=True)
        assert made
        assert made.number == 2
        found = bool(registration.openings(made.id)), len(programme.sessions(made.id))
        assert found == taken
        db.session.rollback()


@pytest.mark.usefixtures("officer")
def test_new_numbers_are_shown_before_they_are_given(page: Site, stored: Stored) -> None:
    with stored():
        _first, second, _third = (committee(*each) for each in (("I", 2), ("II", 5), ("III", 9)))
        facts = calendar.facts_of(second, session_type="extraordinary")
        operations.edit_meeting(second, facts, by=CLI, at=MADE_AT)
    assert "See the new numbers" in page.get(BODY).text
    asked = page.get(f"{MANAGE}/renumber")
    assert [
        *asked.all("main tbody th"),
        *asked.all("main tbody td")[1:],
    ] == ["III Session of the Committee", "III", "II"]
    assert "III Session of the Committee" in page.get(BODY).text
    done = asked.submit(MAIN)
    assert "1 meeting was renumbered." in done.text
    assert "III Session of the Committee" not in done.text
    assert "there is nothing to renumber" in page.get(f"{MANAGE}/renumber").text
    assert not page.get(f"{MANAGE}/renumber").all("main form")


@pytest.mark.usefixtures("officer")
def test_an_officer_overrules_a_number_that_is_one(page: Site, stored: Stored) -> None:
    with stored():
        committee("I", 2)
        slug = committee("II", 5).slug
    edit = f"/en/manage/meetings/{slug}/edit"
    assert "write “IX”" in page.get(edit).submit(MAIN, ordinal="VIIII").text
    assert "“siete” is no number" in page.get(edit).submit(MAIN, ordinal="siete").text
    asked = page.get(edit).submit(MAIN, ordinal="I")
    assert "“I Session of the Committee” (February 20, 2003) bears this number" in asked.text
    saved = asked.submit(MAIN)
    assert "The meeting is saved." in saved.text
    assert saved.heading == "I Session of the Committee"
    assert page.get(edit).submit(MAIN, ordinal="V").heading == "V Session of the Committee"
    other = page.get(edit).submit(MAIN, title_en="Session of May", ordinal="VI")
    assert other.heading == "Session of May"
    assert "The title begins with another number" not in other.text


@pytest.mark.usefixtures("officer")
def test_a_template_shows_the_next_title_and_refuses_what_is_filled_with_nothing(
    page: Site,
) -> None:
    form = page.get(f"{MANAGE}/template")
    assert "I Session of the CIM Executive Committee, 2026" in form.text
    for wrong in ("{ordnal}", "{"):
        refused = form.submit(MAIN, title_en=f"{wrong} Session")
        assert f"“{wrong}” is filled with nothing" in refused.text
        assert refused.values(MAIN)["title_en"] == f"{wrong} Session"
