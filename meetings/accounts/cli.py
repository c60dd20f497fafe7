"""`meetings user create` and `meetings user grant-sensitive`."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from meetings import actor, clock
from meetings.accounts import queries
from meetings.accounts.operations import create_user, grant_confidence
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


@click.command("grant-sensitive")
@click.argument("email")
@click.option("--files", is_flag=True, help="She may take them along as CSV or XLSX, too.")
@with_appcontext
def grant_sensitive(email: str, *, files: bool) -> None:
    """Let a user read access needs and sensitive answers; each reading is noted."""
    with transaction():
        user = queries.by_email(email)
        if user is None:
            raise click.UsageError(f"There is no user {email!r}.")
        grant_confidence(user, with_files=files, by=actor.CLI, at=clock.now())
    more = " and take them along in a file" if files else ""
    click.echo(f"{email} may read access needs and sensitive answers{more}.")


commands = (("user", create), ("user", grant_sensitive))
