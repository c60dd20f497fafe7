"""The last seats, under real threads, on both databases."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

from flask import Flask
from sqlalchemy import func, select

from meetings import actor
from meetings.accreditation.models import Accreditation
from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.errors import Refused
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.models import Each, Participation, SeatLimit, Status
from tests.factories.registration import (
    AT,
    make_accreditation,
    make_entry,
    make_open_meeting,
    make_participation,
)

Stored = Callable[[], AbstractContextManager[None]]


def together(
    app: Flask, number: int, act: Callable[[int], object], *, threads: int | None = None
) -> list[str]:
    """Run `act` so often in as many threads at once (or fewer), each in a transaction; done, or
    why refused."""
    at_once = threads or number
    start = threading.Barrier(at_once)

    def run(turn: int) -> str:
        with app.app_context():
            if turn < at_once:
                start.wait(timeout=60)
            try:
                with transaction():
                    act(turn)
            except Refused as refused:
                return refused.code
            return "done"

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(run, range(number)))


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_forty_for_the_last_five_seats_end_with_five(app: Flask, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting(seats=7)
        for name in ("Ana", "Rosa"):
            make_participation(meeting, given_names=name)
        meeting_id = meeting.id

    def register(turn: int) -> None:
        make_participation(db.session.get_one(Meeting, meeting_id), given_names=f"Persona {turn}")

    answers = together(app, 40, register)
    assert sorted(answers) == ["done"] * 5 + ["full"] * 35
    with app.app_context():
        assert count(Participation) == 7
        assert count(Message) == 7
        assert db.session.scalars(select(SeatLimit.taken)).one() == 7


def test_forty_posts_for_the_last_five_seats(app: Flask, stored: Stored) -> None:
    with stored():
        slug = make_open_meeting(seats=5).slug
    start = threading.Barrier(40)

    def send(turn: int) -> int:
        client = app.test_client()
        start.wait(timeout=60)
        form = {
            "given_names": f"Persona {turn}",
            "email": f"p{turn}@example.org",
            "sex": "female",
            "capacity": "participant",
            "represents": "self",
            "personnel_kind": "not_stated",
            "language": "en",
            "consent": "y",
            "nonce": str(turn),
        }
        return client.post(f"/en/meetings/{slug}/register", data=form).status_code

    with ThreadPoolExecutor(40) as threads:
        answers = list(threads.map(send, range(40)))
    assert sorted(answers) == [303] * 5 + [422] * 35
    with app.app_context():
        assert count(Participation) == 5


def test_one_impatient_person_is_registered_once(app: Flask, stored: Stored) -> None:
    with stored():
        meeting_id = make_open_meeting(seats=9).id

    def register(turn: int) -> None:
        make_participation(db.session.get_one(Meeting, meeting_id), nonce=f"click {turn % 2}")

    assert together(app, 8, register) == ["done"] * 8
    with app.app_context():
        assert count(Participation) == 1
        assert db.session.scalars(select(SeatLimit.taken)).one() == 1


def test_one_without_an_address_is_registered_once(app: Flask, stored: Stored) -> None:
    with stored():
        meeting_id = make_open_meeting(seats=9).id

    def enter(_turn: int) -> None:
        meeting = db.session.get_one(Meeting, meeting_id)
        entry = make_entry(email="", sex_source="staff")
        operations.enter_by_hand(
            meeting, entry, status=Status.CONFIRMED, nonce="one", by=actor.CLI, at=AT
        )

    assert together(app, 8, enter) == ["done"] * 8
    with app.app_context():
        assert count(Participation) == 1
        assert db.session.scalars(select(SeatLimit.taken)).one() == 1


def test_an_organizations_last_place_is_given_once(app: Flask, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting()
        meeting_id, granted_id = meeting.id, make_accreditation(meeting, places=2).id

    def register(turn: int) -> None:
        make_participation(
            db.session.get_one(Meeting, meeting_id),
            given_names=f"Persona {turn}",
            capacity_code="cso_representative",
            represents="organization",
            accreditation_id=granted_id,
        )

    answers = together(app, 8, register)
    assert sorted(answers) == ["done"] * 2 + ["full"] * 6
    with app.app_context():
        assert db.session.get_one(Accreditation, granted_id).taken == 2


def test_two_who_withdraw_at_once_free_one_seat(app: Flask, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting(seats=5)
        make_participation(meeting, given_names="Rosa")
        public_id = make_participation(meeting).public_id

    def withdraw(_turn: int) -> None:
        found = queries.by_public_id(public_id)
        assert found is not None
        operations.withdraw(found, by=actor.PUBLIC, at=AT)

    assert sorted(together(app, 6, withdraw)) == ["done"] + ["settled"] * 5
    with app.app_context():
        assert db.session.scalars(select(SeatLimit.taken)).one() == 1


def test_a_limit_set_meanwhile_counts_everyone(app: Flask, stored: Stored) -> None:
    with stored():
        meeting_id = make_open_meeting().id

    def act(turn: int) -> None:
        meeting = db.session.get_one(Meeting, meeting_id)
        if turn == 5:
            operations.set_seats(meeting, 100, by=actor.CLI, at=AT)
        else:
            entry = make_entry(given_names=f"Persona {turn}")
            operations.register(meeting, entry, nonce=str(turn), by=actor.PUBLIC, at=AT)

    assert together(app, 12, act) == ["done"] * 12
    with app.app_context():
        assert count(Participation) == 11
        assert db.session.scalars(select(SeatLimit.taken)).one() == 11


QUOTA = 3
STATES: tuple[str, ...] = (  # parties to the Convention, which send competent national authorities
    *("AG", "AR", "BB", "BO", "BR", "BS", "CL", "CO", "CR", "BZ"),
    *("DM", "DO", "EC", "GD", "GT", "GY", "HN", "HT", "JM", "MX"),
)


def quota_meeting(seats: int) -> int:
    """A meeting with a waiting list and three seats for each State."""
    meeting = make_open_meeting(seats=seats)
    operations.set_plan(meeting, operations.Plan(has_waiting_list=True), by=actor.CLI, at=AT)
    each = operations.Scope(each=Each.STATE)
    operations.set_limit(meeting, each, seats=QUOTA, by=actor.CLI, at=AT)
    return meeting.id


def test_two_hundred_for_fifty_seats_with_quotas_and_a_line(
    app: Flask, stored: Stored, backend: str
) -> None:
    people, seats = (200, 50) if backend == "postgresql" else (40, 10)
    states = STATES[: people // 10]
    with stored():
        meeting_id = quota_meeting(seats)

    def register(turn: int) -> None:
        make_participation(
            db.session.get_one(Meeting, meeting_id),
            given_names=f"Persona {turn % people}",
            nonce=f"click {turn}",
            capacity_code="nca",
            represents="state",
            state_code=states[turn % len(states)],
        )

    # forty press twice: nobody is in twice
    assert set(together(app, people + 40, register, threads=40)) == {"done"}
    with app.app_context():
        everyone = db.session.scalars(select(Participation).order_by(Participation.id)).all()
        seated = [each for each in everyone if each.status == "pending"]
        line = queries.in_line(meeting_id)
        assert (len(seated), len(line), len(everyone)) == (seats, people - seats, people)
        by_state = Counter(each.principal.state_code for each in seated)
        assert max(by_state.values()) <= QUOTA
        assert [each.id for each in line] == sorted(each.id for each in line)
        for each in line:  # in order of arrival: nobody of her State who came later has a seat
            state = each.principal.state_code
            later = [s for s in seated if s.principal.state_code == state and s.id > each.id]
            assert later == []
        assert queries.seats(meeting_id).taken == seats  # type: ignore[union-attr]  # there is one


def test_those_who_leave_at_once_let_as_many_in_from_the_line(app: Flask, stored: Stored) -> None:
    with stored():
        meeting_id = quota_meeting(6)
        meeting = db.session.get_one(Meeting, meeting_id)
        made = [make_participation(meeting, given_names=f"Persona {turn}") for turn in range(12)]
        leaving = [each.public_id for each in made[:4]]
        waiting = [each.id for each in made[6:]]

    def withdraw(turn: int) -> None:
        found = queries.by_public_id(leaving[turn])
        assert found is not None
        operations.withdraw(found, by=actor.PUBLIC, at=AT)

    assert together(app, 4, withdraw) == ["done"] * 4
    with app.app_context():
        assert [each.id for each in queries.in_line(meeting_id)] == waiting[4:]
        confirmed = Participation.status == "confirmed"
        assert len(db.session.scalars(select(Participation.id).where(confirmed)).all()) == 6
