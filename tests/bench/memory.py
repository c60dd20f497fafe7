"""How much memory an export takes in the server, with few rows and with many."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.bench import units
from tests.bench.loader import Connection, Unit
from tests.bench.units import Place


@dataclass(frozen=True)
class Export:
    """An export's peak in MB: of a worker at rest, with 5,000 rows, with 100,000 rows."""

    ending: str
    rest: float
    few: float
    many: float


def exports(place: Place, server: tuple[int, int]) -> list[Export]:
    """The officer's list of registrations in both formats."""
    port, process = server
    made = []
    for ending in ("csv", "xlsx"):
        rest = _peak(process)
        few = _after(port, process, units.export(place.open, ending))
        many = _after(port, process, units.export(place.crowded, ending))
        made.append(Export(ending, rest, few, many))
    return made


def _after(port: int, process: int, unit: Unit) -> float:
    connection = Connection(port)
    unit(connection)
    peak = _peak(process)
    connection.close()
    return peak


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
