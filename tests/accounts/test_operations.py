"""Users: made with one grant, known by a password that is never kept."""

from __future__ import annotations

from typing import Any

import pytest
from argon2 import PasswordHasher

from meetings import actor
from meetings.accounts import operations
from meetings.errors import Refused
from meetings.permissions import Right, Role
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.notifications import AT


def test_an_officer_may_manage_every_meeting(session) -> None:
    user = make_user()
    assert user.may(Right.MANAGE)
    assert user.meetings_for(Right.MANAGE) is None
    assert not user.may(Right.ADMINISTER)


def test_a_door_user_opens_no_door_until_one_is_named(session) -> None:
    user = make_user(role=Role.DOOR)
    assert user.meetings_for(Right.DOOR) == frozenset()
    operations.grant_door(user, 7, by=actor.CLI, at=AT)
    assert user.meetings_for(Right.DOOR) == frozenset({7})
    operations.grant_door(user, 8, by=actor.CLI, at=AT)
    operations.grant_door(user, 8, by=actor.CLI, at=AT)
    assert user.meetings_for(Right.DOOR) == frozenset({7, 8})
    assert len(user.grants) == 2
    assert not user.may(Right.MANAGE)


def test_the_password_is_kept_as_argon2_only(session) -> None:
    user = make_user()
    assert user.password_hash.startswith("$argon2id$")
    assert operations.authenticate("ANA@cim.example ", PASSWORD) is user


@pytest.mark.parametrize(
    ("email", "password"), [("ana@cim.example", "wrong"), ("nobody@cim.example", PASSWORD)]
)
def test_every_cause_has_the_same_sentence(session, email: str, password: str) -> None:
    make_user()
    with pytest.raises(Refused, match="This e-mail address and password do not match"):
        operations.authenticate(email, password)


def test_somebody_disabled_does_not_get_in(session) -> None:
    make_user().is_enabled = False
    with pytest.raises(Refused, match="do not match"):
        operations.authenticate("ana@cim.example", PASSWORD)


def test_a_password_hashed_by_older_parameters_is_hashed_anew(session) -> None:
    user = make_user()
    older = user.password_hash = PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD)
    operations.note_sign_in(user, PASSWORD, at=AT)
    newer = user.password_hash
    assert newer != older
    assert operations.authenticate("ana@cim.example", PASSWORD) is user
    operations.note_sign_in(user, PASSWORD, at=AT)
    assert user.password_hash == newer


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "Ana@CIM.example"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"email": "b@cim.example", "password": "123456789"}, "password"),
        ({"email": "b@cim.example", "password": "x" * 201}, "password"),
    ],
)
def test_what_makes_no_user_is_refused(session, values: dict[str, Any], field: str) -> None:
    make_user()
    with pytest.raises(Refused) as refusal:
        make_user(**values)
    assert refusal.value.field == field
