"""The officer's editor of an agenda, the public programme, and the ways to join."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask import Flask

from meetings.actor import CLI
from meetings.calendar import queries as calendar
from meetings.calendar.operations import agenda as items
from meetings.calendar.operations import joining
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.items import ItemFacts
from meetings.calendar.rules.sessions import SpeakerFacts
from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.calendar import MADE_AT, make_meeting
from tests.factories.sessions import make_session
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
BY: dict[str, Any] = {"by": CLI, "at": MADE_AT}
CHAIR = SpeakerFacts(name="Ana Núñez", function_code="chair", post="Delegate", sex="female")

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def slug(stored: Stored, client: Client) -> str:
    with stored():
        meeting = make_meeting()
        make_session(meeting, "Opening", "09:00-10:00", room="Main hall", speakers=(CHAIR,))
        make_session(meeting, "Panel", "10:30-12:00", room="Main hall", languages=("en", "fr"))
        slug, identity = meeting.slug, make_user().get_id()
    client.sign_in(identity)
    return slug


def programme(app: Flask, slug: str) -> list[str]:
    with app.app_context():
        meeting = calendar.resolve(slug)
        assert meeting is not None
        return [
            f"{each.starts_on:%d} {each.starts_time:%H:%M} {each.title.get('en')}"
            for each in queries.sessions(meeting.id)
        ]


def editor(page: Site, slug: str) -> Any:
    return page.get(f"/en/manage/meetings/{slug}/agenda")


def test_a_day_offers_the_next_hours_and_takes_a_session(page: Site, app: Flask, slug: str) -> None:
    shown = editor(page, slug)
    form = "form[action$='add?n=1']"
    assert shown.values(form)["one1-starts_time"] == "12:00"
    done = shown.submit(form, **{"one1-title": "Lunch", "one1-kind": "break"})
    assert "The session is added" in done.text
    assert programme(app, slug)[-1] == "20 12:00 Lunch"
    empty = "form[action$='add?n=2']"
    assert shown.values(empty)["one2-starts_time"] == "09:00"
    wrong = shown.submit(empty, **{"one2-title": "Backwards", "one2-ends_time": "08:00"})
    assert (wrong.status, "The end lies before the start" in wrong.text) == (422, True)
    assert "then write “Last day” and the end on its own page" in wrong.text
    assert wrong.values(empty)["one2-title"] == "Backwards"


def test_several_sessions_are_pasted_all_or_none(page: Site, app: Flask, slug: str) -> None:
    form = "form[action$='add-several?n=2']"
    lines = "09:00-10:00 Report\n10:00-09:00 Wrong"
    wrong = editor(page, slug).submit(form, **{"several2-lines": lines})
    assert "Line 2 ends before it begins" in wrong.text
    assert wrong.values(form)["several2-lines"].split() == lines.split()
    assert len(programme(app, slug)) == 2
    done = wrong.submit(form, **{"several2-lines": "09:00-10:00 Report\n10:00-11:30 Debate"})
    assert "2 sessions are added" in done.text
    assert programme(app, slug)[2:] == ["21 09:00 Report", "21 10:00 Debate"]


@pytest.mark.parametrize(
    ("do", "fields", "after"),
    [
        ("later", {}, ["20 09:00 Panel", "20 11:00 Opening"]),
        ("earlier", {}, ["20 09:00 Opening", "20 10:30 Panel"]),
        ("day", {"day": "2026-05-21"}, ["20 10:30 Panel", "21 09:00 Opening"]),
        ("day", {"day": "2026-06-21"}, ["20 09:00 Opening", "20 10:30 Panel"]),
        ("day", {"day": "soon"}, ["20 09:00 Opening", "20 10:30 Panel"]),
        ("copy", {}, ["20 09:00 Opening", "20 10:30 Panel", "20 12:00 Opening"]),
        ("remove", {}, ["20 10:30 Panel"]),
    ],
)
def test_the_buttons_of_a_row(
    page: Site, slug: str, do: str, fields: dict[str, str], after: list[str]
) -> None:
    action = editor(page, slug).form(".session-row form").get("action")
    assert page.client.post(action, data={"do": do, **fields}).status_code == 303
    editor(page, slug)
    assert programme(page.client.application, slug) == after


def test_a_session_is_edited_with_its_people(page: Site, app: Flask, slug: str) -> None:
    form = page.get(editor(page, slug).link("Opening"))
    assert form.values()["speakers-0-name"] == "Ana Núñez"
    rosa: dict[str, Any] = {"speakers-1-name": "Rosa Díaz"}
    wrong = form.submit(title_en="", **rosa)
    assert "A session needs a title" in wrong.text
    assert wrong.values()["speakers-1-name"] == "Rosa Díaz"
    too_long: dict[str, Any] = {"speakers-1-name": "n" * 300}
    long = form.submit(**too_long)
    assert "at most 160 characters" in long.one(".error-summary a[href='#speakers-1-name']")
    done = wrong.submit(title_en="Inauguration", room="MAIN HALL", ends_time="11:00")
    assert "The session is saved" in done.text
    assert "The room MAIN HALL is also taken by “Panel”" in done.text
    assert "Female 1 · Not stated 1" in done.text
    assert programme(app, slug)[0] == "20 09:00 Inauguration"


def test_points_of_the_agenda_are_written_and_moved(page: Site, slug: str) -> None:
    form = "form[action$='points/add']"
    first = editor(page, slug).submit(form, title="Quorum")
    assert first.values(form)["number"] == "2"
    second = first.submit(form, title="Report of the Chair")
    assert "needs a title" in second.submit(form, title=" ").text
    point = page.get(second.link("Quorum"))
    sessions = point.form().fields["session"]
    assert sessions == ""
    moved = second.submit("#points li:nth-child(2) form", do="up")
    assert moved.all("#points .session-what strong") == ["Report of the Chair", "Quorum"]
    assert moved.all("#points .session-when") == ["1", "2"]
    edited = point.submit(number="7", title_es="Cuórum")
    assert "The point of the agenda is saved" in edited.text
    gone = edited.submit("#points li:first-child form:last-child", do="remove")
    assert gone.all("#points .session-when") == ["7"]


def test_the_programme_is_public_and_tells_no_sex(
    page: Site, client: Client, stored: Stored, slug: str
) -> None:
    with stored():
        meeting = calendar.resolve(slug)
        assert meeting is not None
        opening = queries.sessions(meeting.id)[0]
        facts = ItemFacts(title={"en": "Quorum"}, number="1", session=opening.public_id)
        items.add_item(meeting, facts, **BY)
        make_session(meeting, "Parallel", "10:30-12:00", room="Annex")
    client.delete_cookie("session")
    shown = page.get(f"/en/meetings/{slug}/agenda")
    assert "Hours in Eastern Time." in shown.text
    assert "Chair: Ana Núñez, Delegate" in shown.text
    assert "Interpretation: English, French" in shown.text
    assert "1 Quorum" in shown.text
    assert "female" not in shown.response.text.lower()
    assert shown.all(".table thead th") == ["Hour", "Main hall", "Annex"]
    assert "Horas de hora del Este" not in page.get(f"/es/meetings/{slug}/agenda").text
    page.get(f"/en/manage/meetings/{slug}/agenda", status=302)


def test_a_draft_and_an_unknown_meeting_have_no_programme(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        draft = make_meeting("Quiet", published=False).slug
        june: dict[str, Any] = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 30)}
        renamed = make_meeting("Loud", precision="month", **june)
        make_session(renamed, "Opening", day=date(2026, 6, 2))
        slug, identity = renamed.slug, make_user().get_id()
    for path in (f"/en/meetings/{draft}/agenda", "/en/meetings/nothing/agenda"):
        page.get(path, status=404)
    shown = page.get(f"/en/meetings/{slug}/agenda")
    assert shown.all(".programme h2") == ["Day 2"]
    assert "2026" not in shown.one(".programme")
    client.sign_in(identity)
    assert "There is no programme yet" in page.get(f"/en/meetings/{draft}/agenda").text
    long = editor(page, slug)
    assert long.values("form[action$='add?n=0']")["one0-day"] == "2026-06-01"


def test_a_postponed_meeting_counts_its_days(page: Site, stored: Stored, slug: str) -> None:
    with stored():
        late = make_meeting("Put off", status="postponed")
        make_session(late, "Opening", "09:00-10:00")
        address = f"/en/meetings/{late.slug}/agenda"
    shown = page.get(address)
    assert shown.all(".programme h2") == ["Day 1"]
    assert "May" not in shown.one(".programme")
    assert "the dates are not known yet" in shown.text
    found = page.get(address.replace("/meetings", "/manage/meetings"))
    assert found.all("#agenda h2")[:2] == ["Day 1", "Day 2"]
    assert "Wednesday" not in found.one("#agenda")


@pytest.mark.parametrize(("role", "status"), [(Role.COORDINATOR, 403), (Role.DOOR, 403)])
def test_only_officers_edit(
    client: Client, stored: Stored, slug: str, role: Role, status: int
) -> None:
    with stored():
        identity = make_user("other@example.org", role=role).get_id()
    client.sign_in(identity)
    for path in ("agenda", "join", "agenda/sessions/x", "agenda/points/x"):
        assert client.get(f"/en/manage/meetings/{slug}/{path}").status_code == status
    for path in (
        "agenda/add",
        "agenda/add-several",
        "agenda/points/add",
        "join/remove",
        "join/show",
    ):
        assert client.post(f"/en/manage/meetings/{slug}/{path}").status_code == status


def test_ways_to_join_show_their_host_only(page: Site, stored: Stored, slug: str) -> None:
    path = f"/en/manage/meetings/{slug}/join"
    wrong = page.get(path).submit("#main section form", url="http://meet.example/secret-1")
    assert "Write an address that begins with https://" in wrong.text
    assert wrong.values("#main section form")["url"] == "http://meet.example/secret-1"
    done = wrong.submit("#main section form", url="https://meet.example/secret-1")
    assert done.all("tbody td:nth-child(3)") == ["meet.example"]
    assert "secret-1" not in done.response.text
    assert "Wednesday, May 20, 2026 · 9:00 AM · Opening" in done.all("select option")
    checked = done.submit("tbody form", status=200)
    assert checked.link("https://meet.example/secret-1")
    assert checked.response.headers["Cache-Control"] == "no-store"
    with stored():
        meeting = calendar.resolve(slug)
        assert meeting is not None
        joining.set_join_link(meeting, "https://b.example/", audience="experts", **BY)
    both = page.get(path)
    assert both.all("tbody td:nth-child(2)") == ["Delegations and participants", "Experts"]
    gone = both.submit("tbody form[action$='join/remove']")
    assert gone.all("tbody td:nth-child(3)") == ["b.example"]
