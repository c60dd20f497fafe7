"""What somebody who registers is told, each mail in the language she chose."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from meetings import tokens
from meetings.calendar import ical
from meetings.calendar import queries as calendar
from meetings.calendar.models import MeetingText, Precision
from meetings.language import address, reading
from meetings.notifications.operations import File, enqueue
from meetings.registration import queries
from meetings.registration.models import Participation

FOLDER = "registration/mail"


def received(participation: Participation, *, at: datetime) -> None:
    """A receipt, and plainly no confirmation: an officer decides."""
    with reading(participation.language):
        title = _("We have received your registration")
    _send(participation, "received", title, at=at)


def accepted(participation: Participation, *, at: datetime) -> None:
    """Confirmed at once, with the pass."""
    with reading(participation.language):
        title = _("Your registration is confirmed")
    _send(participation, "accepted", title, at=at)


def confirmed(participation: Participation, *, at: datetime) -> None:
    """An officer has confirmed it; with the pass."""
    with reading(participation.language):
        title = _("Your registration has been confirmed")
    _send(participation, "confirmed", title, at=at)


def declined(participation: Participation, *, at: datetime) -> None:
    """An officer has declined it, and why."""
    with reading(participation.language):
        title = _("Your registration was not accepted")
    _send(participation, "declined", title, at=at, has_files=False)


def withdrawn(participation: Participation, *, at: datetime) -> None:
    """Withdrawn, by herself or on her behalf."""
    with reading(participation.language):
        title = _("Your registration has been withdrawn")
    _send(participation, "withdrawn", title, at=at, has_files=False)


def link(participation: Participation, *, at: datetime) -> None:
    """Her link again; says nothing that she has not said herself."""
    with reading(participation.language):
        title = _("The link to your registration")
    _send(participation, "link", title, at=at)


def _send(
    participation: Participation, kind: str, title: str, *, at: datetime, has_files: bool = True
) -> None:
    lang = participation.language
    person = participation.person
    about = calendar.text_of(participation.meeting.id, lang)
    with reading(lang):
        words = _words(participation, about, title=title)
        text = render_template(f"{FOLDER}/{kind}.txt", has_files=has_files, **words)
        html = render_template(f"{FOLDER}/{kind}.html", has_files=has_files, **words)
        files = _files(participation, about) if has_files else ()
        subject = _("%(news)s: %(meeting)s", news=title, meeting=about.title)
    enqueue(
        kind=f"registration.{kind}",
        subject=("participation", participation.public_id),
        to_email=person.email,
        to_name=person.full_name,
        language=lang,
        title=subject,
        text=text,
        html=html,
        attachments=files,
        at=at,
    )


def _words(participation: Participation, about: MeetingText, *, title: str) -> dict[str, object]:
    lang = participation.language
    token = queries.link_token(participation)
    return {
        "lang": lang,
        "title": title,
        "name": participation.person.full_name,
        "about": about,
        "capacity": participation.capacity.name(lang),
        "pass_code": tokens.show_pass(participation.pass_code),
        "reason": participation.decision_note,
        "my_link": address("desk.my", lang=lang, token=token),
        "meeting_link": address("desk.meeting", lang=lang, slug=participation.meeting.slug),
    }


def _files(participation: Participation, about: MeetingText) -> tuple[File, ...]:
    """The pass as an image; the calendar file where the day is known."""
    image = tokens.pass_image(participation.pass_code)
    files = [File(_("pass.png"), "image/png", image, content_id="pass")]
    if participation.meeting.precision in {Precision.DAY, Precision.MINUTE}:
        entry = ical.calendar([about.vevent], about.title, about.lang)
        kind = "text/calendar; charset=utf-8; method=PUBLISH"
        files.append(File(_("meeting.ics"), kind, entry))
    return tuple(files)
