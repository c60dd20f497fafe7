"""Where on the map a meeting is: as officers wrote it, else where its city is (data/cities.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Protocol

from meetings import reference
from meetings.calendar.models import Mode
from meetings.localized import fold


class Located(Protocol):
    """What has a place: a meeting, its facts."""

    @property
    def mode(self) -> str:
        """How people take part."""

    @property
    def city(self) -> str:
        """The city."""

    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-2."""

    @property
    def latitude(self) -> float | None:
        """Degrees to the north."""

    @property
    def longitude(self) -> float | None:
        """Degrees to the east."""


def coordinates(meeting: Located) -> tuple[float, float] | None:
    """Latitude and longitude; None where neither they nor the city of that country are known.

    A virtual meeting is nowhere.
    """
    if meeting.mode == Mode.VIRTUAL:
        return None
    if meeting.latitude is not None and meeting.longitude is not None:
        return meeting.latitude, meeting.longitude
    if not meeting.city or not meeting.country:
        return None
    return _cities().get((meeting.country, fold(meeting.city)))


@cache
def _cities() -> Mapping[tuple[str, str], tuple[float, float]]:
    """Country and folded name of a city, in each language -> degrees."""
    return {
        (row["country"], fold(name)): (float(row["latitude"]), float(row["longitude"]))
        for row in reference.rows("cities.csv")
        for name in row["names"].split(";")
    }
