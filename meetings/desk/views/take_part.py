"""How to take part, on a meeting's public page: who may register, and until when, in words."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import RowMapping

from meetings.desk.queries.page import MeetingPage
from meetings.desk.rules import Opened, SeatCount, TakingPart, taking_part
from meetings.localized import pick
from meetings.registration.rules.fullness import modes_of
from meetings.registration.rules.way_words import begins, deadline


class _Venue(NamedTuple):
    time_zone: str
    city: str
    mode: str


def offered(page: MeetingPage, *, at: datetime) -> TakingPart:
    """What the meeting offers at an instant."""
    found = page.meeting
    return taking_part(
        page.ways,
        status=found["status"],
        published=found["published_at"] is not None,
        seats=SeatCount(found["seats"], found["taken"]) if found["seats"] is not None else None,
        at=at,
        has_waiting_list=found["has_waiting_list"],
        taken_up=page.taken_up,
        waited_for=page.waited_for,
        modes=modes_of(found["mode"]),
    )


def full_lines(part: TakingPart, page: MeetingPage, lang: str) -> list[str]:
    """A sentence for each choice of the form that has no seat left, or for which others wait, while
    other choices are free."""
    names = {each.code: pick(each.names, lang).text for each in page.ways}
    return part.full.sentences(lang, names) if part.is_open else []


def windows(
    part: TakingPart, found: RowMapping, *, lang: str, at: datetime
) -> tuple[list[str], str]:
    """A sentence for each way, where their windows differ; else none, and one for all."""
    venue = _Venue(found["time_zone"], found["city"], found["mode"])
    said = [_said(way, venue, lang=lang, at=at) for way in part.ways]
    if part.have_one_window:
        return ["" for _way in said], next(iter(said), "")
    return said, ""


def _said(way: Opened, venue: _Venue, *, lang: str, at: datetime) -> str:
    """What matters of a window at this moment; empty where nothing bounds it."""
    if way.opens_at is not None and at < way.opens_at:
        return _("It opens on %(when)s.", when=begins(way.opens_at, venue, lang=lang, at=at))
    if way.closes_at is None:
        return ""
    when = deadline(way.closes_at, venue, lang=lang, at=at)
    if at < way.closes_at:
        return _("Until %(when)s.", when=when)
    return _("It closed on %(when)s.", when=when)
