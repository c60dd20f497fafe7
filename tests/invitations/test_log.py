"""What the log of a mailing says of whoever stands in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask

from meetings.actor import CLI
from meetings.clock import now
from meetings.db import db
from meetings.directory.models import Person
from meetings.invitations import jobs, operations
from meetings.invitations.operations import Plan
from meetings.privacy.operations.erase import erase
from tests.factories.accounts import make_user
from tests.factories.invitations import make_mailing
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


def test_who_was_erased_stands_there_in_words_and_without_a_link(
    app: Flask, page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        made = make_mailing(meeting, {"status": ["confirmed"]}, template="note")
        rosa = make_participation(meeting, given_names="Rosa").person_id
        make_participation(meeting, given_names="Luz", email="luz@example.org")
        operations.schedule(made, Plan(), by=CLI, at=now())
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{made.public_id}"
        identity = make_user().get_id()
    with app.app_context():
        jobs.send_mailings(now())
    with stored():
        erase(db.session.get_one(Person, rosa), by=CLI, at=now())
    client.sign_in(identity)
    log = page.get(address).tree.cssselect("section[aria-labelledby=log-title] tbody")[0]
    told = [" ".join(each.text_content().split()) for each in log.cssselect("th")]
    assert sorted(told) == ["Erased: no name is kept", "Luz Ñáñez Güell"]
    assert len(log.cssselect("th a")) == 1
