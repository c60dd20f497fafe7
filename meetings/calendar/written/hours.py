"""The hours in a written date: `9:00 AM–5:00 PM`, `de 9h30 a 17h`, `9-11 a.m.`. Pure."""

from __future__ import annotations

import re
from datetime import time

_HALF = r"(?P<half{0}>[ap]\.? ?m\b\.?)"
_ONE = (
    r"(?<![\d/.])(?P<h{0}>[01]?\d|2[0-3])"
    r"(?:[:.](?P<m{0}>[0-5]\d)(?![./]?\d)|\s?h\s?(?P<x{0}>[0-5]\d)?(?!\w))?\s*" + _HALF + "?"
)
_JOIN = r"\s*(?:-|to|until|a|al|as|a las|a|au|y|et|and|e)\s*(?:las |les )?"
_RANGE = re.compile(_ONE.format(1) + _JOIN + _ONE.format(2) + r"(?![\w/.])(?! ?h)")
_SINGLE = re.compile(_ONE.format(1) + r"(?![\w/])")
_LED = re.compile(r"(?:,|\bat|\ba las|\bde las|\bdas|\bas|\ba|\bde|\bfrom)\s*$")


def take(text: str) -> tuple[tuple[time, ...], str]:
    """The hours that a folded text names, none, one or two, and the text without them."""
    for match in _RANGE.finditer(text):
        last = _hour(match, 2, half=None)
        first = _hour(match, 1, half=match["half2"])
        if last is not None and first is not None:
            return (first, last), _without(text, match)
    found: list[time] = []
    while (single := _first(text)) is not None:
        hour = _hour(single, 1, half=None)
        text = _without(text, single)
        if hour is not None:
            found.append(hour)
    return tuple(found[:2]), text


def _first(text: str) -> re.Match[str] | None:
    """The first match that is an hour and not the number of a day."""
    return next((each for each in _SINGLE.finditer(text) if _is_hour(each, 1)), None)


def _is_hour(match: re.Match[str], number: int) -> bool:
    has_h = "h" in match[0] and not match[f"half{number}"]
    return bool(match[f"m{number}"] or match[f"half{number}"] or has_h)


def _hour(match: re.Match[str], number: int, *, half: str | None) -> time | None:
    """The hour of one side; `half` is the other side's a.m. or p.m. where this has none."""
    if not _is_hour(match, number) and not (half and number == 1):
        return None
    hour = int(match[f"h{number}"])
    minute = int(match[f"m{number}"] or match[f"x{number}"] or 0)
    own = match[f"half{number}"] or half
    if own and hour <= 12:
        hour = hour % 12 + (12 if own.startswith("p") else 0)
    return time(hour, minute)


def _without(text: str, match: re.Match[str]) -> str:
    before = _LED.sub(" ", text[: match.start()])
    return f"{before} {text[match.end() :]}"
