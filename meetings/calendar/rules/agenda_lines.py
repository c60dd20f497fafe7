"""Sessions out of lines as people write them: `09:00-10:30 Opening`, `9-10 Quorum`. Pure."""

from __future__ import annotations

import re
from datetime import date, time

from flask_babel import lazy_gettext as _l

from meetings.calendar.rules import wording
from meetings.calendar.rules.sessions import SessionFacts
from meetings.errors import Refused

MOST_LINES = 100
MOST_TOLD = 10
_HOUR = r"(\d{1,2})(?:\s?[:.h]\s?(\d{2})|\s?h)?(?:\s?([ap])\.?\s?m\b\.?)?"
_LINE = re.compile(
    rf"{_HOUR}\s*(?:[-–—]|to|a|à)\s*{_HOUR}(?![:.h]\d)[\s:,;.–—-]+(\S.*)", re.IGNORECASE
)
_NOON = 12


def read_lines(text: str, *, day: date, lang: str) -> tuple[SessionFacts, ...]:
    """The sessions of a day out of lines such as `09:00-10:30 Opening`.

    Hours may be written `9-10`, `15h00-16h30` or `9:30 am-1 pm`. Raises Refused (field `lines`),
    naming every line that does not read so.
    """
    found: list[SessionFacts] = []
    faults: list[object] = []
    for number, raw in enumerate(text.splitlines(), 1):
        written = wording.line(raw)
        if written:
            read = _read(written, number, day=day, lang=lang)
            (found if isinstance(read, SessionFacts) else faults).append(read)  # type: ignore[arg-type]  # as the test says
    if faults:
        sentence = " ".join(str(each) for each in faults[:MOST_TOLD])
        raise Refused(sentence, field="lines", code="line")
    if not found or len(found) > MOST_LINES:
        raise Refused(
            _l("Write from 1 to %(most)d lines.", most=MOST_LINES), field="lines", code="lines"
        )
    return tuple(found)


def _read(written: str, number: int, *, day: date, lang: str) -> SessionFacts | object:
    """A line's session, or the sentence that says what is wrong with it."""
    match = _LINE.fullmatch(written)
    hours = _hours(match) if match else None
    if match is None or hours is None:
        return _l(
            "Line %(number)d does not read “09:00-10:30 Title”: %(line)s",
            number=number,
            line=written[:60],
        )
    start, end = hours
    if end == start:
        return _l("Line %(number)d begins and ends at the same hour.", number=number)
    if end < start:
        return _l(
            "Line %(number)d ends before it begins. A session over midnight needs its last day: "
            "add it by itself and write “Last day” on its own page.",
            number=number,
        )
    return SessionFacts(
        title={lang: match[7]}, starts_on=day, ends_on=day, starts_time=start, ends_time=end
    )


def _hours(match: re.Match[str]) -> tuple[time, time] | None:
    """The two hours; where only the second says morning or afternoon, it says so for both."""
    ends = _time(match[4], match[5], match[6])
    starts = _time(match[1], match[2], match[3] or match[6])
    if ends and starts and not match[3] and match[6] and starts > ends:
        starts = _time(match[1], match[2], "a")
    return (starts, ends) if starts and ends else None


def _time(hour: str, minute: str | None, half: str | None) -> time | None:
    number = int(hour)
    if half:
        if not 1 <= number <= _NOON:
            return None
        number = number % _NOON + (_NOON if half.casefold() == "p" else 0)
    try:
        return time(number, int(minute or 0))
    except ValueError:
        return None
