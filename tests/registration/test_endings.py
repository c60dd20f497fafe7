"""Withdrawing on somebody's behalf is asked for with a reason, and a slip has a way back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI, Actor, ActorKind
from meetings.db import db
from meetings.errors import Refused
from meetings.notifications.models import Attachment, Message
from meetings.registration import operations, queries
from meetings.registration.models import SeatLimit, Status, Way
from meetings.registration.operations import Plan
from tests.factories.accounts import make_user
from tests.factories.registration import (
    AT,
    make_accreditation,
    make_entry,
    make_open_meeting,
    make_participation,
)
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
OFFICER = Actor(ActorKind.USER, "1", "Ana Núñez")
LATER = AT + timedelta(days=1)


@pytest.fixture
def ids(stored: Stored, client: Client, frozen: Any) -> dict[str, str]:
    with stored():
        meeting = make_open_meeting(seats=1)
        operations.set_plan(meeting, Plan(has_waiting_list=True), by=CLI, at=AT)
        made = make_participation(meeting, language="fr")
        waits = make_participation(meeting, given_names="Eva", email="eva@example.org")
        client.sign_in(make_user().get_id())
        return {
            "made": made.public_id,
            "waits": waits.public_id,
            "mine": f"/fr/my/{queries.link_token(made)}",
        }


def standing(app: Flask, public_id: str) -> str:
    with app.app_context():
        found = queries.by_public_id(public_id)
        assert found is not None
        return found.status


def last_mail(app: Flask, kind: str) -> Message:
    with app.app_context():
        wanted = select(Message).where(Message.kind == f"registration.{kind}")
        return db.session.scalars(wanted.order_by(Message.id.desc())).first()  # type: ignore[return-value]  # there is one


def test_withdrawing_asks_a_reason_tells_it_and_can_be_taken_up_again(
    app: Flask, page: Site, ids: dict[str, str]
) -> None:
    hers = page.get(f"/en/manage/registrations/{ids['made']}")
    asked = page.get(hers.link("Withdraw on her or his behalf"))
    assert "goes to whoever is next on the waiting list" in asked.text
    assert "Français" in asked.text
    assert "Write the reason" in asked.submit(status=422).text
    assert standing(app, ids["made"]) == "confirmed"
    done = asked.submit(reason="Retenue par une audience.")
    assert "is withdrawn" in done.text
    assert "Retenue par une audience." in done.one("section:has(#changes-title)")
    assert (standing(app, ids["made"]), standing(app, ids["waits"])) == ("cancelled", "confirmed")
    mail = last_mail(app, "withdrawn")
    assert (mail.language, "Retenue par une audience." in mail.text) == ("fr", True)
    assert "Retenue par une audience." in page.get(ids["mine"]).text

    back = page.get(done.link("Take up again"))
    assert back.values()["target"] == "confirmed"
    again = back.submit(note="C’était une erreur.")
    assert "stands at the end of the waiting list" in again.text
    assert standing(app, ids["made"]) == "waitlisted"
    assert "C’était une erreur." in again.one("section:has(#changes-title)")
    mail = last_mail(app, "taken_up")
    assert "C’était une erreur." in mail.html
    assert "liste d’attente" in mail.text
    assert "Only a registration that was declined" in back.submit(note="").text


@pytest.mark.usefixtures("session", "frozen")
def test_no_seat_is_given_twice() -> None:
    meeting = make_open_meeting(seats=1)
    first = make_participation(meeting)
    operations.decline(first, "Full.", by=OFFICER, at=AT)
    second = make_participation(meeting, given_names="Eva", email="eva@example.org")
    with pytest.raises(Refused) as refusal:
        operations.take_up(first, Status.CONFIRMED, by=OFFICER, at=LATER)
    assert refusal.value.code == "full"
    assert first.status == Status.DECLINED
    operations.withdraw_for(second, "Ill.", by=OFFICER, at=LATER)
    operations.take_up(first, Status.PENDING, by=OFFICER, at=LATER)
    operations.confirm(first, by=OFFICER, at=LATER)
    assert db.session.scalars(select(SeatLimit.taken)).one() == 1
    told = [(each.before, each.after) for each in queries.changes(first.id)][-3:]
    assert told == [("confirmed", "declined"), ("declined", "pending"), ("pending", "confirmed")]


@pytest.mark.usefixtures("session", "frozen")
def test_who_registered_anew_or_lost_her_organizations_place_does_not_come_back() -> None:
    meeting = make_open_meeting()
    first = make_participation(meeting)
    operations.withdraw_for(first, "Slip.", by=OFFICER, at=AT)
    anew = make_participation(meeting, at=LATER)
    with pytest.raises(Refused) as refusal:
        operations.take_up(first, Status.CONFIRMED, by=OFFICER, at=LATER)
    assert refusal.value.code == "twice"
    anew.status = Status.REPLACED
    db.session.flush()
    with pytest.raises(Refused) as refusal:
        operations.take_up(anew, Status.CONFIRMED, by=OFFICER, at=LATER)
    assert refusal.value.code == "settled"


@pytest.mark.usefixtures("session", "frozen")
def test_the_organizations_place_is_taken_with_the_seat() -> None:
    meeting = make_open_meeting()
    granted = make_accreditation(meeting, places=1)
    facts: dict[str, Any] = {
        "capacity_code": "cso_representative",
        "represents": "organization",
        "accreditation_id": granted.id,
    }
    hers = make_participation(meeting, **facts)
    operations.decline(hers, "No.", by=OFFICER, at=AT)
    db.session.refresh(granted)
    assert granted.taken == 0
    operations.take_up(hers, Status.CONFIRMED, by=OFFICER, at=LATER)
    db.session.refresh(granted)
    assert granted.taken == 1


@pytest.mark.usefixtures("session", "frozen")
def test_her_calendar_takes_the_new_invitation_for_the_newer_message() -> None:
    hers = make_participation(make_open_meeting())
    operations.withdraw_for(hers, "Slip.", by=OFFICER, at=AT)
    operations.take_up(hers, Status.CONFIRMED, by=OFFICER, at=LATER)
    files = db.session.scalars(
        select(Attachment)
        .where(Attachment.content_type.contains("calendar"))
        .order_by(Attachment.id)
    ).all()
    told = [each.content.decode().replace("\r\n ", "") for each in files]
    numbers = [
        (int(text.split("SEQUENCE:")[1].split()[0]), text.split("METHOD:")[1].split()[0])
        for text in told
    ]
    assert [method for _number, method in numbers][-2:] == ["CANCEL", "REQUEST"]
    assert numbers[-1][0] > numbers[-2][0]


def test_a_nominee_comes_back_as_nominated(
    app: Flask, page: Site, ids: dict[str, str], stored: Stored
) -> None:
    with stored():
        made = operations.enter(
            make_open_meeting(),
            make_entry(represents="state", state_code="PE", capacity_code="nca"),
            way=Way.STATE,
            nonce="n",
            by=CLI,
            at=AT,
        )
        assert made.status == "nominated"
        public_id = made.public_id
        operations.withdraw(made, by=CLI, at=AT)
    form = page.get(f"/en/manage/registrations/{public_id}/take-up")
    assert form.values()["target"] == "nominated"
    assert "taken up again" in form.submit().text
    assert standing(app, public_id) == "nominated"
