"""Before she says yes, somebody invited reads whether there is a seat; she is asked what the
meeting asks of everybody in her capacity."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import clock
from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.registration import operations, queries
from meetings.registration.models import Participation, Way
from meetings.registration.queries import answers
from meetings.registration.queries.fullness import chance_of
from meetings.registration.rules.seating import Scope
from tests.factories.papers import pdf
from tests.factories.questions import make_question
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.registration.test_accept import invite
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]
WAITS = "All seats are taken. If you accept now, you join the waiting list"
REFUSED = "nobody can be admitted now"
JOIN = "Accept and join the waiting list"
YES: dict[str, Any] = {"sex": "female", "consent": "y"}


def typed(name: str, answer: str) -> dict[str, Any]:
    """One field that she fills in."""
    return {name: answer}


def next_year(**facts: Any) -> Meeting:
    """A meeting for which answers may still be given."""
    day = clock.now().date() + timedelta(days=300)
    return make_open_meeting(starts_on=day, ends_on=day, **facts)


def full_meeting(*, waits: bool, promotion: str = "automatic", **facts: Any) -> Meeting:
    """A meeting of one seat, which is taken."""
    meeting = next_year(seats=1, **facts)
    plan = operations.Plan(has_waiting_list=waits, promotion=promotion)
    operations.set_plan(meeting, plan, by=CLI, at=AT)
    make_participation(meeting, given_names="Rosa", mode="in_person")
    return meeting


def test_all_seats_taken_is_said_before_she_joins_the_waiting_list(
    page: Site, stored: Stored
) -> None:
    with stored():
        token = queries.link_token(invite(full_meeting(waits=True)))
    mine = page.get(f"/en/my/{token}")
    assert WAITS in mine.text
    form = page.get(mine.link(JOIN))
    assert WAITS in form.text
    assert form.all("main form button") == [JOIN]
    assert "you are on the waiting list" in form.submit(**YES).text


def test_where_nobody_can_wait_nobody_fills_in_the_form(page: Site, stored: Stored) -> None:
    with stored():
        meeting = full_meeting(waits=False)
        token, slug = queries.link_token(invite(meeting)), meeting.slug
    mine = page.get(f"/en/my/{token}")
    assert REFUSED in mine.text
    assert not mine.all("a[href$='/accept']")
    closed = page.get(f"/en/my/{token}/accept")
    assert REFUSED in closed.text
    assert not closed.all("main form")
    with stored():
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == slug)).one()
        operations.set_seats(meeting, 2, by=CLI, at=AT)
    form = page.get(page.get(f"/en/my/{token}").link("Accept the invitation"))
    with stored():
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == slug)).one()
        make_participation(meeting, given_names="Luz")
    late = form.submit(post="Jueza", **YES)
    assert late.status == 422
    assert REFUSED in late.text
    assert late.values()["post"] == "Jueza"


def test_a_full_mode_is_said_and_the_free_one_is_chosen(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting(mode="hybrid")
        operations.set_plan(meeting, operations.Plan(has_waiting_list=True), by=CLI, at=AT)
        make_participation(meeting, given_names="Rosa", mode="in_person")
        operations.set_limit(meeting, Scope(mode="in_person"), seats=1, by=CLI, at=AT)
        token = queries.link_token(invite(meeting, mode="in_person"))
    mine = page.get(f"/en/my/{token}")
    assert "In person: full; you can join the waiting list." in mine.text
    form = page.get(mine.link("Accept the invitation"))
    assert "In person (full: waiting list)" in form.all("label.choice")
    assert form.values()["mode"] == "virtual"


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(("state", "is_held"), [("PE", True), ("AR", False)])
def test_a_seat_held_for_her_state_is_free_for_her(state: str, is_held: bool) -> None:
    meeting = make_open_meeting(seats=1)
    operations.hold_seats_for(meeting, 1, state_code="PE", until=None, by=CLI, at=AT)
    made = invite(meeting, capacity_code="nca", represents="state", state_code=state)
    assert chance_of(made).is_refused is not is_held


@pytest.mark.usefixtures("session")
def test_who_is_let_in_by_hand_only_is_told_of_the_line() -> None:
    meeting = full_meeting(waits=True, promotion="by_hand")
    make_participation(meeting, given_names="Luz")
    operations.set_seats(meeting, 3, by=CLI, at=AT)
    made = invite(meeting)
    assert chance_of(made).is_behind
    operations.admit(made, by=CLI, at=clock.now())
    assert made.status == "waitlisted"


def test_she_is_asked_what_everybody_in_her_capacity_is(
    page: Site, stored: Stored, app: Flask
) -> None:
    with stored():
        meeting = next_year()
        placed = {
            "diet": make_question(meeting, "Diet", is_required=True),
            "paper": make_question(meeting, "A letter", kind="file"),
            "panel": make_question(meeting, "Panel", capacities=("nca",), is_required=True),
            "flight": make_question(meeting, "Flight", stage="after", is_required=True),
        }
        ids = {name: f"q-{each.question.public_id}" for name, each in placed.items()}
        token = queries.link_token(invite(meeting))
    form = page.get(f"/en/my/{token}/accept")
    assert ids["diet"] in form.values()
    assert not {ids["panel"], ids["flight"]} & set(form.form().fields)
    sent = {ids["paper"]: (io.BytesIO(pdf()), "letter.pdf"), "post": "Jueza"}
    refused = form.submit(**YES | sent)
    assert refused.status == 422
    assert "Diet: Please answer this question." in refused.all(".error-summary li")
    assert "letter.pdf" in refused.text
    assert refused.values()["post"] == "Jueza"
    with app.app_context():
        assert db.session.scalars(select(Participation.status)).one() == "invited"
    done = refused.submit(**typed(ids["diet"], "Vegan"))
    assert "Your registration is confirmed." in done.text
    with app.app_context():
        found = db.session.scalars(select(Participation)).one()
        shown = {
            each.label.text: each.words for each in answers.shown(found.id, "en", sensitive=False)
        }
    assert shown == {"Diet": "Vegan", "A letter": "letter.pdf"}


def test_an_answer_given_in_another_window_is_not_written_over_unseen(
    page: Site, stored: Stored, app: Flask
) -> None:
    with stored():
        meeting = next_year()
        diet = f"q-{make_question(meeting, 'Diet').question.public_id}"
        token = queries.link_token(invite(meeting))
    form = page.get(f"/en/my/{token}/accept")
    page.get(f"/en/my/{token}/answers").submit(**typed(diet, "Vegan"))
    told = form.submit(**YES | {diet: "Kosher"})
    assert "You changed your answers in another window." in told.text
    assert "Kosher" in told.values()[diet]
    told.submit()
    assert page.get(f"/en/my/{token}/answers").values()[diet] == "Kosher"


def test_who_said_yes_in_her_calendar_is_asked_with_the_rest(page: Site, stored: Stored) -> None:
    with stored():
        meeting = full_meeting(waits=False)
        operations.set_seats(meeting, 2, by=CLI, at=AT)
        diet = f"q-{make_question(meeting, 'Diet', is_required=True).question.public_id}"
        made = invite(meeting)
        operations.admit(made, by=CLI, at=clock.now())
        token = queries.link_token(made)
    form = page.get(page.get(f"/en/my/{token}").link("Complete your registration"))
    assert REFUSED not in form.text, "she has her seat"
    assert form.submit(**YES).status == 422
    form.submit(**YES | {diet: "Vegan"})
    assert page.get(f"/en/my/{token}/answers").values()[diet] == "Vegan"


def test_the_form_of_a_closed_invitation_says_so(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting()
        until = operations.WayIn(capacity_code="participant", way=Way.INVITATION, closes_at=AT)
        operations.set_way(meeting, until, by=CLI, at=AT)
        token = queries.link_token(invite(meeting))
    assert not page.get(f"/en/my/{token}/accept").all("main form")
