"""Letting a mailing go out: a test first, at once or later, cancelling, sending again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, language
from meetings.answering import press, with_mail
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.errors import Refused
from meetings.invitations import operations
from meetings.invitations.forms import AT, BY_MOMENT, ScheduleForm
from meetings.invitations.mails import Reader
from meetings.invitations.models import Mailing, Moment
from meetings.invitations.operations import Plan
from meetings.invitations.rules import words
from meetings.invitations.rules.fitting import Candidate
from meetings.invitations.rules.timing import Early, Late, Passed
from meetings.invitations.views import mailing as shown
from meetings.invitations.views import preview
from meetings.invitations.views.blueprint import bp
from meetings.invitations.views.scope import clocks_of, mailing_of, to_instant
from meetings.localized import LANGUAGES
from meetings.permissions import Right, allow
from meetings.registration.rules import way_words

MOST_NAMED = 8  # of those who are left out for one reason


class Unsaid(Exception):
    """The hour at which a mailing would go out was not shown yet: nothing is kept."""

    def __init__(self, due: datetime) -> None:
        """The hour that was counted."""
        super().__init__()
        self.due = due


@bp.post("/manage/meetings/<slug>/invitations/<uuid:public_id>/schedule")
@allow(Right.MANAGE)
def schedule(slug: str, public_id: object) -> ResponseReturnValue:
    """Let it go out at once, at an hour of the meeting's clocks, or by the meeting's days."""
    found, form, at = mailing_of(slug, public_id), ScheduleForm(), clock.now()
    shown.offer(form, found)
    if form.validate_on_submit():
        try:
            with transaction():
                found = mailing_of(slug, public_id)
                plan = _plan(form, found.meeting)
                operations.schedule(found, plan, by=current_user.actor, at=at)
                _ask_whether(form, found)
        except Unsaid as asked:
            return shown.page(mailing_of(slug, public_id), form, due=asked.due), 422
        except Passed as refusal:
            form.refuse(_told(refusal, mailing_of(slug, public_id).meeting, at=at))
        except Early as refusal:
            form.refuse(_told_early(refusal, mailing_of(slug, public_id).meeting))
        except Late as refusal:
            form.refuse(_told_late(refusal, mailing_of(slug, public_id).meeting, at=at))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("It goes out as you said. Until then you can change or cancel it."), "success")
            return redirect(_to(slug, public_id), 303)
    return shown.page(mailing_of(slug, public_id), form), 422


@bp.post("/manage/meetings/<slug>/invitations/<uuid:public_id>/cancel")
@allow(Right.MANAGE)
def cancel(slug: str, public_id: object) -> ResponseReturnValue:
    """Back to a draft, or to nobody at all."""
    is_back = request.form.get("do") == "draft"
    act = operations.unschedule if is_back else operations.cancel
    said = _("It is a draft again.") if is_back else _("The mail is cancelled.")
    mailing_of(slug, public_id)
    return press(
        lambda: act(mailing_of(slug, public_id), by=current_user.actor, at=clock.now()),
        said=said,
        to=_to(slug, public_id),
    )


@bp.post("/manage/meetings/<slug>/invitations/<uuid:public_id>/test")
@allow(Right.MANAGE)
def test(slug: str, public_id: object) -> ResponseReturnValue:
    """The mail to the officer herself, in a language that she chooses, as the first recipient would
    get it."""
    reader, one = preview.example(
        mailing_of(slug, public_id), current_user.name, _language(), at=clock.now()
    )

    def act() -> None:
        found, at = mailing_of(slug, public_id), clock.now()
        by = current_user.actor
        operations.send_test(found, reader, email=current_user.email, by=by, at=at)

    return press(act, said=with_mail(_tried(reader, one)), to=_to(slug, public_id))


def _language() -> str:
    lang = request.form.get("language", "")
    return lang if lang in LANGUAGES else language.current()


def _tried(reader: Reader, one: Candidate | None) -> str:
    """That a test goes out, and as whose mail it reads."""
    capacity = reader.capacity.name(language.current()) if reader.capacity else ""
    if one is not None and capacity and not reader.is_organization:
        return _(
            "A test goes to you, as %(name)s will get it: %(capacity)s.",
            name=one.full_name,
            capacity=capacity,
        )
    if one is not None:
        return _("A test goes to you, as %(name)s will get it.", name=one.full_name)
    if capacity:
        return _(
            "A test goes to you. Nobody is written to yet: it reads as for this capacity, "
            "%(capacity)s.",
            capacity=capacity,
        )
    return _("A test goes to you. Nobody is written to yet: it names no capacity.")


@bp.post("/manage/meetings/<slug>/invitations/<uuid:public_id>/again")
@allow(Right.MANAGE)
def again(slug: str, public_id: object) -> ResponseReturnValue:
    """Send it once more to one recipient, or to everybody whose mail came back or failed."""
    mailing_of(slug, public_id)
    one = request.form.get("recipient", type=int)
    if one is None and "all" not in request.form:
        abort(400)
    by, at = current_user.actor, clock.now()
    try:
        with transaction():
            found = mailing_of(slug, public_id)
            done = operations.send_again(found, recipient_id=one, by=by, at=at)
    except Late as refusal:
        flash(str(_told_late(refusal, mailing_of(slug, public_id).meeting, at=at)), "error")
        return redirect(_to(slug, public_id), 303)
    said = ngettext(
        "%(num)d mail is in the outbox again.", "%(num)d mails are in the outbox again.", done.count
    )
    flash(" ".join([said, *_left_out(done)]), "success" if done.count else "warning")
    return redirect(_to(slug, public_id), 303)


def _left_out(done: operations.Again) -> list[str]:
    """To whom it did not go again, and why; the sentence travels in a cookie, so that of many only
    the first are named. The log says it of each."""
    count = sum(len(names) for names in done.left_out.values())
    if not count:
        return []
    reasons = "; ".join(
        _("%(reason)s: %(names)s", reason=words.RECEIPT[why], names=_named(names))
        for why, names in done.left_out.items()
    )
    said = ngettext(
        "%(num)d recipient was left out (%(reasons)s).",
        "%(num)d recipients were left out (%(reasons)s).",
        count,
        reasons=reasons,
    )
    return [said]


def _named(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    first, more = list(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more > 0:
        first.append(ngettext("%(num)d more", "%(num)d more", more))
    return ", ".join(first)


def _ask_whether(form: ScheduleForm, found: Mailing) -> None:
    """Ask once whether the hour that was counted is meant: `sure` keeps the one that was shown.
    Raises Unsaid for another one, so that nothing is kept yet."""
    if form.when.data != BY_MOMENT or found.due_at is None:
        return
    said = found.due_at.isoformat()
    if form.sure.data != said:
        form.sure.data = said
        raise Unsaid(found.due_at)


def _plan(form: ScheduleForm, meeting: Meeting) -> Plan:
    reach = form.reach.data if "reach" in form else None
    if form.when.data == BY_MOMENT:
        return Plan(moment=form.moment.data, hours=form.hours.data, reach=reach)
    if form.when.data == AT:
        if form.at.data is None:
            raise Refused(_("Write a date and an hour such as 2027-05-31 09:30."), field="at")
        return Plan(due_at=to_instant(form.at.data, meeting), reach=reach)
    return Plan(reach=reach)


def _told(refusal: Passed, meeting: Meeting, *, at: datetime) -> Refused:
    """The hour that has passed and the present one, in the clocks of the meeting's place."""
    lang = language.current()
    sentence = _(
        "That was %(due)s (there it is now %(now)s). "
        "Choose a later hour, or let it go out at once.",
        due=way_words.begins(refusal.due, meeting, lang=lang, at=at),
        now=clocks_of(meeting)(at),
    )
    return Refused(sentence, field=refusal.field, code=refusal.code)


