"""Somebody on an official list is corrected in her registration: the list follows, and is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.db import db
from meetings.delegations import jobs
from meetings.delegations.models import DelegationList
from meetings.delegations.rules.following import followed as followed_member
from meetings.delegations.rules.following import rebased
from meetings.notifications.models import Message
from meetings.registration.models import Participation
from tests.factories.delegations import AT, make_member
from tests.support.desks import At, named, submitted
from tests.support.pages import Page, Site

LATER = AT + timedelta(hours=1)


@pytest.fixture
def ana(app: Flask, page: Site, at: At, officer: str) -> str:
    """Ana and Luz are on the official list of Honduras; the public id of Ana's participation."""
    named(page, at, "Ana", post="Adviser", email="ana@mre.example", language="es")
    named(page, at, "Luz")
    submitted(page, at)
    with app.app_context():
        wanted = select(Participation).where(Participation.protocol_order == 1)
        return db.session.scalars(wanted).one().public_id


def corrected(page: Site, ana: str, **values: Any) -> Page:
    return page.get(f"/en/manage/registrations/{ana}/edit").submit(**values)


def followed(app: Flask, frozen) -> int:
    frozen.move_to(LATER)
    with app.app_context():
        return jobs.follow_corrections(LATER)


def receipts(app: Flask) -> list[str]:
    with app.app_context():
        kinds = Message.kind == "delegations.receipt"
        return list(db.session.scalars(select(Message.text).where(kinds).order_by(Message.id)))


def test_a_correction_makes_the_next_number_is_late_and_told_to_the_focal_points(
    app: Flask, page: Site, at: At, ana: str, frozen
) -> None:
    overview = f"/en/manage/meetings/{at.slug}/delegations"
    page.get(f"/en/manage/meetings/{at.slug}/badges").submit("main form")
    assert "Late change" not in page.get(overview).text
    frozen.shift(timedelta(minutes=5))
    corrected(page, ana, surnames="De Ana Paz", post="Minister")
    corrected(page, ana, email="paz@mre.example")
    assert followed(app, frozen) == 1
    assert "Late change" in page.get(overview).text
    history = page.get(f"{at.desk}/history")
    assert history.all("section.card h3")[:2] == ["List no. 2", "List no. 1"]
    assert "Corrected: Ana De Ana Paz (Surnames: De Ana → De Ana Paz; Post or" in history.text
    assert "· Corrected in the registration " in history.all("section.card")[0] + " "
    first, told = receipts(app)
    assert "was corrected in their registrations. List no. 2 holds it" in told.replace("\n", " ")
    assert "Adviser → Minister" in told
    assert "This is a receipt" in first
    assert "This is a receipt" not in told
    with app.app_context():
        assert jobs.follow_corrections(LATER) == 0
        official = db.session.scalars(select(DelegationList).filter_by(number=2)).one()
        assert [each.participation_id is not None for each in official.members] == [True, True]


def test_a_list_that_is_sent_meanwhile_keeps_what_was_corrected(
    app: Flask, page: Site, at: At, ana: str
) -> None:
    named(page, at, "Eva")
    corrected(page, ana, post="Minister")
    sent = submitted(page, at)
    assert "official" in sent.text
    with app.app_context():
        lists = db.session.scalars(
            select(DelegationList).where(DelegationList.number.is_not(None))
        ).all()
        assert {each.number: [m.post for m in each.members] for each in lists} == {
            1: ["Adviser", ""],
            2: ["Minister", ""],
            3: ["Minister", "", ""],
        }
        wanted = select(Participation.post).where(Participation.public_id == ana)
        assert db.session.scalar(wanted) == "Minister"


def test_what_no_official_list_says_makes_no_new_one(
    app: Flask, page: Site, ana: str, frozen
) -> None:
    corrected(page, ana, email="paz@mre.example", language="fr", sex="another")
    assert followed(app, frozen) == 0
    assert len(receipts(app)) == 1


@pytest.mark.parametrize(
    ("mine", "kept"),
    [("Adviser", "Minister"), ("Ambassador", "Ambassador")],
)
def test_a_draft_takes_a_correction_where_its_writer_left_it_as_it_was(
    mine: str, kept: str
) -> None:
    old, new = (make_member("Ana", post=post) for post in ("Adviser", "Minister"))
    draft = (make_member("Ana", post=mine, email="own@mre.example"), make_member("Eva"))
    ana, eva = rebased(draft, before=(old,), after=(new,))
    assert (ana.post, ana.email, eva) == (kept, "own@mre.example", make_member("Eva"))


def test_who_heads_a_delegation_is_said_by_its_list_alone() -> None:
    ana = make_member("Ana", functions=("chair", "speaker"))
    for does, told in (
        (("speaker", "chair"), ("chair", "speaker")),
        (("head_of_delegation", "speaker"), ("speaker",)),
    ):
        after = followed_member(ana, {"functions": does}, corrected={"functions", "sex"})
        assert (after.functions, after.is_head) == (told, False)
