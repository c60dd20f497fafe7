"""What is stored about her, on a page of her own link: categories, consents, export, erasure."""

from __future__ import annotations

import json

from flask import (
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import audit, clock, formats, language
from meetings.actor import Actor, ActorKind
from meetings.calendar import queries as calendar
from meetings.db import transaction
from meetings.extensions import kept_by_each_process, limit_posts, limiter
from meetings.permissions import public
from meetings.privacy import rules
from meetings.privacy.forms import EraseForm
from meetings.privacy.operations import requests as asking
from meetings.privacy.queries import export as exports
from meetings.privacy.queries import kept, papers, requests
from meetings.privacy.queries.beside import records_beside
from meetings.privacy.rules import Waits
from meetings.privacy.views import labels, proving
from meetings.privacy.views.blueprint import bp
from meetings.privacy.views.proving import Proof
from meetings.registration import operations as registration
from meetings.registration import queries
from meetings.registration.models import Participation
from meetings.registration.rules import consents


@bp.get("/my/<token>/data")
@public
def data(token: str) -> ResponseReturnValue:
    """What is kept, why, until when, who reads it; what she agreed to; what she may ask for."""
    found, lang, at = person_of(token), language.current(), clock.now()
    settings = current_app.config["SETTINGS"]
    today, zone = clock.local_day(at, settings.time_zone), found.meeting.time_zone
    page = render_template(
        "privacy/data.html",
        participation=found,
        about=calendar.text_of(found.meeting_id, lang),
        lines=kept.lines(found, lang, usual_days=settings.retention_days, today=today),
        agreed_on=formats.instant(found.created_at, zone, lang),
        consents=queries.consents(found),
        instant=lambda value: formats.instant(value, zone, lang) if value else "",
        names=consents.NAMES,
        asked=consents.ASKED,
        effects=consents.EFFECTS,
        proof=(proof := proving.proof_of(found, at=at)),
        instead=proving.INSTEAD.get(proof),
        token=token,
    )
    return unseen(page)


@bp.post("/my/<token>/data/<any(list, images, future):purpose>/<any(give, withdraw):verb>")
@public
@limit_posts("30 per minute")
def consent(token: str, purpose: str, verb: str) -> ResponseReturnValue:
    """She agrees to a purpose, or no longer does."""
    found = person_of(token)
    by, at = Actor(ActorKind.LINK, found.public_id, "own link"), clock.now()
    act = registration.give_consent if verb == "give" else registration.withdraw_consent
    with transaction():
        act(found, consents.Purpose(purpose), by=by, at=at)
    flash(_("You agree to this now.") if verb == "give" else _("You no longer agree to this."))
    return redirect(url_for("privacy.data", token=token, _anchor="consents"), 303)


@bp.post("/my/<token>/data/link")
@public
@limit_posts("5 per minute; 20 per hour")
def mail_link(token: str) -> ResponseReturnValue:
    """Ask in her mailbox whether it is she: the link there opens what this page does not."""
    found, at = person_of(token), clock.now()
    if proving.proof_of(found, at=at) == Proof.BY_MAIL:
        by = Actor(ActorKind.LINK, found.public_id, "own link")
        with transaction():
            is_sent = registration.send_data_link(found, by=by, at=at)
        flash(*proving.sent_words(is_sent=is_sent))
    return _back(token)


@bp.get("/my/<token>/data/everything.<any(json, html):ending>")
@public
@limiter.limit(lambda: kept_by_each_process("10 per minute; 60 per hour"))
def export(token: str, ending: str) -> ResponseReturnValue:
    """All that is kept of her, for programs (JSON) or to read; nobody else's. Only for who proved
    to be she."""
    found, at = person_of(token), clock.now()
    if proving.proof_of(found, at=at) != Proof.GIVEN:
        return _back(token)
    subject = ("person", found.person.public_id)
    with transaction():
        by = Actor(ActorKind.LINK, found.public_id, "own link")
        audit.record("privacy.export", subject, by=by, at=at, changes={"format": ending})
    lang = language.current()
    everything, *others = exports.with_records_beside(found.person, lang=lang, at=at)
    if ending == "html":
        return unseen(
            render_template(
                "privacy/everything.html",
                everything=everything,
                others=others,
                label=labels.label,
                said=labels.said_in(lang),
                corrected=labels.corrected_in(lang),
                token=token,
            )
        )
    whole = everything | ({"other_records": others} if others else {})
    answer = unseen(json.dumps(whole, ensure_ascii=False, indent=2))
    answer.mimetype = "application/json"
    answer.headers.set("Content-Disposition", "attachment", filename="my-data.json")
    return answer


@bp.route("/my/<token>/data/erase", methods=["GET", "POST"])
@public
@limit_posts("10 per minute; 30 per hour")
def erase(token: str) -> ResponseReturnValue:
    """What erasing does, a tick, and then it is done; or an officer reads the request first. Who
    has not proved to be she is asked in her mailbox; where that cannot be, an officer reads it."""
    found, at = person_of(token), clock.now()
    today = clock.local_day(at, current_app.config["SETTINGS"].time_zone)
    form, proof = EraseForm(), proving.proof_of(found, at=at)
    unproven = [Waits(proof)] if proof in proving.INSTEAD else []
    others = records_beside(found.person) if proof == Proof.GIVEN else []
    if proof == Proof.BY_MAIL or not form.validate_on_submit():
        waits = [*requests.waits_for(found.person, on=today), *unproven]
        page = render_template(
            "privacy/erase.html",
            form=form,
            is_asked_by_mail=proof == Proof.BY_MAIL,
            waits=[rules.WAITS[each] for each in waits],
            asked=requests.last_request(found.person),
            others=others,
            coming=kept.coming(found.person, at=at),
            papers=papers.naming(found.person, usual_days=_usual_days()),
            token=token,
        )
        return unseen(page, 422 if form.is_submitted() else 200)
    by = Actor(ActorKind.LINK, found.public_id, "own link")
    with transaction():
        asked = asking.ask_erasure(found.person, beside=unproven, today=today, by=by, at=at)
        has_to_wait = asked is not None
        for each in others if form.beside.data else ():
            beside = asking.ask_erasure(each, today=today, by=by, at=at)
            has_to_wait = has_to_wait or beside is not None
    if has_to_wait:
        flash(_("The secretariat has your request; you read here what becomes of it."))
        return redirect(url_for("privacy.erase", token=token), 303)
    is_rest = bool(others) and not form.beside.data
    return redirect(url_for("privacy.erased", rest="1" if is_rest else None), 303)


@bp.get("/my/erased")
@public
def erased() -> ResponseReturnValue:
    """It is done; the page says nothing of whom."""
    has_rest = request.args.get("rest") == "1"
    return unseen(render_template("privacy/erased.html", has_rest=has_rest))


def _back(token: str) -> ResponseReturnValue:
    """To where the page tells how it is proved who asks."""
    return redirect(url_for("privacy.data", token=token, _anchor="take"), 303)


def _usual_days() -> int:
    return int(current_app.config["SETTINGS"].retention_days)


def person_of(token: str) -> Participation:
    """The registration behind a link; 404 for a forged or revoked one."""
    found = queries.by_link(token)
    if found is None:
        abort(404)
    return found


def unseen(page: str | bytes, status: int = 200) -> Response:
    """Never kept by a cache, its address told to nobody."""
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
