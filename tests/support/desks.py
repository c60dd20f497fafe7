"""A delegation's desk, used page by page as a focal point uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.support.pages import Page, Site


@dataclass
class At:
    """Where the pages are."""

    entrance: str
    desk: str
    office: str
    slug: str


def named(page: Site, at: At, given: str, **values: Any) -> Page:
    """Name somebody on the draft."""
    typed: dict[str, Any] = {"given_names": given, "surnames": f"De {given}", "sex": "not_stated"}
    typed["capacity"] = "adviser"
    return page.get(f"{at.desk}/members/new").submit(**typed | values)


def submitted(page: Site, at: At) -> Page:
    """Send the draft as the official list."""
    return page.get(at.desk).submit("form[action$='/submit']")
