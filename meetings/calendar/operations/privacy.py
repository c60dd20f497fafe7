"""Addresses by which somebody joins stay out of what the public reads."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Meeting
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.joining import holds_link, names_address
from meetings.errors import Refused

Said = str | Mapping[str, str]


def keep_links_out(said: Mapping[str, Said], *, places: Mapping[str, str] | None = None) -> None:
    """Look through texts, by their fields, that the public is going to read.

    A place is where people walk to: no address of the web at all. In any other text stands no
    address by which somebody joins a meeting. Raises Refused with the `field` that is wrong.
    """
    for field, text in (places or {}).items():
        if names_address(text):
            sentence = _l(
                "Everybody reads this place: an address for joining belongs on the page “Ways to "
                "join”, where only those see it whom it lets in."
            )
            raise Refused(sentence, field=field, code="address")
    texts = {**_by_field(said), **(places or {})}
    if not any("." in text for text in texts.values()):
        return
    links = queries.known_links()
    for field, text in texts.items():
        if holds_link(text, links):
            sentence = _l(
                "Everybody reads this text, and it holds an address by which people join a "
                "meeting: take it out here. The page “Ways to join” shows it to those it lets in."
            )
            raise Refused(sentence, field=field, code="join_link")


def where_public(meeting: Meeting, url: str) -> str | None:
    """The public text of a meeting that holds an address already: its first words; None of none."""
    texts = [*meeting.title.values(), *meeting.description.values(), meeting.venue]
    for each in queries.sessions(meeting.id):
        texts += [*each.title.values(), *each.description.values(), each.room]
    for item in queries.agenda(meeting.id):
        texts += item.title.values()
    return next((text[:80] for text in texts if holds_link(text, [url])), None)


def _by_field(said: Mapping[str, Said]) -> dict[str, str]:
    found = {}
    for field, text in said.items():
        if isinstance(text, str):
            found[field] = text
        else:
            found |= {f"{field}_{lang}": each for lang, each in text.items()}
    return found
