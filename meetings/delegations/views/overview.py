"""All delegations to a meeting, and whole delegations confirmed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, formats, language
from meetings.answering import with_mail
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.delegations.operations import confirming
from meetings.delegations.operations.confirming import Confirmed
from meetings.delegations.queries import confirming as to_confirm
from meetings.delegations.queries import overview as queries
from meetings.delegations.views.blueprint import bp
from meetings.delegations.views.desk import who
from meetings.delegations.views.desks import meeting_of
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.rules import represented
from meetings.errors import Refused
from meetings.permissions import Right, allow
from meetings.registration import queries as registration
from meetings.registration.models import Participation


@bp.get("/manage/meetings/<slug>/delegations")
@allow(Right.MANAGE)
def overview(slug: str) -> ResponseReturnValue:
    """Every State: its official list, its head, its credentials, what came late."""
    meeting, lang = meeting_of(slug), language.current()
    rows = queries.rows(meeting, lang)
    shown = {each.state_code for each in rows}
    plan = registration.plan(meeting.id)
    nominated: dict[str, list[Participation]] = {}
    for each in to_confirm.nominated(meeting.id):
        nominated.setdefault(each.principal.state_code or "", []).append(each)
    return render_template(
        "delegations/overview.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        rows=[each for each in rows if each.has_list],
        others=[each for each in rows if not each.has_list],
        countries={code: countries.name(code, lang) for code in shown},
        observers=[
            each
            for each in represented.observers(lang, added=directory.added_observers())
            if each[0] not in shown
        ],
        nominated=nominated,
        seen={code: " ".join(map(to_confirm.mark, people)) for code, people in nominated.items()},
        twins=_twins(meeting.id),
        printed_at=plan.badges_printed_at,
        may_add=current_user.meetings_for(Right.MANAGE) is None,
        who=who,
        moment=lambda of: formats.instant(of, meeting.time_zone, lang),
    )


@bp.post("/manage/meetings/<slug>/delegations/<code>/confirm")
@allow(Right.MANAGE)
def confirm_all(slug: str, code: str) -> ResponseReturnValue:
    """Confirm a whole delegation."""
    meeting = meeting_of(slug)
    seen = request.form.get("seen", "").split()
    try:
        with transaction():
            done = confirming.confirm_all(
                meeting, code, seen=seen, by=current_user.actor, at=clock.now()
            )
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        _tell(done)
    return redirect(url_for("delegations.overview", slug=slug), 303)


def _tell(done: Confirmed) -> None:
    """How many are confirmed, and who was left out, each by name with the reason."""
    count = done.count
    said = ngettext("%(num)d person is confirmed.", "%(num)d people are confirmed.", count)
    flash(with_mail(said) if count else said, "success" if count else "message")
    for name, expert in done.experts:
        sentence = _(
            "%(name)s was left out: she or he may be %(expert)s, who sits on the Committee of "
            "Experts and is never part of a delegation. Look, then decide on that one alone.",
            name=name,
            expert=expert,
        )
        flash(sentence, "warning")
    for name, other in done.twins:
        sentence = _(
            "%(name)s was left out: she or he may be %(other)s, who is in the delegation and "
            "confirmed already. Look whether they are one person, then decide on that one alone.",
            name=name,
            other=other,
        )
        flash(sentence, "warning")
    if done.unseen:
        sentence = ngettext(
            "%(names)s was left out: named or corrected since you opened the page. Look, then "
            "confirm.",
            "%(names)s were left out: named or corrected since you opened the page. Look, then "
            "confirm.",
            len(done.unseen),
            names=", ".join(done.unseen),
        )
        flash(sentence, "warning")


def _twins(meeting_id: int) -> dict[str, list[str]]:
    """State -> the names of who may be in its delegation twice."""
    alike = to_confirm.twins(meeting_id)
    people = {one.id: one for others in alike.values() for one in others}
    found: dict[str, list[str]] = {}
    for each in sorted(people.values(), key=lambda one: one.id):
        found.setdefault(each.principal.state_code or "", []).append(each.person.full_name)
    return found
