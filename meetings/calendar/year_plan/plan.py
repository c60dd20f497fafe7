"""What a printed year says, in one language: its title, its months, its marks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from meetings import formats
from meetings.calendar import dates, names
from meetings.calendar.models import Involvement, Mode, Precision, Status
from meetings.calendar.queries.plan import Planned
from meetings.calendar.rules import MeetingFacts
from meetings.directory import countries
from meetings.language import reading

MARKS = {Status.TENTATIVE: "*", Status.FORESEEN: "**"}
COLUMNS = 5


@dataclass(frozen=True)
class Entry:
    """One row; `date` bears its mark, `title_lang` is the language of the title."""

    date: str
    title: str
    title_lang: str
    place: str
    organizer: str
    part: str

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """The row in the order of the columns."""
        return (self.date, self.title, self.place, self.organizer, self.part)


@dataclass(frozen=True)
class Plan:
    """A year in one language; `months` are headings with their rows."""

    lang: str
    title: str
    house: str
    headings: tuple[str, str, str, str, str]
    months: tuple[tuple[str, tuple[Entry, ...]], ...]
    notes: tuple[str, ...]
    empty: str
    stamp: str

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for a program that prints it."""
        return asdict(self)


def plan(
    rows: Sequence[Planned], *, first: date, last: date, lang: str, on: date, drafts: bool = False
) -> Plan:
    """The year as it is printed on a day; `drafts` when it holds what is not published."""
    with reading(lang):
        months: dict[str, list[Entry]] = {}
        for row in rows:
            months.setdefault(_month(row, lang), []).append(_entry(row, lang))
        return Plan(
            lang=lang,
            title=_title(first, last, lang),
            house=_("Inter-American Commission of Women"),
            headings=(
                _("Date"),
                _("Meeting"),
                _("Place"),
                _("Host or organizer"),
                _("Secretariat"),
            ),
            months=tuple((words, tuple(entries)) for words, entries in months.items()),
            notes=_notes({row.status for row in rows}),
            empty=_("No meetings in this period."),
            stamp=_stamp(formats.day(on, lang), drafts=drafts),
        )


def _title(first: date, last: date, lang: str) -> str:
    if (first.month, last.month) == (1, 12) and first.year == last.year:
        return _("Calendar of meetings %(year)d", year=first.year)
    span = (formats.month(first, lang), formats.month(last, lang))
    return _("Calendar of meetings, %(first)s – %(last)s", first=span[0], last=span[1])


def _stamp(day: str, *, drafts: bool) -> str:
    if drafts:
        return _("As of %(day)s, with drafts that are not published", day=day)
    return _("As of %(day)s", day=day)


def _month(row: Planned, lang: str) -> str:
    """The heading under which a meeting stands."""
    if row.precision == Precision.YEAR:
        return _("%(year)d, month not settled", year=row.starts_on.year)
    if row.precision == Precision.SEASON:
        first, last = formats.month(row.starts_on, lang), formats.month(row.ends_on, lang)
        return _begun(f"{first} – {last}")
    return _begun(formats.month(row.starts_on, lang))


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _entry(row: Planned, lang: str) -> Entry:
    place = ", ".join(
        filter(None, (names.told("city", row.city, lang), countries.name(row.country, lang)))
    )
    return Entry(
        date=_begun(_dates(row, lang)),
        title=row.title,
        title_lang=row.title_lang,
        place=place or (_("Online") if row.mode == Mode.VIRTUAL else ""),
        organizer=names.told("organizer", row.organizer, lang),
        part={
            Involvement.CONVENED: _("Convenes"),
            Involvement.ATTENDED: _("Attends"),
            Involvement.OBSERVANCE: _("Observance"),
        }[Involvement(row.involvement)],
    )


def _dates(row: Planned, lang: str) -> str:
    """The dates without hours; a mark for what is tentative, words for what won't be then."""
    is_minute = row.precision == Precision.MINUTE
    dated = MeetingFacts(
        title={},
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        precision=Precision.DAY if is_minute else row.precision,
        status=row.status,
        kind_code="",
        time_zone="UTC",
    )
    if row.status in {Status.CANCELLED, Status.POSTPONED}:
        return dates.words(dated, lang)
    return dates.period(dated, lang) + MARKS.get(Status(row.status), "")


def _notes(statuses: set[str]) -> tuple[str, ...]:
    found = []
    if Status.TENTATIVE in statuses:
        found.append(_("* tentative date"))
    if Status.FORESEEN in statuses:
        found.append(_("** foreseen, date not yet proposed"))
    return tuple(found)
