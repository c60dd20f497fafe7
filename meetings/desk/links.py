"""Addresses that put a meeting into calendars on the web. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"


@dataclass(frozen=True)
class Entry:
    """What goes into a calendar: the days inclusive, the instants only where the hour is known."""

    title: str
    place: str
    page: str
    starts_on: date
    ends_on: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def google(entry: Entry) -> str:
    """The address at which Google Calendar offers to keep the entry; its end day is exclusive."""
    if entry.starts_at and entry.ends_at:
        first, last = entry.starts_at.astimezone(UTC), entry.ends_at.astimezone(UTC)
        dates = f"{first:%Y%m%dT%H%M%SZ}/{last:%Y%m%dT%H%M%SZ}"
    else:
        dates = f"{entry.starts_on:%Y%m%d}/{entry.ends_on + timedelta(days=1):%Y%m%d}"
    wanted = {
        "action": "TEMPLATE",
        "text": entry.title,
        "dates": dates,
        "details": entry.page,
        "location": entry.place,
    }
    return f"{GOOGLE}?{urlencode(wanted)}"


def outlook(entry: Entry) -> str:
    """The address at which Outlook on the web keeps the entry; its end day is exclusive."""
    wanted = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": entry.title,
        "body": entry.page,
        "location": entry.place,
    }
    if entry.starts_at and entry.ends_at:
        wanted["startdt"] = f"{entry.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        wanted["enddt"] = f"{entry.ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    else:
        wanted["startdt"] = entry.starts_on.isoformat()
        wanted["enddt"] = (entry.ends_on + timedelta(days=1)).isoformat()
        wanted["allday"] = "true"
    return f"{OUTLOOK}?{urlencode(wanted)}"
