"""Somebody on a list: named, corrected, substituted."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language
from meetings.calendar.models import Mode
from meetings.db import transaction
from meetings.delegations.forms import MemberForm, WithdrawForm, plain
from meetings.delegations.operations import naming
from meetings.delegations.queries import around
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.offers import offer
from meetings.delegations.queries.undoing import undoable
from meetings.delegations.rules.experts import expert_remarks
from meetings.delegations.rules.members import Member
from meetings.delegations.views.desk import about, changed_since
from meetings.delegations.views.desks import Desk, at_both_desks
from meetings.directory import queries as directory
from meetings.directory.rules import clean
from meetings.errors import Refused
from meetings.registration.models import Represents
from meetings.registration.queries.of_states import representable


@at_both_desks("/members/new", methods=("GET", "POST"))
def member_new(desk: Desk) -> ResponseReturnValue:
    """Name somebody; whoever comes after the deadline is told at once; where the State
    names nobody at all, the secretariat too."""
    found = offer(desk.meeting, desk.place.state_code)
    _codes, refusal = found.now(desk.meeting, at=clock.now())
    is_refused = not found.codes or (refusal is not None and not desk.is_officer)
    if request.method != "POST" and is_refused:
        flash(str(refusal or _("Nobody can be named here.")), "warning")
        return redirect(desk.url("meeting_desk"), 303)
    form = _form(desk, None)
    act = partial(naming.add, is_again="again" in request.form)
    return _answered(desk, form, act, (), heading=_("Name somebody"))


@at_both_desks("/members/<key>", methods=("GET", "POST"))
def member_edit(desk: Desk, key: str) -> ResponseReturnValue:
    """Correct what is said of somebody."""
    member = _member(desk, key)
    form = _form(desk, member)
    heading = _("Correct: %(name)s", name=_called(desk, key, member))
    return _answered(desk, form, naming.change, (key,), heading=heading)


@at_both_desks("/members/<key>/substitute", methods=("GET", "POST"))
def member_substitute(desk: Desk, key: str) -> ResponseReturnValue:
    """Somebody comes in another's place."""
    member = _member(desk, key)
    form = _form(desk, None, capacity=member.capacity_code if member else "")
    heading = _("In the place of %(name)s", name=_called(desk, key, member))
    return _answered(desk, form, naming.substitute, (key,), heading=heading)


def _answered(
    desk: Desk,
    form: MemberForm,
    act: Callable[..., object],
    which: tuple[str, ...],
    *,
    heading: str,
) -> ResponseReturnValue:
    """Do it and go back to the list; refused, the page keeps what was typed, and shows what
    somebody else changed meanwhile: sent once more, it is done upon the list of now."""
    changed: list[str] = []
    differing: list[tuple[str, str, str, str]] = []
    has_ended = False
    if form.validate_on_submit():
        seen = form.seen.data or ""
        try:
            with transaction():
                act(
                    desk.place,
                    *which,
                    member=form.member(),
                    seen=seen,
                    by=desk.actor,
                    at=clock.now(),
                )
        except Refused as refusal:
            form.refuse(refusal)
            has_ended = refusal.code == "ended"
            if refusal.code == "stale":
                changed = changed_since(desk, seen)
                form.seen.data = queries.shown(desk.place).seen
                for each in _current(desk, which) if form.opened.data else ():
                    differing = form.rebase_on(each)
        else:
            _warn(desk, form.member())
            return redirect(desk.url("meeting_desk", _anchor="list"), 303)
    page = render_template(
        "delegations/member.html",
        **about(desk),
        form=form,
        heading=heading,
        changed=changed,
        differing=differing,
        has_ended=has_ended,
    )
    return page, 422 if form.is_submitted() else 200


def _warn(desk: Desk, member: Member) -> None:
    """Say so when her name is likely an expert's."""
    for sentence in expert_remarks([member], around.experts_of(desk.place)):
        flash(str(sentence), "warning")


