"""Where on the map a meeting is. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from meetings.errors import Refused

if TYPE_CHECKING:
    from meetings.calendar.rules.facts import MeetingFacts

DIGITS = 6  # a tenth of a metre


def rounded(degrees: float | None) -> float | None:
    """Degrees as they are stored and told."""
    return None if degrees is None else round(degrees, DIGITS)


def check_coordinates(latitude: float | None, longitude: float | None) -> None:
    """Whether degrees make a place: both or none. Raises Refused with the `field` that is wrong."""
    if (latitude is None) != (longitude is None):
        raise Refused(
            _l("Latitude and longitude go together: write both of them, or none."),
            field="latitude" if latitude is None else "longitude",
            code="half_a_place",
        )
    if latitude is not None and not -90 <= latitude <= 90:
        raise Refused(
            _l("A latitude lies between -90 degrees (south) and 90 degrees (north)."),
            field="latitude",
            code="latitude",
        )
    if longitude is not None and not -180 <= longitude <= 180:
        raise Refused(
            _l("A longitude lies between -180 degrees (west) and 180 degrees (east)."),
            field="longitude",
            code="longitude",
        )


def relocated(before: MeetingFacts, facts: MeetingFacts) -> MeetingFacts:
    """Degrees stay behind when a meeting goes to another city and nobody says new ones."""
    same = (before.latitude, before.longitude) == (facts.latitude, facts.longitude)
    if same and (before.city, before.country) != (facts.city, facts.country):
        return replace(facts, latitude=None, longitude=None)
    return facts
