"""A mail's text as an organization reads it. Pure.

Templates speak to a person: they greet her by name and lead to her own page. An organization has
neither a gender nor such a page, and takes part by its representatives. In a mail to one

| the line with | becomes |
|---|---|
| `{name}`, where it is the first of the text | the organization's name, and a formal greeting |
| `{link}` | how it sends representatives, or where to read about the meeting |
| `{capacity}`, `{deadline}` | nothing: they are a person's |
"""

from __future__ import annotations

_PERSONS = ("{capacity}", "{deadline}")


def to_organization(text: str, *, greeting: str, way_in: str) -> str:
    """The text with these lines in an organization's words; placeholders stay as they are."""
    lines = [each for each in text.strip().splitlines() if not _is_a_persons(each)]
    if lines and "{name}" in lines[0]:
        lines[0] = f"{{name}}\n\n{greeting}"
    return "\n".join(_said_once(lines, way_in))


def _is_a_persons(line: str) -> bool:
    return any(each in line for each in _PERSONS)


def _said_once(lines: list[str], way_in: str) -> list[str]:
    """The lines with `way_in` where the first link stood; further ones are left out."""
    leads = [number for number, line in enumerate(lines) if "{link}" in line]
    return [
        way_in if number in leads else line
        for number, line in enumerate(lines)
        if number not in leads[1:]
    ]
