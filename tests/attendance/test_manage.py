"""The officers' pages: who was present on which day, and headcounts."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from sqlalchemy import func, select

from meetings.actor import CLI
from meetings.attendance import operations
from meetings.attendance.models import Headcount
from meetings.attendance.rules import Event
from meetings.calendar.models import Meeting
from meetings.clock import now
from meetings.db import db
from meetings.directory.models import Person
from meetings.registration.models import Participation, Status
from tests.factories.accounts import make_user
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting
from tests.factories.statistics import make_present

SAID = {"covers": "everyone", "qualifier": "exact"}
ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def slug(frozen, stored, client) -> str:
    """A running meeting with two people present today, and an officer signed in."""
    with stored():
        meeting = make_meeting(starts_on=date(2026, 5, 3), ends_on=date(2026, 5, 5))
        for given in ("Ana", "Eva"):
            who = make_listed(meeting, given, "Paz", state="PY")
            event = Event(id=str(uuid.uuid4()), at=now(), registration=who.public_id)
            operations.record(meeting, event, by=CLI, at=now())
        make_listed(meeting, "Rut", "Paz")
        identity, address = make_user().get_id(), meeting.slug
    client.sign_in(identity)
    return address


def test_an_officer_sees_who_was_present_and_undoes_it(page, slug) -> None:
    shown = page.get(f"/en/manage/meetings/{slug}/attendance")
    assert [shown.all(".key-figure dd")] == [["3", "2", "2"]]
    assert shown.all("tbody th") == ["Ana Paz", "Eva Paz"]
    assert "Paraguay" in shown.one("tbody tr:first-child")
    undone = shown.submit("tbody form")
    assert undone.all(".key-figure dd") == ["3", "1", "1"]
    assert undone.all("tbody th") == ["Eva Paz", "Ana Paz"]
    assert "by Ana Núñez" in undone.all("tbody tr")[-1]


def test_the_figures_are_those_of_the_statistics_and_say_who_is_beside_them(
    page, slug, stored
) -> None:
    with stored():
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == slug)).one()
        make_present(meeting, capacity="interpreter")
    shown = page.get(f"/en/manage/meetings/{slug}/attendance")
    beside = "others who do not count: 1"
    assert shown.all(".key-figure dd") == ["3", beside, "2", beside, "2", beside]
    assert len(shown.all("tbody th")) == 3
    door = page.get(f"/en/door/{slug}")
    assert "2 present today, of 3 confirmed" in door.one(".door-count")
    assert "who do not count: 0 present today, of 1" in door.text


def test_an_arrival_pressed_twice_is_undone_in_one_line(page, slug, stored) -> None:
    with stored():
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == slug)).one()
        who = db.session.scalars(
            select(Participation).join(Participation.person).where(Person.given_names == "Ana")
        ).one()
        event = Event(id=str(uuid.uuid4()), at=now(), registration=who.public_id)
        operations.record(meeting, event, by=CLI, at=now())
    shown = page.get(f"/en/manage/meetings/{slug}/attendance")
    undone = shown.submit("tbody form")
    assert undone.all("tbody th") == ["Eva Paz", "Ana Paz"]
    assert "(pressed twice)" in undone.all("tbody tr")[-1]
    assert "is undone already" in shown.submit("tbody form", event_id=str(uuid.uuid4())).text


def test_who_withdrew_after_coming_is_shown_and_not_counted(page, slug, stored) -> None:
    with stored():
        withdrawn = db.session.scalars(
            select(Participation).join(Participation.person).where(Person.given_names == "Ana")
        ).one()
        withdrawn.status = Status.CANCELLED
    shown = page.get(f"/en/manage/meetings/{slug}/attendance")
    assert shown.all(".key-figure dd") == ["2", "1", "1"]
    assert shown.all("tbody th") == ["Ana Paz (Registration withdrawn: not counted)", "Eva Paz"]
    assert "May 4, 2026: 1" in shown.text
    assert "1 day presence" in shown.text
    assert "2 day presences" not in shown.text


def test_a_day_shows_its_own_people(page, slug) -> None:
    shown = page.get(f"/en/manage/meetings/{slug}/attendance?day=2026-05-03")
    assert not shown.all("tbody th")
    assert page.get(f"/en/manage/meetings/{slug}/attendance?day=2026-05-04").all("tbody th")
    page.get(f"/en/manage/meetings/{slug}/attendance?day=never&page=99")


def test_a_headcount_is_recorded_and_the_next_one_supersedes_it(app, page, slug) -> None:
    form = page.get(f"/en/manage/meetings/{slug}/headcounts")
    fields = {"total": "80", "qualifier": "about", "source": "Signed list", "sex-female": "61"}
    fields["covers"] = "everyone"
    done = form.submit("form.form", **fields)
    assert "Everyone who was present: about 80" in done.one(".card")
    assert done.all(".card tbody tr") == ["Women61", "Not stated19"]
    done = done.submit("form.form", **(fields | {"total": "84", "kind-justice": "40"}))
    assert "about 84" in done.one(".card")
    assert "about 80" in done.all("main table tbody")[-1]
    form.submit("form.form", **fields)
    with app.app_context():
        current = db.session.scalars(select(Headcount).where(Headcount.is_current)).all()
        assert len(current) == 1


def test_a_headcount_is_taken_back_and_stays_in_the_history(page, slug) -> None:
    form = page.get(f"/en/manage/meetings/{slug}/headcounts")
    done = form.submit("form.form", total="8000", source="A slip", **SAID)
    back = done.submit(".card form")
    assert not back.all(".card--accent")
    assert "8,000" in back.all("main table tbody")[-1]
    assert "Taken back:" in back.text
    assert "by Ana Núñez" in back.text
    again = done.submit(".card form")
    assert not again.all(".card--accent")


def test_a_headcount_that_names_contradict_or_that_does_not_count_says_so(
    page, slug, stored
) -> None:
    form = page.get(f"/en/manage/meetings/{slug}/headcounts")
    refused = form.submit("form.form", total="1", source="A slip", **SAID)
    assert refused.status == 422
    assert "by name: 2. A headcount of everyone cannot have a smaller total: 1." in refused.text
    done = form.submit("form.form", total="2", source="A slip", **SAID)
    assert not done.all(".card .notice")
    with stored():
        make_present(db.session.scalars(select(Meeting).where(Meeting.slug == slug)).one())
    unlisted = SAID | {"covers": "unlisted", "report": str(uuid.uuid4())}
    both = done.submit("form.form", total="5", source="A slip", **unlisted)
    idle, everyone = both.all(".card .notice")
    assert "by name (3) than this headcount of everyone says (2)" in everyone
    assert "does not count while the headcount of everyone stands" in idle
    statistics = page.get(f"/en/meetings/{slug}/statistics")
    assert "does not count while the headcount of everyone stands" in statistics.text
    assert statistics.all("tbody th")[-2:] == ["Entered on May 4, 2026"] * 2


def test_nothing_is_chosen_beforehand(page, slug) -> None:
    form = page.get(f"/en/manage/meetings/{slug}/headcounts")
    assert not {"covers", "qualifier"} & set(form.values())
    answer = form.submit(total="80", source="Signed list")
    assert answer.status == 422
    said = " ".join(answer.all(".error-summary li"))
    assert "Say whom the headcount covers." in said
    assert "Say how exact the total is." in said


def test_a_double_submit_is_one_report(app, page, slug) -> None:
    form = page.get(f"/en/manage/meetings/{slug}/headcounts")
    for _ in range(2):
        form.submit(total="80", source="Signed list", **SAID)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Headcount)) == 1


@ON_SQLITE
@pytest.mark.parametrize(
    "wrong",
    [
        {"total": ""},
        {"total": "many"},
        {"total": "-1"},
        {"source": ""},
        {"source": "x" * 201},
        {"covers": "nobody"},
        {"sex-female": "60", "sex-male": "21"},
        {"kind-justice": "81"},
        {"both-justice-female": "81"},
        {"both-justice-female": "x"},
    ],
)
def test_a_refused_headcount_keeps_what_was_typed(app, page, slug, wrong) -> None:
    form = page.get(f"/es/manage/meetings/{slug}/headcounts")
    fields = {"total": "80", "source": "Lista", "sex-another": "2"} | SAID | wrong
    answer = form.submit(**fields)
    assert answer.status == 422
    assert answer.all(".error-summary li")
    assert answer.values()["sex-another"] == "2"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Headcount)) == 0


@ON_SQLITE
@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_the_pages_speak_the_readers_language(page, slug, lang) -> None:
    shown = page.get(f"/{lang}/manage/meetings/{slug}/attendance")
    shown.submit("tbody form")
    form = page.get(f"/{lang}/manage/meetings/{slug}/headcounts")
    done = form.submit(total="80", source="Lista", covers="everyone", qualifier="more_than")
    done.submit(".card form")


@ON_SQLITE
def test_the_pages_are_accessible(app, stored, live_server, window, axe) -> None:
    from tests.factories.accounts import PASSWORD

    with stored():
        slug = make_meeting().slug
        make_user()
    desk = window(width=1280)
    desk.goto(f"{live_server.url}/en/manage/meetings/{slug}/headcounts")
    desk.fill("#email", "ana@cim.example")
    desk.fill("#password", PASSWORD)
    desk.keyboard.press("Enter")
    desk.locator("details").last.click()
    axe(desk)
    desk.goto(f"{live_server.url}/en/manage/meetings/{slug}/attendance")
    axe(desk)
    desk.goto(f"{live_server.url}/en/manage/meetings/{slug}/organizations")
    axe(desk)
    desk.goto(f"{live_server.url}/en/organizations/{slug}/apply")
    axe(desk)
