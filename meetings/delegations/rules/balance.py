"""How many women and men: a delegation beside the last one and beside all others. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.directory.models import Sex


@dataclass(frozen=True)
class Balance:
    """People by sex as declared; what nobody said is shown and never spread."""

    female: int = 0
    male: int = 0
    another: int = 0
    not_stated: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.female + self.male + self.another + self.not_stated

    @property
    def women(self) -> float | None:
        """The share of women among those whose sex was declared; None where nobody's was."""
        declared = self.total - self.not_stated
        return self.female / declared if declared else None


def balance(sexes: Iterable[str]) -> Balance:
    """The balance of some people."""
    counted = Counter(sexes)
    return Balance(*(counted[each] for each in Sex))


def of_others(everyone: Balance, own: Balance, *, threshold: int) -> Balance | None:
    """The balance of everybody, None where it would tell of a few.

    Who knows her own delegation knows the others by subtraction: so it is shown only when no number
    of the others, sex by sex, is from 1 to under the threshold of the statistics.
    """
    others = [all_of - mine for all_of, mine in zip(_cells(everyone), _cells(own), strict=True)]
    return None if any(0 < each < threshold for each in others) else everyone


def _cells(of: Balance) -> tuple[int, ...]:
    return of.female, of.male, of.another, of.not_stated
