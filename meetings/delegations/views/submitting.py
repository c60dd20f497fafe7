"""A list is sent, beside another office's where there is one, or taken back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings import clock, language
from meetings.answering import with_mail
from meetings.db import transaction
from meetings.delegations.models import DelegationList, ListWay
from meetings.delegations.operations import submit as operations
from meetings.delegations.queries import lists as queries
from meetings.delegations.queries.lists import Shown
from meetings.delegations.rules import lists as rules
from meetings.delegations.rules.alike import alike
from meetings.delegations.rules.coming import awaiting
from meetings.delegations.rules.members import List
from meetings.delegations.rules.telling import sentences
from meetings.delegations.rules.twice import remark
from meetings.delegations.views.desk import about, changed_since
from meetings.delegations.views.desks import Desk, at_both_desks
from meetings.directory import queries as directory
from meetings.errors import Refused


@at_both_desks("/submit", methods=("POST",))
def submit(desk: Desk) -> ResponseReturnValue:
    """Make the draft the official list; where another office was faster, look at both first."""
    seen = request.form.get("seen", "")[:60]
    over = request.form.get("over", type=int)
    chosen = request.form.get("way", "")
    way = ListWay(chosen) if chosen in {ListWay.SUPERSEDE, ListWay.MERGE} else None
    try:
        with transaction():
            made = operations.submit(
                desk.place,
                seen=seen,
                over=over,
                way=way,
                without_late="without" in request.form,
                are_two="two" in request.form,
                by=desk.actor,
                at=clock.now(),
            )
            number, names = made.number, waiting_names(desk, made)
    except Refused as refusal:
        if refusal.code == "behind":
            return redirect(desk.url("differences"), 303)
        flash(str(refusal), "warning" if refusal.code == "stale" else "error")
        if refusal.code == "stale":
            for line in changed_since(desk, seen):
                flash(line, "warning")
    else:
        flash(with_mail(_("List no. %(number)d is official.", number=number)), "success")
        _tell_waiting(names)
    return redirect(desk.url("meeting_desk"), 303)


@at_both_desks("/undo", methods=("POST",))
def undo(desk: Desk) -> ResponseReturnValue:
    """Back to the official list before."""
    over = request.form.get("over", type=int) or 0
    try:
        with transaction():
            made = operations.undo(desk.place, over=over, by=desk.actor, at=clock.now())
            number, names = made.number, waiting_names(desk, made)
    except Refused as refusal:
        flash(str(refusal), "warning")
    else:
        said = _(
            "List no. %(sent)d is taken back: list no. %(number)d is official.",
            sent=over,
            number=number,
        )
        flash(with_mail(said), "success")
        _tell_waiting(names)
    return redirect(desk.url("meeting_desk"), 303)


def waiting_names(desk: Desk, made: DelegationList) -> list[str]:
    """Who of a list waits for a seat."""
    members = queries.members_of(made)
    known = queries.participations(members, desk.meeting.id)
    return [each.name for each in awaiting(members, known)]


def _tell_waiting(names: list[str]) -> None:
    if names:
        said = ngettext(
            "No seat is free for %(names)s: this person waits for one.",
            "No seat is free for %(names)s: they wait for one.",
            len(names),
            names=", ".join(names),
        )
        flash(said, "warning")


@at_both_desks("/differences")
def differences(desk: Desk) -> ResponseReturnValue:
    """The other office's list and one's own side by side, and both put together."""
    now, lang = queries.shown(desk.place), language.current()
    if now.draft is None or not now.is_behind:
        return redirect(desk.url("meeting_desk"), 303)
    theirs, mine = queries.members_of(now.official), queries.members_of(now.draft)
    over = operations.upon(desk.place, now, members=mine)
    together = operations.merged(desk.place, now)
    names = {each.code: each.name(lang) for each in directory.capacities()}
    outside = operations.late(desk.place, now, members=(*over, *together), at=clock.now())
    return render_template(
        "delegations/differences.html",
        **about(desk),
        now=now,
        late=list({each.name: each for each in outside}),
        columns=[theirs, mine, together],
        capacities=names,
        if_mine=sentences(rules.compare(theirs, over), names),
        if_both=sentences(rules.compare(theirs, together), names),
        alike=alike(mine, theirs),
        twice_mine=_doubts(desk, now, mine),
        twice_both=_doubts(desk, now, together),
        zone=desk.meeting.time_zone,
    )


def _doubts(desk: Desk, now: Shown, members: List) -> list[object]:
    """Who may stand twice on a list that is about to be sent, in sentences."""
    return [remark(each) for each in operations.doubtful(desk.place, now, members=members)]
