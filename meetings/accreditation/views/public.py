"""The form by which an organization asks to be accredited to a meeting."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from meetings import clock
from meetings.accreditation import operations, rules
from meetings.accreditation.forms import ApplicationForm
from meetings.accreditation.views.blueprint import bp
from meetings.actor import PUBLIC
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.language import current
from meetings.permissions import public


@bp.route("/organizations/<slug>/apply", methods=["GET", "POST"])
@public
@limit_posts(
    "10 per minute; 60 per hour",
    error_message=_l("Too many attempts. Wait a minute and try again."),
)
def apply(slug: str) -> ResponseReturnValue:
    """Ask for accreditation: sent twice, kept once; a refused form keeps what was typed."""
    meeting = _published(slug)
    if meeting.slug != slug:
        return redirect(url_for("accreditation.apply", slug=meeting.slug), 308)
    form = ApplicationForm(lang=current())
    closed = _closed(meeting)
    if form.validate_on_submit():
        try:
            with transaction():
                operations.apply(
                    meeting, form.facts, nonce=form.own_nonce, by=PUBLIC, at=clock.now()
                )
            return redirect(url_for("accreditation.applied", slug=meeting.slug), 303)
        except Refused as refusal:
            closed = refusal
    words = calendar.text_of(meeting.id, current())
    page = render_template(
        "accreditation/apply.html", form=form, meeting=meeting, about=words, closed=closed
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/organizations/<slug>/apply/done")
@public
def applied(slug: str) -> ResponseReturnValue:
    """What happens next; nothing of the application itself stands here."""
    meeting = _published(slug)
    words = calendar.text_of(meeting.id, current())
    return render_template("accreditation/applied.html", meeting=meeting, about=words)


def _published(slug: str) -> Meeting:
    meeting = calendar.by_slug(slug, drafts=True)
    if meeting is None or meeting.published_at is None:
        abort(404)
    return meeting


def _closed(meeting: Meeting) -> Refused | None:
    try:
        rules.may_apply(status=meeting.status, published=meeting.published_at is not None)
    except Refused as refusal:
        return refusal
    return None
