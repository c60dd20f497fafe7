"""What somebody searched for, kept in the signed session: no name ever stands in an address."""

from __future__ import annotations

from flask import session

LONGEST = 200


def keep(name: str, words: str, *, where: str = "") -> None:
    """Keep the words for a list, of one thing where `where` names it; empty ones end the search."""
    words = words.replace("\x00", "").strip()[:LONGEST]
    if words:
        session[name] = [where, words]
    else:
        session.pop(name, None)


def kept(name: str, *, where: str = "") -> str:
    """The words that were kept for a list; empty where it was searched for another thing."""
    place, words = session.get(name, ("", ""))
    return str(words) if place == where else ""
