"""`meetings demo`."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from meetings import clock, installation
from meetings.db import transaction
from meetings.demo import operations
from meetings.errors import Refused


@click.command("demo")
@click.option("--reset", is_flag=True, help="Clear what the demo made, and make it anew.")
@click.option("--yes", is_flag=True, help="Delete what was added since, too.")
@with_appcontext
def demo(*, reset: bool, yes: bool) -> None:
    """Fill an empty database with the calendar of 2003 and an invented year."""
    if current_app.config["SETTINGS"].is_production:
        raise Refused(_("There is no demo in production."))
    replaces = reset and not operations.is_empty()
    if replaces:
        _may_clear(yes=yes)
    elif installation.read(installation.MADE_BY_DEMO):
        click.echo("The demo is there already.")
        return
    with transaction():
        if replaces:
            operations.clear()
        operations.make(at=clock.now())
    for line in sign_ins():
        click.echo(line)


def sign_ins() -> list[str]:
    """The demo's users, a line each, and their one password."""
    users = [(email, role.value) for email, _name, role in operations.SIGN_INS]
    users.append((operations.DOOR_SIGN_IN, "door"))
    lines = [f"  {role:<14} {email}" for email, role in users]
    return [f"Sign in with the password {operations.PASSWORD} as", *lines]


def _may_clear(*, yes: bool) -> None:
    """Tell what was added since the demo was made; refused where that, or more, would be lost."""
    if installation.read(installation.MADE_BY_DEMO) is None:
        raise Refused(_("This database was not made by the demo: nothing was deleted."))
    added = operations.added_since()
    for table, count in added.items():
        click.echo(f"{table}: {count} added since the demo was made.")
    if added and not yes:
        raise Refused(_("Nothing was deleted. Add --yes to delete what was added, too."))


commands = (("", demo),)
