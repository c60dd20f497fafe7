"""What an organization's contact is told, each mail in the language she chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from meetings.accreditation import queries
from meetings.accreditation.models import Accreditation, Application
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.directory.queries import mailbox_of
from meetings.language import address, reading
from meetings.notifications.models import Urgency
from meetings.notifications.operations import enqueue

AWAITED = frozenset({"receipt", "link"})  # what its contact waits for before a screen


def receipt(application: Application, *, at: datetime) -> None:
    """The application arrived; a receipt is no acceptance."""
    with reading(application.language):
        title = _("We have received your application")
    _about(application, "receipt", title, at=at)


def accredited(application: Application, granted: Accreditation, *, at: datetime) -> None:
    """How many representatives may come, and the link by which they register."""
    lang = application.language
    token = queries.link_token(granted)
    link = address("registration.register_organization", lang=lang, token=token)
    with reading(lang):
        title = _("Your organization is accredited to the meeting")
    _about(application, "accredited", title, at=at, places=granted.places, link=link)


def declined(application: Application, *, at: datetime) -> None:
    """The application was declined, and why."""
    with reading(application.language):
        title = _("Your application was not accepted")
    _about(application, "declined", title, at=at)


def link(granted: Accreditation, *, is_new: bool, at: datetime) -> bool:
    """The link by which its representatives register, to the contact of its application, else to
    its own mailbox; a renewed one says so. Says whether there is an address at all."""
    contact = granted.application or _own_mailbox(granted)
    if not contact.contact_email:
        return False
    lang = contact.language
    token = queries.link_token(granted)
    to_register = address("registration.register_organization", lang=lang, token=token)
    with reading(lang):
        title = _("Your organization may send representatives to the meeting")
        if not is_new:
            title = _("The new link for the representatives of your organization")
    more: dict[str, Any] = {"places": granted.places, "link": to_register, "is_new": is_new}
    subject = ("accreditation", granted.public_id)
    _send(contact, "link", title, at=at, meeting=granted.meeting, subject=subject, **more)
    return True


@dataclass(frozen=True)
class _Contact:
    """An organization that is written to at its own mailbox."""

    name: str
    contact_name: str
    contact_email: str
    language: str


def _own_mailbox(granted: Accreditation) -> _Contact:
    its = granted.organization
    return _Contact(its.name, its.name, mailbox_of(its).email, granted.language or "es")


def _send(
    contact: Application | _Contact,
    kind: str,
    title: str,
    *,
    meeting: Meeting,
    subject: tuple[str, str],
    at: datetime,
    **more: object,
) -> None:
    lang = contact.language
    about = calendar.text_of(meeting.id, lang)
    words: dict[str, object] = {
        "lang": lang,
        "title": title,
        "application": contact,
        "about": about,
        "meeting_link": address("desk.meeting", lang=lang, slug=meeting.slug),
        **more,
    }
    with reading(lang):
        text = render_template(f"accreditation/mail/{kind}.txt", **words)
        html = render_template(f"accreditation/mail/{kind}.html", **words)
        heading = _("%(news)s: %(meeting)s", news=title, meeting=about.title)
    enqueue(
        kind=f"accreditation.{kind}",
        subject=subject,
        to_email=contact.contact_email,
        to_name=contact.contact_name,
        language=lang,
        title=heading,
        text=text,
        html=html,
        urgency=Urgency.AWAITED if kind in AWAITED else Urgency.USUAL,
        at=at,
    )


def _about(application: Application, kind: str, title: str, *, at: datetime, **more: Any) -> None:
    """A mail about an application, to its contact."""
    subject = ("application", application.public_id)
    _send(application, kind, title, meeting=application.meeting, subject=subject, at=at, **more)
