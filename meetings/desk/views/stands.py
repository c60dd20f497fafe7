"""Where a meeting stands: a page that asks once more, with the reason, before it is changed."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt
from meetings.calendar import operations as calendar
from meetings.calendar import queries
from meetings.calendar.models import Meeting, Status
from meetings.calendar.rules import TAKEN_BACK, MeetingFacts, Tellable, history
from meetings.desk.forms.stands import StatusForm
from meetings.desk.views.blueprint import bp
from meetings.desk.views.manage import mine
from meetings.desk.views.told import tells
from meetings.permissions import Right, allow

ASKED = (Status.TENTATIVE, Status.CONFIRMED, Status.HELD, Status.CANCELLED)


@bp.route("/manage/meetings/<slug>/status", methods=["GET", "POST"])
@allow(Right.MANAGE)
def set_status(slug: str) -> ResponseReturnValue:
    """Ask whether a meeting is to stand so, and why; then it does."""
    meeting = mine(slug)
    wanted = request.values.get("status", "")
    if wanted not in ASKED and not _is_restored(meeting, wanted):
        abort(400)
    status, back = Status(wanted), url_for("desk.overview", slug=slug)
    if status == meeting.status:
        return redirect(back, 303)
    before = queries.facts_of(meeting)
    button, question = asked(meeting.status, status)
    after = calendar.restored(meeting, status)
    if _dates(after) != _dates(before):
        date_then = _("Its date is then: %(dates)s.", dates=_dates(after))
        question = f"{question} {date_then}"
    form = StatusForm(data={"status": status})

    def change() -> None:
        calendar.set_status(
            mine(slug),
            status,
            by=current_user.actor,
            at=clock.now(),
            why=form.why.data or "",
            is_why_public=form.is_why_public.data,
            why_language=language.current(),
        )

    done = attempt(form, change, said=_said(meeting.status, status), to=back)
    if done is not None:
        tell_of_dropped(mine(slug), before)
        return done
    page = render_template(
        "desk/stands.html",
        form=form,
        meeting=mine(slug),
        words=queries.text_of(meeting.id, language.current()),
        button=button,
        question=question,
        is_danger=status == Status.CANCELLED,
        tells="" if status == Status.HELD else tells(meeting),
    )
    return page, 422 if form.is_submitted() else 200


def tell_of_dropped(meeting: Meeting, before: MeetingFacts) -> None:
    """Say so where a meeting that is put off or cancelled is shown under the date that people know
    again, since nobody was told of the one that it had."""
    known, dropped = _dates(meeting), _dates(before)
    if meeting.status in {Status.POSTPONED, Status.CANCELLED} and known != dropped:
        sentence = _(
            "Nobody had been told of the date %(dropped)s yet: the meeting is shown under the one "
            "that people know, %(known)s. If it takes place after all, %(dropped)s holds again.",
            dropped=dropped,
            known=known,
        )
        flash(sentence, "warning")


def _dates(told: Tellable) -> str:
    return history.period(told, language.current())


def stood_before(meeting: Meeting) -> Status:
    """Where a held or cancelled meeting stood before; one that was entered so counts as
    confirmed."""
    return queries.status_before(meeting.id, meeting.status) or Status.CONFIRMED


def _is_restored(meeting: Meeting, wanted: str) -> bool:
    return meeting.status in TAKEN_BACK and wanted == stood_before(meeting)


def asked(old: str, new: Status) -> tuple[str, str]:
    """What the button says that makes a meeting stand otherwise, and what is asked then."""
    match (old, new):
        case (Status.HELD, _new):
            return _("Take back “held”"), _(
                "Take back that this meeting was held? It no longer counts in the indicators. Its "
                "status is then: %(status)s. If it is another one, say so in the meeting’s form.",
                status=history.status(new),
            )
        case (Status.CANCELLED, again) if again != Status.HELD:
            return _("Reinstate the meeting"), _(
                "Reinstate this meeting? Its status is then: %(status)s.",
                status=history.status(new),
            )
        case (_old, Status.TENTATIVE):
            return _("Make it tentative"), _("Make this meeting tentative?")
        case (_old, Status.HELD):
            return _("Mark as held"), _(
                "Mark this meeting as held? From then on it counts in the indicators; "
                "registration and the door stay as they are."
            )
        case (_old, Status.CANCELLED):
            return _("Cancel the meeting"), _(
                "Cancel this meeting? It stays in the calendar, marked so, and nobody can "
                "register any more."
            )
    return _("Confirm the meeting"), _("Confirm this meeting? Subscribers see it as confirmed.")


def _said(old: str, status: Status) -> str:
    if old == Status.HELD:
        return _(
            "It is taken back that the meeting was held: %(status)s.", status=history.status(status)
        )
    if old == Status.CANCELLED and status != Status.HELD:
        return _("The meeting is reinstated: %(status)s.", status=history.status(status))
    match status:
        case Status.TENTATIVE:
            return _("The meeting is tentative.")
        case Status.CANCELLED:
            return _("The meeting is cancelled. It stays in the calendar, marked so.")
        case Status.HELD:
            return _("The meeting is marked as held. Registration and the door stay as they are.")
    return _("The meeting is confirmed.")
