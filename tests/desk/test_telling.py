"""Changes reach people: bundled, in their language, once, and not when they were taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.accreditation.models import Application
from meetings.actor import CLI
from meetings.calendar import operations
from meetings.calendar.models import Meeting, Status
from meetings.db import db
from meetings.desk import telling
from meetings.notifications.models import Message
from tests.factories.accreditation import make_accreditation
from tests.factories.attendance import make_listed
from tests.factories.calendar import make_meeting
from tests.support.telling import (
    AT,
    QUIET,
    Stored,
    change,
    mails,
    make_told_meeting,
    moved,
    notices,
    run,
)


@pytest.fixture
def meeting(stored: Stored) -> int:
    """A published meeting on May 20 and 21 with three people in three languages."""
    with stored():
        return make_told_meeting().id


def test_two_moves_are_told_once_with_the_first_old_and_the_last_new_date(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, **moved(25), why="Elections")
    with stored():
        change(meeting, at=AT + timedelta(minutes=30), **moved(27), venue="Sala A", why="Elections")
    assert run(app, QUIET) == 0
    assert mails(app) == {}
    assert run(app, timedelta(minutes=90)) == 1
    assert run(app, timedelta(days=1)) == 0
    assert sorted(mails(app)) == ["es@example.org", "fr@example.org", "pt@example.org"]
    spanish = mails(app)["es@example.org"]
    assert "20–21 de mayo de 2026" in spanish
    assert "27–28 de mayo de 2026" in spanish
    assert "25" not in spanish.split("/es/my/")[0]
    assert "Sala A, Washington, D.C." in spanish
    assert spanish.count("Elections") == 1
    with app.app_context():
        page = db.session.scalars(select(Message.html).where(Message.language == "es")).one()
        assert '<span lang="en">Elections</span>' in page
    assert "/es/my/" in spanish
    assert "27–28 mai 2026" in mails(app)["fr@example.org"]
    assert notices(app) == [("sent", 3)]


def test_who_is_not_accepted_yet_reads_nothing_that_sounds_so(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, **moved(25))
        waits = make_listed(db.session.get_one(Meeting, meeting), "EN", status="waitlisted")
        waits.language, waits.person.email = "en", "en@example.org"
    run(app, QUIET)
    told = mails(app)
    assert "su inscripción se mantiene" in told["es@example.org"]
    assert "n’a pas encore pris de décision" in told["fr@example.org"]
    assert "Seu convite continua válido." in told["pt@example.org"]
    assert "you keep your place on the waiting list" in told["en@example.org"]


def test_the_calendar_file_has_the_raised_sequence(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, **moved(25))
    run(app, QUIET)
    with app.app_context():
        found = db.session.scalars(select(Message)).first()
        assert found is not None
        (file,) = found.attachments
        assert b"SEQUENCE:1" in file.content
        assert b"DTSTART;VALUE=DATE:20260525" in file.content


def test_what_is_taken_back_is_told_to_nobody(app: Flask, stored: Stored, meeting: int) -> None:
    with stored():
        change(meeting, **moved(25))
    with stored():
        change(meeting, **moved(20))
    assert run(app, timedelta(days=1)) == 0
    assert mails(app) == {}
    assert notices(app) == [("taken_back", 0)]


@pytest.mark.parametrize("changes", [{"title": {"en": "Another"}}, {"time_zone": "America/Lima"}])
def test_other_changes_tell_nobody(
    app: Flask, stored: Stored, meeting: int, changes: dict[str, Any]
) -> None:
    with stored():
        change(meeting, **changes)
    assert notices(app) == []


@pytest.mark.parametrize("before", [Status.TENTATIVE, Status.CONFIRMED])
def test_held_and_its_taking_back_tell_nobody(app: Flask, stored: Stored, before: Status) -> None:
    with stored():
        made = make_meeting("Today", starts_on=date(2026, 5, 4), status=before)
        make_listed(made)
        operations.set_status(made, Status.HELD, by=CLI, at=AT)
        operations.set_status(made, before, by=CLI, at=AT)
        assert made.sequence == 0
    assert notices(app) == []


def test_who_knew_a_meeting_as_tentative_hears_that_it_is_confirmed_after_all(
    app: Flask, stored: Stored
) -> None:
    with stored():
        made = make_meeting("Today", starts_on=date(2026, 5, 4), status=Status.TENTATIVE)
        make_listed(made).person.email = "es@example.org"
        operations.set_status(made, Status.HELD, by=CLI, at=AT)
        operations.set_status(made, Status.CONFIRMED, by=CLI, at=AT)
        assert made.sequence == 1
    run(app, QUIET)
    spanish = mails(app)["es@example.org"]
    assert "Hasta ahora: Tentativa" in spanish
    assert "A partir de ahora: Confirmada" in spanish


def test_a_draft_tells_nobody(app: Flask, stored: Stored) -> None:
    with stored():
        draft = make_meeting("Draft", published=False)
        make_listed(draft)
        change(draft.id, **moved(25))
    assert notices(app) == []


def test_a_meeting_taken_back_for_a_moment_tells_nobody(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        found = db.session.get_one(Meeting, meeting)
        operations.unpublish(found, by=CLI, at=AT)
        operations.publish(found, by=CLI, at=AT)
    assert notices(app) != []
    assert run(app, timedelta(days=1)) == 0
    assert mails(app) == {}


def test_who_is_on_the_list_of_a_meeting_taken_back_is_told_without_a_dead_link(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, **moved(25))
        operations.unpublish(db.session.get_one(Meeting, meeting), by=CLI, at=AT)
    assert run(app, timedelta(minutes=59)) == 0
    assert run(app, QUIET) == 1
    told = mails(app)["es@example.org"]
    assert "ya no figura en el calendario público" in told
    assert "http" not in told


def test_a_cancelled_meeting_is_told_after_the_quiet_period_or_at_once(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        found = db.session.get_one(Meeting, meeting)
        operations.set_status(found, Status.CANCELLED, by=CLI, at=AT)
    assert run(app, timedelta(minutes=59)) == 0
    with stored():
        found = db.session.get_one(Meeting, meeting)
        assert telling.tell_now(found, by=CLI, at=AT) == "sent"
    assert "Cancelada" in mails(app)["es@example.org"]
    assert run(app, QUIET) == 0
    assert len(mails(app)) == 3


def test_a_merged_person_hears_once_and_an_accredited_contact_too(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        found = db.session.get_one(Meeting, meeting)
        one, other = make_listed(found, "Ana"), make_listed(found, "Anna")
        other.person.merged_into_id = one.person_id
        shared = make_listed(found, "Eva")
        shared.person.email = one.person.email
        make_accreditation(found, contact_email="contact@red.example")
        make_accreditation(
            found, "Casa", contact_name="Eva Ñáñez Díaz", contact_email=one.person.email
        )
        assert db.session.scalar(select(Application.id)) is not None
        for message in db.session.scalars(select(Message)):
            db.session.delete(message)
        change(meeting, **moved(25))
    run(app, QUIET)
    with app.app_context():
        told = db.session.scalars(select(Message.to_name).where(Message.kind == "desk.changed"))
        assert sorted(told) == [
            *("Ana Ñáñez Díaz", "Berta Núñez", "ES Paz", "Eva Ñáñez Díaz", "FR Paz", "PT Paz"),
        ]
        assert telling.count_told([meeting]) == len(telling.recipients([meeting])[meeting]) == 6


def test_an_officer_lets_it_wait_or_skips_it(app: Flask, stored: Stored, meeting: int) -> None:
    with stored():
        change(meeting, **moved(25))
        telling.wait_longer(db.session.get_one(Meeting, meeting), by=CLI, at=AT)
    assert run(app, timedelta(minutes=119)) == 0
    with stored():
        telling.skip(db.session.get_one(Meeting, meeting), by=CLI, at=AT)
    assert run(app, timedelta(days=1)) == 0
    assert notices(app) == [("skipped", 0)]


def test_what_was_kept_from_people_is_no_old_value_of_the_next_notice(
    app: Flask, stored: Stored, meeting: int
) -> None:
    for day in (25, 26):
        with stored():
            change(meeting, **moved(day))
            telling.skip(db.session.get_one(Meeting, meeting), by=CLI, at=AT)
    with stored():
        change(meeting, **moved(20))
    assert run(app, timedelta(days=1)) == 0
    assert mails(app) == {}
    with stored():
        change(meeting, **moved(27))
    assert run(app, timedelta(days=1)) == 1
    spanish = mails(app)["es@example.org"]
    assert "Hasta ahora: 20–21 de mayo de 2026" in spanish
    assert "A partir de ahora: 27–28 de mayo de 2026" in spanish


def test_only_the_reason_of_what_holds_in_the_end_is_told(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, venue="Sala A", why="Room")
        change(meeting, **moved(25), why="Elections")
        change(meeting, **moved(27), why="Hurricane")
    run(app, QUIET)
    spanish = mails(app)["es@example.org"]
    assert "Elections" not in spanish
    assert "Hurricane" in spanish
    assert "Room" in spanish


def test_a_reason_stays_when_the_next_change_gives_none_until_it_was_told(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, **moved(25), why="Elections")
    with stored():
        change(meeting, at=AT + timedelta(minutes=1), **moved(27))
    run(app, timedelta(hours=2))
    assert "Elections" in mails(app)["es@example.org"]
    with stored():
        change(meeting, at=AT + timedelta(hours=3), **moved(28))
    run(app, timedelta(hours=5))
    with app.app_context():
        told = db.session.scalars(select(Message.text).order_by(Message.id)).all()
    assert ["Elections" in each for each in told] == [True] * 3 + [False] * 3


def test_a_date_that_is_not_sure_is_told_so(app: Flask, stored: Stored, meeting: int) -> None:
    with stored():
        change(meeting, status="tentative", **moved(25))
    run(app, QUIET)
    assert "25–26 de mayo de 2026 (tentativa" in mails(app)["es@example.org"]


def test_who_hears_of_a_postponement_knows_which_date_no_longer_holds(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        operations.postpone(db.session.get_one(Meeting, meeting), None, by=CLI, at=AT)
    run(app, QUIET)
    assert (
        "Esta fecha ya no es válida: 20–21 de mayo de 2026. La nueva se anunciará."
        in mails(app)["es@example.org"]
    )
    assert "Jusqu’à présent\N{NO-BREAK SPACE}: " in mails(app)["fr@example.org"]


def test_where_nobody_is_registered_nothing_was_sent(app: Flask, stored: Stored) -> None:
    with stored():
        change(make_meeting("Alone").id, **moved(25))
    assert run(app, QUIET) == 0
    assert notices(app) == [("nobody", 0)]
