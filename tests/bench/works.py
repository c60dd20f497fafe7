"""The works, in the order of the stages in which the database grows, each with its bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import data, units
from tests.bench.loader import Measured, Unit
from tests.bench.units import Place

EXPORTS = "export"


@dataclass(frozen=True)
class Bound:
    """What is promised: a share of the floor's rate, a multiple of its time, or seconds."""

    ratio: float = 0
    times: float = 0
    seconds: float = 0

    def words(self) -> str:
        """The bound as the table says it."""
        said = [f"ratio ≥ {self.ratio:g}"] if self.ratio else []
        said += [f"≤ {self.times:g} times the floor's"] if self.times else []
        said += [f"≤ {self.seconds:g} s"] if self.seconds else []
        return ", ".join(said)

    def is_met(self, product: Measured, floor: Measured) -> bool:
        """Whether what was measured keeps it; seconds hold for 95 of 100 requests."""
        return (
            product.rate >= self.ratio * floor.rate
            and (not self.times or product.percentile(50) <= self.times * floor.percentile(50))
            and (not self.seconds or product.percentile(95) <= self.seconds * 1000)
        )


@dataclass(frozen=True)
class Work:
    """One line of the table. `before` runs before each round; one unit is one of `make`'s."""

    name: str
    words: str
    make: Callable[[Place], tuple[Unit, Unit]]
    bound: Bound
    connections: int = 8
    before: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Sample:
    """A page whose cost must not grow from one stage to another: timed in both."""

    name: str
    words: str
    make: Callable[[Place], tuple[Unit, Unit]]


@dataclass(frozen=True)
class Stage:
    """A size of the database: how it comes to it, and what is measured then."""

    words: str
    fill: Callable[[], None]
    works: tuple[Work, ...] = ()
    samples: tuple[Sample, ...] = ()
    has_crowd: bool = False

    @property
    def names(self) -> set[str]:
        """What can be asked for in this stage."""
        exports = {EXPORTS} if self.has_crowd else set()
        return {each.name for each in self.works} | {each.name for each in self.samples} | exports


LIST = Sample("growth", "calendar page: 5,000 → 105,000 registrations", units.calendar_list)
PAGE = Sample(
    "growth",
    "a meeting's page: 100 → 10,000 meetings",
    lambda place: units.meeting_page(place, place.quiet),
)
_OFFICER = "officer-list", "three pages of the officer's list: 5,000 → 100,000 registrations"
FEW = Sample(*_OFFICER, lambda place: units.officer_list(place.open))
MANY = Sample(*_OFFICER, lambda place: units.officer_list(place.crowded))


def _small() -> None:
    data.make_meetings()
    data.register(data.OPEN, 5_000)


def _feed(name: str, count: int, *, seconds: float = 0) -> tuple[Work, Work]:
    return (
        Work(
            f"{name}-304",
            f"feed unchanged (304), {count:,} meetings",
            units.feed_unchanged,
            Bound(ratio=0.6),
        ),
        Work(
            name,
            f"feed whole, {count:,} meetings",
            lambda place: units.feed_whole(place, count),
            Bound(ratio=0.5, seconds=seconds),
        ),
    )


STAGES = (
    Stage("100 meetings, 5,000 registrations", _small, samples=(PAGE,)),
    Stage(
        "1,000 meetings",
        lambda: data.multiply(1_000),
        (
            Work(
                "list",
                "calendar list, 50 of 1,000 meetings",
                units.calendar_list,
                Bound(ratio=0.25),
            ),
            Work(
                "meeting",
                "a meeting's page, 5,000 registrations",
                lambda place: units.meeting_page(place, place.open),
                Bound(ratio=0.3),
            ),
            *_feed("feed", 1_000),
            Work("register", "register: form, then POST", units.register, Bound(ratio=0.25)),
            Work(
                "presence",
                "presence, single, by the door's page",
                units.presence,
                Bound(ratio=0.4),
                before=lambda: data.forget_today(data.OPEN),
            ),
        ),
        (LIST, FEW),
    ),
    Stage(
        "105,000 registrations",
        lambda: data.register(data.CROWDED, 100_000),
        (
            Work(
                "statistics",
                "statistics of 100,000 registrations",
                units.statistics,
                Bound(times=10),
                connections=1,
            ),
        ),
        (LIST, MANY),
        has_crowd=True,
    ),
    Stage(
        "10,000 meetings",
        lambda: data.multiply(10_000),
        _feed("feed10k", 10_000, seconds=1),
        (PAGE,),
    ),
)
NAMES = sorted(set().union(*(stage.names for stage in STAGES)))
