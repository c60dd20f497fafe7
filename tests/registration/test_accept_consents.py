"""Whoever accepts an invitation is asked for the same consents as whoever registers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import clock
from meetings.actor import CLI
from meetings.db import db
from meetings.registration import operations, queries
from meetings.registration.models import Consent, Participation
from meetings.registration.queries.consents import answers_to
from meetings.registration.rules.consents import Answer, Purpose
from tests.factories.registration import make_entry, make_open_meeting
from tests.registration.test_accept import invite
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]


def in_force(found: Participation) -> set[str]:
    return {each.purpose for each in queries.consents(found) if each.is_given}


def test_who_accepts_answers_each_purpose_by_itself(page: Site, stored: Stored, app: Flask) -> None:
    with stored():
        token = queries.link_token(invite(make_open_meeting()))
    page.get(f"/en/my/{token}/data").submit("#consents form[action$='/images/give']")
    form = page.get(f"/en/my/{token}/accept")
    for sentence in (
        "My name may stand in the public list of participants.",
        "Photographs and recordings of the meeting may show me.",
        "The secretariat may invite me to later meetings.",
    ):
        assert sentence in form.text
    names = ("consent_list", "consent_images", "consent_future")
    assert [form.values().get(each) for each in names] == [None, "y", None]
    refused = form.submit(sex="female", consent_future="y", consent_images=[])
    assert refused.status == 422
    assert [refused.values().get(each) for each in names] == [None, None, "y"]
    refused.submit(consent="y")
    with app.app_context():
        found = db.session.scalars(select(Participation)).one()
        assert in_force(found) == {"future"}
        assert found.is_unlisted
        assert db.session.scalars(select(Consent.purpose).order_by(Consent.id)).all() == [
            "images",
            "future",
        ], "what she took back stays on record"


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("consents", "is_listed", "later"),
    [((), False, Answer.WITHHELD), (("list", "future"), True, Answer.AGREED)],
)
def test_her_answer_counts_for_lists_and_later_meetings(
    consents: tuple[str, ...], is_listed: bool, later: Answer
) -> None:
    made = invite(make_open_meeting())
    asked: dict[str, Any] = {"person_ids": {made.person_id}}
    assert answers_to(Purpose.FUTURE, **asked) == {made.person_id: Answer.UNASKED}
    operations.accept(made, make_entry(consents=consents), by=CLI, at=clock.now())
    assert made.is_unlisted is not is_listed
    assert answers_to(Purpose.FUTURE, **asked) == {made.person_id: later}
