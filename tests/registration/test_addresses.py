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

from meetings.actor import CLI, Actor, ActorKind
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
def test_the_former_address_is_greeted_by_the_former_name_and_brings_it_back(
    app: Flask, page: Site, stored: Stored
) -> None:
    renamed = {"surnames": "Pérez", "badge_name": "María José Pérez", "post": "Ministra"}
    with stored():
        [found] = db.session.scalars(select(Participation))
        by = Actor(ActorKind.LINK, found.public_id, "own link")
        operations.correct(found, make_entry(email=ANOTHERS, **renamed), by=by, at=now())
    [mail] = told(app, HERS)
    assert "María José Ñáñez Güell" in mail
    assert "Pérez" not in mail
    assert "El nombre de la inscripción también se cambió." in mail
    assert "con ella los nombres" in mail
    page.get(link_in(mail)).submit("main form", status=200)
    with app.app_context():
        [found] = db.session.scalars(select(Participation))
        assert found.person.full_name == found.badge_name == "María José Ñáñez Güell"
        assert found.post == ""
    [lost] = told(app, ANOTHERS)
    assert "María José Pérez" in lost


@pytest.mark.usefixtures("registered")
def test_the_link_says_why_it_comes(app: Flask, page: Site, stored: Stored) -> None:
    change(stored, ANOTHERS)
    page.get(link_in(told(app, HERS)[0])).submit("main form", status=200)
    with stored():
        [found] = db.session.scalars(select(Participation))
        entry = make_entry(capacity_code=found.capacity_code)
        operations.register(found.meeting, entry, nonce="x", by=CLI, at=now())
    with app.app_context():
        wanted = select(Message).where(Message.kind == "registration.link").order_by(Message.id)
        rows = db.session.scalars(wanted).all()
    assert [each.to_email for each in rows] == [ANOTHERS, HERS, HERS]
    said = ("se cambió por esta", "Se deshizo el cambio", "El formulario se envió de nuevo")
    for number, words in enumerate(said):
        assert [words in each.text for each in rows] == [number == n for n in range(3)]


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
def test_what_others_changed_an_officer_is_asked_to_take_back(
    app: Flask, page: Site, stored: Stored, by: Actor
) -> None:
    """The address may have been a stranger's, by a slip: nobody is let in without an officer."""
    change(stored, ANOTHERS, by=by)
    [mail] = told(app, HERS)
    assert "Si la nueva dirección no es suya" in mail.replace("\n", " ")
    assert ANOTHERS not in mail
    hers = own_page(app)
    asked = page.get(link_in(mail)).submit("main form", status=200)
    assert asked.one("h1") == "Se consultó a la Secretaría"
    assert (her_address(app), own_page(app)) == (ANOTHERS, hers)
    page.get(link_in(mail), status=410)
    with stored():
        [waiting] = queries.waiting_corrections(
            db.session.scalars(select(Participation.meeting_id)).one()
        )
        assert waiting.correction.asked == {"email": HERS}
        operations.accept_correction(
            waiting.correction, waiting.participation, by=OFFICER, at=now()
        )
    assert her_address(app) == HERS
    assert told(app, ANOTHERS)


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("by_officer", [False, True])
def test_all_that_changed_with_the_address_comes_back_or_an_officer_is_asked_for_it(
    app: Flask, page: Site, stored: Stored, *, by_officer: bool
) -> None:
    """What her own page asked for and an officer accepted comes back at once."""
    pedro = {"given_names": "Pedro", "surnames": "Gómez", "badge_name": "", "sex": "male"}
    with stored():
        [found] = db.session.scalars(select(Participation))
        link = Actor(ActorKind.LINK, found.public_id, "own link")
        entry = make_entry(email=ANOTHERS, mode=found.mode, **pedro)
        by = OFFICER if by_officer else link
        waits = operations.correct(found, entry, by=by, at=now()).waits
        if waits is not None:
            operations.accept_correction(waits, found, who="same", by=OFFICER, at=now())
        found.post = "Ministra"
    assert her_address(app) == ANOTHERS
    page.get(link_in(told(app, HERS)[0])).submit("main form", status=200)
    with stored():
        [found] = db.session.scalars(select(Participation))
        asked = queries.waiting_correction(found.id)
        assert (asked is not None) is by_officer
        if asked is not None:
            assert asked.asked["email"] == HERS
            operations.accept_correction(asked, found, who="same", by=OFFICER, at=now())
        assert found.person.full_name == found.badge_name == "María José Ñáñez Güell"
        assert (found.person.email, found.sex, found.post) == (HERS, "female", "Ministra")


@pytest.mark.usefixtures("session")
def test_the_link_is_hidden_from_who_reads_the_outbox() -> None:
    text = "https://x.example/es/my/address/AbC-123_x and more"
    assert without_secrets(text) == "https://x.example/es/my/address/… and more"


@pytest.mark.usefixtures("registered")
def test_a_forged_link_opens_nothing(page: Site, app: Any) -> None:
    page.get("/en/my/address/forged", status=410)
    assert her_address(app) == HERS
