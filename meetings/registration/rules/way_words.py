"""Ways in, approvals, seats and deadlines in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from meetings import formats, zones
from meetings.calendar import names
from meetings.calendar.models import Mode
from meetings.directory import countries
from meetings.registration.models import Approval, Each, Promotion, SeatLimit, Way
from meetings.registration.rules.words import MODE

WAYS = {
    Way.FORM: _l("Public form"),
    Way.PRIVATE_LINK: _l("Private link"),
    Way.INVITATION: _l("Personal invitation"),
    Way.STATE: _l("Nomination by a State’s focal point"),
    Way.ORGANIZATION: _l("Link of an accredited organization"),
    Way.OFFICER: _l("Entry by the secretariat"),
    Way.IMPORT: _l("Import of a table"),
    Way.WALK_IN: _l("At the door"),
}
APPROVALS = {
    Approval.NONE: _l("Nobody: confirmed at once"),
    Approval.OFFICER: _l("An officer"),
    Approval.FOCAL_POINT: _l("The State’s focal point, then an officer"),
}
EACH_TIME = _l("Said each time: confirmed, pending or nominated")
DOORS = {Way.OFFICER: _l("Enter somebody"), Way.IMPORT: _l("Import a table")}
PROMOTIONS = {
    Promotion.AUTOMATIC: _l("At once, to the next in line"),
    Promotion.OFFER: _l("Offered to the next in line, for some hours"),
    Promotion.BY_HAND: _l("By an officer’s hand"),
}
FOR_EACH = {
    Each.STATE: _l("for each State"),
    Each.ORGANIZATION: _l("for each organization"),
}


class Venue(Protocol):
    """What says where a meeting is and whose clocks it goes by."""

    @property
    def time_zone(self) -> str:
        """Of the tz database."""

    @property
    def city(self) -> str:
        """As it was written; empty where none is said."""

    @property
    def mode(self) -> str:
        """In person, virtual, hybrid."""


def scope_words(
    limit: SeatLimit,
    lang: str,
    *,
    capacities: Mapping[str, str],
    sessions: Mapping[int, str],
    organizations: Mapping[int, str],
) -> str:
    """What a limit counts: `Adviser, virtually, for each State`; the maps name codes and ids."""
    parts = [
        capacities.get(limit.capacity_code or "", limit.capacity_code or ""),
        str(MODE[Mode(limit.mode)]) if limit.mode else "",
        str(WAYS[Way(limit.way)]) if limit.way else "",
        sessions.get(limit.session_id or 0, ""),
        countries.name(limit.state_code, lang) if limit.state_code else "",
        organizations.get(limit.organization_id or 0, ""),
        str(FOR_EACH[Each(limit.each)]) if limit.each else "",
    ]
    return ", ".join(part for part in parts if part) or _("The whole meeting")


def deadline(until: datetime, meeting: Venue, *, lang: str, at: datetime) -> str:
    """Until when, in the venue's clocks, and how far it is: `14 February 2027, 17:00 in Washington,
    D.C., in 3 days`; a midnight is the end of the day before. A meeting without a city has its time
    zone named."""
    return _with_far(until, at, _there(until, meeting, lang), lang)


def begins(opens_at: datetime, meeting: Venue, *, lang: str, at: datetime) -> str:
    """The same from when on: a midnight is the first moment of its day."""
    return _with_far(opens_at, at, _there(opens_at, meeting, lang, is_end=False), lang)


def _with_far(instant: datetime, at: datetime, there: tuple[str, str, str], lang: str) -> str:
    far = format_timedelta(instant - at, add_direction=True, locale=formats.locale(lang))
    moment, city, zone = there
    if city:
        return _("%(moment)s in %(city)s, %(far)s", moment=moment, city=city, far=far)
    return _("%(moment)s (%(zone)s), %(far)s", moment=moment, zone=zone, far=far)


def hour(until: datetime, meeting: Venue, *, lang: str) -> str:
    """The same without how far it is, for what is read later: a mail."""
    moment, city, zone = _there(until, meeting, lang)
    if city:
        return _("%(moment)s in %(city)s", moment=moment, city=city)
    return _("%(moment)s (%(zone)s)", moment=moment, zone=zone)


def _there(
    until: datetime, meeting: Venue, lang: str, *, is_end: bool = True
) -> tuple[str, str, str]:
    """The moment, the city where it holds (none for who meets on a screen), and the zone."""
    city = names.told("city", meeting.city, lang) if meeting.mode != Mode.VIRTUAL else ""
    zone = zones.name(meeting.time_zone, lang, on=until.date())
    moment = formats.instant(until, meeting.time_zone, lang)
    local = until.astimezone(ZoneInfo(meeting.time_zone))
    if is_end and local.time() == time():
        day = formats.short_day(local.date() - timedelta(days=1), lang)
        moment = _("%(day)s at the end of the day", day=day)
    return moment, city or "", zone
