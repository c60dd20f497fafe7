"""Workers tell each person once, whatever happens to one of them; over real SMTP, too."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.calendar import operations
from meetings.calendar.models import ChangeNotice
from meetings.db import db, transaction
from meetings.desk import telling
from meetings.notifications.jobs import send_due
from meetings.notifications.models import Message
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


def test_a_worker_that_dies_before_the_commit_loses_nothing(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, **moved(25))

    def die() -> None:
        with app.app_context(), transaction():
            notice = operations.take_due(at=AT + QUIET)
            assert notice is not None
            telling.tell(notice, by=CLI, at=AT + QUIET)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        die()
    assert mails(app) == {}
    assert notices(app) == [(None, None)]
    assert run(app, QUIET) == 1
    assert len(mails(app)) == 3


def test_one_that_fails_stops_no_other(
    app: Flask, stored: Stored, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stored():
        change(meeting, **moved(25))
        other = make_meeting("Other")
        make_listed(other)
        change(other.id, at=AT + timedelta(minutes=1), **moved(25))
        broken = meeting
    tell = telling.tell

    def fail(notice: ChangeNotice, **more: Any) -> Any:
        if notice.meeting_id == broken:
            raise RuntimeError("what people typed")
        return tell(notice, **more)

    with monkeypatch.context() as patched:
        patched.setattr(telling, "tell", fail)
        assert run(app, timedelta(hours=2)) == 1
    assert run(app, timedelta(hours=2)) == 1
    assert [outcome for outcome, _count in notices(app)] == ["sent", "sent"]


def test_workers_side_by_side_tell_each_person_once(
    app: Flask, stored: Stored, meeting: int
) -> None:
    with stored():
        change(meeting, **moved(25))
        for number in range(5):
            other = make_meeting(f"Other {number}")
            make_listed(other)
            change(other.id, **moved(25))
    threads = [threading.Thread(target=run, args=(app, QUIET)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(notices(app), key=str) == [("sent", 1)] * 5 + [("sent", 3)]
    with app.app_context():
        assert len(db.session.scalars(select(Message)).all()) == 8


def test_three_people_in_three_languages_each_get_one_mail(
    stored: Stored, meeting: int, make_app: Callable[..., Flask], smtp_server: Any
) -> None:
    sender = make_app(smtp_url=smtp_server.url)
    with stored():
        change(meeting, **moved(25))
    with stored():
        change(meeting, at=AT + timedelta(minutes=5), **moved(27))
    assert run(sender, timedelta(minutes=65)) == 1
    with sender.app_context():
        assert send_due(AT + timedelta(minutes=65)) == 3
    for lang, words in (
        ("es", "27–28 de mayo de 2026"),
        ("fr", "27–28 mai 2026"),
        ("pt", "27–28 de maio de 2026"),
    ):
        (mail,) = smtp_server.to(f"{lang}@example.org")
        assert mail["Content-Language"] == lang
        text = mail.get_body(("plain",)).get_content()
        assert words in text
        assert f"/{lang}/my/" in text
        assert len(list(mail.iter_attachments())) == 1
