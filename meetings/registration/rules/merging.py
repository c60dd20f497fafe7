"""Two who correct one registration at once, or one in two windows: nothing is undone unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings.errors import Refused
from meetings.registration.rules.entries import Entry

_MARK = 16  # hexadecimal digits: enough to tell one value of a field from another


class Clash(Refused):
    """What somebody changed was changed meanwhile to something else; `facts` are which."""

    def __init__(self, facts: tuple[str, ...]) -> None:
        """Name the facts, in the order of the form."""
        sentence = _l(
            "Meanwhile somebody has written something else here, perhaps you in another window."
        )
        super().__init__(sentence, code="clash")
        self.facts = facts


@dataclass(frozen=True)
class Merged:
    """An entry in which only what was changed here differs from what stands; `taken` are the facts
    that were changed meanwhile elsewhere and not here: they stay."""

    entry: Entry
    taken: tuple[str, ...]


def mark(value: str) -> str:
    """A value so that it is known again, without the value."""
    return sha256(value.encode()).hexdigest()[:_MARK]


def marks(facts: Mapping[str, str]) -> dict[str, str]:
    """What a page keeps of the facts that it showed."""
    return {fact: mark(value) for fact, value in facts.items()}


def merge(typed: Entry, opened: Mapping[str, str], *, now: Mapping[str, str]) -> Merged:
    """Three ways: what the page showed (`opened`, as marks), what was typed, what stands now.

    | the page showed | typed | stands now | is written |
    |---|---|---|---|
    | A | A | A | A |
    | A | B | A | B: changed here only |
    | A | A | C | C: changed elsewhere only, and taken over |
    | A | B | B | B: both meant the same |
    | A | B | C | nothing: Clash |
    | not told | B | any | B |

    `typed` is cleaned. Raises Clash with all facts that clash.
    """
    kept: dict[str, Any] = {}
    clashing = []
    for fact, stands in now.items():
        here, shown = getattr(typed, fact), opened.get(fact)
        if shown is None or here == stands or mark(stands) == shown:
            continue
        if mark(here) == shown:
            kept[fact] = stands
        else:
            clashing.append(fact)
    if clashing:
        raise Clash(tuple(clashing))
    return Merged(replace(typed, **kept), tuple(kept))
