"""What is said of a session, and what makes it possible within its meeting. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from meetings.calendar import dates
from meetings.calendar.models import Precision, SessionKind, Status
from meetings.calendar.rules import wording
from meetings.directory.models import Sex
from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold

LONGEST_SESSION_TITLE = 300
LONGEST_ROOM = 120
LONGEST_NAME = 160
MOST_SPEAKERS = 40


@dataclass(frozen=True, kw_only=True)
class SpeakerFacts:
    """Who chairs or speaks; `sex` is for statistics and never shown to the public."""

    name: str
    function_code: str
    post: str = ""
    sex: str = Sex.NOT_STATED
    person_id: int | None = None

    @property
    def who(self) -> str:
        """By what the same person is known in two sessions: her record, else her name."""
        return f"#{self.person_id}" if self.person_id else fold(self.name)


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """All that an officer says about a session; `ends_on` is inclusive, hours are local.

    `languages` are those of interpretation.
    """

    title: Mapping[str, str]
    starts_on: date
    ends_on: date
    starts_time: time | None = None
    ends_time: time | None = None
    kind: str = SessionKind.SESSION
    description: Mapping[str, str] = field(default_factory=dict)
    room: str = ""
    languages: tuple[str, ...] = ()
    speakers: tuple[SpeakerFacts, ...] = ()

    def moved(self, days: int) -> SessionFacts:
        """The same, some days later; the hours stay."""
        shift = timedelta(days=days)
        return replace(self, starts_on=self.starts_on + shift, ends_on=self.ends_on + shift)


class Holding(Protocol):
    """The meeting in which a session lies: a Meeting, or its facts."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date:
        """The last day, inclusive."""

    @property
    def precision(self) -> str:
        """How exactly the dates are known."""

    @property
    def time_zone(self) -> str:
        """The IANA zone of days and hours."""

    @property
    def status(self) -> str:
        """Where it stands: of a postponed one the days are those that no longer hold."""


class Spanning(Protocol):
    """What lasts from a day to a day, inclusive."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date:
        """The last day."""


def cleaned_session(facts: SessionFacts) -> SessionFacts:
    """The facts as they are stored; speakers without a name are left out."""
    speakers = tuple(
        replace(each, name=wording.line(each.name), post=wording.line(each.post))
        for each in facts.speakers
        if wording.line(each.name)
    )
    return replace(
        facts,
        title=wording.lines(facts.title),
        description=wording.proses(facts.description),
        room=wording.line(facts.room),
        languages=tuple(lang for lang in LANGUAGES if lang in facts.languages),
        speakers=speakers,
    )


def check_session(facts: SessionFacts, meeting: Holding, *, functions: Collection[str]) -> None:
    """Whether cleaned facts make a session that can take place within its meeting.

    Refused is what is impossible: no title, an end before the start, days outside of the
    meeting's, an hour that the clocks skip. What is only doubtful (a room or a person twice at
    one time) is warned of, see `doubts`. Raises Refused with the `field` that is wrong.
    """
    _check_words(facts)
    _check_speakers(facts, functions)
    _check_order(facts)
    if facts.starts_on < meeting.starts_on or facts.ends_on > meeting.ends_on:
        outside = "starts_on" if not lies_within(facts.starts_on, meeting) else "ends_on"
        raise Refused(
            _l("A session lies within the days of its meeting."), field=outside, code="outside"
        )
    skipped = skipped_hour(facts, meeting)
    if skipped:
        raise Refused(
            _l("The clocks skip this hour on that day in that time zone."),
            field=skipped,
            code="skipped_hour",
        )
    span = instants_of(facts, meeting)
    if span and span[1] <= span[0]:
        raise _ends_early("ends_time") if facts.starts_on != facts.ends_on else _over_midnight()


def lies_within(day: date, meeting: Holding) -> bool:
    """Whether a day is one of the meeting's."""
    return meeting.starts_on <= day <= meeting.ends_on


def is_outside(session: Spanning, meeting: Holding) -> bool:
    """Whether a session lies outside of its meeting's days, since those have changed.

    The public is not shown it; the officer's agenda names it.
    """
    return not (lies_within(session.starts_on, meeting) and lies_within(session.ends_on, meeting))


