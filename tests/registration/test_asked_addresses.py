"""An address that waits for an officer reaches as far as who asked for it, whoever accepts it."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI
from meetings.clock import now
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration import operations, queries
from meetings.registration.operations import Plan
from tests.factories.accounts import make_user
from tests.registration import test_held
from tests.registration.test_held import (
    FORMER,
    NEW,
    OFFICER,
    Stored,
    change,
    hers,
    links_to,
    opened,
    reached,
)
from tests.support.pages import Client, Page, Site
from tests.support.proof import prove

three = test_held.three
ONE: Final = [NEW, FORMER, FORMER]
ALL: Final = [NEW] * 3


@pytest.fixture
def reviewed(three: None, stored: Stored, client: Client) -> None:
    """The first of her three meetings reviews addresses; its officer is signed in."""
    with stored():
        plan = Plan(reviewed_fields=("email",))
        operations.set_plan(hers()[0].meeting, plan, by=CLI, at=now())
        client.sign_in(make_user().get_id())


def ask(app: Flask, page: Site, email: str = NEW, **fields: Any) -> None:
    with app.app_context():
        own = f"/en/my/{queries.link_token(hers()[0])}/correct"
    form = page.get(own)
    assert "in force at once. A name that is" in form.text
    assert "waits for the secretariat" in form.submit(email=email, **fields).text


def the_officers(app: Flask, page: Site) -> Page:
    with app.app_context():
        public_id = hers()[0].public_id
    return page.get(f"/en/manage/registrations/{public_id}")


def moved(app: Flask) -> Message:
    with app.app_context():
        wanted = select(Message).where(Message.kind == "registration.moved")
        return db.session.scalars(wanted.order_by(Message.id.desc())).first()  # type: ignore[return-value]  # there is one


@pytest.mark.usefixtures("reviewed")
def test_accepted_it_opens_what_it_was_asked_for_and_the_former_address_takes_it_back_at_once(
    app: Flask, page: Site
) -> None:
    ask(app, page)
    shown = the_officers(app, page)
    assert "2 other registrations of this person stay with their present address for seven" in (
        shown.one("#correction")
    )
    shown.submit("#correction form", accept="1")
    assert reached(app) == ONE
    assert opened(app, links_to(app, NEW)) == [0]
    told = moved(app)
    assert told.to_email == FORMER
    assert "Si no fue usted quien lo solicitó" in told.text
    assert "oficina" not in told.text
    [path] = re.findall(r"/es/my/address/\S+", told.text)
    page.get(path).submit("main form", status=200)
    assert reached(app) == [FORMER] * 3
    assert opened(app, links_to(app, NEW)) == []


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("proven_first", [True, False])
def test_it_takes_all_along_where_the_former_mailbox_was_proved_when_it_was_asked_for(
    app: Flask, page: Site, *, proven_first: bool, frozen: time_machine.Traveller
) -> None:
    """Whoever saves something else beside another's wish vouches for nothing."""
    if not proven_first:
        ask(app, page)
    prove(page.client, FORMER)
    ask(app, page, post="Jueza", sex="not_stated")
    frozen.shift(86400)
    shown = the_officers(app, page)
    assert ("reads the former one" in shown.one("#correction")) is proven_first
    shown.submit("#correction form", accept="1")
    assert reached(app) == (ALL if proven_first else ONE)


@pytest.mark.usefixtures("reviewed")
def test_a_former_address_that_asks_for_itself_has_all_of_them_again(
    app: Flask, page: Site, stored: Stored
) -> None:
    change(stored, NEW, by=OFFICER)
    assert reached(app) == ALL
    [path] = re.findall(r"/es/my/address/\S+", moved(app).text)
    page.get(path).submit("main form", status=200)
    shown = the_officers(app, page)
    assert "before is asked for again: 2 other registrations go to it at once" in shown.text
    shown.submit("#correction form", accept="1")
    assert reached(app) == [FORMER] * 3
