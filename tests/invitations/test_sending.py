"""A mailing reaches each person once, in her language, whoever dies in the middle of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from meetings.actor import CLI, WORKER
from meetings.audit import AuditChange, AuditEntry
from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.directory import operations as directory
from meetings.directory.models import Person
from meetings.errors import Refused
from meetings.invitations import jobs, operations, queries
from meetings.invitations.models import Mailing, MailingRecipient, MailRefusal
from meetings.invitations.operations import Plan
from meetings.notifications import operations as notifications
from meetings.notifications.models import Message
from meetings.registration import operations as registration
from meetings.registration.models import Participation, Way
from tests.factories.directory import make_person, make_seat
from tests.factories.invitations import make_mailing, make_row
from tests.factories.registration import make_entry, make_open_meeting, make_participation
from tests.factories.statistics import make_presence

Stored = Callable[[], AbstractContextManager[None]]
NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def go(mailing: Mailing, plan: Plan | None = None, at: datetime = NOW) -> None:
    operations.schedule(mailing, plan or Plan(), by=CLI, at=at)


def work(app: Flask, at: datetime) -> None:
    """What the worker does then."""
    with app.app_context():
        for job in jobs.jobs:
            job(at)


def receipts(app: Flask) -> dict[str, str]:
    with app.app_context():
        rows = db.session.execute(
            select(Person.given_names, MailingRecipient.receipt).join(
                Person, Person.id == MailingRecipient.person_id
            )
        )
        return {row[0]: row[1] for row in rows}


def mails(app: Flask, kind: str = "invitations.%") -> list[tuple[str, str, str]]:
    with app.app_context():
        wanted = select(Message.to_email, Message.language, Message.title)
        rows = db.session.execute(wanted.where(Message.kind.like(kind)).order_by(Message.id))
        return [(row[0].split("@")[0], row[1], row[2]) for row in rows]


def test_members_of_a_body_are_invited_once_in_their_languages(app: Flask, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting()
        days: dict[str, Any] = {"from_on": date(2026, 1, 1), "to_on": None}
        seats: dict[str, Person] = {}
        for name, state in (("Ana", "BO"), ("Edline", "HT"), ("Vera", "BR"), ("Uma", "JM")):
            person = make_person(name, "Paz", f"{name.lower()}@example.org")
            seats[name] = person
            make_seat(state, "expert_titular", body="committee_of_experts", person=person, **days)
        old: dict[str, Any] = {"from_on": date(2020, 1, 1), "to_on": date(2026, 6, 1)}
        make_seat(
            "CL", "expert_titular", body="committee_of_experts", person=make_person("Eva"), **old
        )
        make_participation(meeting, given_names="Ana", surnames="Paz", email="ana@example.org")
        mailing = make_mailing(
            meeting,
            {"body": "committee_of_experts", "positions": ["expert_titular"]},
            {"file": [make_row("Vera"), make_row("Luz", language="fr")]},
        )
        db.session.add(MailRefusal(person_id=seats["Uma"].id, at=NOW))
        assert len(queries.candidates(mailing)) == 5
        go(mailing)
    work(app, NOW)
    work(app, NOW + HOUR)
    assert receipts(app) == {
        "Ana": "already_in",
        "Edline": "written",
        "Vera": "written",
        "Luz": "written",
        "Uma": "unsubscribed",
    }
    assert sorted(mails(app)) == [
        ("edline", "fr", "Invitation : Forum sur la justice"),
        ("luz", "fr", "Invitation : Forum sur la justice"),
        ("vera", "pt", "Convite: Fórum sobre justiça"),
    ]
    with app.app_context():
        found = db.session.scalars(
            select(Participation).where(Participation.way == Way.INVITATION)
        ).all()
        assert {(each.status, each.capacity_code) for each in found} == {
            ("invited", "expert_titular"),
            ("invited", "participant"),
        }
        sent = db.session.scalars(select(Mailing)).one()
        assert (sent.state, sent.audience[1]) == ("sent", {"rows": 2})
        changes = str(db.session.scalars(select(AuditChange.changes)).all())
        assert "example.org" not in changes
        labels = db.session.scalars(select(AuditEntry.subject_id)).all()
        assert not any("example.org" in each for each in labels)


def test_who_dies_in_the_middle_writes_to_nobody_twice(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stored():
        meeting = make_open_meeting()
        rows = [make_row(f"Ana{number}") for number in range(7)]
        mailing = make_mailing(meeting, {"file": rows})
        go(mailing)
        key = mailing.id
    with app.app_context(), transaction():
        assert operations.send_batch(key, at=NOW, size=3) == 3

    def dies(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("meetings.invitations.operations.sending._finish", dies)
        with app.app_context(), pytest.raises(RuntimeError), transaction():
            operations.send_batch(key, at=NOW, size=50)
    assert len(mails(app)) == 3
    work(app, NOW + HOUR)
    work(app, NOW + 2 * HOUR)
    assert len(mails(app)) == len({mail[0] for mail in mails(app)}) == 7
    with app.app_context():
        assert db.session.scalar(select(func.count(Participation.id))) == 7


def reminder(meeting: Meeting, template: str, hours: int, moment: str) -> Mailing:
    made = make_mailing(meeting, template=template)
    go(made, Plan(moment=moment, hours=hours))
    return made


def test_the_reminder_before_closing_goes_to_who_has_not_answered(
    app: Flask, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        way = registration.WayIn(
            capacity_code="participant", way=Way.INVITATION, closes_at=NOW + 5 * DAY
        )
        registration.set_way(meeting, way, by=CLI, at=NOW)
        rows = [make_row("Ana"), make_row("Luz"), make_row("Eva")]
        go(make_mailing(meeting, {"file": rows}))
        reminder(meeting, "reminder_closing", 48, "before_closing")
    work(app, NOW)
    with stored():
        found = {
            each.person.given_names: each for each in db.session.scalars(select(Participation))
        }
        with time_machine.travel(NOW, tick=False):
            registration.accept(found["Ana"], make_entry(), by=CLI, at=NOW)
            registration.decline_invitation(found["Eva"], "", by=CLI, at=NOW)
        later = registration.WayIn(
            capacity_code="participant", way=Way.INVITATION, closes_at=NOW + 9 * DAY
        )
        registration.set_way(found["Ana"].meeting, later, by=CLI, at=NOW)
    work(app, NOW + 3 * DAY)
    assert mails(app, "invitations.reminder") == [], "the deadline moved, so does the reminder"
    for day in (7, 7.5, 8, 12):
        work(app, NOW + day * DAY)
    assert [mail[0] for mail in mails(app, "invitations.reminder")] == ["luz"]
    with app.app_context():
        text = db.session.scalars(
            select(Message.text).where(Message.kind == "invitations.reminder")
        ).one()
        assert "May 13, 2026" in text or "13 de mayo" in text or "13 may" in text
        assert "/my/" in text


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_reminders_before_and_after_follow_a_moved_meeting_and_stop_at_a_cancelled_one(
    app: Flask, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        made = make_participation(meeting)
        assert made.status == "confirmed"
        before = reminder(meeting, "before_meeting", 48, "before_meeting")
        after = reminder(meeting, "after_meeting", 24, "after_meeting")
        start, end = meeting.starts_at, meeting.ends_at
        morning = timedelta(hours=9)  # it has days and no hours: one counts from its morning
        assert before.due_at == start - 2 * DAY + morning
        assert after.due_at == end + DAY + morning
        meeting.starts_at, meeting.ends_at = start + 9 * DAY, end + 9 * DAY
    work(app, start - 2 * DAY + morning)
    assert mails(app) == []
    work(app, start + 7 * DAY + morning)
    work(app, start + 8 * DAY)
    assert [mail[2] for mail in mails(app)] == ["Nos vemos pronto: Foro sobre justicia"]
    with stored():
        db.session.scalars(select(Meeting)).one().status = "cancelled"
    work(app, end + 30 * DAY)
    assert len(mails(app)) == 1
    with app.app_context():
        states = db.session.scalars(select(Mailing.state).order_by(Mailing.id)).all()
        assert list(states) == ["sent", "cancelled"]


def test_what_cannot_go_out_is_refused(session: Any) -> None:
    meeting = make_open_meeting(published=False)
    mailing = make_mailing(meeting)
    with pytest.raises(Refused) as draft:
        go(mailing)
    assert draft.value.code == "draft"
    meeting.published_at = NOW
    with pytest.raises(Refused) as nobody:
        go(mailing)
    assert nobody.value.code == "nobody"
    operations.add_source(mailing, {"file": [make_row("Ana")]}, by=CLI, at=NOW)
    stale = operations.Draft(name="x", title={"en": "T"}, text={"en": "T"}, version=1)
    with pytest.raises(Refused) as other:
        operations.write_words(mailing, stale, by=CLI, at=NOW)
    assert other.value.code == "stale"
    go(mailing)
    operations.cancel(mailing, by=CLI, at=NOW)
    for late in (operations.cancel, operations.unschedule):
        with pytest.raises(Refused):
            late(mailing, by=CLI, at=NOW)


def test_a_bounced_mail_goes_again_to_the_corrected_address(app: Flask, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting()
        go(make_mailing(meeting, {"file": [make_row("Ana"), make_row("Luz")]}))
    work(app, NOW)
    with stored():
        message = db.session.scalars(select(Message).where(Message.to_email.like("ana%"))).one()
        message.status, message.bounced_at, message.bounce = "sent", NOW, "5.1.1"
        mailing = db.session.scalars(select(Mailing)).one()
        assert queries.tallies([mailing.id])[mailing.id].bounced == 1
        person = db.session.scalars(select(Person).where(Person.given_names == "Ana")).one()
        directory.correct_person(
            person, given_names="Ana", surnames="Paz", email="nueva@example.org", at=NOW
        )
        assert operations.send_again(mailing, by=WORKER, at=NOW).count == 1
        assert queries.tallies([mailing.id])[mailing.id].bounced == 0
    assert [mail[0] for mail in mails(app)] == ["ana", "luz", "nueva"]


def test_nobody_is_written_to_where_the_last_mail_came_back(app: Flask, stored: Stored) -> None:
    """Not before a later one arrived; a mail that reaches nobody at all does not go out."""
    with stored():
        meeting = make_open_meeting()
        make_participation(meeting, given_names="Ana", email="ana@example.org")
        message = db.session.scalars(select(Message)).one()
        message.status, message.bounced_at, message.bounce = "sent", NOW, "5.1.1"
        mailing = make_mailing(meeting, {"status": ["confirmed"]}, template="note")
        assert [each.receipt for each in queries.candidates(mailing)] == ["came_back"]
        with pytest.raises(Refused) as nobody:
            go(mailing)
        assert nobody.value.code == "nobody"
        assert mailing.state == "draft"
        notifications.send_again(message, by=CLI, at=NOW).status = "sent"
        assert [each.receipt for each in queries.candidates(mailing)] == [None]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_log_tells_why_a_mail_was_given_up_and_counts_it_apart(
    app: Flask, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        go(make_mailing(meeting, {"file": [make_row("Ana"), make_row("Luz"), make_row("Eva")]}))
    work(app, NOW)
    with stored():
        ana, eva, _luz = db.session.scalars(select(Message).order_by(Message.to_email.asc()))
        ana.status, ana.last_error = "dead", "550 No such user"
        eva.to_email = eva.text = eva.html = ""  # as somebody erased is forgotten
        mailing = db.session.scalars(select(Mailing)).one()
        tally = queries.tallies([mailing.id])[mailing.id]
        assert (tally.waiting, tally.failed) == (2, 1)
        lines = {each.name: each for each in queries.log(mailing.id).items}
        assert lines["Ana Paz"].said == "550 No such user"
        assert lines["Ana Paz"].may_go_again
        gone = [each.name for each in lines.values() if not each.may_go_again]
        assert len(gone) == 1
        hers = next(each for each in lines.values() if each.name == gone[0])
        again = operations.send_again(mailing, recipient_id=hers.recipient_id, by=CLI, at=NOW)
        assert again.count == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_reminder_at_an_hour_goes_to_those_whom_it_means_then(app: Flask, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting()
        go(make_mailing(meeting, {"file": [make_row("Ana"), make_row("Luz"), make_row("Eva")]}))
    work(app, NOW)
    with stored():
        meeting = db.session.scalars(select(Meeting)).one()
        make_participation(meeting, given_names="Paz", email="paz@example.org")
        list_ = {"status": ["invited", "waitlisted", "confirmed"]}
        for number, template in enumerate(("reminder_closing", "before_meeting", "after_meeting")):
            made = make_mailing(meeting, list_, template=template)
            days = [NOW + DAY, NOW + 2 * DAY, meeting.ends_at + DAY]
            go(made, Plan(due_at=days[number]))
        found = {
            each.person.given_names: each for each in db.session.scalars(select(Participation))
        }
        with time_machine.travel(NOW, tick=False):
            registration.accept(found["Ana"], make_entry(), by=CLI, at=NOW)
        assert found["Ana"].status == "confirmed"
        found["Paz"].status = "waitlisted"
    sent = []
    for day in days:
        before = len(mails(app))
        work(app, day)
        sent.append(sorted(mail[0] for mail in mails(app)[before:]))
    assert sent == [["eva", "luz"], ["ana"], []], "nobody was present"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_after_the_meeting_who_was_present_or_was_confirmed_as_the_officer_chose(
    app: Flask, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        there = make_participation(meeting, given_names="Ana", email="ana@example.org")
        make_participation(meeting, given_names="Luz", email="luz@example.org")
        make_presence(there, day=meeting.starts_on)
        for chosen in ("present", "confirmed"):
            made = make_mailing(meeting, template="after_meeting")
            go(made, Plan(moment="after_meeting", hours=24, reach=chosen))
            found = [each.given_names for each in queries.candidates(made) if each.is_written_to]
            assert found == (["Ana"] if chosen == "present" else ["Ana", "Luz"])


def test_nothing_is_scheduled_into_the_past(session: Any) -> None:
    meeting = make_open_meeting()
    mailing = make_mailing(meeting, {"file": [make_row("Ana")]}, template="before_meeting")
    late = meeting.starts_at - 2 * HOUR
    for plan, at, field in (
        (Plan(due_at=NOW - HOUR), NOW, "at"),
        (Plan(moment="before_meeting", hours=48), late, "hours"),
    ):
        with pytest.raises(Refused) as refused:
            go(mailing, plan, at=at)
        assert (refused.value.code, refused.value.field) == ("passed", field)
        session.rollback()
        meeting = make_open_meeting()
        mailing = make_mailing(meeting, {"file": [make_row("Ana")]}, template="before_meeting")
    go(mailing, Plan(due_at=NOW), at=NOW + timedelta(seconds=40))
    assert mailing.due_at == NOW, "the minute that runs is not over"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_of_a_shared_mailbox_each_decides_for_herself(app: Flask, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting()
        shared = {"email": "mission@example.org"}
        ana, luz = make_person("Ana", "Paz", **shared), make_person("Luz", "Paz", **shared)
        assert operations.unsubscribe(ana, by=CLI, at=NOW)
        assert not operations.unsubscribe(ana, by=CLI, at=NOW)
        rows = [make_row("Ana", **shared), make_row("Luz", **shared)]
        note = make_mailing(meeting, {"file": rows}, template="note")
        read = {each.given_names: each.receipt for each in queries.candidates(note)}
        assert read == {"Ana": "unsubscribed", "Luz": None}
        twin = make_person("Ana", "Paz de Lima", "ana@example.org")
        directory.merge(twin, ana, by=CLI, at=NOW)
        assert queries.unsubscribed([twin.id, luz.id]) == {twin.id}
        assert operations.subscribe_again(twin, by=CLI, at=NOW)
        assert not queries.has_unsubscribed(ana)
