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

    @property
    def google(self) -> str:
        """Where Google Calendar offers to keep the entry; its end day is exclusive."""
        if self.starts_at and self.ends_at:
            first, last = self.starts_at.astimezone(UTC), self.ends_at.astimezone(UTC)
            dates = f"{first:%Y%m%dT%H%M%SZ}/{last:%Y%m%dT%H%M%SZ}"
        else:
            dates = f"{self.starts_on:%Y%m%d}/{self.ends_on + timedelta(days=1):%Y%m%d}"
        wanted = {
            "action": "TEMPLATE",
            "text": self.title,
            "dates": dates,
            "details": self.page,
            "location": self.place,
        }
        return f"{GOOGLE}?{urlencode(wanted)}"

    @property
    def outlook(self) -> str:
        """The address at which Outlook on the web keeps the entry; its end day is exclusive."""
        wanted = {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": self.title,
            "body": self.page,
            "location": self.place,
        }
        if self.starts_at and self.ends_at:
            wanted["startdt"] = f"{self.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
            wanted["enddt"] = f"{self.ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        else:
            wanted["startdt"] = self.starts_on.isoformat()
            wanted["enddt"] = (self.ends_on + timedelta(days=1)).isoformat()
            wanted["allday"] = "true"
        return f"{OUTLOOK}?{urlencode(wanted)}"
