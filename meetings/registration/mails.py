"""What somebody who registers is told, each mail in the language she chose.

Each invites her calendar too, or takes the invitation back (invitations.py).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from meetings import formats, tokens, zones
from meetings.calendar import queries as calendar
from meetings.calendar.models import MeetingText, Mode
from meetings.calendar.operations.compose import secretariat
from meetings.directory.rules.offices import told as told_office
from meetings.language import address, reading
from meetings.notifications.models import Urgency
from meetings.notifications.operations import File, enqueue
from meetings.registration import invitations, queries
from meetings.registration.letter import About, letter
from meetings.registration.models import (
    Correction,
    Participation,
    Promotion,
    Status,
    Way,
)
from meetings.registration.rules import seating
from meetings.registration.rules.corrections import compared
from meetings.registration.rules.line import Standing
from meetings.registration.rules.revising import UNTOLD
from meetings.registration.rules.words import MODE

# What she waits for before her screen: the answer to what she has just done herself.
_ANSWERS = ("received", "accepted", "waitlisted", "withdrawn", "invitation_declined")
AWAITED = frozenset((*_ANSWERS, "link", "moved", "data_link"))


class Cause(StrEnum):
    """Why somebody is sent the link to her own page again."""

    AGAIN = "again"  # the form was sent once more with her name and address
    ADDRESS = "address"  # her address was corrected to this one
    BACK = "back"  # her former address, this one, is hers again


def received(participation: Participation, *, at: datetime) -> None:
    """A receipt, and plainly no confirmation: the State's focal point decides, or an officer."""
    with reading(participation.language):
        title = _("We have received your registration")
    asked_first = queries.asked_first(participation, participation.language, at=at)
    _send(participation, "received", title, at=at, asked_first=asked_first)


def accepted(participation: Participation, *, at: datetime) -> None:
    """Confirmed at once, with the pass."""
    with reading(participation.language):
        title = _("Your registration is confirmed")
    _send(participation, "accepted", title, at=at)


def confirmed(participation: Participation, *, at: datetime) -> None:
    """An officer has confirmed it; with the pass."""
    with reading(participation.language):
        title = _("Your registration has been confirmed")
    missing = queries.count_missing(participation)
    _send(participation, "confirmed", title, at=at, answers_missing=missing)


def declined(participation: Participation, *, office: str = "", at: datetime) -> None:
    """An officer has declined it, or an `office` of her State, and why."""
    with reading(participation.language):
        title, office = _("Your registration was not accepted"), told_office(office)
    _send(participation, "declined", title, at=at, has_files=False, office=office)


def withdrawn(participation: Participation, *, office: str = "", at: datetime) -> None:
    """Withdrawn, by herself or on her behalf: by the office of her State that named her."""
    with reading(participation.language):
        title, office = _("Your registration has been withdrawn"), told_office(office)
    _send(participation, "withdrawn", title, at=at, has_files=False, office=office)


def taken_up(
    participation: Participation, note: str = "", *, by_state: bool = False, at: datetime
) -> None:
    """Declined or withdrawn before, and taken up again by the secretariat, or by her State, which
    took back that she left: where she stands now."""
    with reading(participation.language):
        title = _("Your registration has been taken up again")
    waits = participation.status == Status.WAITLISTED
    more: dict[str, Any] = {"note": note, "waits": waits, "by_state": by_state}
    _send(participation, "taken_up", title, at=at, **more)


def waitlisted(participation: Participation, *, at: datetime) -> None:
    """No seat is free, or others come first: she stands in line, and plainly has no seat yet."""
    with reading(participation.language):
        title = _("You are on the waiting list")
    plan, hours = queries.plan(participation.meeting.id), 0
    if plan.promotion == Promotion.OFFER:
        hours = plan.accept_hours or seating.USUAL_HOURS
    stands = queries.standing(participation) if participation.waiting_since else Standing()
    more: dict[str, Any] = {"place": stands.place, "is_full": stands.is_full}
    _send(participation, "waitlisted", title, at=at, offer_hours=hours, **more)


def offered(participation: Participation, *, at: datetime) -> None:
    """A seat is held for her until a time, which she takes or leaves on her own page."""
    with reading(participation.language):
        title = _("A seat is free for you")
    _send(participation, "offered", title, at=at)


