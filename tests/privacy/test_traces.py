"""After an erasure no table's text holds her name or her address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, Final

from flask import Flask
from sqlalchemy import JSON, LargeBinary, String, func, select

from meetings.actor import CLI, WORKER
from meetings.db import db
from meetings.delegations.models import DelegationPaper
from meetings.directory.models import Person
from meetings.privacy.operations import purge
from meetings.privacy.operations.erase import erase
from meetings.registration.models import Participation
from tests.factories.everywhere import RARE, make_everywhere, make_words_of_the_office
from tests.factories.registration import AT

Stored = Callable[[], AbstractContextManager[None]]

# Where her name may stand after it, each for its reason.
LEFT: Final = {
    "registration_import.content": "a table as it was sent; the worker deletes it after a day",
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
# A purge takes the table too.
LEFT_BY_PURGE: Final = LEFT.keys() - {"registration_import.content"}
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
    assert places(app) == LEFT_BY_PURGE
    with stored():
        assert sorted(db.session.execute(CELLS).all()) == cells
        assert db.session.scalar(select(func.count(DelegationPaper.id))) == 0
        assert not purge.purge_leftovers(usual_days=730, today=today, by=WORKER, at=at)
