"""vobject, the parser of Radicale and others: prints the entries of the file named last."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

sys.path.insert(0, sys.argv[1])

import vobject


def moment(value):
    """A day or an instant as all readers print it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


with open(sys.argv[2], encoding="utf-8", newline="") as file:
    calendar = vobject.readOne(file.read())
print(
    json.dumps(
        [
            {
                "uid": event.uid.value,
                "title": event.summary.value,
                "start": moment(event.dtstart.value),
                "end": moment(event.dtend.value),
                "all_day": not isinstance(event.dtstart.value, datetime),
                "status": event.status.value,
                "place": event.location.value if "location" in event.contents else "",
                "sequence": int(event.sequence.value),
                "method": calendar.method.value,
            }
            for event in calendar.contents.get("vevent", [])
        ]
    )
)
