"""A State takes back what it sent last; what was corrected or decided since stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from meetings.db import db
from meetings.delegations import jobs
from meetings.delegations.rules.going_back import back
from meetings.directory.models import Person
from meetings.notifications.models import Message
from meetings.registration.models import Correction, Participation
from tests.factories.delegations import AT, make_member
from tests.support.desks import At, named, submitted
from tests.support.pages import Page, Site

LATER = AT + timedelta(minutes=5)


def found(given: str) -> Participation:
    wanted = select(Participation).join(Person).where(Person.given_names == given)
    return db.session.scalars(wanted).one()


def record(app: Flask, given: str) -> str:
    with app.app_context():
        return f"/en/manage/registrations/{found(given).public_id}"


def mails(app: Flask, address: str) -> list[tuple[str, str]]:
    with app.app_context():
        wanted = select(Message.kind, Message.text).where(Message.to_email == address)
        return [(kind, text) for kind, text in db.session.execute(wanted.order_by(Message.id))]


def back_button(shown: Page) -> list[str]:
    return [each for each in shown.all("main button") if each.startswith("Back to list")]


def test_going_back_leaves_what_the_secretariat_corrected_and_decided(
    app: Flask, page: Site, at: At, officer: str, frozen
) -> None:
    named(page, at, "Ana", post="Adviser", email="ana@mre.example", language="en")
    named(page, at, "Paloma")
    submitted(page, at)
    named(page, at, "Eva")
    submitted(page, at)
    corrected: dict[str, Any] = {"surnames": "De Ana Paz", "post": "Minister"}
    corrected |= {"email": "paz@mre.example", "functions": ["speaker"]}
    page.get(f"{record(app, 'Ana')}/edit").submit(**corrected)
    page.get(record(app, "Paloma")).submit("form[action$='/decline']", reason="Two seats.")
    frozen.move_to(LATER)
    with app.app_context():
        assert jobs.follow_corrections(LATER) == 1
    shown = page.get(at.desk)
    assert back_button(shown) == ["Back to list no. 1"]
    send = shown.one("section[aria-labelledby='send-title']")
    assert "What registrations say since list no. 2 stays as it is:" in send
    assert "Declined: Paloma De Paloma." in send
    assert "No longer in the delegation: Eva De Eva." in shown.one("#back")
    done = shown.submit("form[action$='/undo']")
    assert "List no. 2 is taken back: list no. 4 is official." in done.text
    with app.app_context():
        ana = found("Ana")
        held = (ana.person.surnames, ana.person.email, ana.post, ana.functions)
        assert held == ("De Ana Paz", "paz@mre.example", "Minister", ["speaker"])
        assert (found("Eva").status, found("Paloma").status) == ("cancelled", "declined")
        assert len(list(db.session.scalars(select(Correction)))) == 1
    history = page.get(f"{at.desk}/history").all("section.card")
    assert "Corrected in the registration; who comes has changed too" in history[1]
    named(page, At("", at.office, "", at.slug), "Sol")
    page.get(at.office).submit("form[action$='/submit']")
    assert back_button(page.get(at.desk)) == []
    assert back_button(page.get(at.office)) == ["Back to list no. 4"]


def test_what_a_list_changes_of_somebody_stands_in_her_record_and_is_told_to_her(
    app: Flask, page: Site, at: At, officer: str
) -> None:
    named(page, at, "Ana", email="ana@mre.example", language="en")
    submitted(page, at)
    page.get(page.get(at.desk).link("Correct")).submit(post="Minister", functions=["speaker"])
    page.get(at.desk).submit("form[action$='/head']")
    submitted(page, at)
    kind, told = mails(app, "ana@mre.example")[-1]
    assert kind == "registration.revised"
    assert "Secretaría de la Mujer (Ministry), which names the delegation of your State" in told
    assert "→ Minister" in told
    assert "→ Head of delegation; Speaker" in told
    assert "→ Head of delegation; Speaker" in page.get(record(app, "Ana")).text


def test_who_left_before_and_had_ended_is_not_named_by_going_back() -> None:
    ana, luz = make_member("Ana", participation_id=1), make_member("Luz", standing="declined")
    assert back((ana, luz), submitted=(ana,), current=(ana,)) == (ana,)
