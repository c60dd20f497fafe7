"""How much memory an export takes in the server, with few rows and with many, and how long."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench import data, units
from tests.bench.loader import Connection, Unit
from tests.bench.units import Place


@dataclass(frozen=True)
class Taken:
    """What one export took: the peak of a worker in MB, seconds to the first byte and in all."""

    peak: float
    first: float
    whole: float


@dataclass(frozen=True)
class Export:
    """An export's cost: a worker's peak at rest, then with 5,000 rows and with 100,000."""

    ending: str
    rest: float
    few: Taken
    many: Taken


def exports(place: Place, server: tuple[int, int]) -> list[Export]:
    """The officer's list of registrations in both formats."""
    port, process = server
    made = []
    for ending in ("csv", "xlsx"):
        rest = _peak(process)
        few = _take(port, process, units.export(place.open, ending))
        many = _take(port, process, units.export(place.crowded, ending))
        made.append(Export(ending, rest, few, many))
    return made


def _take(port: int, process: int, unit: Unit) -> Taken:
    connection = Connection(port)
    units.sign_in(connection, data.OFFICER)
    start = time.perf_counter()
    unit(connection)
    whole = time.perf_counter() - start
    taken = Taken(_peak(process), connection.waited, whole)
    connection.close()
    return taken


def _peak(process: int) -> float:
    """The highest resident memory of any worker since it was asked last, in MB."""
    peaks = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text().split():
            status = (Path("/proc") / child / "status").read_text()
            line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
            peaks.append(int(line.split()[1]) / 1024)
            (Path("/proc") / child / "clear_refs").write_text("5")
    return max(peaks)