def has_days(meeting: Holding) -> bool:
    """Whether the meeting's days are known; else its sessions lie on its first, second ... day."""
    return meeting.precision in {Precision.DAY, Precision.MINUTE}


def tells_days(meeting: Holding) -> bool:
    """Whether pages name the days: not those of a postponed meeting, which wait for new ones."""
    return has_days(meeting) and meeting.status != Status.POSTPONED


def skipped_hour(facts: SessionFacts, meeting: Holding) -> str:
    """The field whose hour does not exist on the day the clocks change; "" where both do."""
    if not has_days(meeting):
        return ""
    zone = ZoneInfo(meeting.time_zone)
    for name, day in (("starts_time", facts.starts_on), ("ends_time", facts.ends_on)):
        hour: time | None = getattr(facts, name)
        if hour is not None and not dates.exists(datetime.combine(day, hour), zone):
            return name
    return ""


def instants_of(facts: SessionFacts, meeting: Holding) -> tuple[datetime, datetime] | None:
    """When a session begins and ends, in UTC; None without both hours."""
    if facts.starts_time is None or facts.ends_time is None:
        return None
    zone = ZoneInfo(meeting.time_zone)
    start = datetime.combine(facts.starts_on, facts.starts_time, zone)
    end = datetime.combine(facts.ends_on, facts.ends_time, zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def _check_words(facts: SessionFacts) -> None:
    if not facts.title:
        raise Refused(_l("A session needs a title."), field="title", code="no_title")
    wording.check_length("title", facts.title, most=LONGEST_SESSION_TITLE)
    wording.check_length("description", facts.description, most=10_000)
    wording.check_length("room", facts.room, most=LONGEST_ROOM)
    if facts.kind not in set(SessionKind):
        raise Refused(_l("Choose one from the list."), field="kind", code="unknown")


def _check_speakers(facts: SessionFacts, functions: Collection[str]) -> None:
    seen: set[tuple[str, str]] = set()
    if len(facts.speakers) > MOST_SPEAKERS:
        raise Refused(
            _l("A session has at most %(most)d speakers.", most=MOST_SPEAKERS),
            field="speakers",
            code="too_many",
        )
    for each in facts.speakers:
        if len(each.name) > LONGEST_NAME or len(each.post) > LONGEST_NAME:
            raise _long_name(each.name)
        if each.function_code not in functions or each.sex not in set(Sex):
            raise Refused(_l("Choose one from the list."), field="speakers", code="unknown")
        if (each.who, each.function_code) in seen:
            raise Refused(
                _l("%(name)s is named twice with the same function.", name=each.name),
                field="speakers",
                code="twice",
            )
        seen.add((each.who, each.function_code))


def _check_order(facts: SessionFacts) -> None:
    if facts.ends_on < facts.starts_on:
        raise _ends_early("ends_on")
    if facts.ends_time is not None and facts.starts_time is None:
        raise Refused(
            _l("An hour of the end needs an hour of the start."),
            field="starts_time",
            code="no_start",
        )
    night = timedelta(days=1) if facts.ends_time is not None else timedelta()
    if facts.kind != SessionKind.MODULE and facts.ends_on - facts.starts_on > night:
        raise Refused(
            _l("Only a module of a course lasts for several days."), field="ends_on", code="long"
        )


def _long_name(name: str) -> Refused:
    sentence = _l(
        "The name or the post of “%(name)s” has more than %(most)d characters.",
        name=name if len(name) <= 60 else f"{name[:60]}…",
        most=LONGEST_NAME,
    )
    return Refused(sentence, field="speakers", code="too_long")


def _over_midnight() -> Refused:
    sentence = _l(
        "The end lies before the start. A session over midnight needs its last day: add it "
        "without its end, then write “Last day” and the end on its own page."
    )
    return Refused(sentence, field="ends_time", code="end_before_start")


def _ends_early(name: str) -> Refused:
    return Refused(_l("The end lies before the start."), field=name, code="end_before_start")
