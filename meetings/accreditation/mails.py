"""What an organization's contact is told, each mail in the language she chose."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from meetings.accreditation import queries
from meetings.accreditation.models import Accreditation, Application
from meetings.calendar import queries as calendar
from meetings.language import address, reading
from meetings.notifications.operations import enqueue


def receipt(application: Application, *, at: datetime) -> None:
    """The application arrived; a receipt is no acceptance."""
    with reading(application.language):
        title = _("We have received your application")
    _send(application, "receipt", title, at=at)


def accredited(application: Application, granted: Accreditation, *, at: datetime) -> None:
    """How many representatives may come, and the link by which they register."""
    lang = application.language
    token = queries.link_token(granted)
    link = address("registration.register_organization", lang=lang, token=token)
    with reading(lang):
        title = _("Your organization is accredited to the meeting")
    _send(application, "accredited", title, at=at, places=granted.places, link=link)


def declined(application: Application, *, at: datetime) -> None:
    """The application was declined, and why."""
    with reading(application.language):
        title = _("Your application was not accepted")
    _send(application, "declined", title, at=at)


def _send(application: Application, kind: str, title: str, *, at: datetime, **more: object) -> None:
    lang = application.language
    meeting = application.meeting
    about = calendar.text_of(meeting.id, lang)
    words: dict[str, object] = {
        "lang": lang,
        "title": title,
        "application": application,
        "about": about,
        "meeting_link": address("desk.meeting", lang=lang, slug=meeting.slug),
        **more,
    }
    with reading(lang):
        text = render_template(f"accreditation/mail/{kind}.txt", **words)
        html = render_template(f"accreditation/mail/{kind}.html", **words)
        subject = _("%(news)s: %(meeting)s", news=title, meeting=about.title)
    enqueue(
        kind=f"accreditation.{kind}",
        subject=("application", application.public_id),
        to_email=application.contact_email,
        to_name=application.contact_name,
        language=lang,
        title=subject,
        text=text,
        html=html,
        at=at,
    )
