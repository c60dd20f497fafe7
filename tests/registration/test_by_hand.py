"""Seats that are free while others wait for an officer's hand: what newcomers and officers read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.accreditation.queries import link_token
from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.clock import now
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import Participation, Promotion, Status, Way
from meetings.registration.queries.fullness import chance_of
from meetings.registration.queries.line import passed_over, places_in_line
from meetings.registration.rules.seating import Scope
from tests.factories.accounts import make_user
from tests.factories.registration import (
    AT,
    make_accreditation,
    make_entry,
    make_open_meeting,
    make_participation,
)
from tests.support.pages import Page, Site

Stored = Callable[[], AbstractContextManager[None]]
TOLD = "Seats are free, but others wait for them before you: you would be placed on the waiting"
DONE = "Seats are free, and others wait for them before you: you are on the waiting list"
FIA: dict[str, Any] = {
    "given_names": "Fia",
    "surnames": "Soto",
    "email": "fia@example.org",
    "sex": "female",
    "language": "en",
    "consent": "y",
}


def by_hand(seats: int | None = 6) -> tuple[Meeting, dict[str, Participation]]:
    """Of participants one comes in person and two virtually; Eva and Carla wait, and Dan left a
    virtual seat that nobody has got yet."""
    meeting = make_open_meeting(
        seats=seats, mode="hybrid", capacities=("participant", "speaker_trainer")
    )
    plan = operations.Plan(has_waiting_list=True, promotion=Promotion.BY_HAND)
    operations.set_plan(meeting, plan, by=CLI, at=AT)
    for mode, most in (("in_person", 1), ("virtual", 2)):
        scope = Scope(capacity_code="participant", mode=mode)
        operations.set_limit(meeting, scope, seats=most, by=CLI, at=AT)
    modes = {"Ana": "in_person", "Bea": "virtual", "Dan": "virtual", "Eva": "in_person"}
    made = {
        name: make_participation(meeting, given_names=name, email=f"{name}@example.org", mode=mode)
        for name, mode in (modes | {"Carla": "virtual"}).items()
    }
    operations.withdraw(made["Dan"], by=CLI, at=AT)
    return meeting, made


def mail_to(app: Flask, address: str) -> str:
    with app.app_context():
        sent = select(Message.text).where(Message.to_email == address).order_by(Message.id)
        return " ".join(db.session.scalars(sent).all()[-1].split())


def registered(form: Page, **values: Any) -> Page:
    done = form.submit("main form", **FIA | values)
    assert done.heading == DONE
    return done


@pytest.mark.parametrize("capacity", ["participant", "speaker_trainer"])
def test_who_registers_is_told_beforehand_that_others_wait_for_the_free_seats(
    app: Flask, page: Site, stored: Stored, capacity: str
) -> None:
    with stored():
        slug = by_hand()[0].slug
    about = page.get(f"/en/meetings/{slug}")
    assert TOLD in about.text
    assert "seats left" not in about.text
    form = page.get(about.link("Register for the waiting list"))
    assert TOLD in form.text
    choice = {"capacity": capacity, "represents": "self", "mode": "virtual"}
    registered(form, **choice)
    mail = mail_to(app, "fia@example.org")
    assert DONE in mail
    assert "At this moment you are number 2 on it." in mail
    with app.app_context():
        found = db.session.scalars(select(Participation).order_by(Participation.id)).all()[-1]
        own = queries.link_token(found)
    assert "You are number 2 on it" in page.get(f"/en/my/{own}").text
    registered(page.get(f"/en/meetings/{slug}/register"), **choice)


def test_an_organizations_link_tells_it_too(app: Flask, page: Site, stored: Stored) -> None:
    with stored():
        token = link_token(make_accreditation(by_hand()[0]))
    form = page.get(f"/en/organizations/represent/{token}")
    assert "2 places are left." in form.text
    assert TOLD in form.text
    registered(form, mode="in_person")
    assert DONE in mail_to(app, "fia@example.org")


def test_without_a_limit_of_the_meeting_only_such_seats_are_waited_for(
    page: Site, stored: Stored
) -> None:
    with stored():
        meeting, _made = by_hand(seats=None)
        slug = meeting.slug
    told = "Participant, Virtually: seats are free, but others wait for them before you."
    for address in (f"/en/meetings/{slug}", f"/en/meetings/{slug}/register"):
        shown = page.get(address)
        assert "Some choices lead to the waiting list" in shown.text
        assert told in shown.text
        assert "Participant, In person: full; you can join the waiting list." in shown.text
    labels = shown.all("label.choice")
    assert "Participant (waiting list)" in labels
    done = shown.submit(
        "main form", **FIA, capacity="speaker_trainer", represents="self", mode="virtual"
    )
    assert done.heading == "Your registration is confirmed"


def test_who_confirms_reads_only_of_those_who_could_have_taken_the_seat(
    client: Any, page: Site, stored: Stored
) -> None:
    with stored():
        client.sign_in(make_user().get_id())
        meeting, made = by_hand()
        fia = make_participation(meeting, given_names="Fia", email="f@example.org", mode="virtual")
        waiting = [made["Eva"], made["Carla"], fia]
        assert [queries.place_in_line(each) for each in waiting] == [1, 1, 2]
        assert list(places_in_line(meeting.id, {each.id for each in waiting}).values()) == [1, 1, 2]
        assert [passed_over(each) for each in waiting] == [0, 0, 1]
        address = f"/en/manage/registrations/{fia.public_id}"
    shown = page.get(address)
    assert "no. 2 in line" in shown.text
    said = shown.submit("form[action$='/confirm']").text
    assert "1 person who came before waits for such a seat too, and was passed over." in said


@pytest.mark.usefixtures("session")
def test_somebody_invited_is_told_by_the_same_rule() -> None:
    meeting, _made = by_hand()
    invited = operations.enter(
        meeting,
        make_entry(mode="virtual"),
        way=Way.INVITATION,
        status=Status.INVITED,
        nonce="n",
        by=CLI,
        at=AT,
    )
    assert chance_of(invited).is_behind
    operations.admit(invited, by=CLI, at=now())
    assert invited.status == Status.WAITLISTED
