"""A person's own page, by the link in her mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import Participation, SeatLimit
from meetings.tokens import show_pass
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.pages import Page, Site
from tests.support.proof import prove

Stored = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def own(stored: Stored) -> dict[str, str]:
    return _stored_one(stored, access_needs="A ramp")


def _stored_one(stored: Stored, **values: Any) -> dict[str, str]:
    with stored():
        made = make_participation(make_open_meeting(seats=5), **values)
        return {
            "url": f"/en/my/{queries.link_token(made)}",
            "id": made.public_id,
            "pass": show_pass(made.pass_code),
        }


def again(app: Flask, own: dict[str, str]) -> Participation:
    with app.app_context():
        found = queries.by_public_id(own["id"])
        assert found is not None
        return found


def taken(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(SeatLimit.taken)).one()


def test_she_sees_where_she_stands_and_her_pass(page: Site, own: dict[str, str]) -> None:
    mine = page.get(own["url"])
    assert "María José Ñáñez Güell" in mine.text
    assert "Confirmed" in mine.text
    assert "In my own name" in mine.text
    assert mine.one(".pass-code") == own["pass"]
    [image] = mine.tree.cssselect(".pass img")
    assert image.get("src").startswith("data:image/png;base64,")
    assert ".ics" in mine.link("Add to calendar")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_takes_part_virtually_is_sent_to_no_door(page: Site, stored: Stored) -> None:
    mine = page.get(_stored_one(stored, mode="virtual")["url"])
    assert "You take part virtually" in mine.text
    assert "at the door" not in mine.text


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_waits_for_the_secretariat_has_no_pass_yet(page: Site, stored: Stored) -> None:
    waits = _stored_one(stored, capacity_code="nca", represents="state", state_code="HN")
    mine = page.get(waits["url"])
    assert mine.all(".pass-code") == []
    assert waits["pass"] not in mine.text


def test_nothing_of_it_is_kept_or_told(page: Site, own: dict[str, str]) -> None:
    headers = page.get(own["url"]).response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_in_every_language(page: Site, own: dict[str, str], lang: str) -> None:
    url = own["url"].replace("/en/", f"/{lang}/", 1)
    for path in ("", "/correct", "/withdraw"):
        page.get(url + path)


def test_forged_and_revoked_links_open_nothing(
    page: Site, own: dict[str, str], stored: Stored
) -> None:
    lost = page.get(own["url"] + "x", status=404)
    assert "replaced by a newer one, or a part of it is missing" in lost.text
    assert lost.tree.cssselect("main a[href='/en/my']")
    with stored():
        db.session.scalars(select(Participation)).one().link_generation = 1
    for path in ("", "/correct", "/withdraw"):
        page.get(own["url"] + path, status=404)


def test_pending_is_said_in_words(page: Site, stored: Stored) -> None:
    own = _stored_one(stored, capacity_code="nca", represents="state", state_code="HN")
    mine = page.get(own["url"])
    assert "has not decided yet" in mine.text
    assert "Honduras" in mine.text


def correcting(page: Site, own: dict[str, str]) -> Page:
    return page.get(own["url"] + "/correct")


def test_she_corrects_what_she_declared(app: Flask, page: Site, own: dict[str, str]) -> None:
    prove(page.client)
    form = correcting(page, own)
    assert form.values()["given_names"] == "María José"
    assert form.values()["access_needs"].strip() == "A ramp"
    mine = form.submit(
        given_names="María", sex="not_stated", post="Jueza", access_needs="", language="fr"
    )
    assert "Your registration is corrected." in mine.text
    assert "Jueza" in mine.text
    assert "A ramp" not in mine.text
    found = again(app, own)
    assert (found.person.given_names, found.sex, found.language) == ("María", "not_stated", "fr")
    assert found.capacity_code == "participant"


def test_a_refused_correction_keeps_what_was_typed_and_changes_nothing(
    app: Flask, page: Site, own: dict[str, str]
) -> None:
    refused = correcting(page, own).submit(email="nowhere", post="Jueza")
    assert refused.status == 422
    assert refused.values()["post"] == "Jueza"
    found = again(app, own)
    assert (found.person.email, found.post) == ("mj@example.org", "")


def test_a_new_address_gets_the_link(app: Flask, page: Site, own: dict[str, str]) -> None:
    correcting(page, own).submit(email="new@example.org")
    with app.app_context():
        addresses = db.session.scalars(select(Message.to_email).order_by(Message.id)).all()
        told = db.session.scalars(select(Message).order_by(Message.id)).all()[-1].text
    assert addresses == ["mj@example.org", "new@example.org", "mj@example.org"]
    assert "meetings@localhost" in told, "to whom she writes if it was not she"
    assert re.findall(r"/my/\S+", told) == re.findall(r"/my/address/\S+", told) != []
    assert "new@example.org" not in told


def test_once_her_address_is_another_one_the_earlier_link_opens_nothing(
    app: Flask, page: Site, own: dict[str, str]
) -> None:
    done = correcting(page, own).submit(email="new@example.org")
    assert "we have sent a new link there" in done.text
    page.get(own["url"], status=404)
    with app.app_context():
        sent = db.session.scalars(select(Message.text).order_by(Message.id)).all()[1]
    path = urlsplit(re.findall(r"https?://\S+/my/\S+", sent)[0]).path
    assert "new@example.org" in page.get(path).text


def test_withdrawing_asks_first_and_frees_the_seat(
    app: Flask, page: Site, own: dict[str, str]
) -> None:
    asked = page.get(page.get(own["url"]).link("Withdraw"))
    assert taken(app) == 1
    mine = asked.submit()
    assert "Your registration is withdrawn" in mine.text
    assert "Withdrawn" in mine.text
    assert own["pass"] not in mine.text
    assert taken(app) == 0
    asked.submit()
    assert taken(app) == 0
    with app.app_context():
        kinds = db.session.scalars(select(Message.kind).order_by(Message.id)).all()
    assert kinds == ["registration.accepted", "registration.withdrawn"]


def test_a_program_that_only_looks_withdraws_nobody(
    app: Flask, page: Site, own: dict[str, str]
) -> None:
    """Mail scanners ask for the head of each address before its reader does."""
    assert page.client.head(own["url"] + "/withdraw").status_code == 200
    assert again(app, own).status == "confirmed"


def test_who_waits_is_not_told_to_give_back_a_seat(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting(seats=1)
        operations.set_plan(meeting, operations.Plan(has_waiting_list=True), by=actor.CLI, at=AT)
        make_participation(meeting, email="first@example.org")
        made = make_participation(meeting)
        url = f"/en/my/{queries.link_token(made)}"
    asked = page.get(url + "/withdraw")
    assert "You will lose your place on the waiting list." in asked.text
    assert "pass" not in asked.one("main")


def test_what_has_ended_cannot_be_corrected(page: Site, own: dict[str, str]) -> None:
    form = correcting(page, own)
    page.get(own["url"] + "/withdraw").submit()
    assert "can no longer be changed" in form.submit(post="Jueza").text


def test_the_reason_of_a_decline_is_shown(page: Site, stored: Stored) -> None:
    own = _stored_one(stored, capacity_code="expert_titular")
    with stored():
        found = queries.by_public_id(own["id"])
        assert found is not None
        operations.decline(found, "The list is complete.", by=actor.CLI, at=AT)
    assert "The list is complete." in page.get(own["url"]).text


@pytest.mark.parametrize(
    ("status", "words"),
    [("cancelled", "This meeting is cancelled"), ("postponed", "This meeting is postponed")],
)
def test_what_happens_to_the_meeting_is_said(
    page: Site, own: dict[str, str], stored: Stored, status: str, words: str
) -> None:
    with stored():
        db.session.scalars(select(Meeting)).one().status = status
    assert words in page.get(own["url"]).text


def test_a_cancelled_meeting_shows_no_pass(page: Site, own: dict[str, str], stored: Stored) -> None:
    with stored():
        db.session.scalars(select(Meeting)).one().status = "cancelled"
    mine = page.get(own["url"])
    assert own["pass"] not in mine.text
    assert "Show your pass" not in mine.text


@pytest.mark.parametrize(("mode", "asks"), [("hybrid", True), ("in_person", False)])
def test_she_sees_how_she_takes_part_and_corrects_it_where_the_meeting_allows(
    page: Site, stored: Stored, mode: str, asks: bool
) -> None:
    with stored():
        made = make_participation(make_open_meeting(mode=mode), mode="in_person")
        token = queries.link_token(made)
    assert "In person" in page.get(f"/en/my/{token}").one("#declared")
    form = page.get(f"/en/my/{token}/correct")
    assert ("mode" in form.values()) == asks
    if asks:
        assert "Virtually" in form.submit(mode="virtual").one("#declared")
