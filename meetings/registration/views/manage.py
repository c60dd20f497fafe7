"""The officer's list of a meeting's registrations: narrowed, sorted, in chosen columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats, language, searched
from meetings.accreditation import queries as accreditation
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.rules import represented
from meetings.permissions import Right, allow
from meetings.registration import queries
from meetings.registration.models import Status
from meetings.registration.queries import Filters, answers
from meetings.registration.queries.filters import SORTS, read_filters
from meetings.registration.queries.line import places_in_line
from meetings.registration.queries.missing import missing_among
from meetings.registration.queries.saved_views import saved_views
from meetings.registration.rules import list_columns, reply_words, way_words, words
from meetings.registration.views.blueprint import bp
from meetings.registration.views.scope import meeting_of

SEARCHED = "registration_search"
SIZES = (25, 50, 100, 200)


@dataclass(frozen=True)
class Asked:
    """How the list is asked for: narrowed, sorted, in which columns, how many on a page.

    `search` is the key of the searched words; `is_over` tells that they are kept no more.
    """

    filters: Filters
    sort: str
    size: int
    columns: tuple[str, ...]
    search: str
    is_over: bool

    @property
    def in_address(self) -> dict[str, Any]:
        """The same as an address tells it, with the key of the searched words in their place."""
        found: dict[str, Any] = dict(self.filters.in_address)
        if self.sort:
            found["sort"] = self.sort
        if self.columns:
            found["col"] = list(self.columns)
        if request.args.get("size"):
            found["size"] = self.size
        if self.search:
            found["search"] = self.search
        return found


@bp.get("/manage/meetings/<slug>/registrations")
@allow(Right.MANAGE)
def manage(slug: str) -> ResponseReturnValue:
    """The list, counted by status, with confirm and decline beside each."""
    meeting = meeting_of(slug)
    if meeting.slug != slug:
        return redirect(url_for("registration.manage", slug=meeting.slug), 308)
    asked, lang = asked_of(meeting), language.current()
    if asked.is_over:
        return searched_again(meeting, asked)
    number = max(request.args.get("page", 1, type=int), 1)
    page = queries.participations(
        meeting.id, asked.filters, page=number, size=asked.size, sort=asked.sort
    )
    own = answers.columns(meeting.id, lang)
    questions = {each.question: each.label for each in own}
    columns = list_columns.chosen(asked.columns, questions, usual=list_columns.SHOWN)
    wants_answers = any(each.startswith(list_columns.QUESTION) for each in columns)
    kept = asked.in_address
    return render_template(
        "registration/manage.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, lang),
        page=page,
        nameless=queries.count_nameless(meeting.id, asked.filters),
        in_line=_in_line(meeting, page.items, lang),
        awaited=_awaited(page.items),
        missing=missing_among(meeting.id, page.items),
        of_country=countries.of,
        counts=queries.people_by_status(meeting.id),
        apart=queries.people_apart(meeting.id),
        seats=queries.seats(meeting.id),
        corrections=queries.count_waiting_corrections(meeting.id),
        filters=asked.filters,
        asked=asked,
        kept=kept,
        columns=columns,
        labels=labels(questions),
        tell=list_columns.tellers(lang),
        answers=answers.answers_of(
            [row.id for row in page.items], lang, versions=answers.present(own)
        )
        if wants_answers
        else {},
        offered=_offered(meeting, lang, questions),
        capacities=[(each.code, each.name(lang)) for each in directory.capacities()],
        functions=[(each.code, each.name(lang)) for each in directory.functions()],
        kinds=[(each.code, each.name(lang)) for each in directory.personnel_kinds()],
        views=saved_views(meeting.id, current_user.id),
        user_id=current_user.id,
        sizes=SIZES,
        may_mail="invitations.write_to_chosen" in current_app.view_functions,
        sortable=list_columns.SORTABLE,
        listed=[*list_columns.LISTED, *(list_columns.QUESTION + each for each in questions)],
        words=words,
        reply_words=reply_words,
        href=lambda number: url_for("registration.manage", slug=meeting.slug, page=number, **kept),
        sorted_by=lambda sort: url_for(
            "registration.manage", slug=meeting.slug, **(kept | {"sort": sort})
        ),
    )


@bp.post("/manage/meetings/<slug>/registrations/search")
@allow(Right.MANAGE)
def search(slug: str) -> ResponseReturnValue:
    """Keep the searched words in the signed session: no name ever stands in an address."""
    meeting = meeting_of(slug)
    key = searched.keep(SEARCHED, request.form.get("q", ""), where=meeting.slug)
    kept = replace(asked_of(meeting), search=key).in_address
    return redirect(url_for("registration.manage", slug=meeting.slug, **kept), 303)


def searched_again(meeting: Meeting, asked: Asked) -> ResponseReturnValue:
    """The list without a search whose words are kept no more: nobody is shown in their stead
    without a word."""
    flash(_("That search has ended: this is the list without it. Search again."), "error")
    kept = replace(asked, search="").in_address
    return redirect(url_for("registration.manage", slug=meeting.slug, **kept), 303)


def asked_of(meeting: Meeting) -> Asked:
    """What the address asks for; what it cannot mean is left out.

    The searched words are those that a form carries, else those of the search that the address
    names. The columns that are usual anyway are none that were chosen.
    """
    given = request.args
    key = given.get("search", "")[:20]
    kept = searched.kept(SEARCHED, where=meeting.slug, key=key) if key else ""
    q = request.form.get("q", kept)[: searched.LONGEST]
    filters = read_filters(given, q=q)
    size = given.get("size", 0, type=int)
    columns = tuple(each[:40] for each in given.getlist("col")[:40])
    return Asked(
        filters=filters,
        sort=given.get("sort", "") if given.get("sort") in SORTS else "",
        size=size if size in SIZES else current_app.config["SETTINGS"].page_size,
        columns=() if set(columns) == set(list_columns.SHOWN) else columns,
        search=key,
        is_over=bool(key) and not kept,
    )


def labels(questions: dict[str, str]) -> dict[str, str]:
    """Column -> what stands above it."""
    asked = {list_columns.QUESTION + name: label for name, label in questions.items()}
    return {name: str(label) for name, label in list_columns.COLUMNS.items()} | asked


def _in_line(meeting: Meeting, rows: Sequence[queries.Row], lang: str) -> dict[int, str]:
    """Of each one who waits (id) her place, or until when a seat is held for her."""
    waiting = [each for each in rows if each.status == Status.WAITLISTED]
    places = places_in_line(meeting.id, {each.id for each in waiting})
    told = {}
    for each in waiting:
        told[each.id] = _("no. %(place)d in line", place=places.get(each.id, 0))
        if each.offered_until is not None:
            until = formats.instant(each.offered_until, meeting.time_zone, lang)
            told[each.id] = _("Seat offered until %(until)s", until=until)
    return told


def _awaited(rows: Sequence[queries.Row]) -> dict[int, queries.Awaited]:
    """Of each one (id) who is pending for a State whose agreement comes first, if anybody's."""
    ids = [each.id for each in rows if each.status == Status.PENDING and each.state_code]
    return queries.awaited(ids, at=clock.now())


def _offered(meeting: Meeting, lang: str, questions: dict[str, str]) -> list[tuple[str, Any, Any]]:
    """The further filters: name, label, choices."""
    granted = [
        (each.organization.public_id, each.organization.name)
        for each in accreditation.accreditations(meeting.id)
    ]
    states = represented.offered(lang, added=directory.added_observers())
    columns = list_columns.COLUMNS
    found: list[tuple[str, Any, Any]] = [
        ("state", columns["state"], states),
        ("organization", columns["organization"], granted),
        ("way", columns["way"], way_words.WAYS.items()),
        ("mode", columns["mode"], words.MODE.items()),
        (
            "function",
            columns["functions"],
            [(each.code, each.name(lang)) for each in directory.functions()],
        ),
        (
            "kind",
            columns["personnel_kind"],
            [(each.code, each.name(lang)) for each in directory.personnel_kinds()],
        ),
        ("answered", list_columns.ANSWERED, questions.items()),
    ]
    return [each for each in found if each[2]]
