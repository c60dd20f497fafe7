"""Her own page while she waits for a seat, and after she let one go by."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from meetings import clock
from meetings.actor import CLI, WORKER
from meetings.db import db
from meetings.registration import operations, queries
from meetings.registration.models import Promotion, RegistrationPlan
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]


def test_who_waits_sees_her_place_and_no_pass_and_then_that_the_time_passed(
    stored: Stored, page: Site, frozen
) -> None:
    now, urls = clock.now(), {}
    with stored():
        meeting = make_open_meeting(seats=1)
        offer = {"has_waiting_list": True, "promotion": Promotion.OFFER, "accept_hours": 1}
        db.session.add(RegistrationPlan(meeting_id=meeting.id, **offer))
        db.session.flush()
        ana, rosa, luz = (
            make_participation(meeting, given_names=name, email=f"{name}@example.org", at=now)
            for name in ("Ana", "Rosa", "Luz")
        )
        operations.withdraw(ana, by=CLI, at=now)
        operations.lapse(rosa, by=WORKER, at=now + timedelta(hours=1))
        late = make_participation(meeting, given_names="Ida", email="ida@example.org", at=now)
        for name, each in (("rosa", rosa), ("luz", luz), ("late", late)):
            urls[name] = f"/en/my/{queries.link_token(each)}"
    lapsed = page.get(urls["rosa"])
    assert "The time to take the seat that we held for you has passed" in lapsed.text
    assert "withdrawn" not in lapsed.text
    held, waiting = page.get(urls["luz"]), page.get(urls["late"])
    assert "A seat is held for you" in held.text
    assert "You are number 2 on the waiting list" in waiting.text
    assert [each.all(".pass-code") for each in (held, waiting)] == [[], []]
    frozen.move_to(now + timedelta(hours=2, seconds=1))
    passed = page.get(urls["luz"]).text
    assert "the time to take it has passed" in passed
    assert "You are number" not in passed
