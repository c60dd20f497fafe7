"""The entries of a personal feed: the stored ones, with what is for its reader alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _

from meetings import language
from meetings.calendar import ical
from meetings.calendar.operations import session_summary, session_vevent
from meetings.feeds import queries, rules
from meetings.feeds.queries import Contents
from meetings.registration.models import Status

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
    left = {each.meeting_id: each for each in held.left}
    for row in queries.entries((*held.meetings, *left), lang):
        if gone := left.get(row.meeting_id):
            vevent = row.vevent  # of one that was taken back: it names it no more
            if row.is_published:
                since = max(gone.at, row.changed_at)
                vevent = _struck_out(vevent, row.title, lang, since=since)
            yield ical.raised(vevent, by=gone.raised)
        else:
            vevent = _hers(row.vevent, held, row.meeting_id, lang=lang)
            yield ical.with_lines(vevent, joining.get((row.meeting_id, None), ()))


def _sessions(held: Contents, joining: Joining, lang: str) -> Iterator[str]:
    if not held.with_sessions:
        return
    left = {each.meeting_id: each for each in held.left}
    meetings = queries.meetings_of(held.sessions) if held.sessions else {}
    for each in held.sessions:
        meeting = meetings[each.meeting_id]
        vevent = session_vevent(each, meeting, lang=lang)
        if gone := left.get(meeting.id):
            with language.reading(lang):
                title = session_summary(each, meeting, lang=lang)
            since = max(gone.at, meeting.changed_at, each.changed_at or gone.at)
            vevent = _struck_out(vevent, title, lang, since=since)
            yield ical.raised(vevent, by=gone.raised)
        else:
            vevent = _hers(vevent, held, meeting.id, lang=lang)
            yield ical.with_lines(vevent, joining.get((meeting.id, each.id), ()))
    if held.removed:
        ids = [each.public_id for each in held.removed]
        yield from queries.removed_vevents(ids, lang)


def _hers(vevent: str, held: Contents, meeting_id: int, *, lang: str) -> str:
    """An entry as it is for its reader: before the title how her registration stands, where she is
    not confirmed; and the SEQUENCE that it has for her, who left once and came again."""
    if own := held.standing.get(meeting_id):
        vevent = ical.stamped(vevent, at=own.at)
        if (words := rules.STANDING.get(own.status)) and not ical.is_cancelled(vevent):
            with language.reading(lang):
                vevent = ical.marked(vevent, str(words))
            if own.status == Status.WAITLISTED:  # it blocks nobody's day
                vevent = ical.with_value(vevent, "TRANSP", "TRANSPARENT")
    by = held.raised.get(meeting_id)
    return ical.raised(vevent, by=by) if by else vevent


def _struck_out(vevent: str, title: str, lang: str, *, since: datetime) -> str:
    """Of a meeting that she left: it takes place, without her."""
    with language.reading(lang):
        summary = _("(you no longer take part) %(title)s", title=title)
    return ical.cancelled(vevent, summary=summary, at=since)
