"""Answers are read from a real IMAP server: once, after they are stored, and nobody else's mail."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import mailbox
from meetings.config import Settings
from meetings.db import db
from meetings.errors import SettingError
from meetings.registration import jobs, operations
from meetings.registration.models import IncomingReply, Participation
from tests.factories.registration import make_open_meeting, make_participation
from tests.support import imap
from tests.support.answers import make_mail

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
ROUND = timedelta(minutes=1)
LETTER = b"From: ministra@example.org\r\nSubject: Foro\r\n\r\nVoy con gusto.\r\n"


@pytest.fixture
def imap_server() -> Iterator[imap.Mailbox]:
    """The secretariat's mailbox on a real server."""
    jobs._looks_at.clear()
    with imap.serving() as served:
        yield served


@pytest.fixture
def uid(stored: Callable[[], Any]) -> str:
    """A meeting with one person."""
    with stored():
        meeting = make_open_meeting()
        make_participation(meeting)
        return meeting.uid


def kept(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        found = db.session.scalars(select(IncomingReply).order_by(IncomingReply.id))
        return [(each.state, each.doubt) for each in found]


def look(app: Flask, rounds: int = 0) -> int:
    """The worker's look at the mailbox, now or some minutes later."""
    with app.app_context():
        return jobs.read_answers(datetime.now(UTC).replace(microsecond=0) + ROUND * rounds)


def test_answers_are_read_whoever_opened_them_and_letters_are_left_alone(
    make_app: Callable[..., Flask],
    uid: str,
    imap_server: imap.Mailbox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = make_app(imap_url=imap_server.url)
    imap_server.put(LETTER, make_mail(uid=uid, partstat="TENTATIVE"), LETTER)
    assert look(app) == 1
    assert imap_server.seen() == [False, True, False]
    assert look(app) == 0
    with app.app_context():
        assert db.session.scalars(select(Participation.reply)).one() == "tentative"

    imap_server.put(make_mail(uid="unknown", message_id="<2@x>"))
    imap_server.open_all()
    assert look(app) == 0, "a minute has not passed"
    assert look(app, 1) == 1
    assert kept(app) == [("applied", ""), ("waiting", "no_meeting")]

    imap_server.put(make_mail(uid=uid, partstat="DECLINED", message_id="<3@x>"))
    with monkeypatch.context() as patch:
        patch.setattr(operations, "take_in", _fails)
        with pytest.raises(RuntimeError):
            look(app, 2)
    assert imap_server.seen()[-1] is False
    assert "secreto" not in caplog.text
    assert look(app, 3) == 1
    assert imap_server.seen()[-1] is True
    assert len(kept(app)) == 3


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_server_that_cannot_be_had_stops_nothing(
    make_app: Callable[..., Flask], caplog: pytest.LogCaptureFixture
) -> None:
    jobs._looks_at.clear()
    app = make_app(imap_url="imaps://ana:secreto@127.0.0.1:1/INBOX")
    with caplog.at_level(logging.WARNING):
        assert look(app) == 0
    assert "the mailbox was not read: ConnectionRefusedError" in caplog.text
    assert "secreto" not in caplog.text


@pytest.mark.parametrize(
    ("url", "read_as"),
    [
        ("imaps://a:b@mail.example", ("mail.example", 993, "a", "b", "INBOX", True, False)),
        ("imap://a%40x:b%2F@h:99/Re%20s/In", ("h", 99, "a@x", "b/", "Re s/In", False, True)),
        ("imap://a:b@h/INBOX?starttls=no", ("h", 143, "a", "b", "INBOX", False, False)),
    ],
)
def test_the_address_of_a_mailbox(url: str, read_as: tuple[object, ...]) -> None:
    assert mailbox.place(url) == mailbox.Place(*read_as)  # type: ignore[arg-type]  # in its order


@pytest.mark.parametrize(
    "url", ["imaps://mail.example", "http://a:b@h", "imaps://a:b@h:port", "imaps://a@h", "x"]
)
def test_a_wrong_address_stops_the_start_and_is_not_quoted(url: str) -> None:
    with pytest.raises(SettingError) as refused:
        Settings.from_env({"MEETINGS_IMAP_URL": url, "MEETINGS_SECRET_KEY": "k"})
    assert str(refused.value).startswith("MEETINGS_IMAP_URL must look like imaps://")


def _fails(*_args: object, **_kwargs: object) -> None:
    raise RuntimeError("the database is away")
