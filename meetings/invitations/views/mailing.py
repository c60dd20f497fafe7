"""One mailing: whom it reaches and why not others, when it goes out, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.errors import Refused
from meetings.fields import offered
from meetings.invitations import operations, queries
from meetings.invitations.forms import AT, BY_MOMENT, NOW, ScheduleForm
from meetings.invitations.models import EDITABLE, Mailing, MailingKind, Receipt
from meetings.invitations.rules import reach, words
from meetings.invitations.rules.fitting import Candidate
from meetings.invitations.rules.timing import fitting, is_at_night
from meetings.invitations.views import sources
from meetings.invitations.views.blueprint import bp
from meetings.invitations.views.scope import (
    clocks_of,
    mailing_of,
    meeting_of,
    to_local,
    zone_words,
)
from meetings.localized import LANGUAGES, NATIVE_NAMES, missing
from meetings.pagination import Page, offset
from meetings.permissions import Right, allow
from meetings.registration.rules import way_words

FATES = ("queued", "sent", "bounced", "failed", "skipped")
ROWS = 100


@bp.get("/manage/meetings/<slug>/invitations/<uuid:public_id>")
@allow(Right.MANAGE)
def mailing(slug: str, public_id: object) -> ResponseReturnValue:
    """The mailing's page: while it waits with its recipients, later with its log."""
    meeting = meeting_of(slug)
    if meeting.slug != slug:
        to = url_for("invitations.mailing", slug=meeting.slug, public_id=public_id)
        return redirect(to, 308)
    return page(mailing_of(slug, public_id))


@bp.post("/manage/meetings/<slug>/invitations/<uuid:public_id>/choose")
@allow(Right.MANAGE)
def choose(slug: str, public_id: object) -> ResponseReturnValue:
    """Take people out or back in, and overrule languages: of those whom the page showed."""
    mailing_of(slug, public_id)
    keys = request.form.getlist("shown")[:ROWS]
    out = set(request.form.getlist("out"))
    choices = {
        key: {"out": key in out, "language": request.form.get(f"language-{key}", "")}
        for key in keys
    }
    number = request.form.get("page", 1, type=int)
    try:
        with transaction():
            found = mailing_of(slug, public_id)
            operations.choose(found, choices, by=current_user.actor, at=clock.now())
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The list is kept."), "success")
    to = url_for("invitations.mailing", slug=slug, public_id=public_id, page=number)
    return redirect(f"{to}#recipients", 303)


def page(found: Mailing, form: ScheduleForm | None = None, *, due: datetime | None = None) -> str:
    """The page of a mailing; `form` is one that was refused, or asked back about the hour `due`
    that was counted."""
    meeting, lang = found.meeting, language.current()
    number = max(request.args.get("page", 1, type=int), 1)
    is_open = found.state in EDITABLE
    people = queries.candidates(found) if is_open else []
    return render_template(
        "invitations/mailing.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        mailing=found,
        words=words,
        when=clocks_of(meeting),
        now=clock.now(),
        zone=zone_words(meeting),
        missing=[NATIVE_NAMES[each] for each in missing(found.text)],
        unwritten=[NATIVE_NAMES[each] for each in queries.as_in_template(found)] if is_open else [],
        needed=_needed(people, found),
        sources=sources.spoken(found, lang),
        is_open=is_open,
        form=form or schedule_form(found),
        due=due,
        due_words=due and way_words.begins(due, meeting, lang=lang, at=clock.now()),
        is_at_night=bool(due and is_at_night(due, meeting.time_zone)),
        tally=queries.tallies([found.id])[found.id],
        skipped=queries.skipped([found.id])[found.id],
        unreached=_unreached(people) if is_open else queries.unreached(found.id),
        href=lambda number: url_for(".mailing", **_place(meeting, found), page=number),
        **(_waiting(people, number) if is_open else _log(found, number)),
    )


def schedule_form(found: Mailing) -> ScheduleForm:
    """When it goes out, as it stands."""
    stands = BY_MOMENT if found.moment else AT if found.due_at else NOW
    form = ScheduleForm(
        data={
            "when": stands,
            "reach": found.reach,
            "at": to_local(found.due_at, found.meeting) if not found.moment else None,
            "moment": found.moment or found.meant_for or "before_meeting",
            "hours": found.hours,
        }
    )
    offer(form, found)
    return form


def offer(form: ScheduleForm, found: Mailing) -> None:
    """What fits a mailing: the moments that its words don't speak against, and whom it may
    reach."""
    moments = fitting(found.meant_for)
    form.moment.choices = offered((each.value, words.MOMENT[each]) for each in moments)
    if found.meant_for:
        form.moment.description = _(
            "As the words of this mail have it. For another moment begin a new mail."
        )
    offer_reach(form, found)


def offer_reach(form: ScheduleForm, found: Mailing) -> None:
    """Whom a mailing of its kind may reach; an invitation goes to whoever is not in yet."""
    if found.kind == MailingKind.INVITATION:
        del form.reach
        return
    choices = reach.allowed(found.kind, None)
    form.reach.choices = offered((each.value, words.REACH[each]) for each in choices)


def _place(meeting: Meeting, found: Mailing) -> dict[str, Any]:
    fate = {"fate": _fate()} if _fate() else {}
    return {"slug": meeting.slug, "public_id": found.public_id, **fate}


def _fate() -> str:
    fate = request.args.get("fate", "")
    return fate if fate in FATES else ""


def _needed(people: Sequence[Candidate], found: Mailing) -> list[tuple[str, int]]:
    """The languages that are not written, and to how many people of the list it matters."""
    spoken = Counter(each.language for each in people if each.is_written_to)
    return [
        (NATIVE_NAMES[each], spoken[each])
        for each in LANGUAGES
        if spoken[each] and not found.text.get(each)
    ]


def _waiting(people: Sequence[Candidate], number: int) -> dict[str, Any]:
    """The recipients of what has not gone out, a page of them, and how many of each sort."""
    lang = language.current()
    counts = Counter("out" if each.is_out else each.receipt or "written" for each in people)
    start = offset(number, ROWS)
    return {
        "people": Page(people[start : start + ROWS], number, ROWS, len(people)),
        "counts": counts,
        "capacities": {each.code: each.name(lang) for each in directory.capacities()},
        "native": NATIVE_NAMES,
    }


def _unreached(people: Sequence[Candidate]) -> list[str]:
    """The organizations of the list that nobody can be written to for."""
    return [
        each.full_name
        for each in people
        if each.organization_id and each.receipt == Receipt.NO_ADDRESS and not each.is_out
    ]


def _log(found: Mailing, number: int) -> dict[str, Any]:
    size = current_app.config["SETTINGS"].page_size
    fate = _fate()
    log = queries.log(found.id, fate=fate, page=number, size=size)
    mailed = [each.recipient_id for each in log.items if each.may_go_again]
    left_out = queries.left_out(found, mailed)
    return {"log": log, "fate": fate, "native": NATIVE_NAMES, "left_out": left_out}
