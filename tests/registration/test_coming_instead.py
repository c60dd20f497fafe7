"""A correction that names another human being: the officer says who is meant, and somebody else
takes over the place and nothing of what was the first one's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import actor, clock
from meetings.db import db
from meetings.errors import Refused
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import (
    AccessNeed,
    Consent,
    Correction,
    Participation,
    Promotion,
    Status,
)
from meetings.registration.operations import Plan
from tests.factories.accounts import make_user
from tests.factories.registration import AT, make_entry, make_open_meeting, make_participation
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
PEDRO: dict[str, Any] = {
    "given_names": "Pedro",
    "surnames": "Gómez",
    "badge_name": "",
    "email": "pedro@example.org",
    "sex": "male",
}
SAME, ANOTHER = "The same person, by another name", "Somebody else comes instead"


def asks(found: Participation, **fields: Any) -> Correction:
    """What she asks for by her own page."""
    by = actor.Actor(actor.ActorKind.LINK, found.public_id, "own link")
    entry = make_entry(**({"mode": found.mode} | PEDRO | fields))
    waits = operations.correct(found, entry, by=by, at=clock.now()).waits
    assert waits is not None
    return waits


@pytest.fixture
def rita(stored: Stored, client: Client, frozen: Any) -> str:
    """Somebody with access needs and a consent who asks to become somebody else; the officer's page
    of her."""
    with stored():
        found = make_participation(
            make_open_meeting(seats=1), access_needs="A ramp", consents=("images",)
        )
        asks(found, access_needs="A ramp")
        client.sign_in(make_user().get_id())
        return f"/en/manage/registrations/{found.public_id}"


def test_who_comes_is_asked_her_sex_and_the_address_is_warned_of_only_where_one_is_asked_for(
    app: Flask, page: Site, stored: Stored, rita: str
) -> None:
    assert "whoever reads the mail address asked for" in page.get(rita).text
    with stored():
        row = db.session.scalars(select(Correction)).one()
        row.asked = {name: row.asked[name] for name in ("given_names", "surnames")}
    asked = decide(page, rita, who="another")
    assert asked.status == 422
    assert "Say the sex of who comes" in asked.text
    assert "whoever reads the mail address asked for" not in asked.text
    asked.submit("#correction form", accept="1", who="another", sex="another")
    assert [(e.sex, e.sex_source) for e in standing(app)][1] == ("another", "staff")


def standing(app: Flask) -> list[Participation]:
    with app.app_context():
        return list(db.session.scalars(select(Participation).order_by(Participation.id)))


def slug_of(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(Participation)).one().meeting.slug


def decide(page: Site, rita: str, **fields: Any) -> Page:
    return page.get(rita).submit("#correction form", accept="1", **fields)


def test_the_officer_is_told_and_asked_who_is_meant(app: Flask, page: Site, rita: str) -> None:
    hers = page.get(rita)
    assert "The name asked for is another human being’s" in hers.text
    waiting = page.get(f"/en/manage/meetings/{slug_of(app)}/corrections")
    assert "Another human being’s name" in waiting.text
    assert not hers.tree.cssselect("#correction input[type=radio][checked]")
    refused = decide(page, rita)
    assert refused.status == 422
    assert "Say whether the same person is meant" in refused.text
    [found] = standing(app)
    assert found.status == Status.CONFIRMED


def test_the_same_person_keeps_all(app: Flask, page: Site, rita: str) -> None:
    decide(page, rita, who="same")
    with app.app_context():
        [found] = db.session.scalars(select(Participation))
        assert found.person.full_name == "Pedro Gómez"
        assert queries.access_needs(found.id) == "A ramp"


def test_somebody_else_takes_the_seat_and_nothing_more(app: Flask, page: Site, rita: str) -> None:
    now = decide(page, rita, who="another", note="Buen viaje.")
    assert now.heading == "Pedro Gómez"
    assert "A ramp" not in now.text
    assert "Ñáñez" not in now.text
    first = page.get(rita)
    assert first.heading == "María José Ñáñez Güell"
    assert "Somebody else comes instead" in first.text
    with app.app_context():
        her, his = db.session.scalars(select(Participation).order_by(Participation.id))
        assert (her.status, his.status) == (Status.REPLACED, Status.CONFIRMED)
        assert her.replaced_by_id == his.id
        assert her.person.email == "mj@example.org"
        assert (her.sex, his.sex, his.sex_source) == ("female", "male", "staff")
        assert his.capacity_code == her.capacity_code
        assert her.pass_code != his.pass_code
        assert db.session.get(AccessNeed, his.id) is None
        kept = select(Consent.participation_id)
        assert set(db.session.scalars(kept)) == {her.id}
        his_page = f"/en/my/{queries.link_token(his)}"
        mails = db.session.scalars(select(Message).order_by(Message.id)).all()
    to_him = [each for each in mails if each.to_email == "pedro@example.org"]
    assert [each.kind for each in to_him] == ["registration.accepted"]
    assert "Ñáñez" not in to_him[0].text
    [told] = [each for each in mails if each.kind == "registration.replaced"]
    assert told.to_email == "mj@example.org"
    assert "otra persona" in told.text
    assert "Buen viaje." in told.text
    assert "Pedro" in page.get(his_page).text
    assert "A ramp" not in page.get(f"{his_page}/data").text


def test_whom_a_state_named_its_own_desk_substitutes(
    app: Flask, page: Site, stored: Stored, rita: str
) -> None:
    with stored():
        [found] = db.session.scalars(select(Participation))
        found.protocol_order = 1
    assert "substitutes at its own desk" in page.get(rita).text
    refused = decide(page, rita, who="another")
    assert refused.status == 422
    assert "substituted by the desk of that State’s delegation" in refused.text
    [found] = standing(app)
    assert found.status == Status.CONFIRMED


@pytest.mark.parametrize("promotion", [*Promotion])
@pytest.mark.usefixtures("session", "frozen")
def test_the_place_is_taken_over_before_all_who_wait(promotion: str) -> None:
    meeting = make_open_meeting(seats=1)
    plan = Plan(has_waiting_list=True, promotion=promotion)
    operations.set_plan(meeting, plan, by=actor.CLI, at=AT)
    first, second, third = (
        make_participation(meeting, given_names=each, email=f"{each}@example.org")
        for each in ("Ana", "Eva", "Luz")
    )
    assert [first.status, second.status] == [Status.CONFIRMED, Status.WAITLISTED]
    by = actor.Actor(actor.ActorKind.USER, "1", "Ola")
    for each, since, email in (
        (first, None, "p@b.example"),
        (second, second.waiting_since, "q@b.example"),
    ):
        waits = asks(each, email=email)
        status = each.status
        his = operations.accept_correction(waits, each, who="another", by=by, at=clock.now())
        assert (each.status, his.status) == (Status.REPLACED, status)
        assert his.waiting_since == since
    assert third.status == Status.WAITLISTED


@pytest.mark.usefixtures("session", "frozen")
def test_who_takes_part_already_takes_no_second_place() -> None:
    meeting = make_open_meeting()
    make_participation(meeting, **PEDRO)
    rita = make_participation(meeting)
    waits = asks(rita)
    by = actor.Actor(actor.ActorKind.USER, "1", "Ola")
    with pytest.raises(Refused, match="takes part in this meeting already"):
        operations.accept_correction(waits, rita, who="another", by=by, at=clock.now())
