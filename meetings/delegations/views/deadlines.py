"""Until when a State can name people, in words; by capacity where that differs."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from meetings.calendar.models import Meeting
from meetings.delegations.queries.offers import Offer
from meetings.registration.rules.way_words import deadline


def deadlines(offer: Offer, meeting: Meeting, *, lang: str, at: datetime) -> list[str]:
    """One sentence where everybody is named until the same instant, none where no end is set; else
    one for each instant, with the capacities of which it is the last."""
    if len(offer.ends) < 2:
        return [
            _("People can be named until: %(deadline)s.", deadline=_told(end, meeting, lang, at))
            for end in offer.ends
            if end is not None
        ]
    return [
        _sentence(", ".join(each.capacity.name(lang) for each in ways), end, meeting, lang, at)
        for end, ways in offer.ends.items()
    ]


def _sentence(names: str, end: datetime | None, meeting: Meeting, lang: str, at: datetime) -> str:
    if end is None:
        return _("%(capacities)s: no last day is set.", capacities=names)
    told = _told(end, meeting, lang, at)
    if end <= at:
        return _("%(capacities)s: closed (%(deadline)s).", capacities=names, deadline=told)
    return _("%(capacities)s: until %(deadline)s.", capacities=names, deadline=told)


def _told(end: datetime, meeting: Meeting, lang: str, at: datetime) -> str:
    return deadline(end, meeting, lang=lang, at=at)
