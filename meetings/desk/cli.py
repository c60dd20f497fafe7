"""Commands across rooms: the calendar as a file, and the doctor."""

from __future__ import annotations

from typing import BinaryIO

import click
from flask import current_app
from flask.cli import with_appcontext

from meetings import clock
from meetings.actor import CLI
from meetings.calendar import operations as calendar
from meetings.db import transaction
from meetings.desk.calendar_export import export_calendar
from meetings.desk.calendar_file import Report, import_calendar

EVERY = 500


@click.command("calendar")
@click.argument("file", type=click.File("rb"))
@click.option("--draft", is_flag=True, help="New meetings wait as drafts.")
@click.option("--partial", is_flag=True, help="Leave out bad rows instead of refusing the file.")
@with_appcontext
def import_command(file: BinaryIO, *, draft: bool, partial: bool) -> None:
    """Read meetings from a CSV file (- is stdin); rows known from earlier are not made twice."""
    with transaction():
        report = import_calendar(
            _read(file),
            by=CLI,
            at=clock.now(),
            draft=draft,
            partial=partial,
            progress=_progress,
        )
    _tell(report)


def _read(file: BinaryIO) -> bytes:
    """The file; of one that is too large just enough to be refused."""
    return file.read(current_app.config["SETTINGS"].max_upload_mb * 1024 * 1024 + 1)


def _progress(done: int, total: int) -> None:
    if done % EVERY == 0 and done < total:
        click.echo(f"{done} of {total} ...", err=True)


def _tell(report: Report) -> None:
    for warning in report.warnings:
        click.echo(warning, err=True)
    for problem in report.problems:
        click.echo(str(problem), err=True)
    click.echo(
        f"{report.created} created, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.skipped} skipped (known from an earlier import), "
        f"{report.left_out} left out, {len(report.warnings)} warnings"
    )


@click.command("calendar")
@click.argument("file", type=click.File("wb"), default="-")
@click.option("--drafts", is_flag=True, help="Drafts too.")
@with_appcontext
def export_command(file: BinaryIO, *, drafts: bool) -> None:
    """Write the published meetings as a CSV file, to stdout without FILE."""
    file.writelines(export_calendar(drafts=drafts))


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Make the calendar's stored texts anew where the base address or the format changed."""
    with transaction():
        moved = calendar.rebuild_texts(at=clock.now())
    click.echo(
        f"calendar: the stored texts of {moved} meetings were made anew"
        if moved
        else "calendar: every stored text is up to date"
    )


commands = (("import", import_command), ("export", export_command), ("", doctor))
