"""The calendar's filters as they stand in the address: read, and named when they make no sense."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask_babel import gettext as _

from meetings.calendar.models import Involvement
from meetings.calendar.queries import Filters
from meetings.calendar.rules import FIRST_YEAR, LAST_YEAR

VIEWS = ("list", "month", "year")
CODES = ("kind", "body", "country", "involvement")
DATES = ("from", "to")
FILTERS = (*DATES, *CODES, "q")
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Asked:
    """What an address asks for: the filters, what of them made no sense, and how to look.

    `raw` holds the parameters that are kept in links; `is_bare` when nothing was asked for.
    """

    view: str
    page: int
    filters: Filters
    raw: Mapping[str, str]
    problems: tuple[str, ...]

    @property
    def is_bare(self) -> bool:
        """Whether the reader has not said what she wants to see."""
        return not any(key in self.raw for key in FILTERS)

    @property
    def query_view(self) -> str | None:
        """The view as it stands in an address; None for the list."""
        return None if self.view == "list" else self.view

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The parameters that are kept in links, as a frozen value."""
        return tuple(self.raw.items())

    def query(self, **changes: str | None) -> str:
        """The parameters of an address that asks for the same, with changes; None removes."""
        wanted = {"view": self.query_view, **self.raw, **changes}
        kept = {key: value for key, value in wanted.items() if value is not None}
        return "?" + urlencode(kept) if kept else ""


def read(args: Mapping[str, str], *, known: Mapping[str, Collection[str]]) -> Asked:
    """Read the parameters of an address; `known` holds the codes of each coded filter.

    What makes no sense is left out, and `problems` says so in the reader's language.
    """
    problems: list[str] = []
    view = args.get("view") or "list"
    if view not in VIEWS:
        problems.append(_("There is no view called “%(value)s”: this is the list.", value=view))
        view = "list"
    days = {key: _day(args.get(key, ""), problems) for key in DATES}
    if days["from"] and days["to"] and days["from"] > days["to"]:
        problems.append(_("The period ends before it begins: it was left out."))
        days = dict.fromkeys(DATES)
    codes = {key: _code(args.get(key, "").strip(), key, known, problems) for key in CODES}
    q = " ".join(args.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    filters = Filters(
        from_=days["from"],
        to=days["to"],
        kind=codes["kind"],
        body=codes["body"],
        country=codes["country"],
        involvement=codes["involvement"],
        q=q or None,
    )
    return Asked(
        view, _page(args.get("page", "")), filters, _raw(args, days, codes, q), tuple(problems)
    )


def _raw(
    args: Mapping[str, str],
    days: Mapping[str, date | None],
    codes: Mapping[str, str | None],
    q: str,
) -> dict[str, str]:
    """Empty dates are kept: they say "any time", where no dates at all mean the current year."""
    raw = {key: day.isoformat() if day else "" for key, day in days.items() if key in args}
    raw |= {key: code for key, code in codes.items() if code}
    return raw | ({"q": q} if q else {})


def _day(text: str, problems: list[str]) -> date | None:
    text = text.strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        problems.append(
            _("“%(value)s” is not a date such as 2003-05-31: it was left out.", value=text[:40])
        )
        return None
    return day


def _code(
    value: str, key: str, known: Mapping[str, Collection[str]], problems: list[str]
) -> str | None:
    if not value:
        return None
    code = value.upper() if key == "country" else value.lower()
    if code in (set(Involvement) if key == "involvement" else known[key]):
        return code
    shown = value[:60]
    problems.append(
        {
            "kind": _("No kind of meeting is called “%(value)s”: it was left out.", value=shown),
            "body": _("No body is called “%(value)s”: it was left out.", value=shown),
            "country": _("No country has the code “%(value)s”: it was left out.", value=shown),
            "involvement": _(
                "“%(value)s” is not a role of the Secretariat: it was left out.",
                value=shown,
            ),
        }[key]
    )
    return None


def _page(text: str) -> int:
    return max(1, int(text[:6])) if text.isascii() and text.isdecimal() else 1
