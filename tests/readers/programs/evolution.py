"""Evolution's calendar, the one behind GNOME Calendar too: prints the entries that it holds.

`feed ADDRESS` subscribes to a feed; `mail FILE ...` takes the calendar parts of mails, one after
the other, into the user's own calendar, and prints its entries after each. Started by the system's
own Python, inside a session of its own (`dbus-run-session`, XDG_* in an empty folder).
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # noqa: E402 - once their versions are said

PATIENCE = 60


def subscribe(address):
    """A calendar on the web, as "New calendar" makes it."""
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new(None, None)
    source.set_display_name("Meetings")
    source.set_parent("webcal-stub")
    source.get_extension("Calendar").set_backend_name("webcal")
    web = source.get_extension("WebDAV Backend")
    web.set_uri(GLib.Uri.parse(address, GLib.UriFlags.ENCODED))
    registry.commit_source_sync(source, None)
    client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 1, None)
    client.refresh_sync(None)
    return client


def own_calendar():
    """The calendar that a new user has."""
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = registry.ref_builtin_calendar()
    return ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 1, None)


def receive(client, path):
    """Take a message, as a click on it in the mail does."""
    with open(path, encoding="utf-8", newline="") as file:
        message = ICalGLib.Component.new_from_string(file.read())
    client.receive_objects_sync(message, ECal.OperationFlags.NONE, None)


def held(client):
    """Its entries."""
    _is_read, found = client.get_object_list_as_comps_sync("#t", None)
    return [entry(each, client) for each in found]


def fetched(client):
    """Its entries, once it has fetched any."""
    for _ in range(PATIENCE * 5):
        if found := held(client):
            return found
        time.sleep(0.2)
    return []


def moment(value, client):
    """A day or an instant as all readers print it."""
    time_ = value.get_value()
    if time_.is_date():
        return f"{time_.get_year():04}-{time_.get_month():02}-{time_.get_day():02}"
    zone = time_.get_timezone()
    if zone is None and value.get_tzid():
        _is_known, zone = client.get_timezone_sync(value.get_tzid(), None)
    at = datetime.fromtimestamp(time_.as_timet_with_zone(zone), UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def entry(component, client):
    """What it says of an event."""
    plain = component.get_icalcomponent()
    status = component.get_status().value_nick.upper()
    return {
        "uid": component.get_uid(),
        "title": component.get_summary().get_value(),
        "start": moment(component.get_dtstart(), client),
        "end": moment(component.get_dtend(), client),
        "all_day": component.get_dtstart().get_value().is_date(),
        "status": status,
        "place": component.get_location() or "",
        "sequence": plain.get_sequence(),
    }


if sys.argv[1] == "feed":
    print(json.dumps(fetched(subscribe(sys.argv[2]))))
else:
    calendar = own_calendar()
    for path in sys.argv[2:]:
        receive(calendar, path)
        print(json.dumps(held(calendar)))
