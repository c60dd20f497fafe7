"""Which of the documents that a meeting is expected to have are there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Protocol, TypeVar

from meetings.calendar.models import DocumentType
from meetings.localized import fold

# Of the first a meeting has one, whatever it is called; of the others there may be any number.
_ONE: Final = {DocumentType.AGENDA, DocumentType.LIST_OF_PARTICIPANTS, DocumentType.NOTE_VERBALE}
_MANY: Final = {DocumentType.WORKING_DOCUMENT, DocumentType.INFORMATION, DocumentType.OTHER}
_SHORT: Final = 3


class Titled(Protocol):
    """What has a type and a title."""

    @property
    def type(self) -> str:
        """The code of its type."""

    @property
    def title(self) -> Mapping[str, str]:
        """Its title, by language."""


T = TypeVar("T", bound=Titled)


def expected_missing(expected: Iterable[T], present: Iterable[Titled]) -> list[T]:
    """Of the expected documents those that aren't there yet; each document is one of them.

    A document is the expected one if its title has all the words of that one's, in one language,
    whatever its type ("Report of the Executive Secretariat on ..."). Where none is, the type tells:
    an agenda is the agenda whatever it is called, and a report may be the report as long as no
    language has both titles to compare.
    """
    left, wanted = list(present), list(expected)
    there: set[int] = set()
    for is_it in (_is_titled, _is_of_type):
        for number, each in enumerate(wanted):
            found = next((other for other in left if is_it(other, each)), None)
            if number not in there and found is not None:
                there.add(number)
                left.remove(found)
    return [each for number, each in enumerate(wanted) if number not in there]


def _is_titled(document: Titled, expected: Titled) -> bool:
    titles = [(lang, text) for lang, text in expected.title.items() if text]
    return any(_words(text) <= _words(document.title.get(lang, "")) for lang, text in titles)


def _is_of_type(document: Titled, expected: Titled) -> bool:
    if document.type != expected.type or expected.type in _MANY:
        return False
    languages = [lang for lang, text in expected.title.items() if text]
    return expected.type in _ONE or not any(document.title.get(lang) for lang in languages)


def _words(text: str) -> set[str]:
    """The words that tell a title from others; articles and such don't."""
    return {each for each in re.findall(r"\w+", fold(text)) if len(each) > _SHORT} or {fold(text)}
