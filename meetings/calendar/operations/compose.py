"""The words of a meeting in one language, as lists and calendar programs show them."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr

from flask import current_app
from flask_babel import gettext as _

from meetings import language
from meetings.calendar import dates, ical, names, rules
from meetings.calendar.coordinates import coordinates
from meetings.calendar.models import (
    Involvement,
    Kind,
    Meeting,
    MeetingText,
    Mode,
    Precision,
    Status,
)
from meetings.db import db
from meetings.directory import countries
from meetings.directory.models import Body
from meetings.localized import LANGUAGES, Text, folded

# A course of months blocks nobody's days: what is longer than this is shown and leaves them free.
BLOCKS_AT_MOST = timedelta(days=21)


def search_column(meeting: Meeting) -> str:
    """What a search looks in: titles, place and country in all languages, organizer, ordinal."""
    return folded(
        meeting.title,
        meeting.venue,
        names.names("venue", meeting.venue),
        meeting.city,
        names.names("city", meeting.city),
        {lang: countries.name(meeting.country, lang) for lang in LANGUAGES},
        meeting.organizer,
        names.names("organizer", meeting.organizer),
        meeting.ordinal,
    )


def texts(meeting: Meeting) -> list[MeetingText]:
    """What a reader of each language sees; the meeting has an id. Nothing joins the session."""
    kind = db.session.get_one(Kind, meeting.kind_code)
    body = db.session.get_one(Body, meeting.body_code) if meeting.body_code else None
    return [_text(meeting, lang, kind=kind, body=body) for lang in LANGUAGES]


def _text(meeting: Meeting, lang: str, *, kind: Kind, body: Body | None) -> MeetingText:
    title = language.content(meeting.title, lang)
    with language.reading(lang):
        made = MeetingText(
            meeting_id=meeting.id,
            lang=lang,
            title=title.text,
            title_lang=title.lang,
            dates=dates.words(meeting, lang),
            place=names.where(meeting, lang),
            kind=kind.name(lang),
            body=body.name(lang) if body else "",
        )
        made.vevent = ical.vevent(_entry(meeting, made, title, color=kind.color))
    return made


def withdrawn(meeting: Meeting, lang: str) -> str:
    """The entry of a meeting that is taken back, for those whose calendars have it.

    Programs know it by its UID and strike it out on its day. Neither title nor anything else of it
    is told again: an officer who published it by mistake takes it back. It is made once, so that
    nothing that officers write into the draft from now on reaches a feed.
    """
    is_period = meeting.precision in dates.PERIODS
    has_hours = meeting.precision == Precision.MINUTE
    return ical.vevent(
        ical.Entry(
            uid=meeting.uid,
            sequence=meeting.sequence,
            changed_at=meeting.changed_at,
            summary=withdrawn_summary(lang),
            first_day=meeting.starts_on,
            last_day=meeting.starts_on if is_period else meeting.ends_on,
            starts_at=meeting.starts_at if has_hours else None,
            ends_at=meeting.ends_at if has_hours else None,
            time_zone=meeting.time_zone,
            status="CANCELLED",
            is_transparent=True,
            organizer=secretariat(),
        )
    )


def withdrawn_summary(lang: str) -> str:
    """What calendars call a meeting that is taken back, and its sessions."""
    with language.reading(lang):
        return _("Meeting withdrawn")


def secretariat() -> tuple[str, str]:
    """The mailbox and the name under which the secretariat writes: never those of a person."""
    name, mailbox = parseaddr(current_app.config["SETTINGS"].mail_from)
    return mailbox, name


def _entry(meeting: Meeting, shown: MeetingText, title: Text, *, color: str) -> ical.Entry:
    url = f"{current_app.config['BASE_URL']}/{shown.lang}/meetings/{meeting.slug}"
    is_period = meeting.precision in dates.PERIODS
    has_hours = meeting.precision == Precision.MINUTE
    return ical.Entry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        summary=_summary(meeting, title, shown.lang),
        first_day=meeting.starts_on,
        last_day=meeting.starts_on if is_period else meeting.ends_on,
        starts_at=meeting.starts_at if has_hours else None,
        ends_at=meeting.ends_at if has_hours else None,
        time_zone=meeting.time_zone,
        status=rules.ical_status(meeting),
        is_transparent=is_period
        or meeting.status in {Status.POSTPONED, Status.CANCELLED}
        or meeting.involvement == Involvement.OBSERVANCE
        or meeting.ends_on - meeting.starts_on >= BLOCKS_AT_MOST,
        location=shown.place,
        coordinates=coordinates(meeting),
        url=url,
        categories=tuple(filter(None, (shown.kind, shown.body))),
        color=color,
        organizer=secretariat(),
        description=_description(meeting, shown, url),
    )


def _summary(meeting: Meeting, title: Text, lang: str) -> str:
    """The title; of what is coarser than a day, the period before it in place of a day."""
    if meeting.precision in dates.PERIODS:
        period = dates.period(meeting, lang)
        if meeting.status == Status.POSTPONED:
            return _("(postponed from %(period)s) %(title)s", period=period, title=title.text)
        if meeting.status == Status.CANCELLED:
            return _("(cancelled, %(period)s) %(title)s", period=period, title=title.text)
        if meeting.status == Status.HELD:
            return _("(%(period)s) %(title)s", period=period, title=title.text)
        return _("(date to be confirmed: %(period)s) %(title)s", period=period, title=title.text)
    if meeting.status == Status.POSTPONED:
        return _("(postponed) %(title)s", title=title.text)
    if meeting.status == Status.CANCELLED:  # said in words too: some programs ignore STATUS
        return _("(cancelled) %(title)s", title=title.text)
    return title.text


def _description(meeting: Meeting, shown: MeetingText, url: str) -> str:
    """Plain text that ends with the page's address, where programs show it as a link."""
    lines = [_when(meeting, shown)]
    if meeting.mode == Mode.HYBRID:
        lines.append(_("Hybrid: in person and virtual"))
    if meeting.organizer:
        organizer = names.told("organizer", meeting.organizer, shown.lang)
        lines.append(_("Organized by: %(organizer)s", organizer=organizer))
    description = language.content(meeting.description, shown.lang).text
    parts = ("\n".join(lines), description, url)
    return "\n\n".join(part for part in parts if part)


def _when(meeting: Meeting, shown: MeetingText) -> str:
    """The date in words; of a postponed meeting that it no longer holds."""
    if meeting.status != Status.POSTPONED:
        return shown.dates
    day = dates.period(meeting, shown.lang)
    return _("The date %(dates)s no longer holds. The new one will be announced.", dates=day)
