"""Addresses at which calendar programs subscribe to a feed, each in its own way. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

LONGEST = 255  # characters that every calendar program takes
GOOGLE = "https://calendar.google.com/calendar/r"
OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"
OFFICE = "https://outlook.office.com/calendar/0/addfromweb"


@dataclass(frozen=True)
class Subscription:
    """One feed: its address, and the calendar's name for programs that ask for one."""

    address: str
    name: str

    @property
    def is_too_long(self) -> bool:
        """Whether some programs would cut the address off, and read something else."""
        return len(self.address) > LONGEST

    @property
    def webcal(self) -> str:
        """The address as a program on the same machine opens it: Apple's, and most others."""
        return "webcal://" + self.address.split("://", 1)[1]

    @property
    def google(self) -> str:
        """Google Calendar subscribes to a webcal address; it only imports any other."""
        return f"{GOOGLE}?{urlencode({'cid': self.webcal})}"

    @property
    def outlook(self) -> str:
        """Outlook.com, which takes the address as it is."""
        return f"{OUTLOOK}?{self._named()}"

    @property
    def office(self) -> str:
        """Outlook of Microsoft 365, the same for accounts of work."""
        return f"{OFFICE}?{self._named()}"

    def _named(self) -> str:
        """Address and name; Outlook shows a `+` between words as it stands, so blanks are %20."""
        return urlencode({"url": self.address, "name": self.name}, quote_via=quote)


@dataclass(frozen=True)
class Part:
    """One year of a feed that is too large to be taken whole; `query` is that of the page which
    offers it."""

    year: int
    meetings: int
    query: str


@dataclass(frozen=True)
class Feed:
    """The addresses at which a calendar program reads what a page shows.

    `planning` holds months, seasons and years too. `is_filtered` when they hold less than all
    published meetings; `shown` is the address of just the period that the page shows, to be kept as
    a file: what is subscribed to has no end. `parts` are its years, the latest first, when it is
    large; `octets` its size; `year` the only one that is offered then.
    """

    plain: Subscription
    planning: Subscription
    shown: str | None
    is_filtered: bool
    octets: int = 0
    parts: tuple[Part, ...] = ()
    year: int | None = None

    @property
    def atom(self) -> str:
        """What the page lists, for websites and feed readers; empty where it would be cut off."""
        address = self.planning.address.replace("/calendar.ics?", "/calendar.atom?")
        return "" if len(address) > LONGEST else address


def feed(
    base: str,
    chosen: Mapping[str, str],
    *,
    lang: str,
    name: str,
    period: Mapping[str, str] | None = None,
) -> Feed:
    """The feed of the meetings that fit the chosen filters; `base` is the address of all.

    `period` are the days that the page shows, as filters.
    """
    wanted = {**chosen, "lang": lang}
    whole = wanted | {"planning": "1"}
    plain, planning = (Subscription(f"{base}?{urlencode(each)}", name) for each in (wanted, whole))
    shown = f"{base}?{urlencode(whole | dict(period))}" if period else None
    return Feed(plain, planning, shown, bool(chosen))
