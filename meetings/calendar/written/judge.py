"""What a line of a table makes of a meeting, and what an officer should look at. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from rapidfuzz import fuzz

from meetings.calendar import names, rules
from meetings.calendar.models import Involvement, Mode
from meetings.calendar.rules import Codes, MeetingFacts
from meetings.calendar.written import dates, guesses, places
from meetings.calendar.written.dates import Doubt, Written
from meetings.calendar.written.table import Line
from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold, pick

SIMILAR = 82
DEFAULT_KIND = "meeting"
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
class Existing:
    """A meeting of the calendar, to tell whether a line is it."""

    slug: str
    title: Mapping[str, str]
    starts_on: date
    ends_on: date
    precision: str


@dataclass(frozen=True)
class Judged:
    """A line with what it makes (`facts`, None with `errors`), and where it already stands."""

    line: Line
    written: Written
    facts: MeetingFacts | None
    existing: Existing | None = None
    doubts: tuple[Doubt, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown_title(self) -> str:
        """The title under which the calendar has it."""
        return pick(self.existing.title, "en", LANGUAGES).text if self.existing else ""


@dataclass(frozen=True)
class Calendar:
    """What lines are judged against: codes, what is there, the zone, the titles' language."""

    codes: Codes
    existing: Sequence[Existing]
    time_zone: str
    lang: str
    at: datetime


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
    code = places.country(line.country) if line.country else None
    if line.country and code is None:
        errors["country"] = str(_l("There is no country “%(value)s”.", value=line.country[:60]))
    elif line.city and code is None:
        doubts.append(Doubt("country", _l("The country was not recognised.")))
    guessed = guesses.kind(line.title)
    if line.kind == "":
        doubts.append(Doubt("kind", _l("The title does not tell the kind of meeting.")))
    elif line.kind == guessed:
        doubts.append(Doubt("guessed", _l("The kind is guessed from the title.")))
    facts = _facts(line, said, code, calendar)
    if facts is not None:
        facts = _sound(facts, calendar, errors)
    existing = _existing(line, said, calendar) if said.is_read else None
    if existing is None and said.is_read and _is_elsewhen(line, said, calendar):
        doubts.append(Doubt("other_dates", _l("The calendar has this title with other dates.")))
    return Judged(line, said, None if errors else facts, existing, tuple(doubts), errors)


def _facts(line: Line, said: Written, code: str | None, calendar: Calendar) -> MeetingFacts | None:
    if said.starts_on is None or said.ends_on is None:
        return None
    organizer = names.names("organizer", line.organizer).get("en", line.organizer)
    return MeetingFacts(
        title={calendar.lang: line.title},
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
        mode=Mode.VIRTUAL if line.is_virtual else Mode.IN_PERSON,
        city=names.names("city", line.city).get("en", line.city),
        country=code,
    )


def _sound(facts: MeetingFacts, calendar: Calendar, errors: dict[str, str]) -> MeetingFacts:
    facts = rules.cleaned(facts, calendar.codes)
    try:
        rules.check(facts, at=calendar.at, codes=calendar.codes)
    except Refused as refusal:
        name = refusal.field or "title"
        errors.setdefault(FIELD_OF.get(name, name), str(refusal))
    return facts


def _existing(line: Line, said: Written, calendar: Calendar) -> Existing | None:
    """The meeting of the same days whose title, in any language, is the most similar."""
    same = [
        each
        for each in calendar.existing
        if (each.starts_on, each.ends_on) == (said.starts_on, said.ends_on)
    ]
    best = max(same, key=lambda each: likeness(line.title, each.title), default=None)
    return best if best and likeness(line.title, best.title) >= SIMILAR else None


def _is_elsewhen(line: Line, said: Written, calendar: Calendar) -> bool:
    """Whether a meeting of the same title stands in the same year on other days."""
    title, year = fold(line.title), said.starts_on.year if said.starts_on else 0
    return any(
        each.starts_on.year == year and title in {fold(text) for text in each.title.values()}
        for each in calendar.existing
    )


def likeness(title: str, titles: Mapping[str, str]) -> float:
    """0 to 100: how alike a title is to the most similar of a meeting's."""
    said = fold(title)
    return max((_alike(said, fold(text)) for text in titles.values()), default=0.0)


def _alike(one: str, two: str) -> float:
    """In the order of words or not; a title of four words within a longer one is as good."""
    whole = fuzz.token_sort_ratio(one, two)
    is_long = min(len(one.split()), len(two.split())) >= 4
    return max(whole, fuzz.token_set_ratio(one, two) - 5 if is_long else 0.0)


def _doubting(judged: Judged, doubt: Doubt) -> Judged:
    return replace(judged, doubts=(*judged.doubts, doubt))
