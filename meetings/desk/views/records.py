"""What the pages of people and of organizations share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs

from meetings import language
from meetings.directory import countries
from meetings.directory.models import Organization, Person
from meetings.directory.queries import roster, tags
from meetings.directory.queries.roster import Filters
from meetings.directory.rules.wording import LIKENESS
from meetings.pagination import Page
from meetings.permissions import Right

LONGEST_QUERY = 200
MOST_FOUND = 100
REASONS = LIKENESS


def everyone() -> None:
    """Only who manages every meeting sees people across meetings; 403 for everybody else."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)


def person_or_404(public_id: UUID) -> Person:
    """A person's record, merged or not."""
    everyone()
    return roster.person(str(public_id)) or abort(404)


def organization_or_404(public_id: UUID) -> Organization:
    """An organization's record, merged or not."""
    everyone()
    return roster.organization(str(public_id)) or abort(404)


def asked() -> tuple[Filters, int, int]:
    """The filters, the page and its size; the searched name comes by the form, never by address.

    A search shows its first hundred on one page.
    """
    q = request.form.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    given = request.args
    filters = Filters(q=q, tag=given.get("tag", "")[:60], country=given.get("country", "")[:2])
    if q:
        return filters, 1, MOST_FOUND
    number = min(max(1, given.get("page", 1, type=int)), 100_000)
    return filters, number, current_app.config["SETTINGS"].page_size


def listed(
    template: str,
    look: Callable[..., Page[Any]],
    *,
    endpoint: str,
    seats: Callable[[], Sequence[str]],
) -> ResponseReturnValue:
    """The page of a list that `look` finds; `seats` gives the countries by which it is narrowed."""
    everyone()
    filters, number, size = asked()
    lang = language.current()
    kept: dict[str, Any] = {"tag": filters.tag, "country": filters.country}
    return render_template(
        template,
        page=look(filters, page=number, size=size),
        filters=filters,
        kept={name: value for name, value in kept.items() if value},
        tags=tag_choices(),
        countries=[(code, countries.name(code, lang)) for code in seats()],
        country_name=countries.name,
        href=lambda number: url_for(endpoint, page=number, **kept),
    )


def tag_choices() -> list[tuple[str, str]]:
    """Every tag with its name in the reader's language."""
    lang = language.current()
    return [(each.code, each.name(lang)) for each in tags.tags()]


def country_choices(*, empty: str, kept: str | None = None) -> list[Any]:
    """Where somebody is from or has a seat: the directory's States, then all others.

    After an empty line; `kept` is offered even where it is no such country (any more).
    """
    lang = language.current()
    names = countries.seats(lang)
    if kept and kept not in names:
        names = names | {kept: countries.name(kept, lang)}
    ours = set(countries.state_codes())
    member, other = _("States of the Americas"), _("Other countries")
    found = [SelectChoice(code, name, optgroup=member) for code, name in names.items()]
    rest = [replace(each, optgroup=other) for each in found if each.value not in ours]
    return [SelectChoice("", empty), *(each for each in found if each.value in ours), *rest]
