"""What is said of a point of an agenda. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l

from meetings.calendar.rules import wording
from meetings.errors import Refused

LONGEST_NUMBER = 10
LONGEST_ITEM_TITLE = 300


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """A point of the agenda; `session` and `documents` are public ids of the same meeting's."""

    title: Mapping[str, str]
    number: str = ""
    session: str | None = None
    documents: tuple[str, ...] = ()


def cleaned_item(facts: ItemFacts) -> ItemFacts:
    """The facts as they are stored. Raises Refused (with `field`) when they are not sound."""
    facts = replace(
        facts,
        title=wording.lines(facts.title),
        number=wording.line(facts.number),
        session=facts.session or None,
        documents=tuple(dict.fromkeys(facts.documents)),
    )
    if not facts.title:
        raise Refused(_l("A point of the agenda needs a title."), field="title", code="no_title")
    wording.check_length("title", facts.title, most=LONGEST_ITEM_TITLE)
    wording.check_length("number", facts.number, most=LONGEST_NUMBER)
    return facts


def next_number(numbers: list[str]) -> str:
    """The number of one more point: one after the highest plain number."""
    plain = [int(each) for each in numbers if each.isascii() and each.isdecimal()]
    return str(max(plain, default=0) + 1)


def renumbered(first: str, second: str) -> tuple[str, str]:
    """The numbers of two points that change places: plain ones stay in order, others go along."""
    if first.isascii() and second.isascii() and first.isdecimal() and second.isdecimal():
        return second, first
    return first, second
