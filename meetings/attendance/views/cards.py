"""What a door shows of somebody, in words of the reader's language."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import pgettext

from meetings.attendance import queries, rules
from meetings.attendance.models import EventKind, PresenceEvent
from meetings.attendance.queries.door import Found
from meetings.attendance.rules import Answer
from meetings.attendance.views.blueprint import hour
from meetings.calendar.models import Meeting
from meetings.directory import countries
from meetings.errors import Refused
from meetings.registration.models import Participation, Represents, Status
from meetings.registration.rules import change_words


@dataclass(frozen=True)
class Card:
    """Somebody at the door: who, whom she represents, and whether she may enter.

    `look` is enter, in or refused; `event_id` is the id that pressing the button would record,
    `shown_id` the event that an undo takes back.
    """

    registration: str
    badge_name: str
    full_name: str
    represents: str
    capacity: str
    look: str
    verdict: str
    reason: str = ""
    shown_id: str = ""
    event_id: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(frozen=True)
class Panel:
    """The door's last answer: `look` is in, already, refused or undone; of which event."""

    look: str
    title: str
    name: str = ""
    detail: str = ""
    registration: str = ""
    shown_id: str = ""
    undo_id: str = field(default_factory=lambda: str(uuid.uuid4()))


def represents(participation: Participation, lang: str) -> str:
    """Whom somebody represents, the principal affiliation first."""
    affiliations = sorted(participation.affiliations, key=lambda each: not each.is_principal)
    names = []
    for each in affiliations:
        if each.type == Represents.STATE:
            names.append(countries.name(each.state_code, lang))
        elif each.organization is not None:
            names.append(each.organization.name)
    return ", ".join(names) or _("In a personal capacity")


def card(found: Found, meeting: Meeting, lang: str) -> Card:
    """A found person as a card."""
    who = found.participation
    look, verdict, reason = "enter", _("Confirmed: may enter"), ""
    try:
        rules.may_enter(who.status)
        if found.standing is not None:
            look = "in"
            verdict = _("Already since %(time)s", time=hour(found.standing.at, meeting))
    except Refused as refusal:
        look, verdict, reason = "refused", status_words(who.status), str(refusal)
    return Card(
        registration=who.public_id,
        badge_name=who.badge_name,
        full_name=who.person.full_name,
        represents=represents(who, lang),
        capacity=who.capacity.name(lang),
        look=look,
        verdict=verdict,
        reason=reason,
        shown_id=found.standing.event_id if found.standing else "",
    )


def status_words(status: str) -> str:
    """Why somebody may not enter, in two or three words."""
    words = {
        Status.PENDING: pgettext("door", "Not confirmed yet"),
        Status.NOMINATED: pgettext("door", "Not confirmed yet"),
        Status.INVITED: pgettext("door", "Invited, not registered"),
        Status.WAITLISTED: pgettext("door", "On the waiting list"),
        Status.DECLINED: pgettext("door", "Registration declined"),
        Status.CANCELLED: pgettext("door", "Registration withdrawn"),
        Status.REPLACED: pgettext("door", "Replaced by somebody else"),
    }
    return words.get(Status(status), "")


def panel(event: PresenceEvent, meeting: Meeting, lang: str) -> Panel:
    """What a stored event is answered: recorded, already in since, or undone by whom and when."""
    who = event.participation
    undone = event if event.kind == EventKind.UNDO else queries.undo_of(event.id)
    if undone is not None:
        return Panel(
            "undone",
            _(
                "Undone at %(time)s by %(who)s",
                time=hour(undone.at, meeting),
                who=change_words.who(undone.actor_label),
            ),
            name=who.badge_name,
            detail=detail(who, lang),
        )
    look, title = "in", _("Checked in at %(time)s", time=hour(event.at, meeting))
    if event.since is not None:
        look, title = "already", _("Already since %(time)s", time=hour(event.since, meeting))
    return Panel(
        look,
        title,
        name=who.badge_name,
        detail=detail(who, lang),
        registration=who.public_id,
        shown_id=event.id,
    )


def refusal(answer: Answer, who: Participation | None, lang: str) -> Panel:
    """A refused event; whose it was is said only where the list is the meeting's own."""
    name = who.badge_name if who is not None else ""
    title = _("May not enter")
    look = "refused"
    if answer.code == "undone":
        look, title = "undone", _("Already undone")
    elif answer.code == "not_in":
        title = _("Nothing to undo")
    elif who is not None and who.status != Status.CONFIRMED:
        title = status_words(who.status)
    reason = str(answer.reason)
    about = f"{reason} ({detail(who, lang)})" if who is not None else reason
    return Panel(look, title, name=name, detail=about)


def detail(who: Participation, lang: str) -> str:
    """Full name where the badge bears another, whom she represents, in which capacity."""
    full = who.person.full_name
    parts = [full] if full != who.badge_name else []
    return ", ".join([*parts, represents(who, lang), who.capacity.name(lang)])
