"""`meetings user create`."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from meetings import actor, clock
from meetings.accounts.operations import create_user
from meetings.db import transaction
from meetings.localized import LANGUAGES
from meetings.permissions import Role


@click.command("create")
@click.argument("email")
@click.option("--name", required=True, help="As shown to colleagues.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--language", default="en", type=click.Choice(LANGUAGES), show_default=True)
@click.password_option(help="At least 10 characters; asked for when left out.")
@with_appcontext
def create(email: str, name: str, *, role: str, language: str, password: str) -> None:
    """Make somebody who signs in."""
    with transaction():
        create_user(
            email,
            name,
            password=password,
            role=Role(role),
            language=language,
            by=actor.CLI,
            at=clock.now(),
        )
    click.echo(f"{email} can sign in.")
    if role == Role.DOOR:
        click.echo(f"Now name the meeting: meetings user grant-door {email} MEETING")


commands = (("user", create),)
