"""A number by sex, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from meetings.directory.models import Sex

SEXES: Final = tuple(sex.value for sex in Sex)
NOT_STATED: Final = Sex.NOT_STATED.value


@dataclass(frozen=True)
class Split:
    """A number by sex as declared. "Not stated" is a column like the others, never spread.

    `unknown` are the sexes that a half-filled headcount left blank: blank is unknown, zero is zero.
    """

    female: int = 0
    male: int = 0
    another: int = 0
    not_stated: int = 0
    unknown: frozenset[str] = frozenset()

    @classmethod
    def of(cls, sex: str, number: int) -> Split:
        """A number that is all of one sex."""
        named: dict[str, Any] = {sex: number}
        return cls(**named)

    def __add__(self, other: Split) -> Split:
        """Column by column."""
        return Split(
            self.female + other.female,
            self.male + other.male,
            self.another + other.another,
            self.not_stated + other.not_stated,
            self.unknown | other.unknown,
        )

    @property
    def counts(self) -> dict[str, int]:
        """Sex -> number, in the order of the columns."""
        return {sex: getattr(self, sex) for sex in SEXES}

    @property
    def known(self) -> dict[str, int]:
        """Sex -> number, without those of which nothing is known."""
        return {sex: n for sex, n in self.counts.items() if n or sex not in self.unknown}

    @property
    def total(self) -> int:
        """Everybody, whether she declared or not."""
        return self.declared + self.not_stated

    @property
    def declared(self) -> int:
        """Those who declared: female + male + another."""
        return self.female + self.male + self.another

    @property
    def coverage(self) -> float | None:
        """Declared of all, as a share of 1; None of nobody."""
        return self.declared / self.total if self.total else None

    @property
    def sharing(self) -> int:
        """Of how many the share of women is: who declared; 0 where that of a sex is unknown."""
        return 0 if self.unknown else self.declared

    @property
    def women(self) -> float | None:
        """Women of those who declared (F / (F + M + another)), as a share of 1; None of nobody."""
        return self.female / self.sharing if self.sharing else None


def total(splits: Iterable[Split]) -> Split:
    """The sum of disjoint splits."""
    return sum(splits, Split())


def whole_percent(part: int, whole: int) -> int:
    """A share in whole percent, halves up; 0 and 100 only where nothing or everything is meant."""
    if not 0 < part < whole:
        return 100 if whole and part >= whole else 0
    return min(max((200 * part + whole) // (2 * whole), 1), 99)


def public_women(split: Split, *, threshold: int) -> int | None:
    """Women of those who declared, in whole percent, where that tells nothing of a few people.

    None where women, or the others who declared, are fewer than the threshold without being
    none (zeros are findings, small groups are persons), or where fewer than that declared.
    Domain notes, section 4, disclosure control.
    """
    others = split.declared - split.female
    disclosing = any(0 < group < threshold for group in (split.female, others))
    if disclosing or split.declared < max(threshold, 1):
        return None
    return whole_percent(split.female, split.declared)
