"""What an entry of a calendar file would change of a meeting, in words: what was, what comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from meetings.calendar import dates, names
from meetings.calendar.rules import MeetingFacts
from meetings.calendar.rules.history import status
from meetings.language import reading
from meetings.localized import NATIVE_NAMES


@dataclass(frozen=True)
class Change:
    """One thing that changes; `lang` is that of a title, None for words of the reader."""

    what: str
    old: str
    new: str
    lang: str | None = None


def changes(before: MeetingFacts, after: MeetingFacts, lang: str) -> list[Change]:
    """What differs, for a reader of `lang`; empty when the meeting stays as it is."""
    with reading(lang):
        found = [*_titles(before, after), *_facts(before, after, lang)]
    return [each for each in found if each.old != each.new]


def _titles(before: MeetingFacts, after: MeetingFacts) -> Iterator[Change]:
    for lang, title in after.title.items():
        label = _("Title (%(language)s)", language=NATIVE_NAMES[lang])
        yield Change(label, before.title.get(lang, ""), title, lang)


def _facts(before: MeetingFacts, after: MeetingFacts, lang: str) -> Iterator[Change]:
    yield Change(_("Status"), status(before.status), status(after.status))
    yield Change(_("Date"), dates.period(before, lang), dates.period(after, lang))
    yield Change(_("Time zone"), before.time_zone, after.time_zone)
    yield Change(_("Place"), names.place(before, lang), names.place(after, lang))
