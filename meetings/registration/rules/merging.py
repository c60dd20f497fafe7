"""Two who correct one registration at once, or one in two windows: nothing is undone unseen."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings.errors import Refused
from meetings.registration.rules.entries import Entry

MOST_MARKS = 20_000  # characters of marks of answers that a page may send
HIDDEN = "-"  # the mark of an answer that the page did not show, for it is sensitive
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


def answer_marks(kept: Mapping[str, Any], hidden: Collection[str] = ()) -> str:
    """What a page keeps of the answers (question -> value) that it showed; what was not answered
    is left out. One of a few choices could be guessed from its mark, so `hidden` ones have none."""
    marked = {name: answer_mark(value) for name, value in kept.items()}
    return json.dumps(marked | dict.fromkeys(hidden, HIDDEN))


def answer_mark(value: Any) -> str:
    """An answer so that it is known again; all that says nothing is the same."""
    return mark(json.dumps(value or None, ensure_ascii=False, sort_keys=True))


def read_marks(text: str) -> dict[str, str] | None:
    """The marks that a page sends back; None where it tells none."""
    try:
        found = json.loads(text[:MOST_MARKS])
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def is_taken_over(value: Any, stands: Any, *, shown: str | None) -> bool:
    """Whether an answer was left as the page showed it (its mark, None where it was empty) and was
    changed elsewhere: what stands now stays, by the table of `merge`. What it did not show stays
    where nothing was written."""
    if shown == HIDDEN:
        return not value
    shown = shown or answer_mark(None)
    return answer_mark(value) == shown != answer_mark(stands)


def is_clash(value: Any, stands: Any, *, shown: str | None) -> bool:
    """Whether an answer was changed here, and elsewhere to something else."""
    return (
        shown != HIDDEN
        and len({answer_mark(value), answer_mark(stands), shown or answer_mark(None)}) == 3
    )


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
