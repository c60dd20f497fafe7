"""`meetings import headcounts FILE` and `meetings user grant-door EMAIL MEETING`."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click
from flask import current_app
from flask.cli import with_appcontext

from meetings import actor, clock
from meetings.accounts.operations import grant_door
from meetings.accounts.queries import by_email
from meetings.attendance.operations import import_headcounts
from meetings.calendar.queries import resolve
from meetings.db import transaction


@click.command("headcounts")
@click.argument("file", type=click.File("rb"))
@with_appcontext
def headcounts(file: BinaryIO) -> None:
    """Read how many were at meetings (- is stdin); the same report again supersedes, never adds."""
    limit = current_app.config["SETTINGS"].max_upload_mb * 1024 * 1024
    name = Path(getattr(file, "name", "stdin")).name.strip("<>")
    with transaction():
        done = import_headcounts(
            file.read(limit + 1), source=name, limit=limit, by=actor.CLI, at=clock.now()
        )
    if done.unknown:
        click.echo(f"Columns left out: {', '.join(done.unknown)}", err=True)
    click.echo(
        f"Headcounts: {done.recorded} recorded, of which {done.superseding} supersede an earlier"
        f" one; {done.unchanged} unchanged."
    )
    for slug in done.idle:
        click.echo(
            f"{slug}: the headcount of those not on the list does not count while the headcount"
            " of everyone stands."
        )


@click.command("grant-door")
@click.argument("email")
@click.argument("meeting")
@with_appcontext
def grant(email: str, meeting: str) -> None:
    """Let a user work at the door of one meeting, named by its slug."""
    with transaction():
        user = by_email(email)
        found = resolve(meeting)
        if user is None:
            raise click.UsageError(f"There is no user {email!r}.")
        if found is None:
            raise click.UsageError(f"There is no meeting {meeting!r}.")
        grant_door(user, found.id, by=actor.CLI, at=clock.now())
    click.echo(f"{email} may open the door of {meeting}.")


commands = (("import", headcounts), ("user", grant))