@at_both_desks("/members/<key>/withdraw", methods=("GET", "POST"))
def member_withdraw(desk: Desk, key: str) -> ResponseReturnValue:
    """Take somebody off the list, after a question; the reason goes into her mail."""
    member = _member(desk, key)
    form = WithdrawForm(data={"seen": queries.shown(desk.place).seen})
    if form.validate_on_submit():
        seen, note = (form.seen.data or "")[:60], clean(form.note.data)
        more: dict[str, Any] = {"seen": seen, "by": desk.actor, "at": clock.now()}
        try:
            with transaction():
                naming.remove(desk.place, key, note=note, **more)
        except Refused as refusal:
            form.refuse(refusal)
            form.seen.data = queries.shown(desk.place).seen
            for line in changed_since(desk, seen) if refusal.code == "stale" else ():
                flash(line, "warning")
        else:
            return redirect(desk.url("meeting_desk", _anchor="list"), 303)
    name = _called(desk, key, member)
    page = render_template(
        "delegations/withdraw.html", **about(desk), form=form, member=member, name=name
    )
    return page, 422 if form.is_submitted() else 200


def _member(desk: Desk, key: str) -> Member | None:
    members = queries.members_of(queries.shown(desk.place).list)
    found = next((each for each in members if each.key == key), None)
    if found is None and request.method != "POST":
        abort(404)
    return found


def _called(desk: Desk, key: str, member: Member | None) -> str:
    """The name of whom a page is about, though she left the list in another tab."""
    now = queries.shown(desk.place)
    before = undoable(now.draft)
    earlier = (*(before.members if before else ()), *queries.members_of(now.official))
    known = (each.name for each in (member, *earlier) if each is not None and each.key == key)
    return next(known, _("who is no longer on the list"))


def _current(desk: Desk, which: tuple[str, ...]) -> tuple[Member, ...]:
    """How the person stands on the list of now."""
    members = queries.members_of(queries.shown(desk.place).list)
    return tuple(each for each in members if each.key in which)


def _form(desk: Desk, member: Member | None, *, capacity: str = "") -> MemberForm:
    lang = language.current()
    own = _usual_language(desk)
    data: dict[str, Any] = {"language": own, "key": str(uuid.uuid4()), "capacity": capacity}
    if member is not None:
        data |= asdict(member) | {"functions": list(member.functions)}
        data |= {"opened": json.dumps(plain(member))}
        data |= {"capacity": member.capacity_code, "personnel_kind": member.personnel_kind_code}
    form = MemberForm(data=data | {"seen": queries.shown(desk.place).seen})
    form.offer(
        _capacities(desk, member.capacity_code if member else capacity, lang),
        kinds=[(each.code, each.name(lang)) for each in directory.personnel_kinds()],
        functions=[
            (each.code, each.name(lang))
            for each in directory.functions()
            if each.code != "head_of_delegation"
        ],
        hybrid=desk.meeting.mode == Mode.HYBRID,
    )
    return form


def _usual_language(desk: Desk) -> str:
    """In which language a new entry of the list is written to, unless it is said otherwise: that
    of most of those whom the State has named, with the official list; else the desk's own."""
    now = queries.shown(desk.place)
    named = (*queries.members_of(now.list), *queries.members_of(now.official))
    if named:
        return Counter(each.language for each in named).most_common(1)[0][0]
    return desk.focal_point.language if desk.focal_point else language.current()


def _capacities(desk: Desk, kept: str, lang: str) -> list[tuple[str, str]]:
    """What the State may choose now, and what is `kept`: the capacity of whom a page is about, if
    any; with one that was chosen before it closed, which the refusal names. An officer chooses of
    all in which this State may be represented at such a meeting, open or not."""
    found = offer(desk.meeting, desk.place.state_code)
    open_now, _refusal = found.now(desk.meeting, at=clock.now())
    chosen = {*found.codes} & {request.form.get("capacity", "")}
    codes, every = {*open_now, *chosen, kept}, directory.capacities()
    if desk.is_officer:
        of_states = [each.code for each in every if Represents.STATE in each.represents]
        codes |= representable(desk.meeting, desk.place.state_code, codes=of_states)
    return [(each.code, each.name(lang)) for each in every if each.code in codes]
