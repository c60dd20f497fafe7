"""ics.py: prints the entries of the file named last."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

sys.path.insert(0, sys.argv[1])

from ics import Calendar


def moment(at, is_day):
    """A day or an instant as all readers print it."""
    return at.format("YYYY-MM-DD") if is_day else at.to("utc").format("YYYY-MM-DD[T]HH:mm:ss[Z]")


def sequence(event):
    """SEQUENCE is among what the library keeps as it found it."""
    return next((int(each.value) for each in event.extra if each.name == "SEQUENCE"), 0)


with open(sys.argv[2], encoding="utf-8", newline="") as file:
    calendar = Calendar(file.read())
print(
    json.dumps(
        [
            {
                "uid": event.uid,
                "title": event.name,
                "start": moment(event.begin, event.all_day),
                # It gives the last day itself: a day is what ends at its midnight.
                "end": moment(event.end + timedelta(0), event.all_day),
                "all_day": event.all_day,
                "status": event.status,
                "place": event.location or "",
                "sequence": sequence(event),
                "method": calendar.method,
            }
            for event in calendar.events
        ]
    )
)
