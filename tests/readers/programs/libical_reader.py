"""libical by its own C functions: prints the entries of the file named last."""

from __future__ import annotations

import ctypes
import json
import sys
from datetime import UTC, datetime

lib = ctypes.CDLL("libical.so.3")
text, pointer, number = ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int


class Time(ctypes.Structure):
    """struct icaltimetype."""

    _fields_ = [
        *((name, number) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", number),
        ("is_daylight", number),
        ("zone", pointer),
    ]


def function(name, result, *arguments):
    """A function of the library with its types."""
    found = getattr(lib, name)
    found.restype, found.argtypes = result, list(arguments)
    return found


parse = function("icalparser_parse_string", pointer, text)
kind = function("icalcomponent_string_to_kind", number, text)
first = function("icalcomponent_get_first_component", pointer, pointer, number)
following = function("icalcomponent_get_next_component", pointer, pointer, number)
as_seconds = function("icaltime_as_timet_with_zone", ctypes.c_int64, Time, pointer)
method_name = function("icalproperty_method_to_string", text, number)
status_name = function("icalproperty_status_to_string", text, number)
get = {
    name: function(f"icalcomponent_get_{name}", text, pointer)
    for name in ("uid", "summary", "location")
}
when = {name: function(f"icalcomponent_get_{name}", Time, pointer) for name in ("dtstart", "dtend")}
count = {
    name: function(f"icalcomponent_get_{name}", number, pointer)
    for name in ("status", "sequence", "method")
}


def moment(time):
    """A day or an instant as all readers print it."""
    if time.is_date:
        return f"{time.year:04}-{time.month:02}-{time.day:02}"
    at = datetime.fromtimestamp(as_seconds(time, time.zone), UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def entry(event, method):
    """What the library says of an event."""
    start = when["dtstart"](event)
    return {
        "uid": get["uid"](event).decode(),
        "title": get["summary"](event).decode(),
        "start": moment(start),
        "end": moment(when["dtend"](event)),
        "all_day": bool(start.is_date),
        "status": status_name(count["status"](event)).decode(),
        "place": (get["location"](event) or b"").decode(),
        "sequence": count["sequence"](event),
        "method": method,
    }


with open(sys.argv[2], "rb") as file:
    calendar = parse(file.read())
method = method_name(count["method"](calendar)).decode()
entries, event = [], first(calendar, kind(b"VEVENT"))
while event:
    entries.append(entry(event, method))
    event = following(calendar, kind(b"VEVENT"))
print(json.dumps(entries))
