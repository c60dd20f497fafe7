"""Who has ended heads nobody: the desk, the overview, the mail and the paper say so."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.actor import Actor, ActorKind
from meetings.db import db, transaction
from meetings.delegations import jobs
from meetings.directory.models import Person
from meetings.notifications.models import Message
from meetings.registration import operations as registration
from meetings.registration.models import Participation
from tests.factories.delegations import AT
from tests.support.desks import At, named, submitted
from tests.support.pages import Page, Site

LATER = AT + timedelta(minutes=5)
GONE = "The delegation has no head now: Ana De Ana, who headed it, does not come."


@pytest.fixture
def headed(page: Site, at: At, officer: str) -> At:
    """Ana heads the delegation of Honduras, with Luz, on the official list."""
    named(page, at, "Ana", email="ana@mre.example", language="es")
    named(page, at, "Luz")
    page.get(at.desk).submit("form[action$='/head']")
    submitted(page, at)
    return at


def overview(page: Site, at: At) -> Page:
    return page.get(f"/en/manage/meetings/{at.slug}/delegations")


@pytest.mark.parametrize("by_herself", [False, True])
def test_who_was_declined_or_withdrew_heads_nobody_and_everybody_is_told(
    app: Flask, page: Site, headed: At, frozen, by_herself: bool
) -> None:
    assert "Ana De Ana" in overview(page, headed).one("tbody tr")
    with app.app_context(), transaction():
        wanted = select(Participation).join(Person).where(Person.given_names == "Ana")
        ana = db.session.scalars(wanted).one()
        if by_herself:
            registration.withdraw(ana, by=Actor(ActorKind.LINK, "", ""), at=AT)
        else:
            registration.decline(ana, "Two seats only.", by=Actor(ActorKind.USER, "", "O"), at=AT)
    for is_followed in (False, True):
        shown = page.get(headed.desk)
        first, last = shown.all("#list tbody tr")
        assert first.startswith("1 Luz")
        assert last.startswith("– Ana")  # who does not come has no place in the order
        assert "Head of delegation" not in last
        assert not [e for e in shown.all("#list tbody tr:last-child button") if "Make" in e]
        assert not [e for e in shown.all("#list tbody button") if "Up" in e or "Down" in e]
        assert GONE in shown.one("#list")
        assert ("The official list is being renewed" in shown.text) is not is_followed
        assert GONE in shown.one("#papers")
        assert "Ana" not in overview(page, headed).one("tbody tr")
        if not is_followed:
            frozen.move_to(LATER)
            with app.app_context():
                assert jobs.follow_corrections(LATER) == 1
    with app.app_context():
        kind = Message.kind == "delegations.receipt"
        told = list(db.session.scalars(select(Message.text).where(kind).order_by(Message.id)))
    assert GONE not in told[0]
    assert f"{GONE} On your desk you can mark another one." in told[-1]
    paper = page.client.get(f"{headed.desk}/letter.docx?kind=note_verbale&in=en")
    assert (
        "head of delegation" not in ZipFile(BytesIO(paper.data)).read("word/document.xml").decode()
    )
    compared = page.get(f"{headed.desk}/history?one=1&other=2")
    assert compared.all("#compare .grid ol")[0].startswith("Ana")
    assert "Ana" not in compared.all("#compare .grid ol")[1]
    page.get(headed.desk).submit("form[action$='/head']")
    done = submitted(page, headed)
    assert GONE not in done.text
    assert "Luz De Luz" in overview(page, headed).one("tbody tr")


def test_who_has_ended_is_not_made_head(app: Flask, page: Site, headed: At) -> None:
    shown = page.get(headed.desk)
    with app.app_context(), transaction():
        wanted = select(Participation).join(Person).where(Person.given_names == "Luz")
        luz = db.session.scalars(wanted).one()
        registration.decline(luz, "Two seats only.", by=Actor(ActorKind.USER, "", "O"), at=AT)
    refused = shown.submit("form[action$='/head']")
    assert "The nomination of Luz De Luz has ended" in refused.text
