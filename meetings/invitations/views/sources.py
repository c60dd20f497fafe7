"""A mailing's sources in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings import formats
from meetings.calendar import queries as calendar
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.queries import tags
from meetings.invitations.forms import IN_STATUS
from meetings.invitations.models import Mailing
from meetings.registration.models import Status


def spoken(mailing: Mailing, lang: str) -> list[str]:
    """What each source of a mailing is, in its order."""
    positions = {each.code: each.name(lang) for each in directory.positions()}
    return [_spoken(each, positions, lang) for each in mailing.audience]


def _spoken(source: Mapping[str, Any], positions: Mapping[str, str], lang: str) -> str:
    if "body" in source:
        return _body(source, positions, lang)
    if "meeting" in source:
        return _meeting(source, lang)
    if "tag" in source:
        found = tags.tag(source["tag"])
        name = found.name(lang) if found else source["tag"]
        country = countries.name(source.get("country"), lang)
        words = _("Tag: %(tag)s", tag=name)
        return f"{words} ({country})" if country else words
    if "status" in source:
        named = ", ".join(str(IN_STATUS[Status(each)]) for each in source["status"])
        return _("Of this meeting: %(status)s", status=named)
    if "people" in source:
        count = len(source["people"])
        return ngettext("%(num)d person of the directory", "%(num)d people of the directory", count)
    if "registrations" in source:
        count = len(source["registrations"])
        return ngettext(
            "%(num)d registration of this meeting, chosen in the list",
            "%(num)d registrations of this meeting, chosen in the list",
            count,
        )
    count = len(source.get("file", ())) or int(source.get("rows", 0))
    return ngettext("A table with %(num)d person", "A table with %(num)d people", count)


def _body(source: Mapping[str, Any], positions: Mapping[str, str], lang: str) -> str:
    body = directory.body(source["body"])
    name = body.name(lang) if body else source["body"]
    held = ", ".join(positions.get(each, each) for each in source.get("positions", ()))
    words = _("Members on the meeting’s days: %(body)s", body=name)
    if source.get("since"):
        first, last = (date.fromisoformat(source[each]) for each in ("since", "until"))
        words = _("Members, %(days)s: %(body)s", days=formats.days(first, last, lang), body=name)
    return f"{words} ({held})" if held else words


def _meeting(source: Mapping[str, Any], lang: str) -> str:
    meeting = calendar.by_slug(source["meeting"], drafts=True)
    title = calendar.text_of(meeting.id, lang).title if meeting else source["meeting"]
    if source.get("who") == "attended":
        return _("Who attended: %(meeting)s", meeting=title)
    if source.get("who") == "accredited":
        return _("Organizations accredited: %(meeting)s", meeting=title)
    return _("Who was registered: %(meeting)s", meeting=title)
