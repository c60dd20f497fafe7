"""The door's page: who is it, may she enter, since when is she in, and taking it back."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from meetings.attendance.models import PresenceEvent
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.permissions import Role
from meetings.tokens import show_pass
from tests.factories.accounts import make_user
from tests.factories.accreditation import make_accreditation
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

RUNNING: dict[str, Any] = {"starts_on": date(2026, 5, 3), "ends_on": date(2026, 5, 5)}


@pytest.fixture
def dora(frozen, stored, client) -> SimpleNamespace:
    """A running meeting's slug, and its door user signed in at 11:00 of its second day.

    `be_at` moves the clock and signs her in again, as the evening before ended her session.
    """
    with stored():
        meeting = make_meeting("Workshop-forum", **RUNNING)
        door = make_user("d@cim.example", "Dora", role=Role.DOOR, meeting_id=meeting.id)
        identity, slug = door.get_id(), meeting.slug

    def be_at(moment: str) -> None:
        frozen.move_to(moment)
        client.sign_in(identity)

    client.sign_in(identity)
    return SimpleNamespace(slug=slug, be_at=be_at)


@pytest.fixture
def slug(dora) -> str:
    """The running meeting's slug; its door user is signed in."""
    return dora.slug


def add(stored, slug: str, *names: str, **facts) -> str:
    """Put somebody on the list; gives her pass."""
    with stored():
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == slug)).one()
        return make_listed(meeting, *names, **facts).pass_code


def count_events(app) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(PresenceEvent)) or 0


def search(page, slug: str, q: str, *, lang: str = "en"):
    """What the door answers to a pass or letters; neither ever stands in the address."""
    found = page.get(f"/{lang}/door/{slug}").submit("form.door-search", q=q)
    assert "?" not in found.url
    return found


def test_a_typed_pass_shows_who_it_is_and_records_her(app, stored, page, slug) -> None:
    code = add(stored, slug, "María", "Ñáñez", state="PY", capacity="nca", badge_name="Mari Ñáñez")
    found = search(page, slug, show_pass(code).lower())
    assert found.one(".door-person .door-name") == "Mari Ñáñez"
    card = found.one(".door-person")
    assert "María Ñáñez" in card
    assert "Paraguay" in card
    assert "Competent National Authority" in card
    assert found.tree.cssselect(".door-person button[autofocus]")
    done = found.submit(".door-person form")
    assert "Checked in at 11:00" in done.one(".door-answer--in")
    assert "1 present today, of 1 confirmed" in done.one(".door-count")
    with app.app_context():
        stored_event = db.session.scalars(select(PresenceEvent)).one()
        assert (stored_event.source, stored_event.actor_label) == ("scan", "Dora")


def test_a_second_time_says_since_when_in_the_meetings_zone(app, stored, page, dora) -> None:
    slug = dora.slug
    code = add(stored, slug)
    dora.be_at("2026-05-04 13:04")
    search(page, slug, code, lang="es").submit(".door-person form")
    dora.be_at("2026-05-04 16:30")
    found = search(page, slug, code, lang="es")
    assert "9:04" in found.one(".door-person--in .door-verdict")
    again = found.submit(".door-person form")
    assert "9:04" in again.one(".door-answer--already")
    assert count_events(app) == 2


def test_a_button_pressed_twice_records_once(app, stored, page, slug) -> None:
    code = add(stored, slug)
    found = search(page, slug, code)
    found.submit(".door-person form")
    assert found.submit(".door-person form").all(".door-answer--in")
    assert count_events(app) == 1


def test_undo_says_who_and_when(app, stored, page, slug) -> None:
    code = add(stored, slug)
    done = search(page, slug, code).submit(".door-person form")
    undone = done.submit("form[action$=undo]")
    assert "Undone at 11:00" in undone.one(".door-answer--undone")
    assert "by Dora" in undone.one(".door-answer--undone")
    assert "0 present today" in undone.one(".door-count")


def test_undoing_again_elsewhere_says_whose_presence_it_was(stored, page, slug) -> None:
    code = add(stored, slug, "María", "Ñáñez")
    done = search(page, slug, code).submit(".door-person form")
    done.submit("form[action$=undo]")
    forms = {**done.values("form[action$=undo]"), "event_id": _uuid()}
    again = page.send(f"/en/door/{slug}/undo", MultiDict(forms), status=422)
    assert "Already undone" in again.one(".door-answer--undone")
    assert "María Ñáñez" in again.one(".door-answer--undone")
    assert "May not enter" not in again.text
    for shown in ("", _uuid()):
        unknown = page.send(
            f"/en/door/{slug}/undo", MultiDict(forms | {"undoes": shown}), status=422
        )
        assert "Nothing to undo" in unknown.one(".door-answer--refused")


