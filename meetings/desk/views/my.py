"""A person's own page, opened by the link in her mail: see it, and withdraw."""

from __future__ import annotations

from base64 import b64encode

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, language, tokens
from meetings.actor import Actor, ActorKind
from meetings.answering import with_mail
from meetings.attendance import queries as attendance
from meetings.calendar import queries as calendar
from meetings.calendar.models import Precision
from meetings.db import transaction
from meetings.desk.views import (
    joining,
    my_correction,
    my_invitation,
    my_seat,
    my_sessions,
)
from meetings.desk.views.blueprint import bp
from meetings.errors import Refused
from meetings.extensions import limit_posts
from meetings.localized import NATIVE_NAMES
from meetings.permissions import public
from meetings.registration import operations, queries, rules
from meetings.registration.models import GONE, Participation, Reply, Stage, Status
from meetings.registration.proof import is_she
from meetings.registration.queries import answers
from meetings.registration.rules import reply_words, words
from meetings.registration.rules.way_words import deadline


@bp.get("/my/<token>")
@public
def my(token: str) -> ResponseReturnValue:
    """Where her registration stands, her pass, what she declared, and what she can do."""
    found = _found(token)
    lang = language.current()
    page = render_template(
        "desk/my.html",
        participation=found,
        about=calendar.text_of(found.meeting_id, lang),
        represented=words.all_represented(found.affiliations, lang=lang, is_reader=True),
        needs=queries.access_needs(found.id),
        shows_needs=is_she(found),
        pass_code=tokens.show_pass(found.pass_code),
        pass_image=b64encode(tokens.pass_image(found.pass_code)).decode(),
        has_ended=found.status in GONE,
        may_withdraw=_may_withdraw(found),
        has_day=found.meeting.precision in {Precision.DAY, Precision.MINUTE},
        language_name=NATIVE_NAMES[found.language],
        joining=joining.shown(found, lang),
        seat=my_seat.waiting_of(found),
        has_lapsed=my_seat.has_lapsed(found),
        invited=my_invitation.waiting_of(found),
        asked_first=queries.asked_first(found, lang, at=clock.now()),
        must_declare=my_invitation.must_declare(found),
        places=my_sessions.places_of(found, lang),
        words=words,
        answer=reply_words.REPLY.get(Reply(found.reply), ""),
        missing=(missing := queries.count_missing(found)),
        missing_until=_missing_until(found) if missing else "",
        asks=(asks := answers.asks(found, clock.now())),
        asks_until=deadline(asks.to_do.closes_at, found.meeting, lang=lang, at=clock.now())
        if asks.to_do
        else "",
        **my_correction.of(found, lang),
        token=token,
    )
    return _unseen(page)


@bp.route("/my/<token>/withdraw", methods=["GET", "POST"])
@public
@limit_posts("20 per minute")
def my_withdraw(token: str) -> ResponseReturnValue:
    """Ask once more, then withdraw; a second click finds it done."""
    found = _found(token)
    if not _may_withdraw(found):
        return redirect(url_for("desk.my", token=token), 303)
    if request.method != "POST":
        about = calendar.text_of(found.meeting_id, language.current())
        page = render_template(
            "desk/my_withdraw.html", about=about, status=found.status, token=token
        )
        return _unseen(page)
    by = Actor(ActorKind.LINK, found.public_id, "own link")
    try:
        with transaction():
            operations.withdraw(found, by=by, at=clock.now())
    except Refused as refusal:
        flash(str(refusal), "warning")
    else:
        flash(with_mail(_("Your registration is withdrawn.")), "success")
    return redirect(url_for("desk.my", token=token), 303)


def _found(token: str) -> Participation:
    found = queries.by_link(token)
    if found is None:
        abort(404)
    return found


def _may_withdraw(found: Participation) -> bool:
    """Whoever has been there can no longer say that she will not come."""
    return rules.can_move(found.status, Status.CANCELLED) and not attendance.was_present(found.id)


def _missing_until(found: Participation) -> str:
    """Until when she may still answer what was never asked of her; empty when that is over."""
    closes_at, at = answers.closes_at(found, Stage.REGISTRATION), clock.now()
    return (
        deadline(closes_at, found.meeting, lang=language.current(), at=at) if at < closes_at else ""
    )


def _unseen(page: str) -> Response:
    """Never kept by a cache, its address told to nobody."""
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
