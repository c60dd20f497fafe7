"""An officer decides about a nominee: her State reads it, its list has the next number, and no two
papers of one number differ."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.db import db
from meetings.delegations import jobs
from meetings.directory.models import Person
from meetings.notifications.models import Message
from meetings.registration.models import Participation
from tests.factories.delegations import AT
from tests.support.desks import At, named, submitted
from tests.support.pages import Page, Site

LATER = AT + timedelta(minutes=5)


@pytest.fixture
def official(page: Site, at: At, officer: str) -> At:
    """Lorena, without an address, and Débora are on the official list of Honduras."""
    named(page, at, "Lorena")
    named(page, at, "Débora", email="debora@mre.example", language="es")
    submitted(page, at)
    return at


def registration(app: Flask, given: str) -> str:
    with app.app_context():
        wanted = select(Participation.public_id).join(Person).where(Person.given_names == given)
        found = db.session.scalars(wanted.order_by(Participation.id.desc())).first()
        return f"/en/manage/registrations/{found}"


def declined(app: Flask, page: Site, given: str, reason: str) -> Page:
    shown = page.get(registration(app, given))
    return shown.submit("form[action$='/decline']", reason=reason)


def followed(app: Flask) -> int:
    with app.app_context():
        return jobs.follow_corrections(LATER)


def told(app: Flask) -> str:
    with app.app_context():
        kinds = Message.kind == "delegations.receipt"
        return list(db.session.scalars(select(Message.text).where(kinds).order_by(Message.id)))[-1]


def test_a_decline_is_told_truly_to_the_state_and_in_the_history(
    app: Flask, page: Site, official: At, frozen
) -> None:
    answer = declined(app, page, "Lorena", "She is an expert.")
    assert "No e-mail address of Lorena De Lorena is known" in answer.text
    assert "The focal point of the State is told instead, with the reason." in answer.text
    assert "the mail holds the reason" not in answer.text
    frozen.move_to(LATER)
    assert (followed(app), followed(app)) == (1, 0)
    mail = told(app).replace("\n", " ")
    assert "The Secretariat has declined Lorena De Lorena. Reason: “She is an expert.”" in mail
    assert "No e-mail address of Lorena De Lorena is known: please tell her or him." in mail
    assert "List no. 2 says so" in mail
    history = page.get(f"{official.desk}/history")
    assert history.all("section.card h3")[:2] == ["List no. 2", "List no. 1"]
    assert "Declined: Lorena De Lorena." in history.text
    assert "declined by the secretariat (She is an expert.)" in history.text


def test_papers_of_one_number_say_the_same(app: Flask, page: Site, official: At, frozen) -> None:
    def paper() -> tuple[str, bool]:
        answer = page.client.get(f"{official.desk}/letter.docx?kind=credentials&in=en")
        name = answer.headers["Content-Disposition"].partition("hn-")[2]
        words = ZipFile(BytesIO(answer.data)).read("word/document.xml").decode()
        return name, "Lorena" in words

    before = paper()
    declined(app, page, "Lorena", "No seat.")
    assert paper() == before == ("1-en.docx", True)
    frozen.move_to(LATER)
    followed(app)
    assert paper() == ("2-en.docx", False)


def test_who_withdrew_or_comes_back_is_told_too(
    app: Flask, page: Site, official: At, frozen
) -> None:
    answer = page.get(f"{registration(app, 'Débora')}/withdraw").submit(reason="At her wish.")
    assert "The focal point of her or his State is told too." in answer.text
    followed(app)
    assert "The Secretariat has withdrawn Débora De Débora. Reason:" in told(app)
    frozen.move_to(LATER)
    page.get(f"{registration(app, 'Débora')}/take-up").submit()
    followed(app)
    assert "Takes part again: Débora De Débora." in told(app)
    assert page.get(f"{official.desk}/history").all("section.card h3")[0] == "List no. 3"


@pytest.mark.parametrize("is_followed", [True, False])
def test_who_is_named_again_is_told_once_and_stands_on_the_draft(
    app: Flask, page: Site, official: At, is_followed: bool
) -> None:
    declined(app, page, "Débora", "Two seats only.")
    if is_followed:
        followed(app)
    asked = named(page, official, "Débora", post="Minister")
    assert asked.status == 422
    assert "her or his nomination has ended" in asked.text
    assert asked.values()["post"] == "Minister"
    again = asked.submit(again="1")
    row = again.one("#list tbody tr:nth-child(2)")
    assert "On the draft" in row
    assert "Declined" not in row
    assert "Named again: Débora De Débora (Adviser)." in again.text
    assert "No longer in the delegation" not in again.text
    assert "Named: Débora" not in again.text
    submitted(page, official)
    assert "Named again: Débora De Débora" in told(app)
    assert "No longer" not in told(app)
    assert "Nominated" in page.get(official.desk).one("#list tbody tr:nth-child(2)")
    history = page.get(f"{official.desk}/history").text
    assert "Named again: Débora De Débora" in history
    assert "No longer in the delegation" not in history
