"""The table that people read."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
from pathlib import Path

from tests.bench.loader import Measured
from tests.bench.measure import Effort
from tests.bench.memory import Export
from tests.bench.works import Sample, Work

PACKAGES = ("flask", "sqlalchemy", "gunicorn", "psycopg")
COLUMNS = (
    *("work", "product/s", "floor/s", "ratio", "promised", "kept", "p50 ms", "p95 ms"),
    *("CPU ms", "floor p50 ms", "floor CPU ms"),
)


def heading(effort: Effort) -> str:
    """The machine, the day, the versions, and how it was measured."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    return (
        f"# Benchmarks, {datetime.datetime.now(datetime.UTC):%Y-%m-%d}\n\n"
        f"{_processor()}, {os.cpu_count()} cores; Python {platform.python_version()},"
        f" {', '.join(versions)}.\n"
        f"Median of {effort.rounds} rounds of {effort.seconds:g} s, product and floor in turn;"
        " 2 workers x 4 threads, 8 connections;\n"
        "times with one connection; CPU of the web server for one unit, not of PostgreSQL"
        " (which runs without fsync).\n"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


class Table:
    """What was measured on one database."""

    def __init__(self, title: str) -> None:
        """`title` is the database's name."""
        self.title = title
        self.lines: list[str] = []
        self.further: list[str] = []
        self.broken: list[str] = []
        self._samples: dict[str, float] = {}

    def add(self, work: Work, product: Measured, floor: Measured) -> None:
        """A line for a work."""
        ratio = product.rate / floor.rate
        cells = (
            work.words,
            f"{product.rate:,.1f}",
            f"{floor.rate:,.1f}",
            f"{ratio:.2f}",
            work.bound.words(),
            "yes" if work.bound.is_met(product, floor) else "**no**",
            f"{product.percentile(50):.1f}",
            f"{product.percentile(95):.1f}",
            f"{product.cpu_median:.2f}",
            f"{floor.percentile(50):.1f}",
            f"{floor.cpu_median:.2f}",
        )
        self.lines.append(f"| {' | '.join(cells)} |")

    def sample(self, each: Sample, milliseconds: float) -> None:
        """Keep the first time; say how the second one compares with it."""
        first = self._samples.setdefault(each.words, milliseconds)
        if first is not milliseconds:
            self.further.append(
                f"- Growth, {each.words}: {first:.1f} → {milliseconds:.1f} ms"
                f" (x {milliseconds / first:.2f})"
            )

    def exports(self, made: list[Export]) -> None:
        """A line for each format's memory and times."""
        for each in made:
            cells = [
                f"{count} rows {taken.peak:.0f} MB, first byte {taken.first:.2f} s,"
                f" all {taken.whole:.1f} s"
                for count, taken in (("5,000", each.few), ("100,000", each.many))
            ]
            self.further.append(
                f"- Export as {each.ending}, peak of a worker at rest {each.rest:.0f} MB;"
                f" {'; '.join(cells)}"
            )

    def render(self) -> str:
        """All of it as Markdown."""
        rule = "|".join(["---"] * len(COLUMNS))
        table = [f"| {' | '.join(COLUMNS)} |", f"|{rule}|", *self.lines] if self.lines else []
        broken = [f"- BROKEN: {each}" for each in self.broken]
        return "\n".join([f"## {self.title}", "", *table, "", *self.further, *broken, ""])
