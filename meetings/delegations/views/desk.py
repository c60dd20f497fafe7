"""A State's delegation to one meeting: its list, and all that stands around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, formats, language
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.delegations.forms import SeenForm
from meetings.delegations.models import ListState, PaperKind
from meetings.delegations.operations import drafts, naming, undoing
from meetings.delegations.operations import submit as submitting
from meetings.delegations.queries import around, offers
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries import undoing as read_undoing
from meetings.delegations.queries.following import is_to_follow
from meetings.delegations.queries.going_back import sent_last
from meetings.delegations.queries.last_time import is_of_same_kind, last_session
from meetings.delegations.queries.left import left
from meetings.delegations.queries.lists import Shown
from meetings.delegations.queries.offers import Offer
from meetings.delegations.rules import lists as rules
from meetings.delegations.rules.balance import balance, of_others
from meetings.delegations.rules.coming import coming
from meetings.delegations.rules.experts import expert_remarks
from meetings.delegations.rules.members import List, Member, headless, parted, remarks
from meetings.delegations.rules.telling import sentences
from meetings.delegations.rules.twice import remark, twins
from meetings.delegations.rules.words import ACTIONS, PAPERS
from meetings.delegations.views.deadlines import deadlines
from meetings.delegations.views.desks import Desk, at_both_desks
from meetings.delegations.views.seats import limits
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.rules.standings import STANDINGS
from meetings.errors import Refused
from meetings.localized import pick
from meetings.registration import queries as registration
from meetings.registration.models import Participation
from meetings.registration.queries.missing import missing_among
from meetings.registration.rules import change_words, words

STEPS = {"up": -1, "down": 1}


@at_both_desks("")
def meeting_desk(desk: Desk) -> ResponseReturnValue:
    """The list of now: the office's draft where it has one, else the official list."""
    lang, at = language.current(), clock.now()
    now = queries.shown(desk.place)
    members = queries.members_of(now.list)
    capacities = {each.code: each.name(lang) for each in directory.capacities()}
    known = queries.participations((*members, *queries.members_of(now.official)), desk.meeting.id)
    session, earlier = last_session(desk.place)
    before = calendar.text_of(session, lang).title if session else ""
    offer = offers.offer(desk.meeting, desk.place.state_code)
    codes, closed = offer.now(desk.meeting, at=at)
    may_add = bool(offer.codes if desk.is_officer else codes)
    sent = sent_last(desk.place, now) if now.draft is None else None
    held, ended = around.held(desk.place), queries.ended(now, known)
    late = submitting.late(desk.place, now, members=members, at=at) if now.draft else ()
    differences = rules.compare(
        queries.members_of(now.official), [each for each in members if each not in late]
    )
    return render_template(
        "delegations/desk.html",
        **about(desk),
        now=now,
        members=members,
        **_standing(desk, now, known, at=at),
        known=known,
        capacities=capacities,
        offer=offer,
        opened_names=[each.capacity.name(lang) for each in offer.openings],
        offered_names=[capacities[code] for code in (not desk.is_officer and codes) or offer.codes],
        standings=_standings(offer),
        notes=[pick(each, lang) for each in offer.notes],
        closes=deadlines(offer, desk.meeting, lang=lang, at=at),
        told=sentences(replace(differences, stands=()), capacities),
        late=late,
        remarks=_remarks(desk, members, ended),
        asks_two=bool(now.draft and submitting.doubtful(desk.place, now, members=members)),
        waiting=around.waiting(desk.place),
        limits=limits(desk, now, known, held=held, capacities=capacities, codes=offer.codes),
        has_waiting_list=registration.plan(desk.meeting.id).has_waiting_list,
        held=held,
        balances=_balances(desk, coming(members, known), earlier, before=before),
        before=before,
        is_other_kind=session is not None and not is_of_same_kind(desk.place, session),
        papers=around.papers(desk.place),
        paper_kinds=[(kind, PAPERS[kind]) for kind in PaperKind],
        sent=sent,
        stays=sentences(sent.stays, capacities) if sent else [],
        back=sentences(replace(sent.changes, stands=()), capacities) if sent else [],
        last=_last(desk, now, lang),
        has_last_time=not now.list and bool(earlier) and bool(offer.codes) and may_add,
        may_add=may_add,
        closed=None if may_add else closed,
        left=left(desk.place, now) if may_add else (),
        words=words,
        moment=lambda of: formats.instant(of, desk.meeting.time_zone, lang),
        likely=_likely(desk, members, now),
    )


