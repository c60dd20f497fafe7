"""A stored mail whose personal link was replaced since does not go out once more."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select

from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration.mails import Cause
from meetings.registration.operations.held import new_link
from tests.factories.accounts import make_user
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


def test_a_mail_with_a_former_link_is_refused_and_the_one_with_the_present_link_goes(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        made = make_participation(make_open_meeting())
        old = db.session.scalars(select(Message)).one()
        new_link(made, Cause.ADDRESS, at=AT)
        db.session.flush()
        new = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert new is not None
        old.status = new.status = "sent"
        former, present, identity = old.public_id, new.public_id, make_user().get_id()
    client.sign_in(identity)
    refused = page.get(f"/en/manage/outbox/{former}").submit("main form")
    assert "opens nothing any more" in refused.text
    assert len(page.get("/en/manage/outbox").all("tbody tr")) == 2
    again = page.get(f"/en/manage/outbox/{present}").submit("main form")
    assert "The message is in the outbox again." in again.text
    assert len(page.get("/en/manage/outbox").all("tbody tr")) == 3
