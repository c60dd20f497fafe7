"""`meetings export indicators`."""

from __future__ import annotations

from typing import BinaryIO

import click
from flask import current_app
from flask.cli import with_appcontext

from meetings import clock, tables
from meetings.indicators import queries, sheet
from meetings.language import reading
from meetings.localized import LANGUAGES


@click.command("indicators")
@click.argument("framework")
@click.option("--year", required=True, type=click.IntRange(1928, 2100))
@click.option("--language", default="en", type=click.Choice(LANGUAGES), show_default=True)
@click.option("--output", type=click.File("wb"), default="-", help="A file instead of stdout.")
@with_appcontext
def indicators(framework: str, *, year: int, language: str, output: BinaryIO) -> None:
    """Write a plan's indicators of a year as CSV; FRAMEWORK is its code."""
    plan = queries.framework(framework)
    if plan is None:
        raise click.ClickException(f"There is no plan {framework!r}.")
    now, settings = clock.now(), current_app.config["SETTINGS"]
    with reading(language):
        measured = queries.year(plan, year, as_of=now)
        notes = sheet.notes(
            plan,
            year,
            at=now,
            zone=settings.time_zone,
            threshold=settings.suppression_threshold,
            lang=language,
        )
        rows = sheet.export(measured, lang=language, shows_cells=True)
        output.writelines(tables.write_csv([*rows, (), *notes]))


commands = (("export", indicators),)