def _remarks(desk: Desk, members: Sequence[Member], ended: Collection[str]) -> list[Any]:
    """What is odd about a list: on it, twice on it, and experts who are of no delegation."""
    return [
        *remarks(members, ended=ended),
        *map(remark, twins(members, ended=ended)),
        *expert_remarks(members, around.experts_of(desk.place)),
    ]


def _standing(
    desk: Desk, now: Shown, known: dict[int, Participation], *, at: datetime
) -> dict[str, Any]:
    """Who of the list comes and who does not, whether anybody heads it, what is yet to be done."""
    members, ended = queries.members_of(now.list), queries.ended(now, known)
    come, gone = parted(members, ended)
    stood = ended if now.draft is None else queries.ended(Shown(now.official, None), known)
    return {
        "come": come,
        "gone": gone,
        "ended": ended,
        "lacks": headless(members, ended=ended),
        "headless": headless(queries.members_of(now.official), ended=stood),
        "follows": is_to_follow(desk.place, now, at=at),
        "missing": missing_among(desk.meeting.id, known.values()),
    }


@at_both_desks("/members/<key>/<deed>", methods=("POST",))
def member_deed(desk: Desk, key: str, deed: str) -> ResponseReturnValue:
    """One button beside somebody: up, down, head, again."""
    more: dict[str, Any] = {
        "seen": request.form.get("seen", "")[:60],
        "by": desk.actor,
        "at": clock.now(),
    }

    def act() -> None:
        if deed in STEPS:
            naming.move(desk.place, key, direction=STEPS[deed], **more)
        elif deed in {"head", "again"}:
            getattr(naming, deed)(desk.place, key, **more)

    return pressed(desk, act, more["seen"], anchor=f"member-{key}")


@at_both_desks("/as-last-time", methods=("POST",))
def as_last_time(desk: Desk) -> ResponseReturnValue:
    """Begin with the delegation of the session before; its title is told with the result."""
    seen, by, at = request.form.get("seen", "")[:60], desk.actor, clock.now()
    session, _earlier = last_session(desk.place)
    title = calendar.text_of(session, language.current()).title if session else ""
    said = _("Begun with the delegation to: %(meeting)s. Look through it.", meeting=title)
    return pressed(
        desk, lambda: naming.as_last_time(desk.place, seen=seen, by=by, at=at), seen, said=said
    )


@at_both_desks("/take-back", methods=("POST",))
def take_back(desk: Desk) -> ResponseReturnValue:
    """Undo the last change of the draft."""
    seen, by, at = request.form.get("seen", "")[:60], desk.actor, clock.now()
    return pressed(desk, lambda: undoing.take_back(desk.place, seen=seen, by=by, at=at), seen)


@at_both_desks("/give-up", methods=("GET", "POST"))
def give_up(desk: Desk) -> ResponseReturnValue:
    """Throw the draft away, after a page that says what would be lost."""
    now, lang = queries.shown(desk.place), language.current()
    form = SeenForm(data={"seen": now.seen})
    if form.validate_on_submit():
        seen, by, at = (form.seen.data or "")[:60], desk.actor, clock.now()
        return pressed(desk, lambda: drafts.give_up(desk.place, seen=seen, by=by, at=at), seen)
    if now.draft is None:
        return redirect(desk.url("meeting_desk"), 303)
    names = {each.code: each.name(lang) for each in directory.capacities()}
    changes = rules.compare(queries.members_of(now.official), queries.members_of(now.draft))
    told = sentences(changes, names)
    return render_template("delegations/give_up.html", **about(desk), form=form, told=told)