def promoted(participation: Participation, *, at: datetime) -> None:
    """She came from the waiting list to a seat: confirmed, or waiting for the officer now."""
    with reading(participation.language):
        title = _("You have a seat")
    _send(participation, "promoted", title, at=at)


def nominated(participation: Participation, *, at: datetime) -> None:
    """Her State or organization has named her; the secretariat has not confirmed it yet. Whom an
    organization registers it asks on its form, after this is written; others are asked here."""
    with reading(participation.language):
        title = _("You have been nominated")
    is_asked = participation.way == Way.ORGANIZATION
    missing = 0 if is_asked else queries.count_missing(participation)
    _send(participation, "nominated", title, at=at, answers_missing=missing)


def replaced(participation: Participation, *, by_correction: bool = False, at: datetime) -> None:
    """Somebody else comes in her place: those who nominated her say so, or she herself did
    (`by_correction`), when she asked for another one's name."""
    with reading(participation.language):
        title = _("Somebody else will attend in your place")
    more: dict[str, Any] = {"by_correction": by_correction}
    _send(participation, "replaced", title, at=at, has_files=False, **more)


def lapsed(participation: Participation, *, at: datetime) -> None:
    """The time to take an offered seat has passed; it went on to the next."""
    with reading(participation.language):
        title = _("The seat went to somebody else")
    _send(participation, "lapsed", title, at=at, has_files=False)


def invitation_declined(participation: Participation, *, at: datetime) -> None:
    """She has declined her invitation: a receipt, which takes the meeting out of her calendar."""
    with reading(participation.language):
        title = _("You have declined the invitation")
    _send(participation, "invitation_declined", title, at=at, has_files=False)


def _nothing(participation: Participation, *, at: datetime) -> None:
    """Who is invited is written to by the invitation itself."""


TOLD_FIRST = {
    Status.CONFIRMED: accepted,
    Status.PENDING: received,
    Status.NOMINATED: nominated,
    Status.WAITLISTED: waitlisted,
    Status.INVITED: _nothing,
}


def link(
    participation: Participation, cause: Cause, *, held_until: datetime | None = None, at: datetime
) -> None:
    """Her link again, and why; until when the mails of her other registrations stay where they
    went. Says nothing that she has not said herself."""
    lang = participation.language
    with reading(lang):
        title = _("The link to your registration")
    until = _instant(participation, held_until, lang) if held_until else ""
    _send(participation, "link", title, at=at, cause=cause, held_until=until)


def moved(
    participation: Participation,
    former: str,
    *,
    called: str,
    secret: str | None = None,
    until: datetime | None = None,
    is_own: bool = True,
    is_held: bool = False,
    at: datetime,
) -> None:
    """To the address that was hers before, by the name she was `called` by: mails go to another one
    now, but those of her other registrations where they are held here (`is_held`), whether the name
    changed too, and what to do if it was not she, or if it is wrong where
    others wrote it (not `is_own`); with a `secret`, the link by
    which she takes it back `until` then, else to whom she writes. It opens nothing, and does not
    name the new address."""
    lang = participation.language
    with reading(lang):
        title = _("Your e-mail address was changed")
    mailbox, _name = secretariat()
    _send(
        participation,
        "moved",
        title,
        at=at,
        has_files=False,
        tells_calendar=False,
        to_email=former,
        secretariat=mailbox,
        back_link=address("registration.address_back", lang=lang, secret=secret) if secret else "",
        until=_instant(participation, until, lang) if until else "",
        is_own=is_own,
        is_held=is_held,
        name=called,
        is_renamed=called != participation.person.full_name,
    )


def data_link(participation: Participation, *, secret: str, at: datetime) -> None:
    """A link by which she may read and erase all that is kept of her; works once."""
    lang = participation.language
    with reading(lang):
        title = _("Please confirm that it is you who asks for your data")
    _send(
        participation,
        "data_link",
        title,
        at=at,
        has_files=False,
        tells_calendar=False,
        open_link=address("registration.open_link", lang=lang, secret=secret),
    )


def correction(participation: Participation, row: Correction, *, at: datetime) -> None:
    """What an officer decided about a correction that she asked for, old and new beside."""
    lang = participation.language
    with reading(lang):
        title = _("Your correction was accepted")
        if not row.is_accepted:
            title = _("Your correction was not accepted")
        changes = compared(row.asked, row.before, lang=lang)
    more: dict[str, Any] = {
        "changes": changes,
        "note": row.note,
        "is_accepted": row.is_accepted,
    }
    _send(participation, "correction", title, at=at, has_files=False, tells_calendar=False, **more)


