"""Corrections: until when, what waits for an officer, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import actor
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import Correction, Participation
from meetings.registration.operations import Plan
from meetings.registration.rules import corrections
from tests.factories.accounts import make_user
from tests.factories.registration import AT, make_entry, make_open_meeting, make_participation
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
CURRENT = {
    "given_names": "Ana",
    "surnames": "Ruiz",
    "badge_name": "Ana Ruiz",
    "email": "ana@example.org",
    "sex": "female",
    "post": "",
    "personnel_kind_code": "justice",
    "mode": "in_person",
}


@pytest.mark.parametrize(
    ("reviewed", "waiting"),
    [
        ([], {}),
        (["names"], {"surnames": "Díaz"}),
        (["names", "sex"], {"surnames": "Díaz", "sex": "another"}),
        (["email", "mode"], {}),
    ],
)
def test_what_is_reviewed_waits_and_the_rest_is_written(
    reviewed: list[str], waiting: dict[str, str]
) -> None:
    typed: Any = CURRENT | {"surnames": "Díaz", "sex": "another", "post": "Jueza"}
    written, waits = corrections.part(make_entry(**typed), CURRENT, reviewed=reviewed)
    assert waits == waiting
    assert written.post == "Jueza"
    assert {fact: getattr(written, fact) for fact in waits} == {f: CURRENT[f] for f in waits}


@pytest.fixture
def own(stored: Stored, client: Client) -> dict[str, str]:
    """Somebody registered at a meeting that reviews names and sex, and its officer signed in."""
    with stored():
        meeting = make_open_meeting()
        plan = Plan(reviewed_fields=("names", "sex"))
        operations.set_plan(meeting, plan, by=actor.CLI, at=AT)
        made = make_participation(meeting, language="fr")
        client.sign_in(make_user().get_id())
        return {
            "url": f"/en/my/{queries.link_token(made)}",
            "id": made.public_id,
            "slug": meeting.slug,
        }


def ask(page: Site, own: dict[str, str], **fields: Any) -> Page:
    return page.get(own["url"] + "/correct").submit(**fields)


def now_stands(app: Flask, own: dict[str, str]) -> Participation:
    with app.app_context():
        found = queries.by_public_id(own["id"])
        assert found is not None
        return found


def last_mail(app: Flask) -> Message:
    with app.app_context():
        return db.session.scalars(select(Message).order_by(Message.id.desc())).first()  # type: ignore[return-value]  # there is one


@pytest.mark.usefixtures("frozen")
def test_a_reviewed_name_waits_is_shown_and_comes_in_force(
    app: Flask, page: Site, own: dict[str, str]
) -> None:
    mine = ask(page, own, surnames="Güell", post="Jueza")
    assert "waits for the secretariat" in mine.text
    assert mine.all("#declared s + strong") == ["Güell"]
    stands = now_stands(app, own)
    assert (stands.person.surnames, stands.post) == ("Ñáñez Güell", "Jueza")
    assert page.get(own["url"] + "/correct").values()["surnames"] == "Güell"

    assert "1 correction" in page.get("/en/today").text
    listed = page.get(
        page.get(f"/en/manage/meetings/{own['slug']}/registrations").link(
            "1 correction waits for you"
        )
    )
    hers = page.get(listed.link("Decide: María José Ñáñez Güell"))
    assert "Ñáñez Güell" in hers.one("#correction td[data-label=Declared]")
    refused = hers.submit("#correction form", note="", refuse="1", accept=[])
    assert refused.status == 422
    done = hers.submit("#correction form", note="Merci.", accept="1")
    assert "The correction is in force." in done.text
    stands = now_stands(app, own)
    assert (stands.person.surnames, stands.badge_name) == ("Güell", "María José Güell")
    assert stands.sex_source == "self"
    mail = last_mail(app)
    assert (mail.kind, mail.language) == ("registration.correction", "fr")
    assert "Ñáñez Güell → Güell" in mail.text
    assert "Merci." in mail.html
    assert "correction" not in page.get("/en/today").text
    assert "no longer waits" in hers.submit("#correction form", accept="1").text


@pytest.mark.usefixtures("frozen")
def test_refused_with_a_reason_and_nothing_is_written(
    app: Flask, page: Site, own: dict[str, str]
) -> None:
    ask(page, own, sex="male")
    hers = page.get(f"/en/manage/registrations/{own['id']}")
    done = hers.submit("#correction form", note="Par téléphone, non.", refuse="1")
    assert "Not accepted" in done.text
    assert now_stands(app, own).sex == "female"
    assert "Par téléphone, non." in last_mail(app).text


@pytest.mark.usefixtures("frozen")
def test_she_takes_it_back_and_writes_it_back(app: Flask, page: Site, own: dict[str, str]) -> None:
    mine = ask(page, own, sex="male")
    mine = mine.submit("#declared form")
    assert "taken back" in mine.text
    assert "#declared s" not in mine.text
    ask(page, own, sex="male")
    ask(page, own, sex="female")
    with app.app_context():
        rows = db.session.scalars(select(Correction)).all()
        assert [(row.is_accepted, row.judged_at is not None) for row in rows] == [(None, True)]


def test_until_when_is_said_in_the_venues_time_and_kept(
    app: Flask, page: Site, own: dict[str, str], stored: Stored, frozen: Any
) -> None:
    assert "until Jun 4, 2026" in page.get(own["url"]).text
    with stored():
        found = queries.by_public_id(own["id"])
        assert found is not None
        until = datetime(2026, 5, 4, 16, 0, tzinfo=UTC)
        operations.set_plan(found.meeting, Plan(correct_until=until), by=actor.CLI, at=AT)
    assert "May 4, 2026, 11:00 AM in Lima" in page.get(own["url"]).text
    form = page.get(own["url"] + "/correct")
    frozen.shift(3600)
    assert "has passed" in form.submit(post="Jueza").text
    assert now_stands(app, own).post == ""
    assert "Please write to the secretariat" in page.get(own["url"]).text


PLAN = "form[action$=registration-plan]"


def freed(*codes: str) -> dict[str, Any]:
    """The switch of the corrections that wait, ticked at these."""
    return {"plan-reviewed_fields": list(codes)}


@pytest.fixture
def agreed(stored: Stored, client: Client) -> dict[str, str]:
    """Somebody whom an officer confirmed, by a way in that asks for that; nothing was decided about
    corrections. The officer is signed in."""
    with stored():
        meeting = make_open_meeting(capacities=("nca",))
        made = make_participation(
            meeting, capacity_code="nca", represents="state", state_code="PE", language="es"
        )
        operations.confirm(made, by=actor.CLI, at=AT)
        client.sign_in(make_user().get_id())
        return {
            "url": f"/en/my/{queries.link_token(made)}",
            "id": made.public_id,
            "slug": meeting.slug,
        }


@pytest.mark.usefixtures("frozen")
def test_who_was_agreed_to_stays_who_she_is_until_an_officer_agrees_again(
    app: Flask, page: Site, agreed: dict[str, str]
) -> None:
    form = page.get(agreed["url"] + "/correct")
    assert "Given names, Surnames, Name on the badge, Post or function" in form.text
    mine = form.submit(surnames="Güell", post="Ministra", access_needs="Ramp")
    assert "Part of your correction waits" in mine.text
    assert "on your letter, pass and badge too" in mine.text
    stands = now_stands(app, agreed)
    assert (stands.person.surnames, stands.post) == ("Ñáñez Güell", "")
    today = page.get("/en/today")
    assert "1 correction" in today.text
    assert "Güell" in page.get(today.link("Forum on justice")).text


@pytest.mark.usefixtures("frozen")
def test_an_officer_may_let_corrections_of_who_was_agreed_to_be_in_force_at_once(
    app: Flask, page: Site, agreed: dict[str, str]
) -> None:
    ways = page.get(f"/en/manage/meetings/{agreed['slug']}/ways")
    both = ways.submit(PLAN, **freed("nothing", "sex"))
    assert "Choose either what waits" in both.text
    ways.submit(PLAN, **freed("nothing"))
    ask(page, agreed, surnames="Güell", post="Ministra")
    stands = now_stands(app, agreed)
    assert (stands.person.surnames, stands.post) == ("Güell", "Ministra")
    ask(page, agreed, given_names="Carla")
    assert now_stands(app, agreed).person.given_names == "María José"


@pytest.mark.usefixtures("frozen")
def test_another_human_being_waits_in_every_way_in_with_all_that_is_hers(
    app: Flask, page: Site, stored: Stored
) -> None:
    with stored():
        made = make_participation(make_open_meeting())
        own = {"url": f"/en/my/{queries.link_token(made)}", "id": made.public_id}
    carlos = {"given_names": "Carlos", "surnames": "Pérez", "badge_name": "Carlos Pérez"}
    mine = ask(page, own, **carlos, email="carlos@example.org", post="Ministro", sex="male")
    assert "waits for the secretariat" in mine.text
    stands = now_stands(app, own)
    assert stands.person.full_name == stands.badge_name == "María José Ñáñez Güell"
    assert (stands.person.email, stands.post, stands.sex) == ("mj@example.org", "", "female")
    with app.app_context():
        assert not db.session.scalars(
            select(Message).where(Message.to_email == "carlos@example.org")
        ).all()


@pytest.mark.usefixtures("frozen")
def test_small_steps_make_nobody_else_of_her_either(app: Flask, page: Site, stored: Stored) -> None:
    with stored():
        made = make_participation(make_open_meeting())
        own = {"url": f"/en/my/{queries.link_token(made)}", "id": made.public_id}
    for given, sur in (("María José Carla", "Ñáñez Güell"), ("María José Carla", "Pérez")):
        ask(page, own, given_names=given, surnames=sur)
        stands = now_stands(app, own)
        assert (stands.person.given_names, stands.person.surnames) == (given, sur)
    ask(page, own, given_names="Carla")
    assert now_stands(app, own).person.given_names == "María José Carla"
    ask(page, own, given_names="María José Carla", badge_name="Carlos Gómez")
    assert now_stands(app, own).badge_name == "María José Carla Pérez"
