"""A letter to somebody who registers or takes part, as plain text and as HTML."""

from __future__ import annotations

from typing import Any, NamedTuple

from meetings.templating import render_letter, render_letter_to_many

FOLDER = "registration/mail"
TO_MANY = ("received.", "accepted.", "confirmed.")


class About(NamedTuple):
    """What a letter says of its meeting."""

    title: str
    title_lang: str
    dates: str
    place: str


def letter(kind: str, hers: dict[str, str], words: dict[str, Any]) -> tuple[str, str]:
    """Both texts. Of those that whoever registers gets, what is `hers` alone is written each time;
    their `words` are plain values, the same for many."""
    return _said(f"{kind}.txt", hers, words), _said(f"{kind}.html", hers, words)


def _said(template: str, hers: dict[str, str], words: dict[str, Any]) -> str:
    if template.startswith(TO_MANY):
        return render_letter_to_many(f"{FOLDER}/{template}", hers, **words)
    return render_letter(f"{FOLDER}/{template}", **(hers | words))
