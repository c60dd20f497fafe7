"""Lists in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list: its items, its number from 1, and how many there are in all."""

    items: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The last page's number, 1 for an empty list."""
        return max(1, -(-self.total // self.size))

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether there is a page after."""
        return self.number < self.last

    @property
    def first_item(self) -> int:
        """The number of the first item shown, 0 for an empty list."""
        return 0 if not self.total else (self.number - 1) * self.size + 1

    @property
    def last_item(self) -> int:
        """The number of the last item shown."""
        return min(self.number * self.size, self.total)


def offset(number: int, size: int) -> int:
    """How many items stand before a page."""
    return (max(number, 1) - 1) * size
