"""Laying a record beside another one that nobody suggested: look for it, choose it, compare."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock
from meetings.db import transaction
from meetings.desk.views import records
from meetings.desk.views.blueprint import bp
from meetings.directory import countries, operations
from meetings.directory.models import Organization, Person
from meetings.directory.queries import roster
from meetings.errors import Refused
from meetings.permissions import Right, allow

MOST = 20


@bp.route(
    "/manage/<any(people, organizations):kind>/<uuid:public_id>/merge", methods=["GET", "POST"]
)
@allow(Right.MANAGE)
def merge_with(kind: str, public_id: UUID) -> ResponseReturnValue:
    """The search for the other record, and what it found; choosing leads to the comparison."""
    is_person = kind == "people"
    record = _record(kind, public_id)
    if "other" in request.form:
        return _chosen(kind, public_id)
    filters, _number, _size = records.asked()
    look = roster.people if is_person else roster.organizations
    found = look(filters, size=MOST + 1).items if filters.q else []
    return render_template(
        "desk/merge_with.html",
        record=record,
        kind=kind,
        is_person=is_person,
        q=filters.q,
        found=[each for each in found if each.id != record.id][:MOST],
        back=url_for("desk.person" if is_person else "desk.organization", public_id=public_id),
        country_name=countries.name,
    )


def _chosen(kind: str, public_id: UUID) -> ResponseReturnValue:
    """On to the comparison of both, or back with the reason why they cannot be compared."""
    try:
        with transaction():
            other = _record(kind, UUID(request.form["other"]))
            pair = operations.propose(_record(kind, public_id), other, at=clock.now())
    except (Refused, ValueError) as refusal:
        said = str(refusal) if isinstance(refusal, Refused) else _("Choose from the list.")
        flash(said, "error")
        return redirect(url_for("desk.merge_with", kind=kind, public_id=public_id), 303)
    return redirect(url_for("desk.duplicate", public_id=pair), 303)


def _record(kind: str, public_id: UUID) -> Person | Organization:
    if kind == "people":
        return records.person_or_404(public_id)
    return records.organization_or_404(public_id)
