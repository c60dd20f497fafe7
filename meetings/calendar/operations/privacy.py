"""How somebody joins a meeting stays out of what the public reads."""

from __future__ import annotations

from collections.abc import Mapping

from meetings.calendar.models import Meeting
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.giveaways import Said, check_public, holds_link


def keep_links_out(said: Mapping[str, Said], *, places: Mapping[str, str] | None = None) -> None:
    """Look through texts, by their fields, that the public is going to read.

    Nothing there gives away how a meeting is joined, by the address of a service or by one that is
    recorded. Raises Refused with the `field` that is wrong.
    """
    has_address = any("." in text for text in (*_texts(said), *_texts(places or {})))
    links = queries.known_links() if has_address else ()
    check_public(said, places=places, links=links)


def where_public(meeting: Meeting, url: str) -> str | None:
    """The public text of a meeting that holds an address already: its first words; None of none."""
    texts = [*meeting.title.values(), *meeting.description.values(), meeting.venue]
    for each in queries.sessions(meeting.id):
        texts += [*each.title.values(), *each.description.values(), each.room]
    for item in queries.agenda(meeting.id):
        texts += item.title.values()
    return next((text[:80] for text in texts if holds_link(text, url)), None)


def _texts(said: Mapping[str, Said]) -> list[str]:
    return [
        text
        for each in said.values()
        for text in ([each] if isinstance(each, str) else each.values())
    ]
