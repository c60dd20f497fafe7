"""What the officer's editor of an agenda shows: days with forms, rows, doubts, who speaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from meetings import clock, language
from meetings.calendar.forms.sessions import LinesForm, QuickItemForm, QuickSessionForm
from meetings.calendar.models import Meeting, MeetingSession
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules import agenda as rules
from meetings.calendar.rules.agenda_words import day_title, days_of, doubt_words, hours_of
from meetings.calendar.rules.documents import Audiences
from meetings.calendar.rules.items import next_number
from meetings.calendar.rules.sessions import SessionFacts, lies_within, tells_days
from meetings.calendar.views import programme
from meetings.calendar.views.programme import ShownSession, title_of
from meetings.directory.rules.wording import SEXES

MOST_DAYS = 10  # more days are not all listed: those with sessions, and one form for any day


@dataclass(frozen=True)
class EditorDay:
    """A day with its rows and forms; `is_outside` of the meeting's days, where none is added.

    `day` is None of the forms for any day of a long meeting.
    """

    number: int
    day: date | None
    title: str
    sessions: Sequence[ShownSession]
    quick: QuickSessionForm | None
    lines: LinesForm | None
    is_outside: bool = False


def prefix(number: str | None, what: str) -> str:
    """What the fields of a day's form begin with, so that each has an id of its own."""
    digits = number if number and number.isascii() and number.isdecimal() else "0"
    return f"{what}{digits[:3]}-"


def contents(
    meeting: Meeting,
    *,
    quick: QuickSessionForm | None = None,
    lines: LinesForm | None = None,
    item: QuickItemForm | None = None,
) -> dict[str, Any]:
    """All that the editor's template shows; forms that were refused take their own places."""
    lang = language.current()
    found = queries.sessions(meeting.id)
    agenda = queries.agenda(meeting.id)
    everything = Audiences(manages=frozenset({meeting.id}))
    papers = programme.papers_of(meeting.id, everything, at=clock.now())
    items = programme.shown_items(agenda, papers, lang)
    shown = programme.shown_sessions(found, items, meeting, lang)
    facts = [queries.session_facts(each) for each in found]
    given = {each.place: each for each in (quick, lines) if each is not None}
    next_item = {"number": next_number([each.number for each in agenda])}
    # Opened only when it isn't the one that was refused: its fields would read the other's.
    item_form = item or QuickItemForm(
        session_choices(found, meeting, lang), formdata=None, data=next_item
    )
    return {
        "days": _days(meeting, shown, facts, lang=lang, given=given),
        "day_choices": day_choices(meeting, lang),
        "doubts": _doubts(found, facts, meeting, lang),
        "items": items,
        "item_form": item_form,
        "session_titles": {each.id: each.title for each in shown},
        "speakers": _speakers(facts),
    }


def day_choices(meeting: Meeting, lang: str) -> list[tuple[str, str]]:
    """The days to which a session may be moved; none where there are too many to choose from."""
    days = days_of(meeting) if (meeting.ends_on - meeting.starts_on).days < MOST_DAYS else []
    return [(day.isoformat(), day_title(day, meeting, lang=lang)) for day in days]


def session_choices(
    found: Sequence[MeetingSession], meeting: Meeting, lang: str
) -> list[tuple[str, str]]:
    """The sessions of a meeting with their days, for a list to choose from."""
    return [
        (
            each.public_id,
            " · ".join(
                filter(
                    None,
                    (
                        day_title(each.starts_on, meeting, lang=lang),
                        hours_of(each.starts_time, None, lang=lang),
                        title_of(each.title, lang),
                    ),
                )
            ),
        )
        for each in found
    ]


def _days(
    meeting: Meeting,
    shown: Sequence[ShownSession],
    facts: Sequence[SessionFacts],
    *,
    lang: str,
    given: Mapping[str, Any],
) -> list[EditorDay]:
    rows: dict[date, list[ShownSession]] = defaultdict(list)
    said: dict[date, list[SessionFacts]] = defaultdict(list)
    for one, of in zip(shown, facts, strict=True):
        rows[of.starts_on].append(one)
        said[of.starts_on].append(of)
    is_short = (meeting.ends_on - meeting.starts_on).days < MOST_DAYS
    listed = sorted({*rows, *(days_of(meeting) if is_short else ())})
    found = []
    for number, day in enumerate(listed, 1):
        is_outside = not lies_within(day, meeting)
        forms = None if is_outside else _forms(number, day, said[day], given)
        found.append(
            EditorDay(
                number,
                day,
                day_title(day, meeting, lang=lang)
                if tells_days(meeting) or not is_outside
                else str(day),
                rows[day],
                forms[0] if forms else None,
                forms[1] if forms else None,
                is_outside=is_outside,
            )
        )
    if not is_short:
        forms = _forms(0, meeting.starts_on, [], given)
        found.append(EditorDay(0, None, "", (), *forms))
    return found


def _forms(
    number: int, day: date, said: Sequence[SessionFacts], given: Mapping[str, Any]
) -> tuple[QuickSessionForm, LinesForm]:
    start, end = rules.following(said)
    one, several = prefix(str(number), "one"), prefix(str(number), "several")
    quick = given.get(one) or QuickSessionForm(
        prefix=one,
        formdata=None,
        data={"day": day, "starts_time": start, "ends_time": end, "kind": "session"},
    )
    lines = given.get(several) or LinesForm(prefix=several, formdata=None, data={"day": day})
    return quick, lines


def _doubts(
    found: Sequence[MeetingSession], facts: Sequence[SessionFacts], meeting: Meeting, lang: str
) -> dict[str, list[Any]]:
    """Public id -> what is doubtful about the session, as sentences; on both that collide."""
    sentences: dict[str, list[Any]] = defaultdict(list)
    for each in rules.doubts(facts, meeting):
        pairs = [(each.place, each.other)]
        if each.other is not None:
            pairs.append((each.other, each.place))
        for place, other in pairs:
            title = title_of(found[other].title, lang) if other is not None else ""
            words = doubt_words(each.doubt, what=each.what, other=title)
            sentences[found[place].public_id].append(words)
    return sentences


def _speakers(facts: Sequence[SessionFacts]) -> list[tuple[str, int]]:
    """Chairs and speakers by sex, each person once; nothing where there is nobody."""
    sexes = {each.who: each.sex for session in facts for each in session.speakers}
    counts = Counter(sexes.values())
    return [(str(words), counts[sex]) for sex, words in SEXES.items()] if sexes else []
