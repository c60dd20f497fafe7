"""A mailing as one reader gets it, and nobody else's: previews show the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_babel import pgettext

from meetings import tokens
from meetings.calendar import queries as calendar
from meetings.calendar.operations.compose import secretariat
from meetings.directory.models import Capacity
from meetings.errors import Refused
from meetings.invitations.models import Mailing, MailingKind
from meetings.invitations.queries.mailings import PURPOSE
from meetings.invitations.rules.addressing import to_organization
from meetings.invitations.rules.placeholders import filled, uses
from meetings.language import address, reading
from meetings.localized import Text, pick
from meetings.notifications import operations as notifications
from meetings.registration import queries as registration
from meetings.registration.models import Way
from meetings.registration.rules import may_register, way_words


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads: her name and language, what she is invited as, until when her way is open, the
    token of her own page (none where she has none), and her own id for the link that ends mails.
    An organization is addressed in words of its own (rules/addressing.py)."""

    name: str
    language: str
    capacity: Capacity | None = None
    closes_at: datetime | None = None
    token: str = ""
    public_id: str = ""
    is_organization: bool = False


@dataclass(frozen=True)
class Letter:
    """A mail, rendered; `unsubscribe` ends mails like it, where it isn't necessary."""

    language: str
    title: str
    text: str
    html: str
    unsubscribe: str = ""


def compose(mailing: Mailing, to: Reader, *, at: datetime) -> Letter:
    """The mail to one reader: in her language, else in another one, and saying so."""
    text = wording(mailing, to.language)
    lang, own = text.lang, to.language
    link = address("desk.my", lang=own, token=to.token) if to.token else _meeting_page(mailing, own)
    with reading(lang):
        values = _values(mailing, to, lang, link, at=at)
        spoken = _spoken(text.text, mailing, to, link, at=at)
    title = pick(mailing.title, lang, current_app.config["CONTENT_LANGUAGES"]).text
    ends = "" if mailing.is_necessary else _ends(to)
    body = filled(spoken, values)
    with reading(own):
        words = {
            "lang": own,
            "words_lang": lang,
            "title": filled(title.replace("\n", " "), values) or mailing.name,
            "paragraphs": [each.split("\n") for each in body.split("\n\n") if each.strip()],
            "body": body,
            "is_fallback": text.is_fallback,
            "kind": kind_words(mailing.kind),
            "link": "" if uses(text.text, "link") else link,
            "is_own_page": bool(to.token),
            "unsubscribe": ends,
            "meeting_link": _meeting_page(mailing, own),
        }
        return Letter(
            own,
            str(words["title"]),
            render_template("invitations/mail/letter.txt", **words),
            render_template("invitations/mail/letter.html", **words),
            ends,
        )


def dressed(letter: Letter) -> str:
    """The HTML as its reader's program shows it."""
    return notifications.as_seen(letter.html)


def wording(mailing: Mailing, lang: str) -> Text:
    """The text for a reader of a language, or the one that stands in for it."""
    return pick(mailing.text, lang, current_app.config["CONTENT_LANGUAGES"])


def is_inviting(mailing: Mailing) -> bool:
    """Whether its mails invite the reader's calendar too."""
    return mailing.kind == MailingKind.INVITATION


def _spoken(text: str, mailing: Mailing, to: Reader, link: str, *, at: datetime) -> str:
    """The text as this reader is addressed, in the open language."""
    if not to.is_organization:
        return text
    greeting = pgettext("to an organization", "To whom it may concern,")
    return to_organization(text, greeting=greeting, way_in=_way_in(mailing, link, at=at))


def _way_in(mailing: Mailing, link: str, *, at: datetime) -> str:
    """How an organization sends its people: by the meeting's page while a public way is open, else
    by writing to the secretariat; what isn't an invitation leads to the page."""
    if mailing.kind != MailingKind.INVITATION:
        return _("About the meeting: %(link)s", link=link)
    if _is_open(mailing, at=at):
        return _(
            "You are invited to send representatives. Information and registration: %(link)s",
            link=link,
        )
    mailbox, _name = secretariat()
    return _(
        "You are invited to send representatives. To name them, please write to %(mailbox)s. "
        "About the meeting: %(link)s",
        mailbox=mailbox,
        link=link,
    )


def _is_open(mailing: Mailing, *, at: datetime) -> bool:
    """Whether an organization's people can come in by the meeting's public page."""
    meeting = mailing.meeting
    ways = registration.openings(meeting.id)
    for each in (way for way in ways if way.way in (Way.FORM, Way.ORGANIZATION)):
        try:
            may_register(
                meeting_status=meeting.status,
                published=meeting.published_at is not None,
                opening=each,
                at=at,
            )
        except Refused:
            continue
        return True
    return False


def _values(mailing: Mailing, to: Reader, lang: str, link: str, *, at: datetime) -> dict[str, str]:
    meeting = mailing.meeting
    about = calendar.text_of(meeting.id, lang)
    closes = to.closes_at
    until = ""
    if closes is not None and closes > at:
        until = way_words.hour(closes, meeting, lang=lang)
    return {
        "name": to.name,
        "meeting": about.title,
        "dates": about.dates,
        "place": about.place,
        "capacity": to.capacity.name(lang) if to.capacity else "",
        "deadline": until,
        "link": link,
    }


def _ends(to: Reader) -> str:
    if not to.public_id:
        return ""
    token = tokens.sign_link(PURPOSE, to.public_id, 0)
    return address("invitations.unsubscribe", lang=to.language, token=token)


def _meeting_page(mailing: Mailing, lang: str) -> str:
    return address("desk.meeting", lang=lang, slug=mailing.meeting.slug)


def kind_words(kind: str) -> str:
    """What a mail of this kind plainly is, in the open language."""
    if kind == MailingKind.INVITATION:
        return _("This is an invitation, not a confirmation.")
    if kind == MailingKind.REMINDER:
        return _("This is a reminder.")
    return _("This is a message for your information.")