def test_a_stale_undo_leaves_the_newer_arrival(stored, page, slug) -> None:
    code = add(stored, slug)
    stale = search(page, slug, code).submit(".door-person form")
    stale.submit("form[action$=undo]")
    search(page, slug, code).submit(".door-person form")
    pressed = MultiDict(stale.values("form[action$=undo]") | {"event_id": _uuid()})
    answer = page.send(f"/en/door/{slug}/undo", pressed, status=422)
    assert "Already undone" in answer.one(".door-answer--undone")
    assert "1 present today" in answer.one(".door-count")


def test_a_search_leads_to_a_page_that_back_can_open_again(stored, page, slug) -> None:
    code = add(stored, slug, "María", "Ñáñez")
    answer = page.client.post(f"/en/door/{slug}", data={"q": code})
    assert (answer.status_code, answer.location) == (303, f"/en/door/{slug}/found")
    page.get(f"/en/door/{slug}/found").submit(".door-person form")
    assert page.get(f"/en/door/{slug}/found").all(".door-person--in .door-name") == ["María Ñáñez"]
    assert not page.get(f"/en/door/{slug}").all(".door-person")
    with stored():
        other = make_meeting("Elsewhere", **RUNNING).slug
        identity = make_user().get_id()
    page.client.sign_in(identity)
    assert not page.get(f"/en/door/{other}/found").all("#door-results *")


def test_the_door_is_left_and_signed_out_of(page, slug) -> None:
    shown = page.get(f"/en/door/{slug}")
    assert shown.link("Leave the door") == "/en/"
    assert f"/pt/door/{slug}" in [each.get("href") for each in shown.tree.cssselect("header a")]
    shown.submit("header form[action$=sign-out]")
    assert page.client.get(f"/en/door/{slug}").status_code == 302


@pytest.mark.parametrize("q", ["nan", "NAÑ", "mar", "lop", "parag", "Paraguai", "nanez maria"])
def test_three_letters_find_her_without_accents_or_case(stored, page, slug, q) -> None:
    add(stored, slug, "María", "Ñáñez López", state="PY")
    add(stored, slug, "Eva", "Quispe", state="BO")
    found = search(page, slug, q)
    assert found.all(".door-person .door-name") == ["María Ñáñez López"]