def pressed(
    desk: Desk, act: Any, seen: str, *, anchor: str | None = None, said: str = ""
) -> ResponseReturnValue:
    """Do what a button asks, say what is `said` of it, and lead back to the `anchor`, the row that
    it was about, or say why not, at the top: what somebody else changed meanwhile too."""
    try:
        with transaction():
            act()
    except Refused as refusal:
        flash(str(refusal), "warning")
        if refusal.code == "stale":
            for line in changed_since(desk, seen):
                flash(line, "warning")
        anchor = None
    else:
        if said:
            flash(said, "message")
    return redirect(desk.url("meeting_desk", _anchor=anchor), 303)


def changed_since(desk: Desk, seen: str) -> list[str]:
    """What happened to the list since its reader saw it, one line for each step."""
    lang = language.current()
    found = queries.changes_since(seen, queries.shown(desk.place))
    return [change_line(each, desk.meeting.time_zone, lang) for each in found[-20:]]


def change_line(change: Any, zone: str, lang: str) -> str:
    """Who did what with whom, and when."""
    words_of = {
        "who": change_words.actor(change.actor_kind, change.actor_label),
        "when": formats.instant(change.at, zone, lang),
        "what": _what(change),
    }
    instead = (change.details or {}).get("by")
    if instead:
        return _(
            "%(who)s, %(when)s: %(new)s in the place of %(old)s",
            new=instead,
            old=change.name,
            **words_of,
        )
    if change.name:
        return _("%(who)s, %(when)s: %(name)s – %(what)s", name=change.name, **words_of)
    return _("%(who)s, %(when)s: %(what)s", **words_of)


def _what(change: Any) -> str:
    """What was done; where a change was undone, which one it was."""
    told = str(ACTIONS.get(change.action, change.action))
    undone = (change.details or {}).get("undone")
    if not undone:
        return told
    was = str(ACTIONS.get(undone, undone))
    instead = change.details.get("instead")
    if instead:
        return _("%(what)s (%(was)s by %(name)s)", what=told, was=was, name=instead)
    return _("%(what)s (%(was)s)", what=told, was=was)


def about(desk: Desk) -> dict[str, Any]:
    """What every page of a desk says of itself."""
    lang = language.current()
    return {
        "desk": desk,
        "meeting": desk.meeting,
        "about": calendar.text_of(desk.meeting.id, lang),
        "state": countries.name(desk.place.state_code, lang),
        "who": who,
    }


def who(kept: str) -> str:
    """Who made a list official, or sent a paper; nobody's name is kept where somebody corrected
    what is said of herself."""
    return change_words.who(kept) if kept else _("the person concerned")


def _last(desk: Desk, now: Shown, lang: str) -> str:
    """The last change of the draft in words, where it can be undone."""
    if now.draft is None or read_undoing.undoable(now.draft) is None:
        return ""
    change = read_undoing.last_change(now.draft)
    return change_line(change, desk.meeting.time_zone, lang) if change else ""


def _standings(offer: Offer) -> list[str]:
    """What a State is to the meeting, in words; what is contested is called so."""
    return [
        _("%(standing)s (contested)", standing=text) if each in offer.contested else str(text)
        for each, text in STANDINGS.items()
        if each in offer.standings
    ]


def _balances(desk: Desk, members: List, earlier: List, *, before: str) -> list[tuple[str, Any]]:
    """This delegation, the last one, and everybody where that tells of no few."""
    threshold = current_app.config["SETTINGS"].suppression_threshold
    everyone, by_state = around.everyone(desk.meeting.id)
    own = by_state.get(desk.place.state_code, balance(()))
    return [
        (_("This delegation"), balance(each.sex for each in members)),
        (before or _("The session before"), balance(each.sex for each in earlier)),
        (_("The whole meeting"), of_others(everyone, own, threshold=threshold)),
    ]


def _likely(desk: Desk, members: List, now: Shown) -> dict[str, list[Any]]:
    """For officers: whom of the directory somebody not yet nominated may be."""
    if not desk.is_officer or now.list is None or now.list.state != ListState.DRAFT:
        return {}
    new = [each for each in members if each.participation_id is None]
    return dict(around.known(new, desk.place.state_code))
