"""The address of records that a merge made one, at the level of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from meetings.actor import CLI
from meetings.directory import operations
from meetings.directory.models import Record
from meetings.directory.queries import mailbox_of, tags
from meetings.directory.queries.alike import compared
from meetings.directory.rules.likeness import Reason
from tests.directory.test_duplicates import AT, make_person
from tests.factories.statistics import make_organization

RECORDS: dict[str, Callable[[int, str], Any]] = {
    "person": lambda number, email: make_person(f"Carla {number}", "Luna", email=email),
    "organization": lambda number, email: make_organization(f"Red {number}", email=email),
}


def addresses() -> list[tuple[str, str]]:
    return [(each.name.split()[1], each.email) for each in tags.invitees("media")]


@pytest.mark.parametrize("record", RECORDS)
def test_a_merge_loses_no_address_and_its_undoing_leaves_all_as_before(
    session: scoped_session[Session], record: str
) -> None:
    kept, first, last, bare = (
        RECORDS[record](number, email)
        for number, email in enumerate(("", "first@x.org", "last@x.org", ""))
    )
    operations.set_tags(first, ["media"], by=CLI, at=AT)
    before = addresses()
    merges = [
        operations.merge(*pair, by=CLI, at=AT + timedelta(days=days))
        for days, pair in enumerate([(last, bare), (kept, first), (kept, last)])
    ]
    assert addresses() == [("0", "last@x.org")], "the latest merged one that has any"
    assert mailbox_of(bare).public_id == last.public_id
    operations.undo_merge(merges[2], by=CLI, at=AT)
    assert addresses() == [("0", "first@x.org")]
    operations.undo_merge(merges[1], by=CLI, at=AT)
    assert addresses() == before == [("1", "first@x.org")]
    assert mailbox_of(kept).email == ""


def test_her_own_address_comes_first(session: scoped_session[Session]) -> None:
    kept, lost = make_person("Ana", "Luna", email="own@x.org"), make_person("Ana", "Luna Paz")
    operations.merge(kept, lost, by=CLI, at=AT)
    assert mailbox_of(kept).email == "own@x.org"


def test_duplicates_are_sought_by_the_merged_address(session: scoped_session[Session]) -> None:
    kept = make_person("Carla", "Luna", email="")
    operations.merge(kept, make_person("Rita", "Paz", email="rita@x.org"), by=CLI, at=AT)
    again = make_person("Carla", "Luna Ruiz", email="rita@x.org")
    found = compared(Record.PERSON, first=kept.id, second=again.id)
    assert found is not None
    assert Reason.SAME_EMAIL in found.reasons
