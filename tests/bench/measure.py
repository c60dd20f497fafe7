"""Measuring: product and floor in turn, round after round."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from functools import partial

from tests.bench.loader import Measured, Unit, run_round, time_single
from tests.bench.servers import cpu_seconds
from tests.bench.units import Place
from tests.bench.works import Sample, Work


@dataclass(frozen=True)
class Effort:
    """How long to measure: rounds of so many seconds, and single requests to time."""

    rounds: int
    seconds: float
    singles: int


@dataclass(frozen=True)
class Servers:
    """Both servers: (port, process) of each."""

    product: tuple[int, int]
    floor: tuple[int, int]


def measure(
    work: Work, place: Place, pair: Servers, *, effort: Effort
) -> tuple[Measured, Measured]:
    """What the product and the floor did of one work."""
    sides = [
        (server, unit, Measured())
        for server, unit in zip((pair.product, pair.floor), work.make(place), strict=True)
    ]
    for _number in range(effort.rounds):
        for (port, process), unit, measured in sides:
            work.before()
            done = run_round(
                port,
                unit,
                seconds=effort.seconds,
                connections=work.connections,
                cpu=partial(cpu_seconds, process),
            )
            measured.rates.append(done.units / done.seconds)
            measured.cpu.append(done.cpu / max(done.units, 1))
    for (port, _process), unit, measured in sides:
        work.before()
        measured.times.extend(_times(port, unit, effort))
    return sides[0][2], sides[1][2]


def sample(each: Sample, place: Place, pair: Servers, *, effort: Effort) -> float:
    """Milliseconds of one request to the product, the median of many."""
    unit, _floor = each.make(place)
    return statistics.median(_times(pair.product[0], unit, effort)) * 1000


def _times(port: int, unit: Unit, effort: Effort) -> list[float]:
    return time_single(port, unit, count=effort.singles, limit=effort.seconds * effort.rounds)
