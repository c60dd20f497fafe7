"""The page of the form by which somebody registers, for both ways in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import Response, make_response, render_template, request
from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs

from meetings import formats, language, zones
from meetings.accreditation.models import Accreditation
from meetings.actor import Actor
from meetings.calendar import queries as calendar
from meetings.calendar.models import Mode, Status
from meetings.registration.forms import ConsentForm, Offer, OrganizationForm, RegistrationForm
from meetings.registration.forms.questions import Asking
from meetings.registration.models import Participation, Way
from meetings.registration.operations import answers
from meetings.registration.operations.register import came_by
from meetings.registration.queries import questions as queries_of
from meetings.registration.rules import Choice, Host
from meetings.registration.rules import questions as asked
from meetings.registration.rules.fullness import Fullness
from meetings.registration.rules.questions import Sheet
from meetings.registration.views import entrances
from meetings.registration.views.answer_files import Held
from meetings.registration.views.entrances import Entrance, Modes


def make_form(
    offer: Offer | None,
    meeting: Host,
    *,
    lang: str,
    capacity: str | None = None,
    has_questions: bool = True,
) -> ConsentForm:
    """The form as it was sent, with the meeting's own questions where it `has_questions`; without
    an offer the organizations'. `capacity` where it is settled by the way in."""
    form = _bare_form(offer, entrances.all_modes(meeting), lang=lang)
    sheet = _sheet(meeting, offer, capacity) if has_questions else queries_of.NOTHING
    if sheet:
        sent: Any = CombinedMultiDict([request.files, request.form])
        seen = asked.read_stamp(request.form.get("stamp", ""))
        earlier = queries_of.earlier(asked.versions_behind(sheet, seen))
        form.asking = Asking(
            form,
            asked.as_seen(sheet, seen, earlier=earlier),
            lang=lang,
            facts=form.facts(),
            sent=sent,
            seen=seen,
            filing=Held(form.key),
        )
    return form


def _bare_form(offer: Offer | None, modes: Modes, *, lang: str) -> ConsentForm:
    form = RegistrationForm if offer is not None else OrganizationForm
    made: ConsentForm = form(data={"language": lang, "nonce": str(uuid.uuid4())})
    if isinstance(made, RegistrationForm):
        made.offer(offer or ())
    if not modes:
        del made.mode
        return made
    made.mode.choices = [SelectChoice(code, text) for code, text in modes]
    if made.mode.data is None:
        made.mode.data = modes[0][0]
    return made


def _sheet(meeting: Host, offer: Offer | None, capacity: str | None) -> Sheet:
    """What a meeting asks of whoever comes by a way in."""
    sheet = queries_of.sheet(meeting.id)
    if not sheet:
        return sheet
    known: dict[str, tuple[str, ...]] = {}
    if meeting.mode != Mode.HYBRID:
        is_virtual = meeting.mode == Mode.VIRTUAL
        known["mode"] = (Mode.VIRTUAL if is_virtual else Mode.IN_PERSON,)
    if capacity is None and offer is not None and len(offer) == 1:
        capacity = offer[0][0]
    if capacity is not None:
        known["capacity"] = (capacity,)
    return asked.narrowed(sheet, known)


@lru_cache(maxsize=256)
def _fresh_fields(offer: Offer | None, modes: Modes, lang: str, sheet: Sheet) -> Markup:
    """The fields as everyone finds them who opens the form: rendered once."""
    form = _bare_form(offer, modes, lang=lang)
    if sheet:
        form.asking = Asking(form, sheet, lang=lang, facts=form.facts())
    return Markup(render_template("registration/_fields.html", form=form))  # noqa: S704 - a template


def show_fresh(
    meeting: Host,
    offer: Offer | None,
    *,
    granted: Accreditation | None = None,
    full: Fullness,
    capacity: str | None = None,
    has_questions: bool = True,
    **more: object,
) -> str:
    """The form, ready to be filled in, without what is `full`; `capacity` where it is settled by
    the way in."""
    sheet = _sheet(meeting, offer, capacity) if has_questions else queries_of.NOTHING
    fields = _fresh_fields(offer, entrances.modes_offered(full), language.current(), sheet)
    nonce = str(uuid.uuid4())
    return _render(meeting, fields=fields, sheet=sheet, nonce=nonce, granted=granted, **more)


def preview_fields(meeting: Host, offer: Offer, *, mode: str, lang: str) -> Markup:
    """The fields as somebody of a capacity finds them who takes part in this mode."""
    form = _bare_form(offer, entrances.all_modes(meeting), lang=lang)
    if "mode" in form:
        form.mode.data = mode
    sheet = _sheet(meeting, offer, None)
    if sheet:
        form.asking = Asking(form, sheet, lang=lang, facts=form.facts())
    return Markup(render_template("registration/_fields.html", form=form))  # noqa: S704 - a template


def keep_answers(form: ConsentForm, made: Participation, *, by: Actor, at: datetime) -> None:
    """Keep what was answered with a registration, in the unit and at the instant in which it was
    made: a repeat, by whomever, changes nothing of the first one's answers."""
    if form.asking is None or made.created_at != at:
        return
    if came_by(made, form.entry(), nonce=form.key):
        answers.write(made, form.asking.given(), stamp=form.asking.stamp, by=by, at=at)


def show_refused(
    meeting: Host,
    form: ConsentForm,
    *,
    full: Fullness,
    granted: Accreditation | None = None,
    **more: object,
) -> str:
    """The form with what was typed and what is wrong with it, and what has become `full`."""
    if "mode" in form:
        modes = entrances.modes_offered(full, is_sent=True)
        form.mode.choices = [SelectChoice(code, text) for code, text in modes]
    if isinstance(form, RegistrationForm):
        form.say_full(full)
    fields = Markup(render_template("registration/_fields.html", form=form))  # noqa: S704 - a template
    sheet = form.asking.sheet if form.asking else queries_of.NOTHING
    return _render(
        meeting, form=form, fields=fields, sheet=sheet, nonce=form.key, granted=granted, **more
    )


def show_closed(
    meeting: Host,
    closed: Entrance[Any],
    *,
    granted: Accreditation | None = None,
    **more: object,
) -> str:
    """Why there is no form, and when there will be."""
    return _render(
        meeting, closed=closed, opens_words=_opens(meeting, closed), granted=granted, **more
    )


def _render(meeting: Host, **context: object) -> str:
    if "about" not in context:
        context["about"] = calendar.text_of(meeting.id, language.current())
    return render_template("registration/register.html", meeting=meeting, **context)


def _opens(meeting: Host, closed: Entrance[Any]) -> str:
    """When it opens, in the meeting's zone."""
    if closed.opens_at is None:
        return ""
    lang, zone = language.current(), meeting.time_zone
    name = zones.name(zone, lang, on=closed.opens_at.date())
    return f"{formats.instant(closed.opens_at, zone, lang)} ({name})"


def by_organizations(meeting: Host, openings: Sequence[Choice]) -> bool:
    """Whether civil society is among those who may come, and may still ask for it."""
    may_ask = meeting.status != Status.CANCELLED
    return may_ask and any(each.way == Way.ORGANIZATION for each in openings)


def unseen(page: str, status: int = 200) -> Response:
    """Never kept by a cache, its address told to nobody."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
