"""The public calendar: list, month and year of what is published."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings import clock, formats, language
from meetings.calendar import grid, queries
from meetings.calendar.forms import Asked, read
from meetings.calendar.views import fragments, layout, subscribing
from meetings.calendar.views.blueprint import bp
from meetings.permissions import public


@bp.get("/calendar")
@public
def index() -> ResponseReturnValue:
    """What is published, as a list, a month or a year; all filters stand in the address."""
    lang = language.current()
    options = queries.options(lang)
    asked = read(request.args, known=layout.known_codes(options))
    today = clock.local_day(clock.now(), current_app.config["SETTINGS"].time_zone)
    shown = {"list": _list, "month": _month, "year": _year}[asked.view](asked, today, lang)
    return render_template(
        "calendar/index.html",
        asked=asked,
        today=today,
        options=options,
        years=layout.years(asked, shown["year"], options.years),
        nearest=layout.nearest_year(shown["year"] or today.year, options.years),
        tabs=layout.tabs(asked, shown["anchor"]),
        chips=layout.chips(asked, options, lang),
        feed=subscribing.of_page(asked, lang, year=layout.only_year(asked.filters)),
        prefix=url_for("desk.meeting", slug=""),
        **shown,
    )


def _list(asked: Asked, today: date, lang: str) -> dict[str, Any]:
    """The list's own words; a bare address means the current year."""
    filters, year = asked.filters, layout.only_year(asked.filters)
    if asked.is_bare:
        filters, year = layout.within_year(filters, today.year), today.year
    page = queries.listing(
        filters, lang, page=asked.page, size=current_app.config["SETTINGS"].page_size
    )
    anchor = filters.from_ or filters.to or today
    return {
        "year": year,
        "anchor": today if year == today.year else anchor,
        "is_empty": not page.total,
        "page": page,
        "groups": layout.groups(page.items, lang),
        "fragments": fragments.of(lang),
        "summary": _summary(page.first_item, page.last_item, page.total, lang),
        "href": lambda number: request.path + asked.query(page=str(number)),
    }


def _summary(first: int, last: int, total: int, lang: str) -> str:
    count = formats.number(total, lang)
    if last == total and first <= 1:
        return ngettext("%(count)s meeting", "%(count)s meetings", total, count=count)
    return _("%(first)s–%(last)s of %(count)s meetings", first=first, last=last, count=count)


def _month(asked: Asked, today: date, lang: str) -> dict[str, Any]:
    """The grid of a month; what is known only to the month or less stands apart."""
    anchor = asked.filters.from_ or asked.filters.to or today
    first, last = grid.month_bounds(anchor)
    week_starts = formats.locale(lang).first_week_day
    outer = grid.outer_bounds(first, week_starts=week_starts)
    rows = queries.between(asked.filters, lang, first=outer[0], last=outer[1])
    inside = [row for row in rows if row.starts_on <= last and row.ends_on >= first]
    return {
        "year": first.year,
        "anchor": first,
        "is_empty": not inside,
        "title": layout.heading(formats.month(first, lang)),
        "weekdays": layout.weekdays(lang, week_starts),
        "weeks": grid.weeks(first, rows, week_starts=week_starts),
        "apart": [row for row in inside if not grid.is_to_the_day(row)],
        "steps": [layout.month_step(asked, day, lang) for day in grid.neighbours(first)],
    }


def _year(asked: Asked, today: date, lang: str) -> dict[str, Any]:
    """Twelve months; what is known only to the month or less stands apart."""
    year = (asked.filters.from_ or asked.filters.to or today).year
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = queries.between(asked.filters, lang, first=first, last=last)
    return {
        "year": year,
        "anchor": today if year == today.year else first,
        "is_empty": not rows,
        "title": str(year),
        "months": [
            (
                layout.heading(formats.month(month, lang)),
                layout.month_query(asked, month),
                inside,
                grid.unsettled(month, rows),
            )
            for month, inside in grid.months(year, rows)
        ],
        "apart": [row for row in rows if not grid.is_to_the_day(row)],
        "steps": [layout.year_step(asked, number) for number in (year - 1, year + 1)],
    }
