"""What a State's focal points are told, each in her own language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings import formats, zones
from meetings.calendar import queries as calendar
from meetings.delegations.models import DelegationList, ListWay
from meetings.delegations.queries import focal_points
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Place
from meetings.delegations.queries.standing import Decided
from meetings.delegations.rules.coming import awaiting, deed_of
from meetings.delegations.rules.lists import Differences
from meetings.delegations.rules.members import List, headless
from meetings.delegations.rules.telling import decision, sentences
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.models import FocalPoint
from meetings.language import address, reading
from meetings.notifications.models import Urgency
from meetings.notifications.operations import enqueue
from meetings.registration.models import Participation
from meetings.registration.rules.change_words import who

FOLDER = "delegations/mail"


def link(focal_point: FocalPoint, *, at: datetime) -> None:
    """The address of her desk, to her own mailbox and nowhere else."""
    with reading(focal_point.language):
        state = countries.name(focal_point.state_code, focal_point.language)
        title = _("Your desk for delegations: %(state)s", state=state)
    _send(focal_point, "link", title, {"state": state}, at=at)


def receipt(
    place: Place,
    row: DelegationList,
    differences: Differences,
    *,
    decided: Sequence[Decided] = (),
    at: datetime,
) -> None:
    """To every focal point of the State: a list is official, its number, the time, what is new;
    also where it is so because people on it were corrected in their registrations, or because of
    what was `decided` about them, with the reason."""
    waits = {each.before.key for each in decided}
    if decided:
        differences = replace(differences, stands=())
    day, members = at.date(), queries.members_of(row)
    known = queries.participations(members, place.meeting.id)
    names_waiting = [each.name for each in awaiting(members, known) if each.key not in waits]
    for each in directory.focal_points(day, of=(place.state_code,)).get(place.state_code, ()):
        lang, zone = each.language, place.meeting.time_zone
        about = calendar.text_of(place.meeting.id, lang)
        with reading(lang):
            names = {one.code: one.name(lang) for one in directory.capacities()}
            waiting = [_("Awaits a seat: %(name)s.", name=name) for name in names_waiting]
            title = _("List no. %(number)d: %(meeting)s", number=row.number, meeting=about.title)
            clock = formats.instant(at, zone, lang)
            words: dict[str, object] = {
                "state": countries.name(place.state_code, lang),
                "number": row.number,
                "moment": f"{clock} ({zones.name(zone, lang, on=day)})",
                "submitted_by": who(row.submitted_by),
                "is_correction": row.way == ListWay.CORRECTION,
                "is_decision": row.way == ListWay.STANDING,
                "told": [
                    *_decisions(decided),
                    *sentences(differences, names),
                    *waiting,
                    *_left_headless(members),
                ],
                "about": about,
                "is_own": place.focal_point is not None and place.focal_point.id == each.id,
            }
        _send(each, "receipt", title, words, at=at)


def _left_headless(members: List) -> list[str]:
    """That nobody heads the delegation now, where somebody did who does not come."""
    lacks = headless(members) if any(each.is_head for each in members) else None
    return [] if lacks is None else [f"{lacks} " + _("On your desk you can mark another one.")]


def _decisions(decided: Sequence[Decided]) -> list[str]:
    """What was decided about each, and that she could not be told where there is no address."""
    told = []
    for each in decided:
        name, deed = each.before.name, deed_of(each.before.standing, each.standing)
        by, reason = each.change.actor_kind, each.change.note
        told.append(decision(name, deed, by=by, reason=reason))
        if not each.has_address:
            told.append(
                _("No e-mail address of %(name)s is known: please tell her or him.", name=name)
            )
    return told


def asked(focal_point: FocalPoint, requests: Sequence[Participation], *, at: datetime) -> None:
    """Who registered for her State by herself and waits for her: meeting by meeting, each with the
    address of its desk."""
    lang = focal_point.language
    token = focal_points.link_token(focal_point)
    by_meeting: dict[int, list[Participation]] = {}
    for each in requests:
        by_meeting.setdefault(each.meeting_id, []).append(each)
    with reading(lang):
        state = countries.name(focal_point.state_code, lang)
        title = ngettext(
            "%(state)s: %(num)d registration waits for your agreement",
            "%(state)s: %(num)d registrations wait for your agreement",
            len(requests),
            state=state,
        )
    words: dict[str, object] = {
        "state": state,
        "meetings": [
            (
                calendar.text_of(id_, lang),
                [(each.person.full_name, each.capacity.name(lang), each.post) for each in waiting],
                address(
                    "delegations.own_meeting_desk",
                    lang=lang,
                    token=token,
                    slug=waiting[0].meeting.slug,
                ),
            )
            for id_, waiting in by_meeting.items()
        ],
    }
    _send(focal_point, "asked", title, words, at=at)


def _send(
    focal_point: FocalPoint, kind: str, title: str, words: dict[str, object], *, at: datetime
) -> None:
    lang = focal_point.language
    token = focal_points.link_token(focal_point)
    words |= {
        "lang": lang,
        "title": title,
        "name": focal_point.name,
        "desk_link": address("delegations.desk", lang=lang, token=token),
        "lost_link": address("delegations.lost_link", lang=lang),
    }
    with reading(lang):
        text = render_template(f"{FOLDER}/{kind}.txt", **words)
        html = render_template(f"{FOLDER}/{kind}.html", **words)
    enqueue(
        kind=f"delegations.{kind}",
        subject=("focal_point", focal_point.public_id),
        to_email=focal_point.email,
        to_name=focal_point.name,
        language=lang,
        title=title,
        text=text,
        html=html,
        urgency=Urgency.AWAITED if kind == "link" else Urgency.USUAL,
        at=at,
    )
