"""What is usual for a body's meetings: what a new one begins with, and what is due when. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from flask_babel import lazy_gettext as _l

from meetings.calendar import dates
from meetings.calendar.models import DocumentType, Mode, Precision, SessionType
from meetings.calendar.rules import wording
from meetings.calendar.rules.documents import LONGEST_DOCUMENT_TITLE
from meetings.calendar.rules.facts import LONGEST, LONGEST_TITLE, MeetingFacts
from meetings.calendar.rules.numbering import Series
from meetings.calendar.rules.numerals import printed
from meetings.errors import Refused
from meetings.localized import LANGUAGES

LONGEST_DAYS = 400
MOST_DOCUMENTS = 30
PLACEHOLDERS = frozenset({"{ordinal}", "{period}"})
_BRACED = re.compile(r"\{[^{}]*\}|[{}]")


@dataclass(frozen=True)
class Expected:
    """A document that every meeting of the body is expected to have."""

    type: str
    title: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class TemplateFacts:
    """What an officer says of a template; the title may hold {ordinal} and {period}."""

    kind_code: str
    title: Mapping[str, str]
    days: int = 1
    starts_time: time | None = None
    ends_time: time | None = None
    mode: str = Mode.IN_PERSON
    venue: str = ""
    city: str = ""
    country: str | None = None
    level: str | None = None
    notice_days: int | None = None
    documents_days: int | None = None
    languages: tuple[str, ...] = ()
    capacities: tuple[str, ...] = ()
    documents: tuple[Expected, ...] = field(default=())


def cleaned_template(facts: TemplateFacts) -> TemplateFacts:
    """The facts as they are stored. Raises Refused, naming the field."""
    documents = tuple(Expected(each.type, wording.lines(each.title)) for each in facts.documents)
    clean = replace(
        facts,
        title=wording.lines(facts.title),
        venue=wording.line(facts.venue),
        city=wording.line(facts.city),
        languages=tuple(lang for lang in LANGUAGES if lang in facts.languages),
        documents=tuple(each for each in documents if each.title),
    )
    _check(clean)
    return clean


def _check(facts: TemplateFacts) -> None:
    if not facts.title:
        raise Refused(_l("A meeting needs a title."), field="title", code="no_title")
    wording.check_length("title", facts.title, most=LONGEST_TITLE)
    _check_placeholders(facts.title)
    for name, texts, most in (
        ("venue", [facts.venue], LONGEST["venue"]),
        ("city", [facts.city], LONGEST["city"]),
        (
            "documents",
            [t for d in facts.documents for t in d.title.values()],
            LONGEST_DOCUMENT_TITLE,
        ),
    ):
        if any(len(text) > most for text in texts):
            raise _wrong(_l("This text has more than %(most)d characters.", most=most), name)
    for name, days, least in (
        ("days", facts.days, 1),
        ("notice_days", facts.notice_days, 0),
        ("documents_days", facts.documents_days, 0),
    ):
        if days is not None and not least <= days <= LONGEST_DAYS:
            sentence = _l(
                "Write a number from %(least)d to %(most)d.", least=least, most=LONGEST_DAYS
            )
            raise _wrong(sentence, name)
    _check_hours(facts)
    if len(facts.documents) > MOST_DOCUMENTS:
        raise _wrong(
            _l("At most %(most)d documents can be expected.", most=MOST_DOCUMENTS), "documents"
        )
    if any(each.type not in set(DocumentType) for each in facts.documents):
        raise _wrong(_l("Choose one from the list."), "documents")


def _check_placeholders(titles: Mapping[str, str]) -> None:
    """Braces stand around {ordinal} and {period} only: anything else would stay in the titles."""
    for text in titles.values():
        wrong = next((each for each in _BRACED.findall(text) if each not in PLACEHOLDERS), None)
        if wrong is not None:
            raise _wrong(
                _l(
                    "“%(wrong)s” is filled with nothing: write {ordinal} where the number stands "
                    "and {period} where the year or the term of office stands.",
                    wrong=wrong,
                ),
                "title",
            )


def _check_hours(facts: TemplateFacts) -> None:
    if (facts.starts_time is None) != (facts.ends_time is None):
        raise _wrong(_l("Write both hours, or none."), "ends_time")
    if facts.starts_time is None or facts.ends_time is None or facts.days > 1:
        return
    if facts.ends_time < facts.starts_time:
        raise _wrong(_l("The end lies before the start."), "ends_time")


def _wrong(sentence: object, name: str) -> Refused:
    return Refused(sentence, field=name, code="template")


def beginning(
    template: TemplateFacts,
    *,
    body_code: str,
    first: date,
    precision: str,
    status: str,
    time_zone: str,
    session_type: str = SessionType.ORDINARY,
) -> MeetingFacts:
    """What a new meeting of a body begins with; its title is still without its number.

    Of what is known to the minute the template tells the hours; coarser dates are whole.
    """
    last = first + timedelta(days=template.days - 1)
    if precision in dates.PERIODS:
        first, last = dates.bounds(precision, first)
    has_hours = precision == Precision.MINUTE
    return MeetingFacts(
        title=template.title,
        starts_on=first,
        ends_on=last,
        precision=precision,
        status=status,
        starts_time=template.starts_time if has_hours else None,
        ends_time=template.ends_time if has_hours else None,
        time_zone=time_zone,
        kind_code=template.kind_code,
        session_type=session_type,
        body_code=body_code,
        mode=template.mode,
        venue=template.venue,
        city=template.city,
        country=template.country,
        level=template.level,
    )


def filled(
    titles: Mapping[str, str], number: int | None, *, series: Series | None, first: date
) -> dict[str, str]:
    """Titles with their ordinal and period in place of {ordinal} and {period}."""
    period = _period(series, first)
    found = {}
    for lang, text in titles.items():
        ordinal = printed(number, series.style, lang=lang) if number and series else ""
        whole = text.replace("{ordinal}", ordinal).replace("{period}", period)
        found[lang] = " ".join(whole.split()).strip(" ,")
    return found


# Before the noun in English, after it elsewhere; what is convened is feminine in the three others.
_APART: Mapping[str, Mapping[str, str]] = {
    SessionType.SPECIAL: {"en": "Special", "es": "especial", "fr": "spéciale", "pt": "especial"},
    SessionType.EXTRAORDINARY: {
        "en": "Extraordinary",
        "es": "extraordinaria",
        "fr": "extraordinaire",
        "pt": "extraordinária",
    },
}


def apart(titles: Mapping[str, str], session_type: str) -> dict[str, str]:
    """Titles of a session outside of the numbering: it says so in the place of its {ordinal}.

    `{ordinal} Sesión del Comité` becomes `Sesión especial del Comité`.
    """
    if session_type not in _APART:
        return dict(titles)
    found = {}
    for lang, text in titles.items():
        word = _APART[session_type][lang]
        noun, blank, rest = text.removeprefix("{ordinal} ").partition(" ")
        if not text.startswith("{ordinal} "):
            found[lang] = f"{text} ({word.lower()})"
        elif lang == "en":
            found[lang] = f"{word} {noun}{blank}{rest}"
        else:
            found[lang] = f"{noun[:1].upper()}{noun[1:]} {word}{blank}{rest}"
    return found


def _period(series: Series | None, first: date) -> str:
    """`2003`, or `2016–2019` within a term of several years."""
    if series is None or series.first == date.min or series.first.year == series.last.year:
        return str(first.year)
    return f"{series.first.year}–{series.last.year}"


@dataclass(frozen=True)
class Duties:
    """What is due when, as days; None where the template sets no such term."""

    convocation_on: date | None
    documents_on: date | None


def duties(first: date, *, notice_days: int | None, documents_days: int | None) -> Duties:
    """When the convocation and the documents of a meeting are due, counted from its first day."""
    return Duties(
        first - timedelta(days=notice_days) if notice_days is not None else None,
        first - timedelta(days=documents_days) if documents_days is not None else None,
    )


# What is written at a meeting or after it: nothing of it is due before.
_AFTERWARDS = {
    DocumentType.REPORT,
    DocumentType.RESOLUTION,
    DocumentType.LIST_OF_PARTICIPANTS,
}


def overdue(
    due: Duties,
    *,
    expected: Sequence[Expected],
    lacking: Sequence[Expected],
    today: date,
    last: date,
) -> Duties:
    """What of the duties is past and not done, until the last day of the meeting.

    A convocation is done by its note verbale, the documents by all that is expected beforehand;
    of a template that expects none the day alone is known.
    """

    def late(day: date | None, types: Collection[str]) -> date | None:
        if day is None or not day < today <= last:
            return None
        is_expected = any(each.type in types for each in expected)
        is_lacking = any(each.type in types for each in lacking)
        return day if is_lacking or not is_expected else None

    papers = set(DocumentType) - _AFTERWARDS - {DocumentType.NOTE_VERBALE}
    return Duties(
        late(due.convocation_on, {DocumentType.NOTE_VERBALE}), late(due.documents_on, papers)
    )
