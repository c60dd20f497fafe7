"""What officers do about people's data: requests to be erased, holds, export, erasure."""

from __future__ import annotations

import json

from flask import Response, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import audit, clock, language
from meetings.answering import attempt, press
from meetings.db import transaction
from meetings.delegations.rules.words import PAPERS
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.models import Person
from meetings.permissions import Right, allow
from meetings.privacy import rules
from meetings.privacy.forms import EraseOtherForm, HoldForm, ReasonForm
from meetings.privacy.models import ErasureRequest
from meetings.privacy.operations import requests as asking
from meetings.privacy.queries import export as exports
from meetings.privacy.queries import kept, papers, requests
from meetings.privacy.views.blueprint import bp


@bp.get("/manage/privacy")
@allow(Right.MANAGE)
def privacy() -> ResponseReturnValue:
    """Requests that wait, and records that are held."""
    _must_reach_all()
    waiting = requests.open_requests()
    return render_template(
        "privacy/requests.html",
        waiting=waiting,
        holds=requests.holds(),
        reasons=rules.WAITS_OFFICER,
        papers=papers.naming_erased(usual_days=_usual_days()),
        papers_of={each.person_id: _papers(each.person) for each in waiting},
        **_words(),
    )


@bp.route("/manage/privacy/requests/<public_id>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def refuse(public_id: str) -> ResponseReturnValue:
    """Refuse a request with a reason, which she reads on her own page."""
    row, form = _request(public_id), ReasonForm()
    done = attempt(
        form,
        lambda: asking.refuse_erasure(
            row, form.note.data or "", by=current_user.actor, at=clock.now()
        ),
        said=_("The request is refused; she reads why on her own page."),
        to=url_for("privacy.privacy"),
    )
    if done is not None:
        return done
    page = render_template("privacy/refuse.html", form=form, row=row)
    return page, 422 if form.is_submitted() else 200


@bp.get("/manage/people/<public_id>/data")
@allow(Right.MANAGE)
def person(public_id: str) -> ResponseReturnValue:
    """What an officer may do about one person's data."""
    found = _person(public_id)
    return _shown(found, HoldForm())


@bp.post("/manage/people/<public_id>/data/hold")
@allow(Right.MANAGE)
def hold(public_id: str) -> ResponseReturnValue:
    """Keep a record although its time is over."""
    found, form = _person(public_id), HoldForm()
    done = attempt(
        form,
        lambda: asking.place_hold(
            found, form.reason.data or "", by=current_user.actor, at=clock.now()
        ),
        said=_("The record is kept until you end this."),
        to=url_for("privacy.person", public_id=public_id),
    )
    return done or (_shown(found, form), 422)


@bp.post("/manage/people/<public_id>/data/release")
@allow(Right.MANAGE)
def release(public_id: str) -> ResponseReturnValue:
    """Keep it no longer than others."""
    found = _person(public_id)
    return press(
        lambda: asking.end_hold(found, by=current_user.actor, at=clock.now()),
        said=_("The record is kept no longer than others."),
        to=url_for("privacy.person", public_id=public_id),
    )


@bp.post("/manage/people/<public_id>/data/erase")
@allow(Right.MANAGE)
def erase_person(public_id: str) -> ResponseReturnValue:
    """Erase a person as she asked, where it is ticked that it is meant."""
    found, form = _person(public_id), EraseOtherForm()
    if not form.validate_on_submit():
        return _shown(found, HoldForm(formdata=None), erasing=form), 422
    return press(
        lambda: asking.erase_at_request(found, by=current_user.actor, at=clock.now()),
        said=_("The person is erased; what was counted stays."),
        to=url_for("privacy.privacy"),
    )


@bp.get("/manage/people/<public_id>/data.json")
@allow(Right.MANAGE)
def export_person(public_id: str) -> ResponseReturnValue:
    """All that is kept of a person, to be given to her. Sensitive answers are in it: it needs the
    right to those, and is noted."""
    found, at = _person(public_id), clock.now()
    if not current_user.may(Right.SENSITIVE) or current_user.meetings_for(Right.SENSITIVE):
        flash(_("It holds sensitive answers, which you have no right to read."), "warning")
        return redirect(url_for("privacy.person", public_id=public_id), 303)
    with transaction():
        audit.record("privacy.export", ("person", found.public_id), by=current_user.actor, at=at)
    everything = json.dumps(
        exports.everything(found, lang=language.current(), at=at), ensure_ascii=False, indent=2
    )
    answer = Response(everything, mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename="personal-data.json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(found: Person, form: HoldForm, *, erasing: EraseOtherForm | None = None) -> str:
    at = clock.now()
    today = clock.local_day(at, current_app.config["SETTINGS"].time_zone)
    return render_template(
        "privacy/person.html",
        person=found,
        form=form,
        erasing=erasing or EraseOtherForm(formdata=None),
        hold=requests.hold_of(found),
        has_mandate=kept.has_term(found, on=today),
        coming=kept.coming(found, at=at),
        asked=requests.open_request(found),
        reasons=rules.WAITS_OFFICER,
        papers=_papers(found),
        **_words(),
    )


def _papers(found: Person) -> list[papers.Named]:
    """The signed papers that name her: they stay as they are when she is erased."""
    return papers.naming(found, usual_days=_usual_days())


def _words() -> dict[str, object]:
    return {"kinds": PAPERS, "countries": countries.names(language.current())}


def _usual_days() -> int:
    return int(current_app.config["SETTINGS"].retention_days)


def _person(public_id: str) -> Person:
    """The person with this public id, for who manages everything."""
    _must_reach_all()
    found = directory.person(public_id)
    if found is None or found.erased_at is not None:
        abort(404)
    return found


def _request(public_id: str) -> ErasureRequest:
    _must_reach_all()
    row = requests.request_called(public_id)
    if row is None:
        abort(404)
    return row


def _must_reach_all() -> None:
    """A person is in many meetings: who manages some of them only decides nothing about her."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)
