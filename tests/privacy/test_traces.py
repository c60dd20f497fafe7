"""After an erasure no table's text holds her name or her address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import JSON, LargeBinary, String, func, select

from meetings.actor import CLI, WORKER
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.delegations.models import DelegationPaper
from meetings.directory import operations as directory
from meetings.directory.models import Person
from meetings.notifications.models import Message
from meetings.privacy.operations import purge
from meetings.privacy.operations.erase import erase
from meetings.registration import operations as registration
from meetings.registration.models import Participation, SignInLink
from tests.factories.directory import make_person
from tests.factories.everywhere import RARE, make_everywhere, make_words_of_the_office
from tests.factories.registration import AT, make_entry, make_open_meeting, make_participation

Stored = Callable[[], AbstractContextManager[None]]

# Where her name may stand after it, each for its reason.
LEFT: Final = {
    "saved_view.name": "an officer's words for a list of her own; nothing says that they name her",
    "mailing.title": "what the office wrote to many: so they read it",
    "mailing.text": "the same",
    "application.contact_name": "who answers for an organization; the organization changes it",
    "application.contact_email": "the same",
    "focal_point.name": "who answers for a State's office; the State's desk changes it",
    "focal_point.email": "the same",
    "user_account.name": "who works here signs in; the administrator closes the account",
    "user_account.email": "the same",
}
CELLS: Final = select(
    Participation.meeting_id,
    Participation.sex,
    Participation.capacity_code,
    Participation.status,
)


def texts(app: Flask) -> Iterator[tuple[str, str]]:
    """(table.column, text) of all that any table holds as text, JSON or bytes."""
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, (String, JSON, LargeBinary)):
                    for (value,) in db.session.execute(select(column).where(column.is_not(None))):
                        yield f"{table.name}.{column.name}", _plain(value)


def _plain(value: Any) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return text.casefold()


def places(app: Flask) -> set[str]:
    return {place for place, text in texts(app) if any(each in text for each in RARE)}


FORMER: Final[dict[str, Any]] = {
    "given_names": "Xochitlin",
    "surnames": "Vreeland",
    "email": "old@rare.example",
}
GONE_WITH_HER: Final = ("xochitlin", "vreeland", "rare.example", "quetzalli")


def corrected_twice(meeting: Meeting) -> Participation:
    """Somebody who asked for links to her pages by every address and name that she ever had."""
    made = make_participation(meeting, **FORMER)
    moved = FORMER | {"email": "mid@rare.example"}
    for facts in (FORMER, moved, moved | {"surnames": "Quetzalli"}):
        registration.correct(made, make_entry(**facts), by=CLI, at=AT)
        registration.send_sign_in(made.person.email, lang="en", by=CLI, at=AT)
    return made


@pytest.mark.parametrize("by_purge", [False, True])
def test_what_she_was_called_and_written_to_before_goes_with_her(
    app: Flask, stored: Stored, frozen: Any, by_purge: bool
) -> None:
    """Her name, each address and the meeting leave the outbox; who reads the same mailbox keeps
    her own mails and her own link."""
    with stored():
        meeting = make_open_meeting(title={"en": "Nahuatl forum"})
        made = corrected_twice(meeting)
        directory.merge(
            made.person, make_person("Vreeland", "", "twin@rare.example"), by=CLI, at=AT
        )
        person, later = made.person.public_id, AT + timedelta(minutes=1)
        other = make_open_meeting(title={"en": "Another forum"})
        make_participation(other, given_names="Ana", surnames="Ruiz", email=FORMER["email"])
        registration.send_sign_in(FORMER["email"], lang="en", by=CLI, at=later)
    with stored():
        hers = db.session.scalars(select(Person).where(Person.public_id == person)).one()
        if by_purge:
            at = AT + timedelta(days=900)
            other = db.session.scalars(select(Meeting).where(Meeting.id != meeting_id(hers))).one()
            purge.set_retention(other, 3000, by=CLI, at=at)
            purge.purge_registrations(usual_days=730, today=at.date(), by=WORKER, at=at)
        else:
            erase(hers, by=CLI, at=AT)
    with stored():
        mails = db.session.scalars(select(Message)).all()
        to_ana = [each for each in mails if each.to_email]
        assert {(each.to_email, each.to_name) for each in to_ana} == {(FORMER["email"], "Ana Ruiz")}
        assert len(to_ana) == 2
        assert db.session.scalar(select(func.count(SignInLink.id))) == 2  # both open Ana's now
    rest = [
        (place, text)
        for place, text in texts(app)
        if any(each in text for each in GONE_WITH_HER) and "ruiz" not in text
    ]
    assert {place for place, _text in rest} <= {
        "person.email",
        "message.to_email",
        "sign_in_link.email",
    }
    assert {text for _place, text in rest} == {FORMER["email"]}


def meeting_id(person: Person) -> int:
    return db.session.scalars(
        select(Participation.meeting_id).where(Participation.person_id == person.id)
    ).one()


def test_nothing_is_left_of_her_in_any_table(app: Flask, stored: Stored, frozen: Any) -> None:
    with stored():
        made = make_everywhere()
        make_words_of_the_office()
    held = places(app)
    assert len(held) > 25, held
    with stored():
        person = db.session.scalars(select(Person).where(Person.public_id == made.person)).one()
        erase(person, by=CLI, at=AT)
    assert places(app) == set(LEFT)


def test_a_purge_leaves_nothing_of_anybody_and_the_cells_stay(
    app: Flask, stored: Stored, frozen: Any
) -> None:
    """Once their time is over lists, papers and mails that never went out hold nobody."""
    with stored():
        make_everywhere()
        make_words_of_the_office()
        cells = sorted(db.session.execute(CELLS).all())
    frozen.move_to(AT + timedelta(days=900))
    at, today = AT + timedelta(days=900), (AT + timedelta(days=900)).date()
    for _again in range(2):
        with stored():
            for part in (purge.purge_registrations, purge.purge_leftovers):
                part(usual_days=730, today=today, by=WORKER, at=at)
    assert places(app) == set(LEFT)
    with stored():
        assert sorted(db.session.execute(CELLS).all()) == cells
        assert db.session.scalar(select(func.count(DelegationPaper.id))) == 0
        assert not purge.purge_leftovers(usual_days=730, today=today, by=WORKER, at=at)
