"""Answers to invitations: those that wait for an officer, and those that are handed in as files."""

from __future__ import annotations

from datetime import datetime

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from meetings import audit, clock, formats, language, searched
from meetings.answering import attempt, press
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.desk.forms.replies import HandInForm, JudgeForm
from meetings.desk.views.blueprint import bp
from meetings.desk.views.files import every_meeting
from meetings.fields import offered
from meetings.notifications import operations as notifications
from meetings.notifications.rules import bounces
from meetings.notifications.rules.secret_links import file_without_secrets
from meetings.permissions import Right, allow
from meetings.registration import operations, queries
from meetings.registration.models import IncomingReply, Participation, Reply, ReplyState
from meetings.registration.rules import imip, reply_words

SEARCHED = "reply_search"


@bp.get("/manage/replies")
@allow(Right.MANAGE)
def replies() -> ResponseReturnValue:
    """The answers that wait, oldest first, or those that were put away; and handing in files."""
    return _queue(HandInForm())


@bp.post("/manage/replies")
@allow(Right.MANAGE)
def hand_in() -> ResponseReturnValue:
    """Read answers out of files; each is applied or waits, and what holds none is named."""
    every_meeting()
    form = HandInForm()
    if not form.validate_on_submit():
        return _queue(form), 422
    counts = [_take_in(each) for each in form.files.data]
    applied, waits = counts.count(ReplyState.APPLIED), counts.count(ReplyState.WAITING)
    if applied:
        flash(
            ngettext("%(num)d answer was applied.", "%(num)d answers were applied.", applied),
            "success",
        )
    if waits:
        flash(
            ngettext("%(num)d answer waits below.", "%(num)d answers wait below.", waits), "warning"
        )
    return redirect(url_for("desk.replies"), 303)


@bp.route("/manage/replies/<uuid:public_id>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def reply(public_id: object) -> ResponseReturnValue:
    """One answer that waits: what the mail says, and whose it may be."""
    found = _found(public_id)
    people = queries.likely(
        found, _asked(found), within=current_user.meetings_for(Right.MANAGE), at=clock.now()
    )
    form = JudgeForm(answer=found.answer or None, person=_only(people))
    form.person.choices = offered((each.public_id, _named(each)) for each in people)
    done = attempt(
        form,
        lambda: operations.apply_reply(
            _found(public_id),
            _chosen(form, people),
            answer=Reply(form.answer.data),
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The answer is applied."),
        to=url_for("desk.replies"),
    )
    return done or _page(found, form, people)


@bp.post("/manage/replies/<uuid:public_id>/search")
@allow(Right.MANAGE)
def search_reply(public_id: object) -> ResponseReturnValue:
    """Look for somebody else by name; the name stays out of the address."""
    found = _found(public_id)
    searched.keep(SEARCHED, request.form.get("q", ""), where=found.public_id)
    return redirect(url_for("desk.reply", public_id=found.public_id), 303)


@bp.post("/manage/replies/<uuid:public_id>/dismiss")
@allow(Right.MANAGE)
def dismiss_reply(public_id: object) -> ResponseReturnValue:
    """Put it away without applying it."""
    return press(
        lambda: operations.dismiss_reply(_found(public_id), by=current_user.actor, at=clock.now()),
        said=_("The answer is put away; nothing was changed."),
        to=url_for("desk.replies"),
    )


@bp.post("/manage/replies/<uuid:public_id>/restore")
@allow(Right.MANAGE)
def restore_reply(public_id: object) -> ResponseReturnValue:
    """Let one that was put away wait again."""
    return press(
        lambda: operations.restore_reply(_found(public_id), by=current_user.actor, at=clock.now()),
        said=_("The answer waits again."),
        to=url_for("desk.reply", public_id=public_id),
    )


def _take_in(file: FileStorage) -> str:
    """What became of the answer in one file, by its state; empty when there was nothing new."""
    content = file.stream.read()
    if bounce := bounces.read(content, host=current_app.config["SETTINGS"].uid_host):
        _mark_returned(bounce, file)
        return ""
    found = imip.read(content)
    if found is None:
        flash(_("%(file)s holds no answer to an invitation.", file=file.filename), "warning")
        return ""
    with transaction():
        kept = operations.take_in(found, by=current_user.actor, at=clock.now())
        state = kept.state if kept else ""
    if not state:
        flash(_("The answer in %(file)s was read before.", file=file.filename), "warning")
    return state


def _mark_returned(bounce: bounces.Bounce, file: FileStorage) -> None:
    """A mail that came back is noted with the message that it was, as out of the mailbox."""
    with transaction():
        is_ours = notifications.note_bounced(bounce, at=clock.now())
    if is_ours:
        said = _(
            "%(file)s is a mail that came back: the message in the outbox is marked so.",
            file=file.filename,
        )
        flash(said, "success")
    else:
        said = _("%(file)s is a mail that came back, and none of ours.", file=file.filename)
        flash(said, "warning")


def _queue(form: HandInForm) -> str:
    settings, within = current_app.config["SETTINGS"], current_user.meetings_for(Right.MANAGE)
    number = max(request.args.get("page", 1, type=int), 1)
    is_away = request.args.get("state") == ReplyState.DISMISSED
    state = ReplyState.DISMISSED if is_away else ReplyState.WAITING
    return render_template(
        "desk/replies.html",
        form=form,
        is_away=is_away,
        may_hand_in=within is None,
        found=queries.replies_in(state, within=within, page=number, size=settings.page_size),
        is_read=bool(settings.imap_url),
        limit=settings.max_upload_mb,
        words=reply_words,
        when=_when,
        href=lambda number: url_for("desk.replies", state=state if is_away else None, page=number),
    )


def _page(
    found: IncomingReply, form: JudgeForm, people: list[Participation]
) -> ResponseReturnValue:
    if found.state == ReplyState.WAITING:
        with transaction():  # it quotes somebody's mail: that it was read is noted
            by, at = current_user.actor, clock.now()
            audit.record(
                "registration.read_reply", ("incoming_reply", found.public_id), by=by, at=at
            )
    page = render_template(
        "desk/reply.html",
        reply=found,
        meeting=calendar.by_uid(found.uid),
        form=form,
        people=people,
        q=_asked(found),
        raw=file_without_secrets(found.raw or b"").decode("utf-8", "replace"),
        words=reply_words,
        when=_when,
    )
    return page, 422 if form.is_submitted() else 200


def _found(public_id: object) -> IncomingReply:
    within = current_user.meetings_for(Right.MANAGE)
    found = queries.reply_by_public_id(str(public_id), within=within)
    if found is None:
        abort(404)
    return found


def _chosen(form: JudgeForm, people: list[Participation]) -> Participation:
    chosen = queries.by_public_id(form.person.data)
    if chosen is None or chosen.public_id not in {each.public_id for each in people}:
        abort(404)
    return chosen


def _only(people: list[Participation]) -> str | None:
    return people[0].public_id if len(people) == 1 else None


def _asked(found: IncomingReply) -> str:
    return searched.kept(SEARCHED, where=found.public_id)


def _named(each: Participation) -> str:
    """A person to choose: her name and address, in which capacity, at which meeting."""
    lang = language.current()
    return _(
        "%(name)s (%(email)s), %(capacity)s: %(meeting)s",
        name=each.person.full_name,
        email=each.mailbox,
        capacity=each.capacity.name(lang),
        meeting=language.content(each.meeting.title, lang).text,
    )


def _when(at: datetime) -> str:
    return formats.instant(at, current_app.config["SETTINGS"].time_zone, language.current())
