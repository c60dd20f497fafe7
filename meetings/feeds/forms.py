"""What a feed's address asks for, read strictly: calendar programs show no warnings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from meetings.calendar.models import Involvement
from meetings.calendar.queries import Filters
from meetings.calendar.rules import FIRST_YEAR, LAST_YEAR, Codes
from meetings.directory import countries
from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold

LONGEST_QUERY = 200
LONGEST_ADDRESS = 255  # Outlook and others cut what is longer
PLANNING = {"": False, "0": False, "1": True}


@dataclass(frozen=True)
class Asked:
    """The calendar's filters, and whether meetings known to a month or less are wanted too."""

    filters: Filters
    planning: bool


def check_address(address: str) -> None:
    """Raises Refused when calendar programs would cut the address of a feed."""
    if len(address) > LONGEST_ADDRESS:
        raise Refused(
            _(
                "The address of this calendar has %(count)d characters; calendar programs take at "
                "most %(most)d. Choose fewer filters, or shorter words to look for.",
                count=len(address),
                most=LONGEST_ADDRESS,
            ),
            code="address",
        )


def read_language(args: Mapping[str, str], *, preferred: str) -> str:
    """The language of the answer; `preferred` where the address names none.

    Raises Refused for a language that the product does not speak.
    """
    lang = args.get("lang", "").strip().lower() or preferred
    if lang not in LANGUAGES:
        raise Refused(
            _(
                "There is no calendar in the language “%(value)s”, only in: %(known)s.",
                value=lang[:20],
                known=", ".join(LANGUAGES),
            ),
            field="lang",
        )
    return lang


def read(args: Mapping[str, str]) -> Asked:
    """The filters of an address, in one spelling for all that mean the same.

    Raises Refused for a value that makes no sense; kinds and bodies are judged by `check`.
    """
    planning = args.get("planning", "").strip()
    if planning not in PLANNING:
        raise _unknown("planning", planning)
    first, last = _period(args)
    country = args.get("country", "").strip().upper() or None
    if country and country not in countries.names("en"):
        raise _unknown("country", country)
    involvement = args.get("involvement", "").strip().lower() or None
    if involvement and involvement not in set(Involvement):
        raise _unknown("involvement", involvement)
    filters = Filters(
        from_=first,
        to=last,
        kind=args.get("kind", "").strip().lower() or None,
        body=args.get("body", "").strip().lower() or None,
        country=country,
        involvement=involvement,
        q=_words(args.get("q", "")) or None,
    )
    return Asked(filters, PLANNING[planning])


def written(asked: Asked) -> dict[str, str]:
    """The parameters of an address that asks for the same."""
    filters = asked.filters
    days = {"from": filters.from_, "to": filters.to}
    found = {name: day.isoformat() for name, day in days.items() if day}
    for name in ("kind", "body", "country", "involvement", "q"):
        if value := getattr(filters, name):
            found[name] = str(value)
    return found | ({"planning": "1"} if asked.planning else {})


def check(filters: Filters, codes: Codes) -> None:
    """Raises Refused when no such kind or body exists."""
    if filters.kind and filters.kind not in codes.kinds:
        raise _unknown("kind", filters.kind)
    if filters.body and filters.body not in codes.bodies:
        raise _unknown("body", filters.body)


def _words(text: str) -> str:
    """What is looked for, cut where the calendar's page cuts it."""
    return fold(" ".join(text.replace("\x00", " ").split())[:LONGEST_QUERY])


def _period(args: Mapping[str, str]) -> tuple[date | None, date | None]:
    """The first and the last day, from `from` and `to` or from `year`."""
    first, last = _day(args, "from"), _day(args, "to")
    if first and last and last < first:
        raise Refused(_("The period ends before it begins."), field="to")
    year = args.get("year", "").strip()
    if not year:
        return first, last
    if not re.fullmatch(r"\d{4}", year, re.ASCII) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise _unknown("year", year)
    if first or last:
        raise Refused(_("Give either a year or a period, not both."), field="year")
    return date(int(year), 1, 1), date(int(year), 12, 31)


def _day(args: Mapping[str, str], name: str) -> date | None:
    text = args.get(name, "").strip()
    if not text:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(
        _(
            "“%(value)s” is not a date such as 2003-05-31 (%(name)s).",
            value=text[:40],
            name=name,
        ),
        field=name,
    )


def _unknown(name: str, value: str) -> Refused:
    return Refused(
        _("“%(value)s” is not a valid value of the filter %(name)s.", value=value[:60], name=name),
        field=name,
    )