def test_an_organization_finds_its_representatives(stored, page, slug) -> None:
    with stored():
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == slug)).one()
        granted = make_accreditation(meeting, "Red de Mujeres", acronym="REMUH")
        make_listed(meeting, "Eva", "Quispe", organization=granted.organization)
    for q in ("remuh", "red de muj"):
        found = search(page, slug, q)
        assert "Red de Mujeres" in found.one(".door-person")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("pending", "Not confirmed yet"),
        ("declined", "Registration declined"),
        ("cancelled", "Registration withdrawn"),
        ("waitlisted", "On the waiting list"),
    ],
)
def test_who_may_not_enter_is_refused_with_the_reason(stored, page, slug, status, said) -> None:
    app = page.client.application
    code = add(stored, slug, status=status)
    found = search(page, slug, code)
    assert said in found.one(".door-person--refused")
    assert not found.tree.cssselect(".door-person button")
    answer = page.client.post(
        f"/en/door/{slug}/check-in",
        data={"registration": _public_id(app, code), "event_id": _uuid()},
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert count_events(app) == 0


def test_wrong_passes_each_have_their_own_sentence(app, stored, page, slug) -> None:
    with stored():
        elsewhere = make_listed(make_meeting("Elsewhere"), "Otra", "Persona").pass_code
    add(stored, slug)
    said = {
        q: search(page, slug, q).one("#door-results")
        for q in (elsewhere, "Z" * 20, "6QWB-X9P7", "zzz", "zz", "\x00%_")
    }
    assert "of another meeting" in said[elsewhere]
    assert "Otra" not in said[elsewhere]
    assert "Nobody has this pass" in said["Z" * 20]
    assert "Not a whole pass" in said["6QWB-X9P7"]
    assert len(set(said.values())) == 5
    assert count_events(app) == 0


def test_another_meetings_person_is_not_recorded_here(app, stored, page, slug) -> None:
    with stored():
        other = make_listed(make_meeting("Elsewhere")).public_id
    data = {"registration": other, "event_id": _uuid()}
    answer = page.client.post(f"/en/door/{slug}/check-in", data=data)
    assert (answer.status_code, "of another meeting" in answer.text) == (422, True)
    for broken in ({}, {"registration": "x", "event_id": "y"}):
        assert page.client.post(f"/en/door/{slug}/check-in", data=broken).status_code == 422
        assert page.client.post(f"/en/door/{slug}/undo", data=broken).status_code == 422
    assert count_events(app) == 0


def test_a_door_user_opens_only_her_door(stored, page, slug) -> None:
    with stored():
        other = make_meeting("Elsewhere", **RUNNING).slug
    assert page.get("/en/door").all(".door-name") == ["Workshop-forum"]
    page.get(f"/en/door/{other}", status=404)
    assert page.client.post(f"/en/door/{other}/results", data={"q": "mar"}).status_code == 404
    assert page.client.post(f"/en/door/{other}/check-in").status_code == 404
    page.get(f"/en/manage/meetings/{slug}/attendance", status=403)


def test_officers_see_the_doors_of_today_first(stored, page, slug) -> None:
    with stored():
        make_meeting("Past", starts_on=date(2026, 4, 20), ends_on=date(2026, 4, 21))
        make_meeting("Soon", starts_on=date(2026, 5, 20), ends_on=date(2026, 5, 21))
        identity = make_user().get_id()
    page.client.sign_in(identity)
    assert page.get("/en/door").all(".door-name") == ["Workshop-forum", "Soon", "Past"]


@pytest.mark.parametrize(
    ("moment", "said"),
    [("2026-05-02 12:00", "has not begun"), ("2026-05-06 12:00", "is over")],
)
def test_outside_of_its_days_the_door_is_closed(stored, page, dora, moment, said) -> None:
    slug = dora.slug
    code = add(stored, slug)
    dora.be_at(moment)
    found = search(page, slug, code)
    assert said in found.one(".door-answer--refused")
    assert not found.tree.cssselect(".door-person button")


@ON_SQLITE
@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_the_door_speaks_the_readers_language(stored, page, slug, lang) -> None:
    codes = [add(stored, slug, status=status) for status in ("confirmed", "pending", "cancelled")]
    page.get(f"/{lang}/door")
    search(page, slug, "zzz", lang=lang)
    for code in codes:
        search(page, slug, code, lang=lang)
    done = search(page, slug, codes[0], lang=lang).submit(".door-person form")
    done.submit("form[action$=undo]")


def test_search_as_one_types_and_enter_without_a_mouse(
    app, stored, live_server, window, axe
) -> None:
    from meetings.clock import now
    from tests.factories.accounts import PASSWORD

    with stored():
        meeting = make_meeting(starts_on=now().date(), ends_on=now().date(), time_zone="UTC")
        make_user("d@cim.example", role=Role.DOOR, meeting_id=meeting.id)
        make_listed(meeting, "María", "Ñáñez")
        make_listed(meeting, "Mariela", "Paz", status="pending")
        slug, code = meeting.slug, make_listed(meeting, "Rut", "Sosa").pass_code
    phone = window(width=360, height=740, language="es")
    phone.goto(f"{live_server.url}/es/door/{slug}")
    phone.fill("#email", "d@cim.example")
    phone.fill("#password", PASSWORD)
    phone.keyboard.press("Enter")
    phone.locator("#q").press_sequentially("mar")
    phone.locator(".door-person--refused").wait_for()
    assert phone.locator(".door-person").count() == 2
    axe(phone)
    phone.fill("#q", code)
    phone.locator("#q").press("Enter")
    phone.locator(".door-person button:focus").wait_for()
    phone.keyboard.press("Enter")
    phone.locator(".door-answer--in").wait_for()
    phone.locator("#q:focus").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    axe(phone)


def _public_id(app, code: str) -> str:
    from meetings.registration.models import Participation

    with app.app_context():
        wanted = select(Participation.public_id).where(Participation.pass_code == code)
        return db.session.scalars(wanted).one()


def _uuid() -> str:
    import uuid

    return str(uuid.uuid4())
