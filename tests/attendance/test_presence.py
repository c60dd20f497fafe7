"""Recording presence: once per event, judged anew when refused, derived whatever the order."""

from __future__ import annotations

import threading
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from meetings.actor import CLI
from meetings.attendance import operations, queries
from meetings.attendance.models import PresenceEvent
from meetings.attendance.queries import Heads
from meetings.attendance.rules import Answer, Event, Verdict
from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.registration.models import Participation
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting

NINE = datetime(2026, 5, 20, 13, 4, tzinfo=UTC)  # 09:04 in Washington
DAY = date(2026, 5, 20)


def scan(
    meeting: Meeting, who: Participation, event_id: str | None = None, **more: object
) -> Answer:
    facts = {"at": NINE, "pass_code": who.pass_code} | more
    event = Event(id=event_id or str(uuid.uuid4()), **facts)  # type: ignore[arg-type]  # by name
    return operations.record(meeting, event, by=CLI, at=NINE)


def undo_shown(meeting: Meeting, who: Participation, shown: str) -> Answer:
    event_id = str(uuid.uuid4())
    return operations.undo(meeting, who, undoes=shown, event_id=event_id, by=CLI, at=NINE)


def count_events() -> int:
    return db.session.scalar(select(func.count()).select_from(PresenceEvent)) or 0


def test_a_presence_is_recorded_for_the_local_day(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting)
    late = datetime(2026, 5, 21, 2, 30, tzinfo=UTC)  # still the evening of the 20th there
    assert scan(meeting, who, at=late).status == Verdict.RECORDED
    stored = session.scalars(select(PresenceEvent)).one()
    assert (stored.day, stored.mode, stored.since) == (DAY, "in_person", None)


def test_the_same_event_again_gets_its_first_answer_and_is_stored_once(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting)
    event_id = str(uuid.uuid4())
    first = scan(meeting, who, event_id)
    scan(meeting, who)
    again = scan(meeting, who, event_id.upper(), at=NINE + timedelta(hours=1))
    assert (first.status, again.status, again.since) == (Verdict.RECORDED, Verdict.RECORDED, None)
    assert count_events() == 2


def test_a_second_in_is_stored_and_answered_since_when(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting)
    scan(meeting, who)
    second = str(uuid.uuid4())
    answer = scan(meeting, who, second, at=NINE + timedelta(hours=3))
    assert (answer.status, answer.since) == (Verdict.DUPLICATE, NINE)
    assert scan(meeting, who, second).since == NINE
    assert count_events() == 2
    assert queries.inside_now(meeting.id, DAY).counting == 1


def test_each_day_counts_for_itself(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting)
    scan(meeting, who)
    answer = scan(meeting, who, at=NINE + timedelta(days=1))
    assert answer.status == Verdict.RECORDED
    assert queries.day_counts(meeting.id) == {DAY: Heads(1), DAY + timedelta(days=1): Heads(1)}
    assert queries.attended(meeting.id) == Heads(1)


@pytest.mark.parametrize(
    "status", ["pending", "nominated", "invited", "waitlisted", "declined", "cancelled", "replaced"]
)
def test_only_the_confirmed_enter_and_each_refusal_has_its_own_sentence(session, status) -> None:
    meeting = make_meeting()
    answer = scan(meeting, make_listed(meeting, status=status))
    assert (answer.status, answer.code) == (Verdict.REFUSED, status)
    assert len(str(answer.reason)) > 20
    assert count_events() == 0


def test_what_was_refused_is_judged_anew(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting, status="pending")
    event_id = str(uuid.uuid4())
    assert scan(meeting, who, event_id).status == Verdict.REFUSED
    who.status = "confirmed"
    session.flush()
    assert scan(meeting, who, event_id).status == Verdict.RECORDED


