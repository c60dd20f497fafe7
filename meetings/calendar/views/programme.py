"""A meeting's programme as pages show it: days, sessions in words, points of the agenda."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from meetings import formats, language
from meetings.calendar.models import AgendaItem, MeetingSession, SessionKind
from meetings.calendar.queries import sessions as queries
from meetings.calendar.queries.documents import Paper, papers_of_meeting
from meetings.calendar.rules.agenda_words import KINDS, day_title, hours_of
from meetings.calendar.rules.documents import Audiences, in_force
from meetings.calendar.rules.sessions import Holding
from meetings.directory import queries as directory
from meetings.localized import LANGUAGES, Text, pick

# What the title alone doesn't say.
TOLD_KINDS = frozenset({SessionKind.BREAK, SessionKind.MODULE})


@dataclass(frozen=True)
class ShownItem:
    """A point of the agenda with the documents that the reader may read."""

    public_id: str
    number: str
    title: Text
    session_id: int | None
    documents: Sequence[Paper] = ()


@dataclass(frozen=True)
class ShownSpeaker:
    """Who speaks; never her sex."""

    function: str
    name: str
    post: str


@dataclass(frozen=True)
class ShownSession:
    """A session in words. `kind` is empty where the title tells it, `until` within a day."""

    id: int
    public_id: str
    title: Text
    description: Text
    kind: str
    starts_on: date
    starts: str
    hours: str
    until: str
    room: str
    languages: str
    speakers: Sequence[ShownSpeaker] = ()
    items: Sequence[ShownItem] = ()


@dataclass(frozen=True)
class ShownDay:
    """A day with its sessions; `rooms` and `rows` lay out its timetable where rooms are several.

    A row is an hour and, for each room, the sessions that begin then.
    """

    day: date
    title: str
    sessions: Sequence[ShownSession]
    rooms: Sequence[str] = ()
    rows: Sequence[tuple[str, Sequence[Sequence[ShownSession]]]] = field(default=())


def papers_of(meeting_id: int, audiences: Audiences, *, at: datetime) -> dict[int, list[Paper]]:
    """Point of the agenda (id) -> its documents that a reader may read, in force: two statements.

    A revision that she may read stands in place of the document that it replaces.
    """
    standing, earlier = in_force(papers_of_meeting(meeting_id, audiences, at=at))
    if not standing:
        return {}
    now = {each.id: each for each in standing}
    now |= {old.id: now[new] for new, replaced in earlier.items() for old in replaced}
    found: dict[int, list[Paper]] = defaultdict(list)
    for item_id, document_id in queries.agenda_links(meeting_id):
        paper = now.get(document_id)
        if paper is not None and paper not in found[item_id]:
            found[item_id].append(paper)
    return found


def shown_items(
    agenda: Iterable[AgendaItem], documents: Mapping[int, Sequence[Paper]], lang: str
) -> list[ShownItem]:
    """The points of an agenda in words; `documents` by the point's id."""
    return [
        ShownItem(
            each.public_id,
            each.number,
            language.content(each.title, lang),
            each.session_id,
            documents.get(each.id, ()),
        )
        for each in agenda
    ]


def shown_sessions(
    found: Iterable[MeetingSession], items: Iterable[ShownItem], meeting: Holding, lang: str
) -> list[ShownSession]:
    """Sessions in words, with the points of the agenda that belong to each."""
    found = list(found)
    has_speakers = any(each.speakers for each in found)
    functions = (
        {each.code: each.name(lang) for each in directory.functions()} if has_speakers else {}
    )
    under: dict[int | None, list[ShownItem]] = defaultdict(list)
    for item in items:
        under[item.session_id].append(item)
    return [_shown(each, functions, under[each.id], meeting=meeting, lang=lang) for each in found]


def shown_days(sessions: Iterable[ShownSession], meeting: Holding, lang: str) -> list[ShownDay]:
    """The days that have sessions, each with its timetable where there are several rooms."""
    by_day: dict[date, list[ShownSession]] = defaultdict(list)
    for each in sessions:
        by_day[each.starts_on].append(each)
    return [
        ShownDay(day, day_title(day, meeting, lang=lang), of_day, *_timetable(of_day))
        for day, of_day in sorted(by_day.items())
    ]


def title_of(title: Mapping[str, str], lang: str) -> str:
    """A title for a button or a list: in the reader's language, or the first there is."""
    return pick(title, lang, LANGUAGES).text


def _shown(
    found: MeetingSession,
    functions: Mapping[str, str],
    items: Sequence[ShownItem],
    *,
    meeting: Holding,
    lang: str,
) -> ShownSession:
    lasts = found.ends_on != found.starts_on
    names: Mapping[str, Any] = formats.locale(lang).languages
    return ShownSession(
        id=found.id,
        public_id=found.public_id,
        title=language.content(found.title, lang),
        description=language.content(found.description, lang),
        kind=str(KINDS[found.kind]) if found.kind in TOLD_KINDS else "",
        starts_on=found.starts_on,
        starts=formats.hour(found.starts_time, lang) if found.starts_time is not None else "",
        hours=hours_of(found.starts_time, found.ends_time, lang=lang),
        until=day_title(found.ends_on, meeting, lang=lang) if lasts else "",
        room=found.room,
        languages=", ".join(str(names[code]) for code in found.languages),
        speakers=[
            ShownSpeaker(functions.get(each.function_code, ""), each.name, each.post)
            for each in found.speakers
        ],
        items=items,
    )


def _timetable(
    of_day: Sequence[ShownSession],
) -> tuple[Sequence[str], Sequence[tuple[str, Sequence[Sequence[ShownSession]]]]]:
    """Hours down, rooms across; nothing where one room or none is named."""
    rooms = list(dict.fromkeys(each.room for each in of_day if each.room))
    if len(rooms) < 2:
        return (), ()
    if any(not each.room for each in of_day):
        rooms.append("")
    hours = list(dict.fromkeys(each.starts for each in of_day))
    rows = [
        (
            hour,
            [
                [each for each in of_day if each.starts == hour and each.room == room]
                for room in rooms
            ],
        )
        for hour in hours
    ]
    return rooms, rows
