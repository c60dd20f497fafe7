"""Whose answers are missing: the database says of many what the rule says of one."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from meetings.db import db
from meetings.registration.models import Answer, FormQuestion, Participation, SensitiveAnswer
from meetings.registration.queries.missing import is_missing, missing_among
from tests.factories.questions import make_question
from tests.factories.registration import AT, make_open_meeting, make_participation


def answered(made: Participation, asked: FormQuestion, value: Any) -> None:
    table = SensitiveAnswer if asked.question.is_sensitive else Answer
    kept = {"question_id": asked.question_id, "version_id": asked.version_id, "value": value}
    db.session.add(table(participation_id=made.id, at=AT, **kept))
    db.session.flush()


@pytest.mark.parametrize(
    ("stays", "nights", "expected", "status"),
    [
        (None, None, 1, "confirmed"),
        ("no", None, 0, "nominated"),
        ("yes", None, 1, "nominated"),
        ("yes", "Two", 0, "confirmed"),
        (None, "Two", 1, "confirmed"),
        (None, None, 0, "invited"),
        (None, None, 0, "cancelled"),
    ],
)
def test_what_follows_from_an_answer_is_asked_after_it_only(
    session: Any, stays: str | None, nights: str | None, expected: int, status: str
) -> None:
    meeting = make_open_meeting()
    first = make_question(
        meeting, "Do you stay?", kind="choice", choices=("yes", "no"), is_required=True
    )
    codes = {each["label"]["en"]: each["code"] for each in first.version.choices}
    asked_of = {first.question.public_id: (codes["yes"],)}
    second = make_question(meeting, "Nights", when=asked_of, is_required=True, sensitive=True)
    make_question(meeting, "Rank", capacities=("expert_titular",), is_required=True)
    made = make_participation(meeting)
    made.status = status
    if stays:
        answered(made, first, codes[stays])
    if nights:
        answered(made, second, nights)
    db.session.flush()
    of_many = select(Participation.id).where(is_missing(meeting.id))
    found = missing_among(meeting.id, [made])
    assert found.get(made.id, 0) == expected
    assert list(db.session.scalars(of_many)) == list(found)
