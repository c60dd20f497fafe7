"""Who knows what of a changed meeting: people by what they were last told of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from meetings.calendar.models import ChangeNotice, Meeting, MeetingChange
from meetings.calendar.rules import Told, read_told
from meetings.calendar.rules.telling import Spoken, heard, reasons, worth_telling
from meetings.desk.telling.mail import is_taken_back


@dataclass(frozen=True)
class Audience:
    """Those who know the same of a meeting (`before`), so many of the changes that wait (`point`),
    and why what they don't know was changed. They hear nothing where nothing of it `is_news`."""

    point: int
    before: Told
    why: Mapping[str, Spoken]
    is_news: bool


def audiences(
    notice: ChangeNotice,
    meeting: Meeting,
    points: Collection[int],
    untold: Sequence[MeetingChange],
) -> list[Audience]:
    """Who is told what of a notice: first those who were there before all that it tells, then who
    came meanwhile, by what stood when they came. `points` are how many of the changes that it tells
    (`untold`) somebody knows (`known`)."""
    found = []
    for point in sorted({0, *points}):
        before = heard(read_told(notice.before), untold, now=meeting, known=point)
        is_news = is_taken_back(meeting) or bool(worth_telling(before, meeting))
        found.append(Audience(point, before, reasons(untold[point:]), is_news))
    return found
