"""What is said of a meeting, and what makes it sound. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import lazy_gettext as _l

from meetings import clock, zones
from meetings.calendar import dates
from meetings.calendar.models import Involvement, Level, Mode, Precision, SessionType, Status
from meetings.calendar.rules import where, wording
from meetings.calendar.rules.giveaways import Said, check_public
from meetings.directory import countries
from meetings.errors import Refused

LONGEST = {"organizer": 200, "venue": 200, "city": 120, "ordinal": 20, "source": 200}
LONGEST_TITLE = 1_000
LONGEST_DESCRIPTION = 10_000
LONGEST_REASON = 1_000
FIRST_YEAR, LAST_YEAR = 1900, 2199
DEFAULT_BODY = "executive_secretariat"


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """All that an officer says about a meeting; `ends_on` is inclusive.

    `starts_time` and `ends_time` are local to `time_zone`, and given for precision minute only.
    `number` and `is_numbered_by_hand` follow from the ordinal and the body's series when the
    meeting is written (rules.numbering); `source` is the symbol of the text that asks for it.
    Degrees of `latitude` and `longitude` are those of the house, known together or not at all.
    """

    title: Mapping[str, str]
    starts_on: date
    ends_on: date
    kind_code: str
    time_zone: str
    precision: str = Precision.DAY
    starts_time: time | None = None
    ends_time: time | None = None
    status: str = Status.CONFIRMED
    description: Mapping[str, str] = field(default_factory=dict)
    body_code: str | None = None
    ordinal: str = ""
    number: int | None = None
    is_numbered_by_hand: bool = False
    session_type: str = SessionType.ORDINARY
    source: str = ""
    involvement: str = Involvement.CONVENED
    organizer: str = ""
    level: str | None = None
    mode: str = Mode.IN_PERSON
    venue: str = ""
    city: str = ""
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    technical_assistance: bool = False
    themes: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codes:
    """The codes that exist: `kinds` with the body that each implies, if any."""

    kinds: Mapping[str, str | None]
    bodies: Collection[str]
    themes: Collection[str]


def cleaned(facts: MeetingFacts, codes: Codes) -> MeetingFacts:
    """The facts as they are stored: single blanks, no empty languages, lists in order, the present
    name of a time zone.

    A kind may imply the body; a convened meeting without one is the executive secretariat's.
    """
    return replace(
        facts,
        title=wording.lines(facts.title),
        description=wording.proses(facts.description),
        time_zone=zones.canonical(facts.time_zone),
        body_code=facts.body_code or _implied_body(facts, codes),
        organizer=wording.line(facts.organizer),
        venue=wording.line(facts.venue),
        city=wording.line(facts.city),
        ordinal=wording.line(facts.ordinal),
        source=wording.line(facts.source),
        level=facts.level or None,
        country=facts.country or None,
        latitude=where.rounded(facts.latitude),
        longitude=where.rounded(facts.longitude),
        themes=tuple(sorted(set(facts.themes))),
        beneficiaries=tuple(sorted(set(facts.beneficiaries))),
    )


def _implied_body(facts: MeetingFacts, codes: Codes) -> str | None:
    implied = codes.kinds.get(facts.kind_code)
    return implied or (DEFAULT_BODY if facts.involvement == Involvement.CONVENED else None)


def check(facts: MeetingFacts, *, at: datetime, codes: Codes) -> None:
    """Whether cleaned facts make a meeting at the hour `at`.

    Raises Refused with the `field` of MeetingFacts that is wrong.
    """
    _check_texts(facts)
    check_public(public_texts(facts), places=public_places(facts))
    _check_codes(facts, codes)
    _check_dates(facts)
    where.check_coordinates(facts.latitude, facts.longitude)
    if facts.status == Status.HELD and clock.local_day(at, facts.time_zone) < facts.starts_on:
        raise Refused(
            _l("A meeting that has not begun cannot be marked as held."),
            field="status",
            code="held_too_early",
        )


def public_texts(facts: MeetingFacts) -> dict[str, Said]:
    """What everybody reads of a meeting, by its field, places aside."""
    texts: dict[str, Said] = {"title": facts.title, "description": facts.description}
    return texts | {"organizer": facts.organizer, "source": facts.source}


def public_places(facts: MeetingFacts) -> dict[str, str]:
    """The places that everybody reads of a meeting, by their field."""
    return {"venue": facts.venue, "city": facts.city}


def _check_texts(facts: MeetingFacts) -> None:
    if not facts.title:
        raise Refused(_l("A meeting needs a title."), field="title", code="no_title")
    for name, texts, most in (
        ("title", facts.title.values(), LONGEST_TITLE),
        ("description", facts.description.values(), LONGEST_DESCRIPTION),
        *((name, [getattr(facts, name)], most) for name, most in LONGEST.items()),
    ):
        if any(len(text) > most for text in texts):
            raise Refused(
                _l("This text is too long: use at most %(count)d characters.", count=most),
                field=name,
                code="too_long",
            )


def _check_codes(facts: MeetingFacts, codes: Codes) -> None:
    known: Mapping[str, Collection[str]] = {
        "kind_code": codes.kinds,
        "body_code": codes.bodies,
        "themes": codes.themes,
        "country": countries.names("en"),
        "beneficiaries": countries.names("en"),
        "status": set(Status),
        "precision": set(Precision),
        "involvement": set(Involvement),
        "mode": set(Mode),
        "session_type": set(SessionType),
        "level": set(Level),
        "time_zone": _time_zones(),
    }
    for name, allowed in known.items():
        given = getattr(facts, name)
        for value in given if isinstance(given, tuple) else [given]:
            if value is not None and value not in allowed:
                raise Refused(
                    _l("“%(value)s” is not one of the available choices.", value=str(value)[:60]),
                    field=name,
                    code="unknown",
                )


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _check_dates(facts: MeetingFacts) -> None:
    first, last = facts.starts_on, facts.ends_on
    for name, day in (("starts_on", first), ("ends_on", last)):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refused(
                _l(
                    "The year must lie between %(first)d and %(last)d.",
                    first=FIRST_YEAR,
                    last=LAST_YEAR,
                ),
                field=name,
                code="year",
            )
    if last < first:
        raise _ends_early("ends_on")
    if facts.precision in dates.PERIODS:
        _check_period(facts)
    if facts.precision == Precision.DAY:
        _check_days(facts)
    if facts.precision == Precision.MINUTE:
        _check_hours(facts)
    elif facts.starts_time or facts.ends_time:
        raise Refused(
            _l("Hours belong to a meeting whose hours are known exactly."),
            field="starts_time" if facts.starts_time else "ends_time",
            code="hours",
        )


def _check_days(facts: MeetingFacts) -> None:
    """Where the date line was moved, a day was skipped (Samoa had no December 30, 2011)."""
    for name, day in (("starts_on", facts.starts_on), ("ends_on", facts.ends_on)):
        if not dates.exists(datetime.combine(day, time(12)), ZoneInfo(facts.time_zone)):
            raise Refused(
                _l("This day does not exist in that time zone: the date line was moved over it."),
                field=name,
                code="skipped_day",
            )


def _check_period(facts: MeetingFacts) -> None:
    first, last = dates.bounds(facts.precision, facts.starts_on)
    sentence = {
        Precision.MONTH: _l("A month begins on its first day and ends on its last."),
        Precision.SEASON: _l(
            "A season has three whole months and begins in March, June, September or December."
        ),
        Precision.YEAR: _l("A year begins on January 1 and ends on December 31."),
    }[Precision(facts.precision)]
    if facts.starts_on != first:
        raise Refused(sentence, field="starts_on", code="bounds")
    if facts.ends_on != last:
        raise Refused(sentence, field="ends_on", code="bounds")


def _check_hours(facts: MeetingFacts) -> None:
    for name, day in (("starts_time", facts.starts_on), ("ends_time", facts.ends_on)):
        hour: time | None = getattr(facts, name)
        if hour is None:
            raise Refused(
                _l("The hour is missing: without it, choose the precision “day”."),
                field=name,
                code="no_hour",
            )
        if not dates.exists(datetime.combine(day, hour), ZoneInfo(facts.time_zone)):
            raise Refused(
                _l("The clocks skip this hour on that day in that time zone."),
                field=name,
                code="skipped_hour",
            )
    starts_at, ends_at = dates.instants(facts)
    if ends_at < starts_at:
        raise _ends_early("ends_time")


def _ends_early(name: str) -> Refused:
    return Refused(_l("The end lies before the start."), field=name, code="end_before_start")
