"""Her page's address, passed on, neither shows all that is kept of her nor erases it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import Actor, ActorKind
from meetings.audit import AuditEntry
from meetings.clock import now
from meetings.db import db, transaction
from meetings.notifications.models import Delivery, Message
from meetings.privacy import mails
from meetings.privacy.jobs import forget_last_mails
from meetings.privacy.models import ErasureRequest
from meetings.registration import operations, queries
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.registration import make_entry, make_open_meeting, make_participation
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
HERS = "mj@example.org"


@pytest.fixture
def own(stored: Stored, frozen: Any) -> str:
    """Her page; a second person shares her mailbox."""
    with stored():
        meeting = make_open_meeting()
        make_participation(meeting, given_names="Ana", surnames="Ruiz")
        return f"/en/my/{queries.link_token(make_participation(meeting))}"


def is_erased(app: Flask) -> bool:
    with app.app_context():
        rows = db.session.scalars(select(Participation))
        return any(each.person.erased_at is not None for each in rows)


def links(app: Flask) -> list[Message]:
    with app.app_context():
        wanted = select(Message).where(Message.kind == "registration.data_link")
        return list(db.session.scalars(wanted.order_by(Message.id)))


def ask(page: Site, own: str) -> Page:
    return page.get(own + "/data").submit("form[action$='/data/link']")


def path_in(mail: Message) -> str:
    link = re.findall(r"https?://\S+/my/open/\S+", mail.text)[0]
    return urlsplit(link).path.replace("/es/", "/en/", 1)


def test_a_link_forwarded_shows_and_erases_nothing(app: Flask, page: Site, own: str) -> None:
    data = page.get(own + "/data")
    assert "Your names and your e-mail address" in data.text
    assert "Read everything" not in data.text
    for ending in ("json", "html"):
        answer = page.client.get(f"{own}/data/everything.{ending}")
        assert (answer.status_code, answer.location.endswith("/data#take")) == (303, True)
    assert "we ask in your mailbox" in page.get(own + "/data/erase").text
    page.client.post(own + "/data/erase", data={"sure": "y"})
    assert not is_erased(app)


def test_the_mail_names_her_and_its_button_opens_both_in_this_browser_for_half_an_hour(
    app: Flask, page: Site, own: str, frozen: Any
) -> None:
    assert "on its way" in ask(page, own).text
    [mail] = links(app)
    assert (mail.to_email, mail.language) == (HERS, "es")
    assert "María José Ñáñez Güell" in mail.text
    page.get(path_in(mail))
    assert "Read everything" not in page.get(own + "/data").text, "looking opens nothing"
    opened = page.get(path_in(mail)).submit("main form")
    assert "Read everything" in opened.text
    assert page.client.get(own + "/data/everything.json").status_code == 200
    page.get(path_in(mail), status=410)
    other = app.test_client()
    assert other.get(own + "/data/everything.json").status_code == 303
    frozen.shift(timedelta(minutes=31))
    assert page.client.get(own + "/data/everything.json").status_code == 303
    with app.app_context():
        actions = set(db.session.scalars(select(AuditEntry.action)))
    assert {"registration.send_data_link", "registration.use_sign_in", "privacy.export"} <= actions


def test_three_mails_an_hour_and_no_more(app: Flask, page: Site, own: str) -> None:
    for _time in range(3):
        ask(page, own)
    assert "Three mails went to this address" in ask(page, own).text
    assert len(links(app)) == 3


def test_who_changed_the_address_a_moment_ago_is_judged_by_an_officer(
    app: Flask, page: Site, stored: Stored, own: str
) -> None:
    """Else whoever has the link would have the mail sent to herself."""
    with stored():
        found = db.session.scalars(select(Participation).order_by(Participation.id.desc())).first()
        assert found is not None
        by = Actor(ActorKind.LINK, found.public_id, "own link")
        operations.correct(found, make_entry(email="other@example.org"), by=by, at=now())
        own = f"/en/my/{queries.link_token(found)}"
    data = page.get(own + "/data")
    assert "changed a few days ago" in data.text
    page.client.post(own + "/data/link")
    assert not links(app)
    waits = page.get(own + "/data/erase").submit(sure="y")
    assert "an officer has not decided yet" in waits.text
    assert not is_erased(app)


def test_who_has_no_address_asks_an_officer(
    app: Flask, page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        made = make_participation(make_open_meeting())
        made.person.email = ""
        own = f"/en/my/{queries.link_token(made)}"
        officer = make_user().get_id()
    page.get(own + "/data/erase").submit(sure="y")
    with app.app_context():
        assert db.session.scalars(select(ErasureRequest.waits_for)).all() == ["no_address"]
    client.sign_in(officer)
    assert "who cannot be asked" in page.get("/en/manage/privacy").text


@pytest.mark.parametrize(
    ("name", "is_open"), [("Maria Jose Nañez Güell", True), ("Ana Ruiz", False)]
)
def test_her_own_account_needs_no_mail(
    page: Site, client: Client, stored: Stored, own: str, name: str, *, is_open: bool
) -> None:
    with stored():
        client.sign_in(make_user(HERS, name=name).get_id())
    assert ("Read everything" in page.get(own + "/data").text) is is_open


@pytest.mark.usefixtures("session", "frozen")
def test_the_last_mail_is_kept_no_longer_than_sending_takes(frozen: Any) -> None:
    with transaction():
        mails.erased(HERS, lang="es", at=now())
        mails.erased("gone@example.org", lang="es", at=now())
    assert forget_last_mails(now()) == 0
    [first, _second] = db.session.scalars(select(Message).order_by(Message.id)).all()
    with transaction():
        first.status = Delivery.SENT
    assert forget_last_mails(now()) == 1
    assert (first.to_email, first.text, first.search) == ("", "", "")
    frozen.shift(timedelta(days=2))
    assert forget_last_mails(now()) == 1
    assert db.session.scalars(select(Message.to_email)).all() == [""]


@pytest.fixture
def entered_twice(app: Flask, page: Site, stored: Stored, own: str) -> str:
    """She changed her surname, was entered again by the former one, and proved who she is."""
    with stored():
        found = queries.by_link(own.rsplit("/", 1)[1])
        assert found is not None
        by = Actor(ActorKind.USER, "1", "Ola")
        entry = make_entry(surnames="Ñáñez de Ruiz", badge_name="", mode=found.mode)
        operations.correct(found, entry, by=by, at=now())
        again = make_participation(make_open_meeting(title={"en": "A later one"}))
        assert again.person_id != found.person_id
    ask(page, own)
    page.get(path_in(links(app)[-1])).submit("main form")
    return own


@pytest.mark.parametrize("is_ticked", [True, False])
def test_a_record_under_her_former_name_is_named_shown_and_erased_when_she_says_so(
    app: Flask, page: Site, entered_twice: str, is_ticked: bool
) -> None:
    own = entered_twice
    read = page.get(own + "/data/everything.html")
    assert "There is another record with your address: María José Ñáñez Güell" in read.text
    assert "A later one" in read.text
    assert "Ana" not in read.text
    [other] = json.loads(page.client.get(own + "/data/everything.json").text)["other_records"]
    assert other["person"]["surnames"] == "Ñáñez Güell"
    form = page.get(own + "/data/erase")
    assert "There is another record with your address: María José Ñáñez Güell" in form.text
    done = form.submit(sure="y", beside=["y"] if is_ticked else [])
    assert ("Nothing tells any more who you were." in done.text) == is_ticked
    assert ("There is another record with your address" in done.text) != is_ticked
    with app.app_context():
        people = [
            each.person
            for each in db.session.scalars(select(Participation).order_by(Participation.id))
        ]
        assert [bool(each.erased_at) for each in people] == [False, True, is_ticked]
