"""Commands of the calendar: the year as a document, the calendars of other bodies."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import BinaryIO

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from meetings import clock
from meetings.actor import CLI
from meetings.calendar import operations
from meetings.calendar.queries.plan import planned
from meetings.calendar.year_plan import docx, pdf
from meetings.calendar.year_plan.plan import plan
from meetings.db import transaction
from meetings.errors import FileRefused
from meetings.localized import LANGUAGES

WRITERS = {"docx": docx.write, "pdf": pdf.write}


@click.command("year-plan")
@click.option("--year", required=True, type=click.IntRange(1900, 2199))
@click.option("--since", type=click.DateTime(["%Y-%m"]), help="An earlier month, as in 2002-11.")
@click.option(
    "--format", "sort", type=click.Choice(sorted(WRITERS)), help="By default as FILE ends."
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--drafts", is_flag=True, help="Drafts too.")
@click.option("-o", "--output", type=click.File("wb"), required=True)
@with_appcontext
def year_plan(
    *, year: int, since: date | None, sort: str | None, lang: str, drafts: bool, output: BinaryIO
) -> None:
    """Write the calendar of a year as the secretariat publishes it."""
    sort = _sort(output.name, sort)
    at = clock.now()
    first = date(since.year, since.month, 1) if since else date(year, 1, 1)
    last = date(year, 12, 31)
    if first > last:
        raise click.BadParameter("it lies after the year", param_hint="--since")
    rows = planned(first, last, lang=lang, drafts=drafts)
    today = clock.local_day(at, current_app.config["SETTINGS"].time_zone)
    said = plan(rows, first=first, last=last, lang=lang, on=today, drafts=drafts)
    output.write(WRITERS[sort](said, at=at))
    click.echo(f"{len(rows)} meetings", err=True)


def _sort(name: str, said: str | None) -> str:
    """The format that was said or that the file's name ends in; a name without an ending: docx."""
    ending = PurePath(name).suffix.removeprefix(".").casefold()
    if said and ending in WRITERS and said != ending:
        raise click.BadParameter(f"the file ends in .{ending}", param_hint="--format")
    if not said and ending and ending not in WRITERS:
        raise click.BadParameter("the file must end in .docx or .pdf", param_hint="--output")
    return said or ending or "docx"


@click.command("ics")
@click.argument("file", type=click.File("rb"))
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--organizer", default="", help="Whose meetings they are, in place of the file's name."
)
@click.option("--draft", is_flag=True, help="New meetings wait as drafts.")
@click.option("--partial", is_flag=True, help="Leave out bad entries instead of refusing the file.")
@with_appcontext
def import_ics(file: BinaryIO, *, lang: str, organizer: str, draft: bool, partial: bool) -> None:
    """Read meetings of another body from an .ics file; those known by UID are changed."""
    limit = current_app.config["SETTINGS"].max_upload_mb * 1024 * 1024
    read = operations.read_incoming(
        file.read(limit + 1), organizer=organizer, lang=lang, at=clock.now()
    )
    if read.problems and not partial:
        raise FileRefused(_("The file has errors."), read.problems)
    with transaction():
        done = operations.import_incoming(
            read.meetings, published=not draft, by=CLI, at=clock.now()
        )
    for problem in (*read.problems, *read.doubts):
        click.echo(str(problem), err=True)
    click.echo(
        f"{done.made} created, {done.changed} updated, {done.unchanged} unchanged, "
        f"{len(read.problems)} left out"
    )


commands = (("export", year_plan), ("import", import_ics))
