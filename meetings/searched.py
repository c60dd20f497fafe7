"""What somebody searched for, kept in the signed session: no name ever stands in an address.

Each search has a key that an address may carry, for two tabs may show two searches of one list.
"""

from __future__ import annotations

import secrets

from flask import session

LONGEST = 200
MOST = 6  # searches of one list that are kept: all of them stand in a cookie


def keep(name: str, words: str, *, where: str = "") -> str:
    """Keep the words for a list, of one thing where `where` names it, and give the search's key;
    empty ones end the search and have none."""
    words = words.replace("\x00", "").strip()[:LONGEST]
    key = secrets.token_urlsafe(6) if words else ""
    session[name] = [*_searches(name), [key, where, words]][-MOST:]
    return key


def kept(name: str, *, where: str = "", key: str | None = None) -> str:
    """The words of a search of this list, of the latest one without a key; empty where they were
    of another thing or are kept no more."""
    found = [each for each in _searches(name) if key is None or each[0] == key]
    _key, place, words = found[-1] if found else ("", "", "")
    return words if place == where else ""


def _searches(name: str) -> list[list[str]]:
    return [each for each in session.get(name, []) if isinstance(each, list)]
