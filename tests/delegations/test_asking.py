"""Who registers for a State by herself waits for its focal point, who is told; an officer goes on
without it only by saying so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from meetings import actor, clock
from meetings.audit import AuditChange, AuditEntry
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.delegations.jobs import ask_focal_points
from meetings.delegations.operations import approvals, drafts
from meetings.delegations.operations.submit import submit
from meetings.delegations.queries import lists
from meetings.delegations.queries.lists import Place
from meetings.delegations.rules.members import headed
from meetings.notifications.models import Message
from meetings.registration import operations
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.delegations import AT, make_focal_point, make_nominated_meeting
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


def asking_meeting() -> Meeting:
    meeting = make_open_meeting()
    way = operations.WayIn(capacity_code="nca", way="form", approval="focal_point")
    operations.set_way(meeting, way, by=actor.CLI, at=AT)
    return meeting


def registered(meeting: Meeting, name: str = "Ana", state: str = "HN") -> Participation:
    return make_participation(
        meeting,
        at=clock.now(),
        given_names=name,
        surnames="Paz",
        email=f"{name.lower()}@example.org",
        capacity_code="nca",
        represents="state",
        state_code=state,
        language="en",
    )


def asked(to: str) -> list[str]:
    wanted = select(Message.text).where(Message.kind == "delegations.asked", Message.to_email == to)
    return list(db.session.scalars(wanted.order_by(Message.id)))


def test_focal_points_are_told_once_of_each_and_of_several_together(session, frozen) -> None:
    frozen.move_to(AT)
    meeting = asking_meeting()
    make_focal_point(email="one@mre.example")
    make_focal_point(email="dos@mre.example", language="es")
    make_focal_point("PE")
    registered(meeting)
    registered(meeting, "Eva", "PY")  # has no focal point: nobody is asked
    session.commit()
    assert ask_focal_points(clock.now()) == 0  # whoever is written just now may not be seen yet
    frozen.shift(timedelta(minutes=2))
    assert ask_focal_points(clock.now()) == 2
    assert ask_focal_points(clock.now()) == 0
    [first] = asked("one@mre.example")
    assert "Ana Paz – Competent National Authority" in first
    assert "/en/delegation/" in first
    assert meeting.slug in first
    assert "Autoridad Nacional Competente" in asked("dos@mre.example")[0]
    registered(meeting, "Luz")
    registered(meeting, "Mar")
    session.commit()
    frozen.shift(timedelta(minutes=30))
    assert ask_focal_points(clock.now()) == 0
    frozen.shift(timedelta(minutes=32))
    assert ask_focal_points(clock.now()) == 2
    later = asked("one@mre.example")[1]
    assert "Luz Paz" in later
    assert "Mar Paz" in later
    assert "Ana Paz" not in later


def test_a_later_focal_point_hears_of_all_who_wait(session, frozen) -> None:
    frozen.move_to(AT)
    registered(asking_meeting())
    session.commit()
    frozen.shift(timedelta(days=1))
    assert ask_focal_points(clock.now()) == 0
    make_focal_point()
    session.commit()
    assert ask_focal_points(clock.now()) == 1


@pytest.fixture
def ids(stored: Stored, client: Client, frozen) -> dict[str, str]:
    frozen.move_to(AT)
    with stored():
        meeting = asking_meeting()
        make_focal_point()
        ana, eva = registered(meeting), registered(meeting, "Eva", "PY")
        found = {"ana": ana.public_id, "eva": eva.public_id, "slug": meeting.slug}
        officer = make_user().get_id()
    client.sign_in(officer)
    return found


def test_the_officer_reads_whose_agreement_is_awaited_and_overrules_it_by_a_button_of_its_own(
    page: Site, client: Client, app: Flask, ids: dict[str, str]
) -> None:
    listed = page.get(f"/en/manage/meetings/{ids['slug']}/registrations")
    assert "Waits for the focal point of Honduras" in listed.text
    assert "No focal point of Paraguay: add one" in listed.text
    assert len(listed.all("form[action*='/confirm']")) == 1  # Eva's
    record = page.get(f"/en/manage/registrations/{ids['ana']}")
    assert "Waits for the focal point of Honduras" in record.text
    client.post(f"/en/manage/registrations/{ids['ana']}/confirm")
    assert status_of(app, ids["ana"]) == "pending"
    done = record.submit("form[action$='/confirm']")
    assert status_of(app, ids["ana"]) == "confirmed"
    assert "Pending → Confirmed, without the focal point’s agreement" in done.text
    with app.app_context():
        wanted = select(AuditEntry.id).where(AuditEntry.action == "registration.confirmed")
        values = select(AuditChange.changes).where(AuditChange.entry_id == wanted.scalar_subquery())
        assert (db.session.scalar(values) or {})["without"] == "agreement of the focal point"


@pytest.mark.parametrize("every", [True, False])
def test_several_are_confirmed_but_for_those_who_wait_for_a_focal_point(
    page: Site, app: Flask, ids: dict[str, str], every: bool
) -> None:
    listed = page.get(f"/en/manage/meetings/{ids['slug']}/registrations")
    chosen: dict[str, Any] = {"all": "1"} if every else {"chosen": [ids["ana"], ids["eva"]]}
    data = MultiDict(listed.values("#several"))
    for name, value in chosen.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    data["step"] = "confirm"
    asked = page.send(f"{listed.url}/several", data, status=200)
    assert asked.heading == "Confirm 2 registrations?"
    assert "1 of them is passed over and stays as it is" in asked.text
    assert "The State’s focal point has not agreed to this registration yet." in asked.text
    assert asked.all("main .notice li") == ["Ana Paz"]
    assert status_of(app, ids["eva"]) == "pending"
    told = asked.submit("main form", status=200)
    assert "Done for 1 registration" in told.text
    assert "Ana Paz: The State’s focal point has not agreed" in told.text
    assert (status_of(app, ids["ana"]), status_of(app, ids["eva"])) == ("pending", "confirmed")


def test_without_a_focal_point_the_request_is_the_officers_at_once(
    page: Site, app: Flask, ids: dict[str, str]
) -> None:
    record = page.get(f"/en/manage/registrations/{ids['eva']}")
    assert record.link("No focal point of Paraguay: add one").endswith("/manage/delegations/PY/new")
    done = record.submit("form[action$='/confirm']")
    assert status_of(app, ids["eva"]) == "confirmed"
    assert "without the focal point" not in done.text


def test_her_mail_says_who_looks_at_it(app: Flask, ids: dict[str, str]) -> None:
    with app.app_context():
        wanted = select(Message.to_email, Message.text).where(
            Message.kind == "registration.received"
        )
        told = dict(db.session.execute(wanted).all())
    first = "The focal point of Honduras looks at your registration first, then the Secretariat"
    assert first in told["ana@example.org"]
    assert "focal point" not in told["eva@example.org"]


def status_of(app: Flask, public_id: str) -> str | None:
    with app.app_context():
        wanted = select(Participation.status).where(Participation.public_id == public_id)
        return db.session.scalar(wanted)


@pytest.mark.parametrize(
    ("by_office", "words"),
    [
        (True, "Ministry, which decides first who comes for your State, did not accept"),
        (False, "The secretariat could not accept your registration"),
    ],
)
def test_who_is_declined_reads_by_whom(session, *, by_office: bool, words: str) -> None:
    meeting = asking_meeting()
    place = Place(meeting, "HN", make_focal_point() if by_office else None)
    ana = registered(meeting)
    by = actor.Actor(actor.ActorKind.LINK, "1", "Ministry") if by_office else actor.CLI
    approvals.decline(place, ana.public_id, reason="Another one goes.", by=by, at=clock.now())
    told = session.scalars(select(Message.text).order_by(Message.id.desc())).first()
    assert words in told
    assert "Another one goes." in told


def test_an_agreement_stands_once_in_the_history(session, frozen) -> None:
    frozen.move_to(AT)
    meeting = make_nominated_meeting(capacities=("nca",))
    way = operations.WayIn(capacity_code="nca", way="form", approval="focal_point")
    operations.set_way(meeting, way, by=actor.CLI, at=AT)
    at_desk = Place(meeting, "HN", make_focal_point())
    ana, luz = (registered(meeting, name) for name in ("Ana", "Luz"))
    approvals.agree(at_desk, ana.public_id, by=actor.CLI, at=AT)
    now = drafts.hold(at_desk)
    submit(at_desk, seen=now.seen, by=actor.CLI, at=AT)
    now = drafts.hold(at_desk)
    assert now.official is not None
    head = now.official.members[0].key
    drafts.write(
        at_desk,
        lambda members: headed(members, head),
        seen=now.seen,
        action="head",
        by=actor.CLI,
        at=AT,
    )
    seen = drafts.hold(at_desk).seen
    approvals.agree(at_desk, luz.public_id, by=actor.CLI, at=AT)
    told = [(each.action, each.name) for each in lists.changes(at_desk)]
    assert told.count(("agree", "Luz Paz")) == 1
    assert told.count(("agree", "Ana Paz")) == 1
    news = lists.changes_since(seen, drafts.hold(at_desk))
    assert [(each.action, each.name) for each in news] == [("agree", "Luz Paz")], (
        "who writes the draft is told what came to it"
    )