def test_another_meetings_pass_and_an_unknown_one_are_told_apart(session) -> None:
    meeting, other = make_meeting("Here"), make_meeting("Elsewhere")
    assert scan(meeting, make_listed(other)).code == "other_meeting"
    for forged in ("ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ", "short", "", "\x00"):
        event = Event(id=str(uuid.uuid4()), at=NINE, pass_code=forged)
        answer = operations.record(meeting, event, by=CLI, at=NINE)
        assert (answer.status, answer.code) == (Verdict.REFUSED, "unknown_pass"), forged
    assert count_events() == 0


def test_a_typed_pass_may_have_hyphens_and_small_letters(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting)
    typed = "-".join(who.pass_code[start : start + 4] for start in range(0, 20, 4)).lower()
    assert scan(meeting, who, pass_code=typed).status == Verdict.RECORDED


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (NINE - timedelta(days=1), "before"),
        (NINE + timedelta(days=2), "after"),
    ],
)
def test_presence_is_recorded_on_the_meetings_days_only(session, at, code) -> None:
    meeting = make_meeting()
    answer = scan(meeting, make_listed(meeting), at=at)
    assert (answer.status, answer.code) == (Verdict.REFUSED, code)
    assert count_events() == 0


def test_held_leaves_the_door_open_and_cancelled_closes_it(session) -> None:
    held = make_meeting("Held")
    held.status = "held"
    assert scan(held, make_listed(held)).status == Verdict.RECORDED
    gone = make_meeting("Gone", status="cancelled")
    assert scan(gone, make_listed(gone)).code == "meeting_cancelled"


def test_an_id_used_for_somebody_else_is_refused(session) -> None:
    meeting = make_meeting()
    event_id = str(uuid.uuid4())
    scan(meeting, make_listed(meeting, "Ana"), event_id)
    answer = scan(meeting, make_listed(meeting, "Eva"), event_id)
    assert (answer.status, answer.code) == (Verdict.REFUSED, "id_used")
    assert scan(meeting, make_listed(meeting, "Rut"), "1").code == "id"
    assert count_events() == 1


def test_undo_takes_back_every_in_of_that_day_with_who_and_when(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting)
    first, again = (scan(meeting, who, at=NINE + timedelta(minutes=each)) for each in (0, 1))
    scan(meeting, who, at=NINE + timedelta(days=1))
    event_id = str(uuid.uuid4())

    def undo() -> Answer:
        at = NINE + timedelta(minutes=6)
        return operations.undo(
            meeting, who, undoes=again.event_id, event_id=event_id, by=CLI, at=at
        )

    assert undo().status == Verdict.RECORDED
    assert undo().status == Verdict.RECORDED  # sent twice, done once
    assert queries.day_counts(meeting.id) == {DAY + timedelta(days=1): Heads(1)}
    assert count_events() == 5
    [line] = queries.undone(meeting.id)
    assert (line.arrival.id, line.times) == (first.event_id, 2)
    assert (line.undo.actor_label, line.undo.at) == ("command line", NINE + timedelta(minutes=6))
    for shown in (event_id, str(uuid.uuid4()), scan(meeting, make_listed(meeting)).event_id):
        assert undo_shown(meeting, who, shown).code == "not_in"


def test_she_may_come_back_after_an_undo(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting)
    shown = scan(meeting, who).event_id
    assert undo_shown(meeting, who, shown).status == Verdict.RECORDED
    assert scan(meeting, who).status == Verdict.RECORDED
    stale = undo_shown(meeting, who, shown)
    assert (stale.status, stale.code, stale.since) == (Verdict.REFUSED, "undone", NINE)
    assert queries.inside_now(meeting.id, DAY).counting == 1


def test_who_does_not_count_is_told_apart(session) -> None:
    meeting = make_meeting()
    for capacity in ("participant", "interpreter", "secretariat"):
        scan(meeting, make_listed(meeting, capacity=capacity))
    make_listed(meeting)
    assert queries.confirmed(meeting.id) == Heads(2, 2)
    assert queries.attended(meeting.id) == queries.inside_now(meeting.id, DAY) == Heads(1, 2)
    assert queries.day_counts(meeting.id) == {DAY: Heads(1, 2)}


