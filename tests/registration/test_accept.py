"""An invitation is accepted as anybody registers (approval, seats, waiting list), or declined."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from meetings import clock
from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.directory.models import SexSource
from meetings.errors import Refused
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import Approval, Participation, Status, Way
from meetings.registration.rules import CONSENT_VERSION
from tests.factories.registration import make_entry, make_open_meeting, make_participation
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]


def invite(meeting: Meeting, at: datetime | None = None, **values: Any) -> Participation:
    """Somebody invited by name, of whom only that is known."""
    given = {"sex": "not_stated", "sex_source": SexSource.STAFF, "consent_version": ""} | values
    return operations.enter(
        meeting,
        make_entry(**given),
        way=Way.INVITATION,
        status=Status.INVITED,
        nonce=str(uuid.uuid4()),
        by=CLI,
        at=at or clock.now(),
    )


def kinds() -> list[str]:
    return list(db.session.scalars(select(Message.kind).order_by(Message.id)))


@pytest.mark.parametrize(
    ("approval", "seats", "status", "mail"),
    [
        (Approval.NONE, None, "confirmed", "registration.accepted"),
        (Approval.OFFICER, None, "pending", "registration.received"),
        (Approval.NONE, 1, "waitlisted", "registration.waitlisted"),
    ],
)
def test_yes_leads_where_the_way_in_leads(
    session: Any, approval: str, seats: int | None, status: str, mail: str
) -> None:
    now = clock.now()
    meeting = make_open_meeting(seats=seats)
    way = operations.WayIn(capacity_code="participant", way=Way.INVITATION, approval=approval)
    operations.set_way(meeting, way, by=CLI, at=now)
    operations.set_plan(
        meeting, operations.Plan(has_waiting_list=seats is not None), by=CLI, at=now
    )
    if seats:
        make_participation(meeting, given_names="Rosa", at=now)
    made = invite(meeting)
    assert (made.status, kinds()[1:] if seats else kinds()) == ("invited", [])
    operations.accept(made, make_entry(post="Jueza", language="fr"), by=CLI, at=now)
    assert (made.status, made.reply, made.sex, made.sex_source) == (
        status,
        "accepted",
        "female",
        "self",
    )
    assert (made.post, made.language, made.consent_version) == ("Jueza", "fr", CONSENT_VERSION)
    assert kinds()[-1] == mail
    with pytest.raises(Refused) as again:
        operations.accept(made, make_entry(), by=CLI, at=now)
    assert again.value.code == "settled"


def test_without_a_list_the_last_seat_is_refused_and_a_window_closes(session: Any) -> None:
    now = clock.now()
    meeting = make_open_meeting(seats=1)
    make_participation(meeting, given_names="Rosa", at=now)
    made = invite(meeting)
    with pytest.raises(Refused) as full:
        operations.accept(made, make_entry(), by=CLI, at=now)
    assert full.value.code == "full"
    until = operations.WayIn(
        capacity_code="participant", way=Way.INVITATION, closes_at=now - timedelta(hours=1)
    )
    operations.set_way(meeting, until, by=CLI, at=now)
    with pytest.raises(Refused) as late:
        operations.accept(made, make_entry(), by=CLI, at=now)
    assert late.value.code == "closed"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_she_answers_on_her_own_page(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting()
        yes, no = (
            queries.link_token(invite(meeting, given_names=name, email=f"{name}@example.org"))
            for name in ("Ana", "Luz")
        )
    shown = page.get(f"/en/my/{yes}")
    assert "You are invited" in shown.text
    assert "Your pass" not in shown.text
    assert not shown.all("a[href$='/withdraw']"), "she says no by one button"
    form = page.get(shown.link("Accept the invitation"))
    refused = form.submit()
    assert "Choose one of the answers" in refused.text
    assert "Without your agreement" in refused.text
    done = refused.submit(sex="female", consent="y", post="Ministra")
    assert "Thank you: the secretariat has your answer" in done.text or "confirmed" in done.text
    assert page.get(f"/en/my/{yes}/accept", status=303).status == 303
    declined = page.get(f"/en/my/{no}/decline").submit(reason="Estoy de viaje.")
    assert "You have declined the invitation" in declined.text
    with stored():
        told = select(Message.to_email).where(Message.kind == "registration.invitation_declined")
        assert db.session.scalars(told).all() == ["luz@example.org"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_says_yes_in_her_calendar_is_asked_for_the_rest(page: Site, stored: Stored) -> None:
    with stored():
        made = invite(make_open_meeting())
        operations.admit(made, by=CLI, at=clock.now())
        token = queries.link_token(made)
        assert (made.status, made.consent_version) == ("confirmed", "")
    shown = page.get(f"/en/my/{token}")
    assert "One thing is missing" in shown.text
    form = page.get(shown.link("Complete your registration"))
    assert form.heading == "Complete your registration"
    assert "Accept the invitation" not in form.text
    assert not form.all("a[href$='/decline']"), "she is in: she withdraws on her page"
    done = form.submit(sex="female", consent="y")
    assert "Thank you: your registration is complete." in done.text
    assert "A mail is on its way." not in done.text
    assert "One thing is missing" not in done.text
    assert "Female" in done.text
