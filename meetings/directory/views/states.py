"""The officers' pages of a State's facts and of the groups of States."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, language
from meetings.answering import attempt, press
from meetings.directory import countries, operations, queries
from meetings.directory.forms import FactForm, GroupForm, MemberForm
from meetings.directory.forms.states import choices
from meetings.directory.models import StateFact, StateGroup, StateGroupMember
from meetings.directory.queries.of_states import as_fact
from meetings.directory.rules.facts import Membership
from meetings.directory.views.blueprint import bp
from meetings.directory.views.pages import everything, shown
from meetings.fields import by_language
from meetings.permissions import Right, allow


@bp.get("/manage/directory")
@allow(Right.MANAGE)
def manage() -> ResponseReturnValue:
    """Everything of the directory that officers write."""
    everything()
    lang = language.current()
    order = list(countries.names(lang))
    return render_template(
        "directory/manage.html",
        states=sorted(queries.states(), key=lambda each: order.index(each.code)),
        groups=queries.groups(),
        bodies=queries.bodies(),
    )


@bp.get("/manage/directory/states/<code>")
@allow(Right.MANAGE)
def manage_state(code: str) -> ResponseReturnValue:
    """What is known of a State, with the ways to write it."""
    everything()
    state = queries.state(code)
    if state is None:
        abort(404)
    return render_template(
        "directory/manage_state.html",
        state=state,
        facts=queries.facts_of(code),
        flags={each.code: each for each in queries.flags()},
    )


@bp.route("/manage/directory/states/<code>/facts/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_fact(code: str) -> ResponseReturnValue:
    """Something that is or was true of a State."""
    everything()
    state = queries.state(code)
    if state is None:
        abort(404)
    lang = language.current()
    form, back = _fact_form(None), url_for("directory.manage_state", code=code)
    answer = attempt(
        form,
        lambda: operations.add_fact(form.fact(code), by=current_user.actor, at=clock.now()),
        said=_("The entry is saved."),
        to=back,
    )
    return answer or shown(form, heading=_("New fact"), kicker=state.name(lang), back=back)


@bp.route("/manage/directory/facts/<uuid:public_id>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_fact(public_id: UUID) -> ResponseReturnValue:
    """Correct or end what is said of a State."""
    row = _fact(public_id)
    code = row.state_code
    form, back = _fact_form(row), url_for("directory.manage_state", code=code)
    answer = attempt(
        form,
        lambda: operations.correct_fact(
            _fact(public_id), form.fact(code), by=current_user.actor, at=clock.now()
        ),
        said=_("The entry is saved."),
        to=back,
    )
    name = countries.name(code, language.current())
    return answer or shown(form, heading=_("Correct or end a fact"), kicker=name, back=back)


@bp.post("/manage/directory/facts/<uuid:public_id>/remove")
@allow(Right.MANAGE)
def remove_fact(public_id: UUID) -> ResponseReturnValue:
    """Take back what was entered by error."""
    back = url_for("directory.manage_state", code=_fact(public_id).state_code)
    return press(
        lambda: operations.remove_fact(_fact(public_id), by=current_user.actor, at=clock.now()),
        said=_("The entry is taken back; the audit keeps it."),
        to=back,
    )


@bp.route("/manage/directory/groups/new", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_group() -> ResponseReturnValue:
    """A group of the secretariat's own."""
    everything()
    form = GroupForm()
    back = url_for("directory.manage")
    made: list[str] = []

    def add() -> None:
        group = operations.add_group(form.texts("name"), by=current_user.actor, at=clock.now())
        made.append(group.code)

    answer = attempt(
        form,
        add,
        said=_("The group is saved. Add its members."),
        to=lambda: url_for("directory.manage_group", code=made[0]),
    )
    return answer or shown(form, heading=_("New group of States"), kicker=None, back=back)


@bp.route("/manage/directory/groups/<code>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def manage_group(code: str) -> ResponseReturnValue:
    """A group's members, one more of them, and the names of an own group."""
    group = _group(code)
    lang = language.current()
    form = MemberForm()
    form.state.choices = choices(_states(lang), empty=_("Choose…"))

    def add() -> None:
        member = Membership(code, form.state.data, form.from_on.data, form.to_on.data)
        operations.add_member(member, by=current_user.actor, at=clock.now())

    here = url_for("directory.manage_group", code=code)
    answer = attempt(form, add, said=_("The State is added to the group."), to=here)
    return answer or shown(
        form,
        "directory/manage_group.html",
        group=group,
        members=queries.members(group_code=code),
        countries=countries.names(lang),
    )


@bp.route("/manage/directory/groups/<code>/names", methods=["GET", "POST"])
@allow(Right.MANAGE)
def rename_group(code: str) -> ResponseReturnValue:
    """Other names for a group that the secretariat added."""
    group = _group(code)
    if not group.is_own:
        abort(404)
    form = GroupForm(data=by_language("name", group.names))
    back = url_for("directory.manage_group", code=code)
    answer = attempt(
        form,
        lambda: operations.rename_group(
            _group(code), form.texts("name"), by=current_user.actor, at=clock.now()
        ),
        said=_("The entry is saved."),
        to=back,
    )
    return answer or shown(form, heading=_("Names of the group"), kicker=None, back=back)


@bp.route("/manage/directory/members/<uuid:public_id>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_member(public_id: UUID) -> ResponseReturnValue:
    """From when to when a State belongs to a group."""
    row = _member(public_id)
    back = url_for("directory.manage_group", code=row.group_code)
    name = countries.name(row.state_code, language.current())
    form = MemberForm(data={"from_on": row.from_on, "to_on": row.to_on})
    form.state.choices, form.state.data = choices([(row.state_code, name)]), row.state_code
    answer = attempt(
        form,
        lambda: operations.correct_member(
            _member(public_id),
            from_on=form.from_on.data,
            to_on=form.to_on.data,
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The entry is saved."),
        to=back,
    )
    return answer or shown(form, heading=_("Correct or end a membership"), kicker=name, back=back)


@bp.post("/manage/directory/members/<uuid:public_id>/remove")
@allow(Right.MANAGE)
def remove_member(public_id: UUID) -> ResponseReturnValue:
    """Take back a membership entered by error."""
    back = url_for("directory.manage_group", code=_member(public_id).group_code)
    return press(
        lambda: operations.remove_member(_member(public_id), by=current_user.actor, at=clock.now()),
        said=_("The entry is taken back; the audit keeps it."),
        to=back,
    )


def _fact_form(row: StateFact | None) -> FactForm:
    """The form, filled with what is stored; the flag of a stored fact stays."""
    lang = language.current()
    given = vars(as_fact(row)) if row else {}
    notes = by_language("note", row.note) if row else {}
    form = FactForm(data={**given, **notes, "flag": row.flag_code if row else None})
    offered = [each for each in queries.flags() if row is None or each.code == row.flag_code]
    form.flag.choices = choices((each.code, each.name(lang)) for each in offered)
    return form


def _fact(public_id: UUID) -> StateFact:
    everything()
    return queries.fact(str(public_id)) or abort(404)


def _member(public_id: UUID) -> StateGroupMember:
    everything()
    return queries.member(str(public_id)) or abort(404)


def _group(code: str) -> StateGroup:
    everything()
    return queries.group(code) or abort(404)


def _states(lang: str) -> list[tuple[str, str]]:
    known = {each.code for each in queries.states()}
    return [pair for pair in countries.names(lang).items() if pair[0] in known]
