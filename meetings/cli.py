"""The console script `meetings`: the rooms' commands, the database's, and the server's."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import ScriptInfo, with_appcontext
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError, ProgrammingError

from meetings import rooms
from meetings.app import TRANSLATIONS, create_app
from meetings.db import transaction
from meetings.errors import MeetingsError

# The commands after which somebody reads pages.
SPEAKING = ("serve", "demo", "db")


@click.group()
@click.pass_context
def program(context: click.Context) -> None:
    """Run an intergovernmental secretariat's meetings."""
    context.obj = context.obj or ScriptInfo(create_app=create_app)
    if context.invoked_subcommand in SPEAKING:
        warn_of_catalogs(TRANSLATIONS)


def warn_of_catalogs(folder: Path) -> None:
    """Say so where pages would speak English only, or an older wording: catalogs not compiled."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            click.echo(
                f"The translations into {source.parent.parent.name} are not compiled, or older "
                "than their source: pages show English there. Run "
                "`pybabel compile --directory meetings/translations`.",
                err=True,
            )


@program.group("db")
def database() -> None:
    """The database."""


@database.command("upgrade")
@with_appcontext
def db_upgrade() -> None:
    """Bring the tables and the reference data up to date."""
    upgrade()
    for load in rooms.loaders():
        with transaction():
            click.echo(load())


@program.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, type=click.IntRange(0, 65535), show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the pages, with the worker beside them where the settings say so."""
    from meetings.serving import run_server

    run_server(host, port)


@program.command()
@with_appcontext
def worker() -> None:
    """Send what the outbox holds and see to what is due, until stopped."""
    from meetings.serving import run_worker

    run_worker()


def _collect() -> None:
    groups: dict[str, click.Group] = {
        "import": click.Group("import", help="Read a file into the database."),
        "export": click.Group("export", help="Write a file out of the database."),
        "user": click.Group("user", help="Who signs in."),
    }
    for name, command in rooms.commands():
        (groups[name] if name else program).add_command(command)
    for group in groups.values():
        if group.commands:
            program.add_command(group)


_collect()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command: exit 0 when done, 1 when refused with the reason, 2 on wrong usage."""
    try:
        program.main(args=arguments, prog_name="meetings", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(1)
    except MeetingsError as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    except (OperationalError, ProgrammingError):
        click.echo("The database does not answer, or needs `meetings db upgrade`.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
