"""Texts as they are stored: single blanks, no control characters, no empty languages. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from meetings.errors import Refused
from meetings.localized import LANGUAGES

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


def line(text: str | None) -> str:
    """One line of text, as it is stored."""
    return " ".join(_CONTROLS.sub(" ", text or "").split())


def prose(text: str | None) -> str:
    """Text of several lines, as it is stored."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_CONTROLS.sub(" ", each).rstrip() for each in lines).strip("\n")


def lines(content: Mapping[str, str]) -> dict[str, str]:
    """A content of one line in each language; languages without any are left out."""
    return {lang: text for lang in LANGUAGES if (text := line(content.get(lang)))}


def proses(content: Mapping[str, str]) -> dict[str, str]:
    """A content of several lines in each language; languages without any are left out."""
    return {lang: text for lang in LANGUAGES if (text := prose(content.get(lang)))}


def check_length(name: str, said: str | Mapping[str, str], *, most: int) -> None:
    """Whether a text, or a content in each of its languages, has at most so many characters.

    Raises Refused with the `field` that is wrong: `room`, or `title_es` for the Spanish title.
    """
    texts = {name: said} if isinstance(said, str) else {f"{name}_{it}": said[it] for it in said}
    for field, text in texts.items():
        if len(text) > most:
            sentence = _l("This text has more than %(most)d characters.", most=most)
            raise Refused(sentence, field=field, code="too_long")
