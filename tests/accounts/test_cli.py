"""`meetings user create`."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskCliRunner

from meetings.accounts import queries
from meetings.accounts.cli import create


def run(app: Flask, *arguments: str):
    """The command as the console runs it."""
    return FlaskCliRunner(app).invoke(create, arguments)


def test_a_user_is_made_and_can_sign_in(app) -> None:
    password = "una clave muy larga"
    done = run(
        app, "Inés@cim.example", "--name", "Inés", "--role", "officer", "--password", password
    )
    assert done.exit_code == 0, done.output
    assert "can sign in" in done.output
    with app.app_context():
        user = queries.by_email("inés@cim.example")
        assert user is not None
        assert password not in user.password_hash


def test_a_door_user_is_told_what_comes_next(app) -> None:
    done = run(app, "d@cim.example", "--name", "Door", "--role", "door", "--password", "0123456789")
    assert "meetings user grant-door d@cim.example MEETING" in done.output


def test_a_role_that_is_none_is_wrong_usage(app) -> None:
    done = run(app, "d@cim.example", "--name", "D", "--role", "queen", "--password", "0123456789")
    assert done.exit_code == 2
