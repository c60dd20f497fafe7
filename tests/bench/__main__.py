"""`python -m tests.bench`: the product beside its floor on both databases, as a table.

Whatever the figures, it exits 0: they are read by people. Only something broken exits 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from meetings.app import create_app
from meetings.config import Settings
from meetings.db import db
from tests.bench import data, memory, report, servers
from tests.bench.measure import Effort, Servers, measure, sample
from tests.bench.units import Place
from tests.bench.works import EXPORTS, NAMES, STAGES, Stage
from tests.support import tools
from tests.support.databases import Workspace

FULL = Effort(rounds=5, seconds=3, singles=100)
QUICK = Effort(rounds=3, seconds=1, singles=40)
BACKENDS = ("sqlite", "postgresql")


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="work", help=f"some of: {', '.join(NAMES)}")
    parser.add_argument("--only", nargs="+", default=[], metavar="work", help="the same")
    parser.add_argument("--quick", action="store_true", help="short rounds: rough figures")
    parser.add_argument("--database", choices=BACKENDS, help="one of them instead of both")
    options = parser.parse_args()
    wanted = {*options.names, *options.only} or set(NAMES)
    if unknown := sorted(wanted - set(NAMES)):
        parser.error(f"unknown: {', '.join(unknown)}")
    effort = QUICK if options.quick else FULL
    print(report.heading(effort), flush=True)
    broken: list[str] = []
    for backend in [options.database] if options.database else BACKENDS:
        if backend == "postgresql" and tools.needs_postgres():
            print("PostgreSQL isn't here: left out.\n", flush=True)
        else:
            table = _on(backend, wanted, effort)
            print(table.render(), flush=True)
            broken += table.broken
    sys.exit(1 if broken else 0)


def _on(backend: str, wanted: set[str], effort: Effort) -> report.Table:
    folder = Path(tempfile.mkdtemp(prefix="meetings-bench-"))
    folder.chmod(0o711)  # PostgreSQL runs as another user below it
    workspace = Workspace(folder, "bench")
    try:
        workspace.restore(backend)
        table = report.Table(backend)
        _run(workspace.url(backend), folder, wanted, effort=effort, table=table)
        if table.broken:
            log = (folder / "product.log").read_text().splitlines()
            table.broken += [line for line in log if " failed:" in line][-3:]
        return table
    finally:
        workspace.remove()


def _run(url: str, folder: Path, wanted: set[str], *, effort: Effort, table: report.Table) -> None:
    app = _app(url, folder)
    with app.app_context():
        for stage in _needed(wanted):
            _say(f"{table.title}: {stage.words}")
            stage.fill()
            place = _place()
            db.session.remove()
            with _serving(url, folder) as pair:
                _measure(stage, place, pair, wanted=wanted, effort=effort, table=table)
        db.engine.dispose()


def _measure(
    stage: Stage,
    place: Place,
    pair: Servers,
    *,
    wanted: set[str],
    effort: Effort,
    table: report.Table,
) -> None:
    for work in stage.works:
        if work.name in wanted:
            with _going_on(table, work.words):
                table.add(work, *measure(work, place, pair, effort=effort))
    for each in stage.samples:
        if each.name in wanted:
            with _going_on(table, each.words):
                table.sample(each, sample(each, place, pair, effort=effort))
    if EXPORTS in wanted & stage.names:
        with _going_on(table, "exports"):
            table.exports(memory.exports(place, pair.product))


@contextmanager
def _going_on(table: report.Table, words: str) -> Iterator[None]:
    """Note what is broken and go on with the others."""
    _say(f"{table.title}: {words}")
    try:
        yield
    except Exception as failure:  # noqa: BLE001 - whatever it was, the other lines go on
        table.broken.append(f"{words}: {failure!r:.400}")


def _needed(wanted: set[str]) -> list[Stage]:
    """The stages up to the last one in which something wanted is measured."""
    used = [bool(stage.names & wanted) for stage in STAGES]
    return list(STAGES[: len(used) - used[::-1].index(True)])


@contextmanager
def _serving(url: str, folder: Path) -> Iterator[Servers]:
    with servers.product(url, folder) as product, servers.floor(url, folder) as floor:
        yield Servers(product, floor)


def _app(url: str, folder: Path) -> Flask:
    """The application that fills the database."""
    settings = Settings(
        database_url=url,
        instance_path=str(folder),
        secret_key="only for filling",
        uid_host="bench.test",
        rate_limits=False,
        worker_in_server=False,
    )
    return create_app(settings)


def _place() -> Place:
    return Place(
        open=data.slug(data.OPEN),
        crowded=data.slug(data.CROWDED),
        quiet=data.slug(data.QUIET),
        people=data.people(data.OPEN),
        year=data.year(),
    )


def _say(words: str) -> None:
    print(f"{words} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
