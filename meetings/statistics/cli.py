"""`meetings export statistics`."""

from __future__ import annotations

from typing import BinaryIO

import click
from flask import current_app
from flask.cli import with_appcontext

from meetings import clock, tables
from meetings.calendar import queries as calendar
from meetings.language import reading
from meetings.localized import LANGUAGES
from meetings.statistics import queries, sheet


@click.command("statistics")
@click.argument("meeting")
@click.option("--language", default="en", type=click.Choice(LANGUAGES), show_default=True)
@click.option("--output", type=click.File("wb"), default="-", help="A file instead of stdout.")
@with_appcontext
def statistics(meeting: str, *, language: str, output: BinaryIO) -> None:
    """Write a meeting's statistics with all cells as CSV; MEETING is its slug."""
    found = calendar.by_slug(meeting, drafts=True)
    if found is None:
        raise click.ClickException(f"There is no meeting {meeting!r}.")
    threshold = current_app.config["SETTINGS"].suppression_threshold
    with reading(language):
        about = sheet.about(
            found, at=clock.now(), threshold=threshold, shows_cells=True, lang=language
        )
        rows = sheet.export(queries.figures(found.id), about, lang=language)
        output.writelines(tables.write_csv([*rows, (), *sheet.notes(about, language)]))


commands = (("export", statistics),)
