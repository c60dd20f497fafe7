"""Whoever reads a former mail address takes its change back, once, without an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from meetings.actor import Actor, ActorKind
from meetings.audit import AuditEntry
from meetings.clock import now
from meetings.db import db, transaction
from meetings.directory.models import Person
from meetings.notifications.models import Message
from meetings.notifications.rules.secret_links import without_secrets
from meetings.registration import operations, queries
from meetings.registration.models import AddressChange, Participation
from tests.factories.registration import make_entry, make_open_meeting, make_participation
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]
OFFICER = Actor(ActorKind.USER, "1", "Ana")
HERS, ANOTHERS = "mj@example.org", "intruder@example.org"


def change(stored: Stored, email: str, by: Actor | None = None) -> None:
    """Write another address, by her own link unless somebody else does."""
    with stored():
        [found] = db.session.scalars(select(Participation))
        by = by or Actor(ActorKind.LINK, found.public_id, "own link")
        operations.correct(found, make_entry(email=email), by=by, at=now())


def told(app: Flask, email: str) -> list[str]:
    with app.app_context():
        wanted = select(Message.text).where(
            Message.kind == "registration.moved", Message.to_email == email
        )
        return list(db.session.scalars(wanted.order_by(Message.id)))


def link_in(text: str) -> str:
    [link] = re.findall(r"https?://\S+/my/address/\S+", text)
    return urlsplit(link).path


def her_address(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(Person.email)).one()


def own_page(app: Flask) -> str:
    with app.app_context():
        return f"/es/my/{queries.link_token(db.session.scalars(select(Participation)).one())}"


@pytest.fixture
def registered(stored: Stored, frozen: time_machine.Traveller) -> None:
    with stored():
        make_participation(make_open_meeting())


@pytest.mark.usefixtures("registered")
def test_the_former_address_takes_the_change_back_once(
    app: Flask, page: Site, stored: Stored
) -> None:
    change(stored, ANOTHERS)
    intruders = own_page(app)
    [mail] = told(app, HERS)
    assert ANOTHERS not in mail
    path = link_in(mail)
    assert "example.org" not in path
    shown = page.get(path)
    assert her_address(app) == ANOTHERS, "a program that looks takes nothing back"
    assert not [word for word in (HERS, ANOTHERS, "Ñáñez") if word in shown.text]
    done = shown.submit("main form", status=200)
    assert done.response.headers["Cache-Control"] == "no-store"
    assert her_address(app) == HERS
    page.get(intruders, status=404)
    page.get(own_page(app))
    page.get(path, status=410)
    assert page.client.post(path).status_code == 410
    [lost] = told(app, ANOTHERS)
    assert "/my/address/" not in lost
    with app.app_context():
        *_before, last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        assert (last.action, last.actor_label) == (
            "registration.take_address_back",
            "former address",
        )


@pytest.mark.usefixtures("registered")
def test_who_comes_between_keeps_no_way_back(app: Flask, page: Site, stored: Stored) -> None:
    change(stored, ANOTHERS)
    change(stored, "third@example.org")
    between = link_in(told(app, ANOTHERS)[0])
    page.get(link_in(told(app, HERS)[0])).submit("main form", status=200)
    assert her_address(app) == HERS
    page.get(between, status=410)
    assert page.client.post(between).status_code == 410
    assert her_address(app) == HERS


@pytest.mark.usefixtures("registered")
def test_it_runs_out_after_a_week_and_nothing_of_it_is_kept(
    app: Flask, page: Site, stored: Stored, frozen: time_machine.Traveller
) -> None:
    change(stored, ANOTHERS)
    path = link_in(told(app, HERS)[0])
    frozen.shift(timedelta(days=7))
    page.get(path, status=410)
    assert page.client.post(path).status_code == 410
    with app.app_context(), transaction():
        assert operations.forget_addresses(at=now()) == 1
        assert not list(db.session.scalars(select(AddressChange)))


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("by", [OFFICER, Actor(ActorKind.LINK, "ministry", "Ministry")])
def test_what_others_changed_the_former_address_takes_back_too(
    app: Flask, page: Site, stored: Stored, by: Actor
) -> None:
    change(stored, ANOTHERS, by=by)
    [mail] = told(app, HERS)
    assert "Si la nueva dirección no es suya" in mail.replace("\n", " ")
    assert ANOTHERS not in mail
    page.get(link_in(mail)).submit("main form", status=200)
    assert her_address(app) == HERS


@pytest.mark.usefixtures("session")
def test_the_link_is_hidden_from_who_reads_the_outbox() -> None:
    text = "https://x.example/es/my/address/AbC-123_x and more"
    assert without_secrets(text) == "https://x.example/es/my/address/… and more"


@pytest.mark.usefixtures("registered")
def test_a_forged_link_opens_nothing(page: Site, app: Any) -> None:
    page.get("/en/my/address/forged", status=410)
    assert her_address(app) == HERS
