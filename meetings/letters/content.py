"""What a letter or a certificate says, in one language: words for the typesetter, no layout."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings import clock, formats, language, tokens
from meetings.calendar import queries as calendar
from meetings.letters import queries
from meetings.letters.models import Certificate, Letterhead
from meetings.localized import pick
from meetings.registration.models import Participation, Represents
from meetings.registration.rules import words


def letter(found: Participation, lang: str, *, at: datetime) -> dict[str, Any]:
    """A letter of invitation, as consulates ask for it."""
    about = calendar.text_of(found.meeting_id, lang)
    with language.reading(lang):
        who = {
            "name": found.person.full_name,
            "capacity": found.capacity.name(lang),
            "represents": _represents(found, lang),
            "meeting": about.title,
            "dates": about.dates,
            "place": about.place,
        }
        paragraphs = [
            _("To whom it may concern"),
            _(
                "The Secretariat has the honor to invite %(name)s to the meeting "
                "“%(meeting)s” (%(dates)s).",
                **who,
            ),
            _("Capacity: %(capacity)s. %(represents)s", **who).strip(),
            _("Place: %(place)s.", **who) if about.place else "",
            _("Post or function: %(post)s.", post=found.post) if found.post else "",
            _(
                "The registration of %(name)s is confirmed. This letter is given so that the "
                "competent authorities may grant the visa and the facilities needed for the "
                "journey.",
                **who,
            ),
        ]
        return _sheet(found, lang, at=at) | {
            "title": _("Letter of invitation"),
            "paragraphs": [each for each in paragraphs if each],
            "name": "",
            "small": [],
        }


def facts_of(found: Participation, attended: queries.Attendance, lang: str) -> dict[str, Any]:
    """What a certificate says of her; kept, so that its page says the same."""
    about = calendar.text_of(found.meeting_id, lang)
    completed = attended.completed_on
    return {
        "name": found.person.full_name,
        "capacity": found.capacity.name(lang),
        "represents": _represents(found, lang),
        "meeting": about.title,
        "dates": about.dates,
        "place": about.place,
        "days": [day.isoformat() for day in attended.days],
        "completed_on": completed.isoformat() if completed else None,
    }


def certificate(found: Participation, row: Certificate, *, at: datetime) -> dict[str, Any]:
    """A certificate of attendance as it was given out."""
    lang = row.language
    with language.reading(lang):
        code = tokens.show_pass(row.code)
        link = language.address("letters.verify", lang=lang, code=code)
        return _sheet(found, lang, at=at) | {
            "title": _("Certificate of attendance"),
            "paragraphs": [each for each in said(row.facts, lang) if each],
            "name": row.facts["name"],
            "small": [_("Verification code: %(code)s", code=code), link],
        }


def said(facts: Mapping[str, Any], lang: str) -> list[str]:
    """The sentences of a certificate, the name apart; also what its public page says."""
    days = [date.fromisoformat(each) for each in facts["days"]]
    lines = [
        _("took part in the meeting “%(meeting)s” (%(dates)s).", **_plain(facts)),
        _("Capacity: %(capacity)s. %(represents)s", **_plain(facts)).strip(),
        _("Place: %(place)s.", **_plain(facts)) if facts["place"] else "",
    ]
    if days:
        lines.append(
            ngettext(
                "Present on %(num)d day: %(days)s.",
                "Present on %(num)d days: %(days)s.",
                len(days),
                days="; ".join(formats.day(day, lang) for day in days),
            )
        )
    if facts.get("completed_on"):
        done = formats.day(date.fromisoformat(facts["completed_on"]), lang)
        lines.append(_("Completed on %(day)s.", day=done))
    return [each for each in lines if each]


def _plain(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in facts.items() if isinstance(value, str)}


def _represents(found: Participation, lang: str) -> str:
    """`Represents: Honduras.`; nothing for who comes in her own name."""
    named = [each for each in found.affiliations if each.type != Represents.SELF]
    if not named:
        return ""
    with language.reading(lang):
        names = ", ".join(words.all_represented(named, lang=lang))
        return _("Represents: %(names)s.", names=names)


def _sheet(found: Participation, lang: str, *, at: datetime) -> dict[str, Any]:
    """What stands on both: the heading, the day, who signs."""
    head: Letterhead | None = queries.letterhead_of(found.meeting)
    usual = _("The Secretariat of the Inter-American Commission of Women")
    day = clock.local_day(at, found.meeting.time_zone)
    return {
        "lang": lang,
        "heading": (head.heading if head and head.heading else usual).split("\n"),
        "day": formats.day(day, lang),
        "signer": head.signer if head else "",
        "post": pick(head.post, lang).text if head and head.post else usual,
    }
