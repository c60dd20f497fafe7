"""Mails of ours that came back are found in the mailbox; reports of others stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import clock
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration import jobs
from tests.factories.registration import make_open_meeting, make_participation
from tests.support import imap
from tests.support.bounces import make_report

OTHER = "0d1c0d1c-0000-4000-8000-0d1c0d1c0d1c"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_bounce_is_marked_on_its_mail_and_read_once(
    make_app: Callable[..., Flask], stored: Callable[[], AbstractContextManager[None]]
) -> None:
    with stored():
        make_participation(make_open_meeting())
        public_id = db.session.scalars(select(Message.public_id)).one()
    jobs._looks_at.clear()
    with imap.serving() as box:
        app = make_app(imap_url=box.url)
        host = app.config["SETTINGS"].uid_host
        box.put(
            make_report(OTHER, host=host), make_report(public_id, host=host), b"From: a@x\r\n\r\nHi"
        )
        with app.app_context():
            assert jobs.read_answers(clock.now()) == 1
        assert box.seen() == [False, True, False]
        with app.app_context():
            message = db.session.scalars(select(Message)).one()
            assert message.bounced_at is not None
            assert message.bounce == "5.1.1 550 No such user here"
