"""Commands of the calendar: the year as a document."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

import click
from flask import current_app
from flask.cli import with_appcontext

from meetings import clock
from meetings.calendar.queries.plan import planned
from meetings.calendar.year_plan import docx, pdf
from meetings.calendar.year_plan.plan import plan
from meetings.localized import LANGUAGES

WRITERS = {"docx": docx.write, "pdf": pdf.write}


@click.command("year-plan")
@click.option("--year", required=True, type=click.IntRange(1900, 2199))
@click.option("--since", type=click.DateTime(["%Y-%m"]), help="An earlier month, as in 2002-11.")
@click.option(
    "--format", "sort", type=click.Choice(sorted(WRITERS)), default="docx", show_default=True
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--drafts", is_flag=True, help="Drafts too.")
@click.option("-o", "--output", type=click.File("wb"), required=True)
@with_appcontext
def year_plan(
    *, year: int, since: date | None, sort: str, lang: str, drafts: bool, output: BinaryIO
) -> None:
    """Write the calendar of a year as the secretariat publishes it."""
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


commands = (("export", year_plan),)
