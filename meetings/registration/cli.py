"""Commands: a table of people brought in to a meeting."""

from __future__ import annotations

from typing import BinaryIO

import click
from flask import current_app
from flask.cli import with_appcontext

from meetings import clock, language
from meetings.actor import CLI
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.errors import FileRefused
from meetings.registration.intake.judge import problems
from meetings.registration.intake.judged import Judged, Sort
from meetings.registration.models import Status
from meetings.registration.operations import imports as operations
from meetings.registration.queries.look_through import look_through


@click.command("registrations")
@click.argument("meeting")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--status",
    type=click.Choice([str(each) for each in operations.FIRST]),
    default=str(Status.CONFIRMED),
    show_default=True,
    help="What the new registrations are.",
)
@click.option("--dates", type=click.Choice(["day", "month"]), help="What stands first in 02/06.")
@click.option("--mail", is_flag=True, help="Write to the new people.")
@click.option("--partial", is_flag=True, help="Leave out bad and doubtful rows, not the file.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done; write nothing.")
@with_appcontext
def import_command(
    meeting: str,
    file: BinaryIO,
    *,
    status: str,
    dates: str | None,
    mail: bool,
    partial: bool,
    dry_run: bool,
) -> None:
    """Read the registrations of MEETING (its slug) from a CSV or XLSX file (- is stdin)."""
    limit = current_app.config["SETTINGS"].max_upload_mb * 1024 * 1024
    content = file.read(limit + 1)
    with transaction():
        found = calendar.by_slug(meeting, drafts=True)
        if found is None:
            raise FileRefused(f"There is no meeting {meeting}.")
        looked = look_through(
            content,
            found.id,
            decisions={},
            lang=language.current(),
            everybody=True,
            limit=limit,
            at=clock.now(),
            dates=dates or "",
            status=status,
        )
        for note in looked.notes:
            click.echo(str(note), err=True)
        for problem in problems(looked.rows):
            click.echo(str(problem), err=True)
        _tell_doubts(looked.rows)
        behind = sum(each.sort in {Sort.BAD, Sort.DOUBT} for each in looked.rows)
        if behind and not partial and not dry_run:
            raise FileRefused(
                f"Nothing was imported: {behind} rows are bad or in doubt. "
                "Correct them, decide them on the page, or leave them out by --partial."
            )
        done = operations.take_in(
            found,
            looked.rows,
            status=Status(status),
            by=CLI,
            at=clock.now(),
            progress=_progress,
        )
        if done.corrected or (mail and done.to_tell):
            _keep_to_tell(found, status, done, mail=mail)
        if dry_run:
            db.session.rollback()
    _sum_up(looked.rows, done, behind, dry_run=dry_run)


def _keep_to_tell(meeting: Meeting, status: str, done: operations.Outcome, *, mail: bool) -> None:
    """Whom the worker has still to write to."""
    at = clock.now()
    draft = operations.keep_draft(
        meeting,
        b"",
        filename="",
        status=Status(status),
        sends_mail=mail,
        by=CLI,
        at=at,
    )
    operations.finish(draft, done, at=at)


def _tell_doubts(rows: list[Judged]) -> None:
    for each in rows:
        if each.sort != Sort.DOUBT:
            continue
        for candidate in each.candidates:
            where = f"line {candidate.line}" if candidate.line else "the directory"
            click.echo(f"Line {each.line}: may be {candidate.name} of {where}.", err=True)
        if each.full is not None:
            click.echo(f"Line {each.line}: {each.full}", err=True)
        if each.written.states:
            either = " or ".join(each.written.states)
            click.echo(f"Line {each.line}: write the State's code, {either}.", err=True)


def _progress(done: int, total: int) -> None:
    if done < total:
        click.echo(f"{done} of {total} ...", err=True)


def _sum_up(rows: list[Judged], done: operations.Outcome, behind: int, *, dry_run: bool) -> None:
    same = sum(each.sort == Sort.SAME for each in rows)
    click.echo(
        f"{done.created} created ({done.waitlisted} on the waiting list), {done.changed} changed, "
        f"{same} unchanged, {behind} left out" + (": nothing was written" if dry_run else "")
    )


commands = (("import", import_command),)
