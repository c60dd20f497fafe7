"""What a line of a table makes of a meeting, and what an officer should look at. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings.calendar import names, rules
from meetings.calendar.models import Involvement, Mode
from meetings.calendar.rules import Codes, MeetingFacts, known
from meetings.calendar.rules.known import DEFAULT_KIND, Existing
from meetings.calendar.written import dates, guesses, places
from meetings.calendar.written.dates import Doubt, Written
from meetings.calendar.written.said import reading
from meetings.calendar.written.table import Line
from meetings.errors import Refused
from meetings.localized import fold

QUIET = {"guessed", "kind", "no_year"}
# What must not be imported unseen: a date of which something was not understood, the same twice.
UNSEEN = {"words", "months", "years", "part", "repeated"}
# The field of the preview beside which a refusal of the rules stands.
FIELD_OF = {
    "starts_on": "date",
    "ends_on": "date",
    "starts_time": "date",
    "ends_time": "date",
    "precision": "date",
    "status": "date",
    "kind_code": "kind",
}


@dataclass(frozen=True)
class Judged:
    """A line with what it makes (`facts`, None with `errors`), and where it already stands.

    `perhaps` is a meeting that may be the same, known in other languages only or under other
    dates; `reading` tells what its date was taken for.
    """

    line: Line
    written: Written
    facts: MeetingFacts | None
    existing: Existing | None = None
    perhaps: Existing | None = None
    doubts: tuple[Doubt, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    reading: str = ""

    @property
    def there(self) -> Existing | None:
        """The meeting of the calendar that it is, or may be."""
        return self.existing or self.perhaps

    @property
    def marks(self) -> tuple[Doubt, ...]:
        """The doubts that tell of what may be wrong."""
        return tuple(doubt for doubt in self.doubts if doubt.code not in QUIET)

    @property
    def notes(self) -> tuple[Doubt, ...]:
        """What was concluded and is most often right: said quietly."""
        return tuple(doubt for doubt in self.doubts if doubt.code in QUIET)

    @property
    def is_safe(self) -> bool:
        """Whether it may be ticked before anybody has looked at it."""
        unseen = any(doubt.code in UNSEEN for doubt in self.doubts)
        return self.there is None and not unseen and not self.errors


@dataclass(frozen=True)
class Calendar:
    """What lines are judged against: codes, what is there, the zone, the titles' language.

    `reader` is the language of whoever looks at them.
    """

    codes: Codes
    existing: Sequence[Existing]
    time_zone: str
    lang: str
    at: datetime
    reader: str = "en"


def judge(lines: Sequence[Line], calendar: Calendar) -> list[Judged]:
    """Every line judged; one that says the same as an earlier one of the table is doubtful."""
    found: list[Judged] = []
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        judged = _one(line, calendar)
        key = (judged.written.starts_on, judged.written.ends_on, fold(line.title))
        earlier = seen.setdefault(key, line.number)
        if earlier != line.number:
            sentence = _l("Line %(line)d of the table says the same.", line=earlier)
            judged = _doubting(judged, Doubt("repeated", sentence))
        found.append(judged)
    return found


def _one(line: Line, calendar: Calendar) -> Judged:
    said = dates.read(line.date, year=line.year, day_first=calendar.lang != "en")
    doubts = [doubt for doubt in said.doubts if said.is_read]
    errors: dict[str, str] = {}
    if not said.is_read:
        errors["date"] = " ".join(map(str, said.doubts))
    if line.above and line.above == line.date:
        sentence = _l("The row has no date: the one above it is taken.")
        if line.above_line:
            sentence = _l(
                "The row has no date: that of line %(line)d is taken, which has no title.",
                line=line.above_line,
            )
        doubts.insert(0, Doubt("above", sentence))
    code = places.country(line.country) if line.country else None
    if line.country and code is None:
        errors["country"] = str(_l("There is no country “%(value)s”.", value=line.country[:60]))
    elif line.city and code is None:
        doubts.append(Doubt("country", _l("The country was not recognised.")))
    doubts += _of_kind(line)
    facts = _facts(line, said, code, calendar)
    if facts is not None:
        facts = _sound(facts, calendar, errors)
    existing, perhaps = _known(line, said, facts, calendar)
    elsewhen = None if existing else _elsewhen(line, said, calendar)
    if elsewhen is not None:
        perhaps = perhaps or elsewhen
        doubts.append(Doubt("other_dates", _l("The calendar has this title with other dates.")))
    return Judged(
        line,
        said,
        None if errors else facts,
        existing,
        perhaps,
        tuple(doubts),
        errors,
        reading(said, calendar.time_zone, calendar.reader),
    )


def _known(
    line: Line, said: Written, facts: MeetingFacts | None, calendar: Calendar
) -> tuple[Existing | None, Existing | None]:
    """The meeting that the line is, and else the one that it may be."""
    if facts is None or said.starts_on is None or said.ends_on is None:
        return None, None
    found = known.same(line.title, calendar.existing, first=said.starts_on, last=said.ends_on)
    return found, None if found else known.perhaps(facts, calendar.existing)


def _elsewhen(line: Line, said: Written, calendar: Calendar) -> Existing | None:
    """The meeting of that year under this title: a row of it that was revised makes no second."""
    if said.starts_on is None:
        return None
    return known.elsewhen(line.title, calendar.existing, year=said.starts_on.year)


def _of_kind(line: Line) -> list[Doubt]:
    if line.kind == "":
        return [Doubt("kind", _l("The title does not tell the kind of meeting."))]
    if line.kind == guesses.kind(line.title):
        return [Doubt("guessed", _l("The kind is guessed from the title."))]
    return []


def _facts(line: Line, said: Written, code: str | None, calendar: Calendar) -> MeetingFacts | None:
    if said.starts_on is None or said.ends_on is None:
        return None
    is_virtual = line.is_virtual or places.is_virtual(line.city)
    organizer = names.names("organizer", line.organizer).get("en", line.organizer)
    is_part = any(doubt.code == "part" for doubt in said.doubts)
    return MeetingFacts(
        title={calendar.lang: line.title},
        description={calendar.lang: line.date} if is_part else {},
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        starts_time=said.starts_time,
        ends_time=said.ends_time,
        precision=said.precision,
        time_zone=calendar.time_zone,
        status=said.status,
        kind_code=line.kind or DEFAULT_KIND,
        involvement=line.involvement or Involvement.ATTENDED,
        organizer=organizer,
        mode=Mode.VIRTUAL if is_virtual else Mode.IN_PERSON,
        city="" if is_virtual else names.names("city", line.city).get("en", line.city),
        country=code,
    )


def _sound(facts: MeetingFacts, calendar: Calendar, errors: dict[str, str]) -> MeetingFacts:
    facts = rules.cleaned(facts, calendar.codes)
    try:
        rules.check(facts, at=calendar.at, codes=calendar.codes)
    except Refused as refusal:
        name = refusal.field or "title"
        name = "title" if name.startswith("title_") else name
        errors.setdefault(FIELD_OF.get(name, name), str(refusal))
    return facts


def _doubting(judged: Judged, doubt: Doubt) -> Judged:
    return replace(judged, doubts=(*judged.doubts, doubt))