def revised(
    participation: Participation,
    row: Correction,
    *,
    has_to_wait: bool = False,
    office: str = "",
    at: datetime,
) -> None:
    """What the secretariat, or an `office` of her State, corrected of her registration, old and new
    beside; who told her sex is a matter of our figures and is left out. Who found no seat as what
    she is now reads that she waits for one (`has_to_wait`)."""
    lang = participation.language
    asked = {name: value for name, value in row.asked.items() if name not in UNTOLD}
    with reading(lang):
        title, office = _("Your registration was corrected"), told_office(office)
        changes = compared(asked, row.before, lang=lang)
    _send(
        participation,
        "revised",
        title,
        at=at,
        has_files=False,
        tells_calendar=False,
        changes=changes,
        has_to_wait=has_to_wait,
        office=office,
    )


def _send(
    participation: Participation,
    kind: str,
    title: str,
    *,
    at: datetime,
    has_files: bool = True,
    tells_calendar: bool = True,
    to_email: str = "",
    **more: object,
) -> None:
    """A letter with its files, to her address unless another is given. Only who is confirmed gets a
    pass; who waits for a seat gets nothing for her calendar either."""
    lang = participation.language
    to_email = to_email or participation.mailbox
    if not to_email:
        return
    waits = participation.status == Status.WAITLISTED
    has_pass = has_files and participation.status == Status.CONFIRMED
    about = calendar.text_of(participation.meeting.id, lang)
    with reading(lang):
        files: tuple[File, ...] = ()
        if (has_files or tells_calendar) and not waits:
            files = _files(participation, about, has_pass=has_pass, at=at)
        hers = _hers(participation)
        words = _words(participation, about, title=title) | more
        words |= {"has_link": has_files, "has_pass": has_pass}
        words |= {"is_invited": has_files and len(files) > has_pass}
        text, html = letter(kind, hers, words)
        subject = _("%(news)s: %(meeting)s", news=title, meeting=about.title)
    enqueue(
        kind=f"registration.{kind}",
        subject=("participation", participation.public_id),
        to_email=to_email,
        to_name=str(words.get("name", hers["name"])),
        language=lang,
        title=subject,
        text=text,
        html=html,
        attachments=files,
        urgency=Urgency.AWAITED if kind in AWAITED else Urgency.USUAL,
        at=at,
    )


def _hers(participation: Participation) -> dict[str, str]:
    """What no other letter says."""
    token = queries.link_token(participation)
    return {
        "name": participation.person.full_name,
        "pass_code": tokens.show_pass(participation.pass_code),
        "my_link": address("desk.my", lang=participation.language, token=token),
    }


def _words(participation: Participation, about: MeetingText, *, title: str) -> dict[str, Any]:
    """What a letter says of the meeting and of how she takes part, in plain values."""
    lang, is_hybrid = participation.language, participation.meeting.mode == Mode.HYBRID
    return {
        "lang": lang,
        "title": title,
        "about": About(about.title, about.title_lang, about.dates, about.place),
        "capacity": participation.capacity.name(lang),
        "mode": str(MODE[Mode(participation.mode)]) if is_hybrid else "",
        "is_virtual": participation.mode == Mode.VIRTUAL,
        "reason": participation.decision_note,
        "is_confirmed": participation.status == Status.CONFIRMED,
        "offered_until": held_until(participation, lang),
        "meeting_link": address("desk.meeting", lang=lang, slug=participation.meeting.slug),
    }


def held_until(participation: Participation, lang: str) -> str:
    """Until when an offered seat is held, in the meeting's time zone."""
    if participation.offered_until is None:
        return ""
    return _instant(participation, participation.offered_until, lang)


def _instant(participation: Participation, when: datetime, lang: str) -> str:
    zone = participation.meeting.time_zone
    return f"{formats.instant(when, zone, lang)} ({zones.name(zone, lang, on=when.date())})"


def _files(
    participation: Participation, about: MeetingText, *, has_pass: bool, at: datetime
) -> tuple[File, ...]:
    """The pass as an image; the message to her calendar where the day is known."""
    files = []
    if has_pass:
        image = tokens.pass_image(participation.pass_code)
        files.append(File(_("pass.png"), "image/png", image, content_id="pass"))
    return (*files, *invitations.to_calendar(participation, about, at=at))
