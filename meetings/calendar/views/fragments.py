"""Pieces of the list that are the same on every row of a language, rendered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

from meetings.calendar.models import Involvement, Status

# The dates in words say foreseen and tentative themselves, and confirmed goes without saying.
MARKED = (Status.POSTPONED, Status.CANCELLED, Status.HELD)
_KEPT = "calendar.fragments"


@dataclass(frozen=True)
class Fragments:
    """Markup: badges by status (empty for most), marks by involvement, two icons, a note."""

    badges: Mapping[str, Markup]
    marks: Mapping[str, Markup]
    pin: Markup
    building: Markup
    fallback: Markup


def of(lang: str) -> Fragments:
    """The pieces in the language of the page being answered."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own
    kept: dict[str, Fragments] = app.extensions.setdefault(_KEPT, {})
    if lang not in kept:
        kept[lang] = _made(lang)
    return kept[lang]


def _made(lang: str) -> Fragments:
    macros: Any = current_app.jinja_env.get_template("calendar/_fragments.html").module
    badges = {status.value: Markup() for status in Status}
    badges |= {status.value: macros.badge(status) for status in MARKED}
    return Fragments(
        badges,
        {each.value: macros.mark(each) for each in Involvement},
        macros.shape("pin"),
        macros.shape("building"),
        macros.fallback(lang),
    )
