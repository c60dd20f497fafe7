"""Which of the documents that a meeting is expected to have are there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Protocol, TypeVar

from meetings.calendar.models import DocumentType
from meetings.localized import fold

# Of these there may be any number, so their type doesn't say which one a document is.
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

    An agenda is the agenda whatever it is called; a working document is the expected one if its
    title has all the words of that one's, in one language ("Report of the Executive Secretariat on
    ...").
    """
    left = list(present)
    missing = []
    for each in expected:
        found = next((other for other in left if _is(other, each)), None)
        if found is None:
            missing.append(each)
        else:
            left.remove(found)
    return missing


def _is(document: Titled, expected: Titled) -> bool:
    if document.type != expected.type:
        return False
    if expected.type not in _MANY:
        return True
    titles = [(lang, text) for lang, text in expected.title.items() if text]
    return any(_words(text) <= _words(document.title.get(lang, "")) for lang, text in titles)


def _words(text: str) -> set[str]:
    """The words that tell a title from others; articles and such don't."""
    return {each for each in re.findall(r"\w+", fold(text)) if len(each) > _SHORT} or {fold(text)}
