"""The entries of a personal feed: the stored ones, with what is for its reader alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _

from meetings import language
from meetings.calendar import ical
from meetings.calendar.operations import session_vevent
from meetings.feeds import queries
from meetings.feeds.queries import Contents

# By meeting and session (ids); None stands for the meeting itself.
Joining = Mapping[tuple[int, int | None], Sequence[str]]


def calendar_of(held: Contents, name: str, lang: str) -> bytes:
    """The calendar of a personal feed in one language."""
    joining = _joining(held, lang)
    entries = (*_meetings(held, joining, lang), *_sessions(held, joining, lang))
    return ical.calendar(entries, name, lang)


def _joining(held: Contents, lang: str) -> Joining:
    """The ways to join, each in the entry of its session; without one in the meeting's."""
    titles = {each.id: language.content(each.title, lang).text for each in held.sessions}
    found = defaultdict(list)
    with language.reading(lang):
        for way in held.ways:
            label = titles.get(way.session_id or 0) or _("Join the meeting")
            has_entry = held.with_sessions and way.session_id in titles
            entry = (way.meeting_id, way.session_id if has_entry else None)
            found[entry].append(ical.conference(way.url, label))
    return found


def _meetings(held: Contents, joining: Joining, lang: str) -> Iterator[str]:
    for meeting_id, vevent in queries.entries(held.meetings, lang):
        yield ical.with_lines(vevent, joining.get((meeting_id, None), ()))


def _sessions(held: Contents, joining: Joining, lang: str) -> Iterator[str]:
    if not held.with_sessions or not held.sessions:
        return
    meetings = queries.meetings_of(held.sessions)
    for each in held.sessions:
        vevent = session_vevent(each, meetings[each.meeting_id], lang=lang)
        yield ical.with_lines(vevent, joining.get((each.meeting_id, each.id), ()))