def test_the_list_has_accents_where_they_belong(session) -> None:
    meeting = make_meeting()
    for surnames in ("Zúñiga", "Évora", "eames", "Ñáñez", "Nash", "Ezeta"):
        scan(meeting, make_listed(meeting, "Ana", surnames))
    shown = [each.participation.person.surnames for each in queries.day_list(meeting.id).items]
    assert shown == ["eames", "Évora", "Ezeta", "Ñáñez", "Nash", "Zúñiga"]
    second = queries.day_list(meeting.id, day=DAY, page=2, size=4)
    assert (second.total, len(second.items)) == (6, 2)


def test_an_undo_that_arrives_before_its_in_undoes_it_all_the_same(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting)
    event_id = str(uuid.uuid4())
    assert scan(meeting, who, kind="undo", undoes=event_id).status == Verdict.RECORDED
    assert scan(meeting, who, event_id).status == Verdict.RECORDED
    assert queries.inside_now(meeting.id, DAY).counting == 0


def test_nobody_undoes_somebody_elses_presence(session) -> None:
    meeting = make_meeting()
    event_id = str(uuid.uuid4())
    scan(meeting, make_listed(meeting, "Ana"), event_id)
    answer = scan(meeting, make_listed(meeting, "Eva"), kind="undo", undoes=event_id)
    assert (answer.status, answer.code) == (Verdict.REFUSED, "undoes")
    assert queries.inside_now(meeting.id, DAY).counting == 1


def test_leaving_does_not_take_the_day_away(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting)
    scan(meeting, who)
    assert scan(meeting, who, kind="out").status == Verdict.RECORDED
    assert queries.inside_now(meeting.id, DAY).counting == 1


def test_a_declined_person_leaves_the_count(session) -> None:
    meeting = make_meeting()
    who = make_listed(meeting)
    make_listed(meeting, "Eva")
    scan(meeting, who)
    who.status = "declined"
    session.flush()
    assert (queries.inside_now(meeting.id, DAY), queries.confirmed(meeting.id)) == (
        Heads(),
        Heads(1),
    )


def race(app, meeting_id: int, who_id: int, event_ids: list[str]) -> list[Answer]:
    """Scan from a thread for each id, all at once."""
    answers: list[Answer] = []
    start = threading.Barrier(len(event_ids))

    def scan_once(event_id: str) -> None:
        start.wait()
        with app.app_context():
            with transaction():
                meeting = db.session.get_one(Meeting, meeting_id)
                code = db.session.get_one(Participation, who_id).pass_code
                event = Event(id=event_id, at=NINE, pass_code=code)
                answers.append(operations.record(meeting, event, by=CLI, at=NINE))
            db.session.remove()

    threads = [threading.Thread(target=scan_once, args=(each,)) for each in event_ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_ten_scans_of_one_event_store_it_once(app, stored) -> None:
    with stored():
        meeting = make_meeting()
        ids = meeting.id, make_listed(meeting).id
    answers = race(app, *ids, [str(uuid.uuid4())] * 10)
    assert [(each.status, each.since) for each in answers] == [(Verdict.RECORDED, None)] * 10
    with app.app_context():
        assert count_events() == 1


def test_two_doors_store_both_events_and_count_her_once(app, stored) -> None:
    with stored():
        meeting = make_meeting()
        ids = meeting.id, make_listed(meeting).id
    answers = race(app, *ids, [str(uuid.uuid4()) for _ in range(6)])
    assert sorted(each.status for each in answers) == [Verdict.DUPLICATE] * 5 + [Verdict.RECORDED]
    with app.app_context():
        assert count_events() == 6
        assert queries.inside_now(ids[0], DAY).counting == 1
