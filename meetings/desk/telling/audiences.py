"""Who knows what of a changed meeting: people by what they were last told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from meetings.calendar.models import ChangeNotice, Meeting, MeetingChange
from meetings.calendar.rules import Told, read_told
from meetings.calendar.rules.telling import Spoken, heard, known, reasons, worth_telling
from meetings.desk.telling.mail import is_taken_back
from meetings.desk.telling.recipients import Recipient


@dataclass(frozen=True)
class Audience:
    """Those who know the same of a meeting (`before`), and why what they don't know was changed.

    Nobody where it `is_news` to none of them.
    """

    before: Told
    why: Mapping[str, Spoken]
    is_news: bool
    people: Sequence[Recipient]


def audiences(
    notice: ChangeNotice,
    meeting: Meeting,
    people: Collection[Recipient],
    untold: Sequence[MeetingChange],
) -> list[Audience]:
    """Who is told what of a notice: first those who were there before all that it tells, then who
    came meanwhile, by what stood when they came. `untold` are the changes that it tells."""
    by_point: dict[int, list[Recipient]] = defaultdict(list)
    for person in people:
        by_point[known(untold, at=person.since)].append(person)
    found = []
    for point in sorted({0, *by_point}):
        before = heard(read_told(notice.before), untold, now=meeting, known=point)
        is_news = is_taken_back(meeting) or bool(worth_telling(before, meeting))
        hearing = by_point[point] if is_news else []
        found.append(Audience(before, reasons(untold[point:]), is_news, hearing))
    return found
