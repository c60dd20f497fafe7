"""Whether a table of people holds somebody, by an address or a name of hers. Pure."""

from __future__ import annotations

import re

from meetings.directory.rules import identity
from meetings.errors import FileRefused
from meetings.localized import fold
from meetings.registration.intake import table
from meetings.registration.intake.table import Line

_APART = re.compile(r"[\s,;<>()\"']+")


def holds(content: bytes, *, emails: frozenset[str], names: frozenset[str]) -> bool:
    """Whether any cell of a table, those of columns that are not read too, holds one of these
    addresses, or a line is named as one of these folded names says. A table that cannot be read
    any more is taken to hold her."""
    try:
        sheet = table.read(content, limit=len(content))
    except FileRefused:
        return True
    return any(_is_of(line, emails, names) for line in sheet.lines)


def _is_of(line: Line, emails: frozenset[str], names: frozenset[str]) -> bool:
    if identity(line.get("given_names"), line.get("surnames")) in names:
        return True
    if identity(line.get("surnames"), line.get("given_names")) in names:
        return True
    return any(
        fold(cell).strip() in names or not emails.isdisjoint(_APART.split(cell.casefold()))
        for cell in line.written
        if cell
    )
