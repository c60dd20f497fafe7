"""Pages of a State and of a group of States: what is known of them, and what meetings reached."""

from __future__ import annotations

from datetime import date

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from meetings import clock, language
from meetings.calendar.rules.subscribing import Feed, feed
from meetings.desk import reached
from meetings.desk.views.blueprint import bp
from meetings.directory import countries
from meetings.directory import queries as directory
from meetings.directory.queries.of_states import as_membership
from meetings.directory.rules.facts import members_on
from meetings.directory.rules.spans import day_of, is_in_force
from meetings.permissions import Right, public
from meetings.statistics import queries as statistics


@bp.get("/directory/states/<code>")
@public
def state(code: str) -> ResponseReturnValue:
    """What is known of a State, its groups, its seats in bodies, and the meetings it had."""
    found = directory.state(code)
    if found is None:
        abort(404)
    lang, today = language.current(), _today()
    number = request.args.get("page", type=int) or 1
    return render_template(
        "desk/state.html",
        state=found,
        today=today,
        facts=directory.facts_of(code),
        flags={each.code: each for each in directory.flags()},
        members=directory.members(state_code=code),
        groups={each.code: each for each in directory.groups()},
        seats=directory.holdings(state_code=code),
        bodies={each.code: each for each in directory.bodies()},
        positions={each.code: each for each in directory.positions()},
        is_in_force=is_in_force,
        page=reached.of_state(code, lang, page=min(number, 10_000), size=_size()),
        href=lambda number: url_for("desk.state", code=code, page=number),
        people=statistics.people_of_state(code) if _sees_figures() else None,
        feed=_feed(code, found.name(lang), lang),
    )


@bp.get("/directory/groups/<code>")
@public
def group(code: str) -> ResponseReturnValue:
    """The States of a group on the last day of a period, reached by a held meeting of it or not."""
    found = directory.group(code)
    if found is None:
        abort(404)
    lang, today = language.current(), _today()
    first, last, is_refused = _period(today)
    rows = directory.members(group_code=code)
    codes = members_on([as_membership(row) for row in rows], last)
    names = countries.names(lang)
    touched = reached.reached(codes, lang, first=first, last=last)
    ordered = [each for each in names if each in codes]
    return render_template(
        "desk/group.html",
        group=found,
        first=first,
        last=last,
        today=today,
        is_refused=is_refused,
        reached=[(each, touched[each]) for each in ordered if touched[each]],
        missed=[each for each in ordered if not touched[each]],
        members=rows,
        countries=names,
    )


def _period(today: date) -> tuple[date, date, bool]:
    """The days asked for, this year without any; and whether they were refused."""
    first, last = (day_of(request.args.get(name)) for name in ("from", "to"))
    year = (last or first or today).year
    first, last = first or date(year, 1, 1), last or date(year, 12, 31)
    if first > last:
        return date(today.year, 1, 1), date(today.year, 12, 31), True
    given = [request.args.get(name) for name in ("from", "to")]
    return first, last, any(text and day_of(text) is None for text in given)


def _feed(code: str, name: str, lang: str) -> Feed:
    """The feed of the meetings that are held in the State."""
    base = language.address("feeds.calendar", lang=lang)
    return feed(base, {"country": code}, lang=lang, name=name)


def _sees_figures() -> bool:
    """Whether the reader may see figures of every meeting."""
    return current_user.is_authenticated and (
        current_user.may(Right.FIGURES) and current_user.meetings_for(Right.FIGURES) is None
    )


def _today() -> date:
    return clock.local_day(clock.now(), current_app.config["SETTINGS"].time_zone)


def _size() -> int:
    size: int = current_app.config["SETTINGS"].page_size
    return size
