"""A body's meetings by year, what it owes, and closing the gaps in its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from meetings import clock, language
from meetings.calendar import operations, owing, queries
from meetings.calendar.models import Obligation
from meetings.calendar.queries import BodyMeeting
from meetings.calendar.queries.series import Owing
from meetings.calendar.rules import Account, shown
from meetings.calendar.rules.numerals import leading
from meetings.calendar.rules.obligations import around
from meetings.calendar.views.blueprint import bp
from meetings.db import transaction
from meetings.permissions import Right, allow

MOST_FOLDED = 12


@dataclass(frozen=True)
class Cycle:
    """A row of the table of what is owed: the years, the figures, and the sentence."""

    years: str
    account: Account
    words: str


@dataclass(frozen=True)
class Owed:
    """What one obligation asks of a body around this year; `later` and `earlier` are folded."""

    obligation: Obligation
    later: Sequence[Cycle]
    now: Sequence[Cycle]
    earlier: Sequence[Cycle]


@dataclass(frozen=True)
class Shown:
    """What a body's page shows of its meetings.

    `years` are (year, [(meeting, its number in words)]); `manages` says that the reader is an
    officer of all meetings; for her only, `gaps` is how many numbers would be others.
    """

    years: Sequence[tuple[int, Sequence[tuple[BodyMeeting, str]]]]
    owed: Sequence[Owed]
    has_template: bool
    has_drafts: bool
    gaps: int
    manages: bool


def of(code: str, lang: str, *, today: date, drafts: bool) -> Shown:
    """The meetings of a body by year, and what it owes; with `drafts` as its officers plan it."""
    rows = queries.body_meetings(code, lang, drafts=drafts)
    return Shown(
        years=[
            (year, [(row, _number(row, lang)) for row in inside])
            for year, inside in groupby(rows, key=lambda row: row.starts_on.year)
        ],
        owed=[
            _owed(each, lang, year=today.year)
            for each in queries.owing(code, today=today, drafts=drafts)
        ],
        has_template=drafts and queries.template(code) is not None,
        has_drafts=any(row.is_draft for row in rows),
        gaps=len(queries.proposed_numbers(code)) if drafts else 0,
        manages=drafts,
    )


def _number(row: BodyMeeting, lang: str) -> str:
    """Its number in words, unless its title begins with it."""
    said = row.number is not None and leading(row.title) == row.number
    return "" if said else shown(row.ordinal, row.number, lang=lang)


def _owed(found: Owing, lang: str, *, year: int) -> Owed:
    """The nearest cycles to a year."""
    later, now, earlier = around(found.accounts, year)
    nearest = (later[-MOST_FOLDED:], now, earlier[:MOST_FOLDED])
    return Owed(found.obligation, *([_cycle(each, lang) for each in some] for some in nearest))


def _cycle(account: Account, lang: str) -> Cycle:
    return Cycle(owing.years(account), account, owing.sentence(account, lang))


@bp.route("/manage/directory/bodies/<code>/renumber", methods=["GET", "POST"])
@allow(Right.MANAGE)
def renumber(code: str) -> ResponseReturnValue:
    """Show which numbers would be others; give them when the officer says so."""
    if current_user.meetings_for(Right.MANAGE) is not None:
        abort(403)
    body = next((body for body in queries.bodies() if body.code == code), None)
    if body is None:
        abort(404)
    if request.method != "POST":
        rows = _renumbered(code, language.current())
        return render_template("calendar/renumber.html", body=body, rows=rows)
    with transaction():
        count = operations.renumber(code, by=current_user.actor, at=clock.now())
    flash(
        ngettext("%(num)d meeting was renumbered.", "%(num)d meetings were renumbered.", count),
        "success",
    )
    return redirect(url_for("calendar.body", code=code), 303)


def _renumbered(code: str, lang: str) -> list[list[str]]:
    """Title, dates, number and new number of each meeting whose number would be another one."""
    return [
        [text.title, text.dates, shown(row.ordinal, row.number, lang=lang) or "–", new]
        for row, text, new in queries.renumbering(code, lang)
    ]
