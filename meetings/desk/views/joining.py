"""The ways to join that a person is shown, on her own page and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from meetings import language
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.agenda_words import day_title, hours_of
from meetings.calendar.rules.joining import host_of, ways_for
from meetings.localized import Text
from meetings.registration.models import Participation
from meetings.registration.rules import may_join


@dataclass(frozen=True)
class Shown:
    """A way to join: the session it is for (None: the whole meeting), when, and the address."""

    session: Text | None
    when: str
    url: str
    host: str


def shown(found: Participation, lang: str) -> list[Shown]:
    """The ways of her audience, by her capacity; none unless she is confirmed.

    The whole meeting first, then its sessions in order; nothing of a cancelled meeting.
    """
    meeting = found.meeting
    if not may_join(found.status, meeting.status):
        return []
    ways = {
        each.session_id: each.url
        for each in ways_for(found.capacity.audience, queries.join_links(meeting.id))
    }
    made = [Shown(None, "", ways[None], host_of(ways[None]))] if None in ways else []
    for each in queries.outline(meeting.id) if ways.keys() - {None} else ():
        if each.id in ways:
            hours = hours_of(each.starts_time, each.ends_time, lang=lang)
            when = ", ".join(filter(None, (day_title(each.starts_on, meeting, lang=lang), hours)))
            title = language.content(each.title, lang)
            made.append(Shown(title, when, ways[each.id], host_of(ways[each.id])))
    return made
