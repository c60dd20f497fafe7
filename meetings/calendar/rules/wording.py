"""Texts as they are stored: single blanks, no control characters, no empty languages. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
