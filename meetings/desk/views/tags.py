"""Tags, and the invitation lists they make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import audit, clock, language, tables
from meetings.answering import attempt
from meetings.db import transaction
from meetings.desk.forms.records import TagForm
from meetings.desk.views import records
from meetings.desk.views.blueprint import bp
from meetings.directory import countries, operations
from meetings.directory.models import Tag
from meetings.directory.queries import tags as queries
from meetings.pagination import Page, offset
from meetings.permissions import Right, allow


@bp.route("/manage/tags", methods=["GET", "POST"])
@allow(Right.MANAGE)
def tags() -> ResponseReturnValue:
    """Every tag with how many bear it, and a form for one more."""
    records.everyone()
    form = TagForm()
    answer = attempt(
        form,
        lambda: operations.add_tag(form.names(), by=current_user.actor, at=clock.now()),
        said=_("The tag is added."),
        to=url_for("desk.tags"),
    )
    if answer is not None:
        return answer
    page = render_template(
        "desk/tags.html", form=form, tags=queries.tags(), counts=queries.counts()
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/manage/tags/<code>/edit", methods=["GET", "POST"])
@allow(Right.MANAGE)
def edit_tag(code: str) -> ResponseReturnValue:
    """Rename a tag of the secretariat's own."""
    form = TagForm(data=_tag(code).names)
    to = url_for("desk.tag", code=code)
    answer = attempt(
        form,
        lambda: operations.rename_tag(
            _tag(code), form.names(), by=current_user.actor, at=clock.now()
        ),
        said=_("The tag is renamed."),
        to=to,
    )
    if answer is not None:
        return answer
    page = render_template(
        "desk/edit_record.html",
        form=form,
        name=_tag(code).name(language.current()),
        back=to,
        parents=[(_("Who is who"), url_for("desk.people")), (_("Tags"), url_for("desk.tags"))],
        rows=[("en", "es"), ("fr", "pt")],
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/manage/tags/<code>")
@allow(Right.MANAGE)
def tag(code: str) -> ResponseReturnValue:
    """Who bears a tag, of one country or of all: an invitation list."""
    found, lang, country = _tag(code), language.current(), _country()
    every = list(queries.invitees(code, country=country))
    size = current_app.config["SETTINGS"].page_size
    number = min(max(1, request.args.get("page", 1, type=int)), 100_000)
    start = offset(number, size)
    kept: dict[str, Any] = {"country": country} if country else {}
    return render_template(
        "desk/tag.html",
        tag=found,
        page=Page(every[start : start + size], number, size, len(every)),
        country=country,
        kept=kept,
        countries=[(each, countries.name(each, lang)) for each in queries.countries_of(code)],
        country_name=countries.name,
        href=lambda number: url_for("desk.tag", code=code, page=number, **kept),
    )


@bp.get("/manage/tags/<code>/list.<ending>")
@allow(Right.MANAGE)
def tag_list(code: str, ending: str) -> ResponseReturnValue:
    """The invitation list as CSV or XLSX; leaves a line in the audit."""
    if ending not in {"csv", "xlsx"}:
        abort(404)
    found, country = _tag(code), _country()
    lines = list(_lines(found, country))
    with transaction():
        changes = {"format": ending, "country": country}
        by, at = current_user.actor, clock.now()
        audit.record("directory.export_tag", ("tag", code), by=by, at=at, changes=changes)
    filename = f"{_('invitations')}-{code}{'-' + country if country else ''}.{ending}"
    pieces = (
        tables.write_xlsx([(_("Invitations"), lines)])
        if ending == "xlsx"
        else tables.write_csv(lines)
    )
    answer = Response(pieces, mimetype=tables.TYPES[ending])
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer


def _tag(code: str) -> Tag:
    records.everyone()
    return queries.tag(code) or abort(404)


def _country() -> str:
    return request.args.get("country", "")[:2]


def _lines(tag: Tag, country: str) -> Iterator[list[tables.Cell]]:
    lang = language.current()
    yield [
        _("Kind"),
        _("Name"),
        _("Title or form of address"),
        _("Given names"),
        _("Surnames"),
        _("E-mail address"),
        _("Country"),
        _("Tag"),
    ]
    kinds = {"person": _("Person"), "organization": _("Organization")}
    for each in queries.invitees(tag.code, country=country):
        yield [
            kinds[each.record],
            each.name,
            each.honorific,
            each.given_names,
            each.surnames,
            each.email,
            countries.name(each.country, lang),
            tag.name(lang),
        ]
