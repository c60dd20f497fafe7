"""What an officer does with one registration: read it, confirm, decline, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, formats, language, tokens, zones
from meetings.answering import with_mail
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.directory import countries
from meetings.directory.rules.wording import LIKENESS
from meetings.errors import Refused
from meetings.localized import NATIVE_NAMES
from meetings.notifications import queries as outbox
from meetings.notifications.models import Message
from meetings.permissions import Right, allow
from meetings.registration import operations, queries, rules
from meetings.registration.forms import DeclineForm, JudgingForm
from meetings.registration.models import GONE, Participation, ParticipationChange, Status
from meetings.registration.queries.experts import likely_expert
from meetings.registration.queries.filters import NAMES
from meetings.registration.queries.line import passed_over
from meetings.registration.rules import change_words, list_columns, reply_words, words
from meetings.registration.views.answers import shown_of
from meetings.registration.views.blueprint import bp
from meetings.registration.views.correcting import correcting
from meetings.registration.views.duplicates import alike
from meetings.registration.views.ended import said_of
from meetings.registration.views.scope import participation_of


@bp.get("/manage/registrations/<public_id>")
@allow(Right.MANAGE)
def participation(public_id: str) -> ResponseReturnValue:
    """All that somebody declared, but for what is sensitive: of that only whether there is any."""
    return show(participation_of(public_id), DeclineForm())


@bp.post("/manage/registrations/<public_id>/confirm")
@allow(Right.MANAGE)
def confirm(public_id: str) -> ResponseReturnValue:
    """Confirm, and go back to where the officer was; without the agreement of the State's focal
    point only by the button that says so."""
    found = participation_of(public_id)
    is_over = bool(request.form.get("without_focal_point"))
    passed = passed_over(found)
    said = with_mail(_("The registration is confirmed."))
    if passed:
        said += " " + _passed(passed)
    return _settled(
        found,
        lambda: operations.confirm(
            found, by=current_user.actor, at=clock.now(), without_focal_point=is_over
        ),
        said,
    )


@bp.post("/manage/registrations/<public_id>/decline")
@allow(Right.MANAGE)
def decline(public_id: str) -> ResponseReturnValue:
    """Decline with a reason that goes into the mail."""
    found = participation_of(public_id)
    form = DeclineForm()
    try:
        with transaction():
            operations.decline(found, form.reason.data or "", by=current_user.actor, at=clock.now())
    except Refused as refusal:
        if refusal.field != "reason":
            flash(str(refusal), "error")
            return redirect(_back(found), 303)
        form.reason.errors = [str(refusal)]
        return show(found, form), 422
    done, mailed = (
        _("The registration is declined."),
        _("The registration is declined; the mail holds the reason."),
    )
    flash(said_of(found, done, mailed=mailed), "success")
    return redirect(_back(found), 303)


@dataclass(frozen=True)
class Told:
    """A change of status, its hour in the meeting's clocks, what it was, who made it, and the mails
    of that instant."""

    row: ParticipationChange
    at: str
    what: str
    by: str
    mails: Sequence[Message]


def _passed(count: int) -> str:
    """That others came before her who is let in."""
    return ngettext(
        "%(num)d person who came before waits for such a seat too, and was passed over.",
        "%(num)d people who came before wait for such a seat too, and were passed over.",
        count,
    )


def _settled(found: Participation, act: Callable[[], None], sentence: str) -> ResponseReturnValue:
    try:
        with transaction():
            act()
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(sentence, "success")
    return redirect(_back(found), 303)


def _back(found: Participation) -> str:
    """The list as it was narrowed, when the button stood there; else the registration."""
    if request.form.get("from") == "list":
        kept: dict[str, Any] = {n: request.args[n] for n in _KEPT if request.args.get(n)}
        kept["col"] = request.args.getlist("col")
        return url_for("registration.manage", slug=found.meeting.slug, **kept)
    return url_for("registration.participation", public_id=found.public_id)


def _told(found: Participation, mails: Sequence[Message], lang: str) -> list[Told]:
    def moment(of: datetime) -> str:
        return formats.instant(of, found.meeting.time_zone, lang)

    changes = queries.changes(found.id)
    words_of = change_words.told(changes, moment=moment)
    return [
        Told(
            each,
            moment(each.at),
            what,
            change_words.by(each),
            [mail for mail in mails if mail.created_at == each.at],
        )
        for each, what in zip(changes, words_of, strict=True)
    ]


def _in_line(found: Participation, lang: str) -> str:
    """Which place she has who waits, or until when a seat is held for her."""
    if found.status != Status.WAITLISTED:
        return ""
    if found.offered_until is not None:
        until = formats.instant(found.offered_until, found.meeting.time_zone, lang)
        return _("Seat offered until %(until)s", until=until)
    return _("no. %(place)d in line", place=queries.place_in_line(found))


def _functions(found: Participation, lang: str) -> list[str]:
    names = list_columns.coded("functions.csv", lang)
    return [names.get(code, code) for code in found.functions or ()]


_KEPT = (*NAMES, "sort", "size", "page", "search")


def show(
    found: Participation, form: DeclineForm | None = None, *, note_form: JudgingForm | None = None
) -> str:
    """The page of a registration, with what an officer typed and what is wrong with it."""
    lang, zone = language.current(), found.meeting.time_zone
    at = found.created_at
    is_erased = found.person.erased_at is not None
    mails = outbox.about(("participation", found.public_id))
    registered_at = f"{formats.instant(at, zone, lang)} ({zones.name(zone, lang, on=at.date())})"
    return render_template(
        "registration/participation.html",
        registered_at=registered_at,
        participation=found,
        meeting=found.meeting,
        about=calendar.text_of(found.meeting_id, lang),
        shown_answers=shown_of(found),
        language_name=NATIVE_NAMES[found.language],
        functions=_functions(found, lang),
        pass_code=tokens.show_pass(found.pass_code),
        form=form or DeclineForm(),
        note_form=note_form or JudgingForm(),
        correcting=correcting(found, lang),
        changes=_told(found, mails, lang),
        in_line=_in_line(found, lang),
        passed=passed_over(found),
        is_erased=is_erased,
        can_revise=found.status not in GONE and not is_erased,
        can_confirm=rules.can_move(found.status, Status.CONFIRMED),
        expert=likely_expert(found) if found.status not in GONE else "",
        awaited=queries.awaited_of(found, at=clock.now()),
        of_country=countries.of,
        can_decline=rules.can_move(found.status, Status.DECLINED),
        can_withdraw=rules.can_move(found.status, Status.CANCELLED),
        can_take_up=rules.can_take_up(
            found.status, found.meeting.status, is_kept=found.purged_at is None
        ),
        bounced=[
            (each.public_id, formats.instant(each.bounced_at, zone, lang), each.bounce)
            for each in reversed(mails)
            if each.bounced_at is not None
        ],
        alike=alike(found),
        may_compare=current_user.meetings_for(Right.MANAGE) is None,
        twins=queries.twins(found),
        likeness=LIKENESS,
        words=words,
        reply_words=reply_words,
        answered_before=queries.is_answered_before(found),
        reply_comment=queries.applied_comment(found),
        replied_at=formats.instant(found.replied_at, zone, lang) if found.replied_at else "",
    )
