"""The plan of 2003 as it is: numbered, owed, and what a special session does not fill."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import reference
from meetings.actor import CLI
from meetings.calendar import operations, owing, queries
from meetings.calendar.models import Meeting, Status
from meetings.calendar.rules.templates import TemplateFacts
from meetings.db import db, transaction
from meetings.desk.calendar_file import import_calendar
from meetings.desk.operations import make_from_template
from meetings.directory.models import Body
from meetings.errors import Refused
from meetings.registration import queries as registration
from tests.factories.calendar import MADE_AT, make_meeting

LATER = MADE_AT + timedelta(days=1)
BY: dict[str, Any] = {"by": CLI, "at": LATER}
COMMITTEE = "executive_committee"


def load_2003() -> list[Meeting]:
    import_calendar((reference.DATA / "calendar_2003.csv").read_bytes(), by=CLI, at=MADE_AT)
    wanted = select(Meeting).where(Meeting.body_code == COMMITTEE).order_by(Meeting.starts_on)
    return list(db.session.scalars(wanted))


def said(year: str = "2003") -> str:
    (found,) = [
        owing.sentence(account, "en")
        for each in queries.owing(COMMITTEE, today=date(2003, 6, 1))
        for account in each.accounts
        if each.obligation.source == "CIM/RES.221" and owing.years(account) == year
    ]
    return found


def test_the_year_2003_numbered_owed_and_missing(session: Any) -> None:
    first, second, third = load_2003()
    assert [each.ordinal for each in (first, second, third)] == ["I", "II", "III"]
    assert {each.source for each in (first, second, third)} == {"CIM/RES.221"}
    assert said() == "three owed, three planned"

    operations.set_status(third, Status.CANCELLED, **BY)
    assert said() == "three owed, two planned: one missing"

    special = make_meeting(
        "Special Session", kind_code=COMMITTEE, starts_on=date(2003, 12, 1), session_type="special"
    )
    assert (special.ordinal, special.number) == ("", None)
    assert said() == "three owed, two planned: one missing"

    operations.postpone(second, None, **BY)
    assert said() == ("three owed, one planned: two missing; one postponed without a new date")
    assert third.ordinal == "III"
    assert session_of(2003).ordinal == "IV"  # the cancelled one keeps its number
    assert session_of(2004).ordinal == "I"  # the next year starts again


def session_of(year: int, **facts: Any) -> Meeting:
    first = date(year, 12, 10)
    return make_meeting("Session of the Committee", kind_code=COMMITTEE, starts_on=first, **facts)


def test_a_gap_is_closed_when_the_officer_says_so(session: Any) -> None:
    _first, second, third = (
        make_meeting(f"{number} Session", kind_code=COMMITTEE, starts_on=date(2005, month, 1))
        for number, month in (("I", 1), ("II", 5), ("III", 9))
    )
    assert queries.proposed_numbers(COMMITTEE) == {}

    facts = queries.facts_of(second, session_type="extraordinary")
    operations.edit_meeting(second, facts, **BY)
    assert (second.ordinal, second.number) == ("", None)
    assert queries.proposed_numbers(COMMITTEE) == {third.id: 2}

    assert operations.renumber(COMMITTEE, **BY) == 1
    assert (third.ordinal, third.title["en"]) == ("II", "II Session")
    assert queries.proposed_numbers(COMMITTEE) == {}


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_two_officers_at_once_give_two_numbers(app: Flask) -> None:
    start, found = threading.Barrier(4), []

    def make() -> None:
        with app.app_context():
            start.wait()
            with transaction():
                made = make_from_template(
                    COMMITTEE,
                    first=date(2007, 3, 1),
                    precision="day",
                    status="tentative",
                    time_zone="America/New_York",
                    nonce=f"{threading.get_ident()}",
                    by=CLI,
                    at=MADE_AT,
                )
                found.append((made.number, made.title["es"]))

    threads = [threading.Thread(target=make) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [
        (number, f"{roman} Sesión del Comité Directivo de la CIM, 2007")
        for number, roman in enumerate(("I", "II", "III", "IV"), 1)
    ]


def test_a_meeting_begins_with_what_is_usual_for_its_body(session: Any) -> None:
    make_meeting("I Session", kind_code=COMMITTEE, starts_on=date(2003, 2, 20))
    made = make_from_template(
        COMMITTEE,
        first=date(2003, 7, 31),
        precision="day",
        status="tentative",
        time_zone="America/New_York",
        nonce="one",
        by=CLI,
        at=MADE_AT,
    )
    assert dict(made.title) == {
        "en": "II Session of the CIM Executive Committee, 2003",
        "es": "II Sesión del Comité Directivo de la CIM, 2003",
        "fr": "IIe session du Comité directeur de la CIM, 2003",
        "pt": "II Sessão do Comitê Diretor da CIM, 2003",
    }
    assert (made.starts_on, made.ends_on) == (date(2003, 7, 31), date(2003, 8, 1))
    assert (made.number, made.is_numbered_by_hand, made.status) == (2, False, "tentative")
    assert (made.source, made.published_at) == ("CIM/RES.221", None)
    assert "principal_delegate" in [each.capacity_code for each in registration.openings(made.id)]
    template = queries.template(COMMITTEE)
    assert template
    lacking = queries.lacking_documents(made, queries.template_facts(template))
    assert [each.title["en"] for each in lacking][:2] == ["Note of convocation", "Draft agenda"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": {}}, "title"),
        ({"days": 0}, "days"),
        ({"notice_days": 401}, "notice_days"),
        ({"title": {"en": "x" * 1001}}, "title_en"),
    ],
)
def test_a_template_that_makes_no_sense_is_refused(
    session: Any, wrong: dict[str, Any], field: str
) -> None:
    sound = {"title": {"en": "Session"}, "kind_code": COMMITTEE}
    with pytest.raises(Refused) as refusal:
        operations.set_template(COMMITTEE, TemplateFacts(**(sound | wrong)), **BY)
    assert refusal.value.field == field


def test_a_special_session_says_so_and_takes_no_number(session: Any) -> None:
    made = make_from_template(
        COMMITTEE,
        first=date(2003, 7, 31),
        precision="day",
        status="tentative",
        time_zone="America/New_York",
        nonce="special",
        session_type="special",
        by=CLI,
        at=MADE_AT,
    )
    assert dict(made.title) == {
        "en": "Special Session of the CIM Executive Committee, 2003",
        "es": "Sesión especial del Comité Directivo de la CIM, 2003",
        "fr": "Session spéciale du Comité directeur de la CIM, 2003",
        "pt": "Sessão especial do Comitê Diretor da CIM, 2003",
    }
    assert (made.number, made.ordinal, made.source) == (None, "", "")


def test_a_secretariat_that_numbers_its_sessions_leaves_its_workshops_alone(session: Any) -> None:
    first = make_meeting("Workshop", kind_code="workshop", body_code="technical_secretariat")
    body = session.get_one(Body, "technical_secretariat")
    body.numbering = "roman"
    later = make_meeting("Another", kind_code="workshop", body_code="technical_secretariat")
    numbered = make_meeting(
        "V Session", kind_code="workshop", body_code="technical_secretariat", ordinal="V"
    )

    assert (first.number, later.number, numbered.number) == (None, None, 5)
    assert queries.proposed_numbers("technical_secretariat") == {}
