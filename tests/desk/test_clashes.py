"""What stands in the way of a date: shown to officers before and after it is saved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import event
from sqlalchemy.orm import scoped_session
from time_machine import Traveller

from meetings.actor import CLI
from meetings.calendar import operations, queries
from meetings.calendar.models import Meeting
from meetings.calendar.rules import followed as rules
from meetings.calendar.rules.clashes import Nearness, planned
from meetings.calendar.rules.followed import Entry
from meetings.db import db
from meetings.desk.clashes import Clashes, clashes
from meetings.directory.models import Person
from tests.factories.accounts import make_user
from tests.factories.attendance import AT, make_listed
from tests.factories.calendar import make_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
Database = scoped_session[Session]
TODAY = date(2026, 5, 4)


def of(meeting: Meeting, **more: Any) -> Clashes:
    return clashes(planned(queries.facts_of(meeting), meeting_id=meeting.id), "en", **more)


def follow(*entries: Entry) -> None:
    shown = operations.compare_followed(entries, "Treaty bodies", today=TODAY)
    seen = rules.seen(shown)
    operations.follow(entries, "Treaty bodies", seen=seen, drop=False, today=TODAY, by=CLI, at=AT)


def day(title: str, first: date, last: date) -> Entry:
    return Entry(uid=title, starts_on=first, ends_on=last, title=title)


@pytest.mark.usefixtures("session")
def test_the_same_body_is_told_and_its_secretariat_is_not() -> None:
    ours = make_meeting("Session", body_code="executive_committee", kind_code="meeting")
    make_meeting("Other session", body_code="executive_committee", kind_code="meeting")
    make_meeting("Workshop", body_code="executive_secretariat")
    make_meeting("Secretariat", body_code="executive_secretariat", starts_on=date(2026, 5, 20))
    found = of(ours)
    assert [(each.title, each.is_same_body) for each in found.meetings] == [("Other session", True)]
    assert not of(make_meeting("Another workshop", body_code="executive_secretariat"))


@pytest.mark.usefixtures("session")
def test_people_and_states_of_both_are_told_a_merged_person_once() -> None:
    ours, theirs = make_meeting("Ours"), make_meeting("Theirs")
    ana = make_listed(ours, "Ana", "Paz", state="PE")
    twin = make_listed(theirs, "Anna", "Paz", state="PE")
    twin.person.merged_into_id = ana.person_id
    make_listed(theirs, "Eva", "Sol", state="BR")
    gone = make_listed(theirs, "Iris", "Mar", state="CL", status="cancelled")
    gone.person_id = make_listed(ours, "Iris", "Mar", state="CL").person_id
    db.session.flush()
    for status, state in (("invited", "CL"), ("waitlisted", "AR")):
        make_listed(ours, status, state=state, status="nominated")
        make_listed(theirs, status, state=state, status=status)
        expected = make_listed(ours, "Expected", status, status=status)
        make_listed(theirs, "Expected", status).person_id = expected.person_id
    db.session.flush()
    (found,) = of(ours).meetings
    assert (found.people, found.names, found.states) == (1, ("Ana Paz",), ("Peru",))
    hidden = of(ours, within=[ours.id]).meetings[0]
    assert (hidden.people, hidden.names) == (1, ())
    theirs.published_at = None
    db.session.flush()
    assert not of(ours, within=[ours.id])


@pytest.mark.usefixtures("session")
def test_who_must_be_elsewhere_the_next_day_is_hinted_at() -> None:
    ours = make_meeting("Ours")
    other = make_meeting("Next", starts_on=date(2026, 5, 22), city="Lima", country="PE")
    assert not of(ours)
    make_listed(other).person_id = make_listed(ours).person_id
    db.session.flush()
    (found,) = of(ours).meetings
    assert (found.nearness, found.people) == (Nearness.NEXT_DAY, 1)


@pytest.mark.usefixtures("session")
def test_followed_days_are_told_and_a_cancelled_meeting_has_no_clash() -> None:
    ours = make_meeting("Ours")
    follow(
        day("CEDAW", date(2026, 5, 21), date(2026, 5, 30)),
        day("Before", date(2026, 5, 1), date(2026, 5, 19)),
    )
    assert [each.title for each in of(ours).days] == ["CEDAW"]
    facts = queries.facts_of(ours, status="cancelled")
    operations.edit_meeting(ours, facts, by=CLI, at=AT)
    assert not of(ours)


def test_it_takes_four_statements_whatever_there_is(session: Database) -> None:
    ours = make_meeting("Ours", body_code="executive_committee")
    for number in range(5):
        other = make_meeting(f"Other {number}", body_code="executive_committee")
        make_listed(other, state="PE").person_id = make_listed(ours, state="PE").person_id
    session.flush()
    assert session.query(Person).count() == 10
    plan, said = planned(queries.facts_of(ours), meeting_id=ours.id), []

    def note(*args: Any) -> None:
        said.append(args[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert len(clashes(plan, "en").meetings) == 5
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(said) == 4


@pytest.fixture
def slug(stored: Stored, client: Client, frozen: Traveller) -> str:
    assert frozen is not None
    with stored():
        make_meeting("Other session", body_code="executive_committee", kind_code="meeting")
        made = make_meeting(
            "Session", body_code="executive_committee", starts_on=date(2026, 9, 1)
        ).slug
        follow(day("General Assembly", date(2026, 9, 1), date(2026, 9, 15)))
        identity = make_user().get_id()
    client.sign_in(identity)
    return made


def test_a_date_is_checked_before_it_is_saved_and_nothing_typed_is_lost(
    page: Site, slug: str
) -> None:
    form = "main form:has(#title_en)"
    opened = page.get(f"/en/manage/meetings/{slug}/edit")
    assert "General Assembly" in opened.text
    checked = opened.submit(
        form, status=200, check="1", title_en="", starts_on="2026-05-21", ends_on="2026-05-22"
    )
    assert "Other session" in checked.one("section:has(#clashes-title)")
    assert "General Assembly" not in checked.text
    assert checked.values(form)["starts_on"] == "2026-05-21"
    assert checked.values(form)["title_en"] == ""
    free = checked.submit(form, status=200, check="1", starts_on="2026-06-21", ends_on="2026-06-22")
    assert "Nothing stands in the way of this date." in free.text
    wrong = checked.submit(form, check="1", starts_on="2026-06-21", ends_on="2026-06-20")
    assert wrong.status == 422
    assert "The end lies before the start." in wrong.text
    assert "General Assembly" in page.get(f"/en/manage/meetings/{slug}").text


def test_a_new_meetings_date_is_checked_too(page: Site, slug: str) -> None:
    assert slug
    form = "main form:has(#title_en)"
    opened = page.get(page.get("/en/manage/meetings/new", status=302).response.location)
    checked = opened.submit(
        form, status=200, check="1", starts_on="2026-05-20", body="executive_committee"
    )
    assert "It is a meeting of the same body." in checked.text


def test_the_date_to_which_a_meeting_is_put_off_is_checked_first(page: Site, slug: str) -> None:
    form = "main form:has(#starts_on)"
    opened = page.get(f"/en/manage/meetings/{slug}/postpone")
    assert "stands in the way" not in opened.text
    days = {"starts_on": "2026-05-21", "ends_on": "2026-05-22", "why": "The host asked."}
    checked = opened.submit(form, status=200, check="1", **days)
    assert "Other session" in checked.one("section:has(#clashes-title)")
    assert checked.values(form)["why"].strip() == "The host asked."
    nothing = opened.submit(form, check="1")
    assert (nothing.status, "Write the first day of the meeting." in nothing.text) == (422, True)
    put_off = opened.submit(form, way="open", why="No quorum.")
    assert put_off.status == 200
    assert "stands in the way" not in page.get(f"/en/manage/meetings/{slug}/edit").text
