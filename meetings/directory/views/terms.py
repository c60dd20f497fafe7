"""The officers' forms of terms: appoint, correct, end, take back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt, press
from meetings.directory import countries, operations, queries
from meetings.directory.forms import CorrectionForm, EndForm, TermForm
from meetings.directory.forms.states import choices
from meetings.directory.models import Person, Position, Term
from meetings.directory.rules.entries import PersonEntry
from meetings.directory.rules.spans import overlap
from meetings.directory.rules.terms import PERSON, Seat
from meetings.directory.views.blueprint import bp
from meetings.directory.views.bodies import own_body
from meetings.directory.views.pages import everything, shown
from meetings.errors import Refused
from meetings.permissions import Right, allow

PAGE = "/manage/directory/terms/<uuid:public_id>"


@bp.route("/manage/directory/bodies/<code>/terms/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_term(code: str) -> ResponseReturnValue:
    """Who sits in a body, or sat in it; people are looked for without leaving the form."""
    body = own_body(code)
    lang = language.current()
    form = TermForm()
    positions = {each.code: each for each in queries.positions()}
    usual = {row.position_code for row in queries.places(code)}
    offered = sorted(positions.values(), key=lambda each: (each.code not in usual, each.sort))
    form.position.choices = choices((each.code, each.name(lang)) for each in offered)
    form.state.choices = _states(lang)
    written = (
        f"{form.given_names.data or ''} {form.surnames.data or ''}" if form.is_submitted() else ""
    )
    found = queries.people_named(form.looked_for.data or written)
    form.offer(found)
    back = url_for("directory.manage_body", code=code)
    answer = None
    if "look" not in request.form:
        answer = attempt(
            form,
            lambda: _appoint(code, form, positions[form.position.data]),
            said=_("The term is saved."),
            to=back,
        )
    return answer or shown(
        form, "directory/term.html", body=body, back=back, has_looked="look" in request.form
    )


@bp.route(PAGE + "/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_term(public_id: UUID) -> ResponseReturnValue:
    """Set right the days or the State of a term."""
    term = _term(public_id)
    back = url_for("directory.manage_body", code=term.body_code)
    form = CorrectionForm(
        data={"state": term.state_code or "", "from_on": term.from_on, "to_on": term.to_on}
    )
    form.state.choices = _states(language.current())
    answer = attempt(
        form,
        lambda: operations.correct_term(
            _term(public_id),
            from_on=form.from_on.data,  # type: ignore[arg-type]  # required by the form
            to_on=form.to_on.data,
            state_code=form.state.data or None,
            is_sure=form.is_sure,
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The term is saved."),
        to=back,
    )
    return answer or shown(form, heading=_("Correct a term"), kicker=_holder(term), back=back)


@bp.route(PAGE + "/end", methods=["GET", "POST"])
@allow(Right.MANAGE)
def end_term(public_id: UUID) -> ResponseReturnValue:
    """Say which day is the last of a term."""
    term = _term(public_id)
    back = url_for("directory.manage_body", code=term.body_code)
    form = EndForm()
    answer = attempt(
        form,
        lambda: operations.end_term(
            _term(public_id),
            form.to_on.data,  # type: ignore[arg-type]  # required by the form
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The term is ended. The composition on earlier days stays as it was."),
        to=back,
    )
    return answer or shown(form, heading=_("End a term"), kicker=_holder(term), back=back)


@bp.post(PAGE + "/take-back")
@allow(Right.MANAGE)
def take_back_term(public_id: UUID) -> ResponseReturnValue:
    """Remove a term that was entered by error."""
    back = url_for("directory.manage_body", code=_term(public_id).body_code)
    return press(
        lambda: operations.take_back_term(_term(public_id), by=current_user.actor, at=clock.now()),
        said=_("The entry is taken back; the audit keeps it."),
        to=back,
    )


def _appoint(code: str, form: TermForm, position: Position) -> None:
    is_persons = position.holder == PERSON
    person = _person(form) if is_persons else None
    try:
        operations.appoint(
            own_body(code),
            position,
            from_on=form.from_on.data,  # type: ignore[arg-type]  # required by the form
            to_on=form.to_on.data,
            state_code=form.state.data or None,
            person=person,
            is_sure=form.is_sure,
            by=current_user.actor,
            at=clock.now(),
        )
    except Refused as refusal:
        if refusal.code == "place_taken":
            raise _naming_holders(code, form, refusal) from refusal
        raise


def _person(form: TermForm) -> Person:
    """Who was chosen, or written down. Raises Refused for neither."""
    if form.is_new:
        form.check_new()
        if not form.email.data:
            return _without_address(form)
        return operations.find_or_create_person(
            form.given_names.data or "",
            form.surnames.data or "",
            email=form.email.data or "",
            at=clock.now(),
        )
    chosen = queries.person(form.person.data or "")
    if chosen is None:
        sentence = _l("Look for the person by name and choose her, or write her name and e-mail.")
        raise Refused(sentence, field="looked_for", code="no_holder")
    return chosen


def _without_address(form: TermForm) -> Person:
    """Somebody of whom no address is known. Raises Refused while namesakes are not looked at."""
    if form.person.choices and not form.person.data:
        sentence = _l("There may already be a record of her: choose it, or say that it is none.")
        raise Refused(sentence, field="person", code="namesake")
    entry = PersonEntry(
        given_names=form.given_names.data or "",
        surnames=form.surnames.data or "",
        country=form.state.data or "",
    )
    return operations.add_person(entry, by=current_user.actor, at=clock.now())


def _naming_holders(code: str, form: TermForm, refusal: Refused) -> Refused:
    """The refusal, with who holds the places that are taken."""
    seat = Seat(
        code,
        form.position.data,
        form.from_on.data,  # type: ignore[arg-type]  # required by the form
        form.to_on.data,
    )
    lang = language.current()
    taken = [
        each
        for each in queries.holdings(body_code=code)
        if each.position_code == seat.position_code and overlap(each, seat)
    ]
    own = [each for each in taken if each.state_code == form.state.data and each.person_id]
    names = [each.person_name or countries.name(each.state_code, lang) for each in own or taken]
    sentence = _("%(sentence)s Held by: %(names)s.", sentence=refusal, names=", ".join(names))
    return Refused(sentence, field=refusal.field, code=refusal.code)


def _term(public_id: UUID) -> Term:
    everything()
    return queries.term(str(public_id)) or abort(404)


def _holder(term: Term) -> str:
    if term.person is not None:
        return term.person.full_name
    return countries.name(term.state_code, language.current())


def _states(lang: str) -> list[Any]:
    known = {each.code for each in queries.states()}
    names = [pair for pair in countries.names(lang).items() if pair[0] in known]
    return choices(names, empty=_("No State"))
