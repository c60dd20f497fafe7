"""Groups of States overlap, and say who belonged to them when."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.actor import CLI
from meetings.directory import operations, queries
from meetings.directory.queries.of_states import as_membership
from meetings.directory.rules.facts import Membership, members_on
from meetings.errors import Refused
from tests.factories.directory import AT

pytestmark = pytest.mark.usefixtures("session")


def belonging(code: str, on: date) -> tuple[str, ...]:
    return members_on([as_membership(row) for row in queries.members(group_code=code)], on)


def test_belize_is_in_two_groups_and_haiti_joined_in_2002() -> None:
    groups = {row.group_code for row in queries.members(state_code="BZ")}
    assert {"caricom", "sica"} <= groups
    assert "HT" not in belonging("caricom", date(2002, 7, 1))
    assert len(belonging("caricom", date(2016, 1, 1))) == 14
    assert len(belonging("oecs", date(2016, 1, 1))) == 6


def test_the_secretariat_keeps_groups_of_its_own() -> None:
    names = {"en": "Friends of care", "es": "Amigos del cuidado"}
    group = operations.add_group(names, by=CLI, at=AT)
    assert (group.code, group.is_own) == ("friends_of_care", True)
    member = operations.add_member(Membership(group.code, "UY", date(2020, 1, 1)), by=CLI, at=AT)
    with pytest.raises(Refused) as refusal:
        operations.add_member(Membership(group.code, "UY"), by=CLI, at=AT)
    assert refusal.value.code == "overlap"
    operations.correct_member(
        member, from_on=date(2020, 1, 1), to_on=date(2021, 12, 31), by=CLI, at=AT
    )
    assert belonging(group.code, date(2021, 12, 31)) == ("UY",)
    assert belonging(group.code, date(2022, 1, 1)) == ()
    with pytest.raises(Refused):
        operations.correct_member(
            member, from_on=date(2020, 1, 1), to_on=date(2019, 1, 1), by=CLI, at=AT
        )
    operations.remove_member(member, by=CLI, at=AT)
    assert belonging(group.code, date(2021, 1, 1)) == ()
    with pytest.raises(Refused) as long:
        operations.rename_group(group, {"en": "x" * 300}, by=CLI, at=AT)
    assert long.value.code == "too_long"
