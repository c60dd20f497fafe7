"""The form by which somebody invited says yes: what it knows, offers and asks, and its page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import request
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs

from meetings import language
from meetings.actor import Actor
from meetings.calendar.models import Mode
from meetings.directory.models import Sex
from meetings.errors import Refused
from meetings.registration import queries, rules
from meetings.registration.forms.invitation import AcceptForm
from meetings.registration.models import Participation, Status
from meetings.registration.operations import answers as operations
from meetings.registration.proof import is_she
from meetings.registration.queries import fullness
from meetings.registration.queries import questions as queries_of
from meetings.registration.rules import Entry
from meetings.registration.rules import questions as asked
from meetings.registration.rules.fullness import Chance
from meetings.registration.views import entrances
from meetings.registration.views.own_questions import asking_of, stored_now, to_rebase


def make_form(found: Participation, chance: Chance) -> AcceptForm:
    """The form with what is known of her, and with the meeting's own questions; of the modes the
    first with a seat is chosen where hers has none. Sex is hers to declare, so none is chosen."""
    declared = found.sex if found.sex_source == "self" and found.sex != Sex.NOT_STATED else None
    form = AcceptForm(
        data={
            "sex": declared,
            "post": found.post,
            "personnel_kind": found.personnel_kind_code,
            "mode": found.mode,
            "language": found.language,
            "access_needs": queries.access_needs(found.id) if is_she(found) else "",
            **{f"consent_{each.purpose}": each.is_given for each in queries.consents(found)},
        }
    )
    form.known = _known(found)
    if found.meeting.mode != Mode.HYBRID or found.status != Status.INVITED:
        del form.mode
    else:
        _offer_modes(form, chance)
    _ask(found, form)
    return form


def around(found: Participation, form: AcceptForm) -> dict[str, Any]:
    """What the page of the form says beside it: her chance of a seat as it is now, and why there is
    no form for who only opens it; which answers are kept; whether she is in already, and only
    completes what her calendar could not say."""
    lang, chance = language.current(), chance_of(found)
    if "mode" in form:
        _offer_modes(form, chance)
    return {
        "chance": chance,
        "full_lines": chance.full.sentences(lang, {found.capacity_code: found.capacity.name(lang)}),
        "closed": None if form.is_submitted() else _closed(found),
        "stored": _stored(found, form),
        "is_completing": found.status != Status.INVITED,
        "hides_needs": bool(queries.access_needs(found.id)) and not is_she(found),
    }


def chance_of(found: Participation) -> Chance:
    """What her yes leads to; who is in already has her seat."""
    return fullness.chance_of(found) if found.status == Status.INVITED else Chance()


def keep_answers(found: Participation, form: AcceptForm, *, by: Actor, at: datetime) -> None:
    """Keep what she answered, in the unit in which she says yes."""
    if form.asking is None:
        return
    given, stored = form.asking.given(whole=True), request.form.get("stored", "")
    operations.write(found, given, stamp=form.asking.stamp, by=by, at=at, stored=stored)


def _known(found: Participation) -> Entry:
    return Entry(
        given_names=found.person.given_names,
        surnames=found.person.surnames,
        badge_name=found.badge_name,
        email=found.person.email,
        sex="",
        capacity_code=found.capacity_code,
        represents=found.principal.type,
        state_code=found.principal.state_code,
        accreditation_id=found.principal.accreditation_id,
        mode=found.mode,
        language=found.language,
    )


def _offer_modes(form: AcceptForm, chance: Chance) -> None:
    is_sent = form.is_submitted()
    modes = entrances.modes_offered(chance.full, is_sent=is_sent)
    form.mode.choices = [SelectChoice(code, text) for code, text in modes]
    if (
        modes
        and not is_sent
        and not chance.full.is_all
        and chance.full.is_mode_full(form.mode.data)
    ):
        form.mode.data = modes[0][0]


def _ask(found: Participation, form: AcceptForm) -> None:
    """Put in what is asked on registering of somebody in her capacity; her mode is settled where
    the form has none."""
    known: dict[str, tuple[str, ...]] = {"capacity": (found.capacity_code,)}
    if "mode" not in form:
        known["mode"] = (found.mode,)
    sheet = asked.narrowed(queries_of.sheet(found.meeting_id), known)
    if sheet:
        form.asking = asking_of(found, form, sheet, form.facts())


def _stored(found: Participation, form: AcceptForm) -> str:
    """The mark of the answers that are kept as she saw them; once they are told to have changed,
    of those that are kept now, and what she left as it was is taken over from them."""
    if form.asking is None:
        return ""
    sent = request.form.get("stored", "")
    if form.form_errors:
        form.asking.rebase(*to_rebase(found, sent), form.facts())
        sent = ""
    return sent or stored_now(found)


def _closed(found: Participation) -> Refused | None:
    if found.status != Status.INVITED:
        return None
    ways = queries.openings(found.meeting_id)
    window = rules.invitation_window(ways, capacity_code=found.capacity_code)
    return entrances.refusal(found.meeting, window)