def _told_late(refusal: Late, meeting: Meeting, *, at: datetime) -> Refused:
    """What the mail is meant to come before, and on which day that is, or was."""
    day = clocks_of(meeting)(refusal.since)
    is_meeting, has_begun = refusal.moment == Moment.BEFORE_MEETING, refusal.since <= at
    if is_meeting and has_begun:
        sentence = _(
            "It is too late: this mail is meant for before the meeting, which began on %(day)s.",
            day=day,
        )
    elif is_meeting:
        sentence = _(
            "This mail is meant for before the meeting, which begins on %(day)s: choose an "
            "earlier hour.",
            day=day,
        )
    elif has_begun:
        sentence = _(
            "It is too late: this mail is meant for before the time to answer ends, and it ended "
            "on %(day)s.",
            day=day,
        )
    else:
        sentence = _(
            "This mail is meant for before the time to answer ends, on %(day)s: choose an "
            "earlier hour.",
            day=day,
        )
    return Refused(sentence, field=refusal.field, code=refusal.code)


def _told_early(refusal: Early, meeting: Meeting) -> Refused:
    """What the mail is meant to follow, and when that is over."""
    if refusal.until is None:
        sentence = _(
            "This mail is meant for after the meeting, whose days are not known yet: let it go out "
            "by the meeting instead."
        )
    else:
        sentence = _(
            "This mail is meant for after the meeting, which ends on %(day)s: choose a later hour, "
            "or let it go out by the meeting.",
            day=clocks_of(meeting)(refusal.until),
        )
    return Refused(sentence, field=refusal.field, code=refusal.code)


def _to(slug: str, public_id: object) -> str:
    return url_for("invitations.mailing", slug=slug, public_id=public_id)
