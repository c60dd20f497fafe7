"""The plans, a plan's year, and one indicator opened into its meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import audit, clock, language, tables
from meetings.db import transaction
from meetings.directory.models import Coded
from meetings.indicators import queries, sheet, words
from meetings.indicators.models import Framework
from meetings.indicators.queries import Measured
from meetings.indicators.rules import Value
from meetings.language import PREFIX
from meetings.permissions import Right, allow, public
from meetings.statistics import queries as statistics
from meetings.statistics.rules import Split, whole_percent
from meetings.statistics.rules.words import MARKS, SEXES

bp = Blueprint("indicators", __name__, url_prefix=PREFIX)
blueprints = (bp,)

FIRST_YEAR, LAST_YEAR = 1928, 2100  # since there is a commission


@bp.app_template_global("figures_by_sex")
def _sexes() -> dict[str, Any]:
    return SEXES


@bp.get("/indicators")
@public
def index() -> ResponseReturnValue:
    """The plans: what each covers, and the way into its years."""
    plans = [(plan, queries.size(plan.code)) for plan in queries.frameworks()]
    return render_template("indicators/index.html", plans=plans, year=clock.now().year)


@bp.get("/indicators/<code>")
@public
def framework(code: str) -> ResponseReturnValue:
    """A plan's year: every indicator with its number, whatever the year."""
    plan, year = _plan(code), _year()
    measured = queries.year(plan, year, as_of=clock.now())
    others = tuple(each for each in measured if each.value.number is None)
    return render_template(
        "indicators/framework.html",
        plan=plan,
        year=year,
        goals=_grouped(tuple(each for each in measured if each.value.number is not None)),
        others=_grouped(others),
        others_number=len(others),
        period=sheet.period_words(plan, year),
        is_outside=not plan.starts_on.year <= year <= plan.ends_on.year,
        years=_years(plan, year),
        has_targets=any(each.value.baseline or each.value.target for each in measured),
        sees_cells=_sees_cells(),
        words=words,
        marks=MARKS,
        whole_percent=whole_percent,
    )


@bp.get("/indicators/<code>.<any(csv, xlsx):ending>")
@public
def export(code: str, ending: str) -> ResponseReturnValue:
    """A plan's year as CSV or XLSX; cells leave a line in the audit."""
    plan, year, now, lang = _plan(code), _year(), clock.now(), language.current()
    shows_cells = _sees_cells()
    measured = queries.year(plan, year, as_of=now)
    settings = current_app.config["SETTINGS"]
    rows = list(sheet.export(measured, lang=lang, shows_cells=shows_cells))
    notes = list(
        sheet.notes(
            plan,
            year,
            at=now,
            zone=settings.time_zone,
            threshold=settings.suppression_threshold,
            lang=lang,
        )
    )
    filename = f"{_('indicators')}-{plan.code}-{year}.{ending}"
    if shows_cells:
        with transaction():
            audit.record(
                "indicators.export",
                ("framework", code),
                by=current_user.actor,
                at=now,
                changes={"year": year, "format": ending},
            )
    pieces = (
        tables.write_xlsx([(_("Indicators"), rows), (_("About these figures"), notes)])
        if ending == "xlsx"
        else tables.write_csv([*rows, (), *notes])
    )
    answer = Response(pieces, mimetype=tables.TYPES[ending])
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer


@bp.get("/indicators/<framework>/<code>")
@allow(Right.FIGURES)
def indicator(framework: str, code: str) -> ResponseReturnValue:
    """One indicator opened: its rule, its cells, the meetings behind it and what is missing."""
    if not _sees_cells():
        abort(403)
    plan, year = _plan(framework), _year()
    found = queries.indicator(plan.code, code)
    if found is None:
        abort(404)
    value = queries.value(plan, found, year=year, as_of=clock.now())
    return render_template(
        "indicators/indicator.html",
        plan=plan,
        year=year,
        indicator=found,
        value=value,
        tables=_tables(value),
        period=sheet.period_words(plan, year),
        organs=_organ_names(),
        words=words,
        marks=MARKS,
        whole_percent=whole_percent,
    )


def _plan(code: str) -> Framework:
    plan = queries.framework(code)
    if plan is None:
        abort(404)
    return plan


def _years(plan: Framework, year: int) -> list[int]:
    """The years to choose from: the plan's own, and those around the one that is shown."""
    around = {year - 1, year, year + 1} & set(range(FIRST_YEAR, LAST_YEAR + 1))
    return sorted(around.union(range(plan.starts_on.year, plan.ends_on.year + 1)))


def _year() -> int:
    """The year asked for, the current one without; 404 for what is no year of a commission."""
    asked = request.args.get("year", "")
    if not asked:
        return clock.now().year
    if not asked.isdecimal() or not FIRST_YEAR <= int(asked) <= LAST_YEAR:
        abort(404)
    return int(asked)


def _sees_cells() -> bool:
    """Cells over all meetings need the right to figures over all of them."""
    return (
        current_user.is_authenticated
        and current_user.may(Right.FIGURES)
        and current_user.meetings_for(Right.FIGURES) is None
    )


def _grouped(measured: tuple[Measured, ...]) -> list[tuple[Any, list[tuple[Any, list[Measured]]]]]:
    """Goals with their objectives with their indicators, in the order of the plan."""
    lang = language.current()

    def goal(each: Measured) -> Any:
        return language.content(each.indicator.goal, lang)

    def objective(each: Measured) -> Any:
        return language.content(each.indicator.objective, lang)

    return [
        (name, [(text, list(items)) for text, items in groupby(of_goal, objective)])
        for name, of_goal in groupby(measured, goal)
    ]


def _tables(value: Value) -> list[dict[str, object]]:
    """The cells along other dimensions, named and in the order of lists."""
    lang = language.current()
    names: dict[str, Callable[[], Mapping[str, Coded]]] = {
        "capacity": statistics.capacities,
        "personnel_kind": statistics.personnel_kinds,
        "state": statistics.states,
    }
    found: list[dict[str, object]] = []
    for table in value.tables:
        cells = dict(table.rows)
        named = names[table.dimension]().items()
        rows = [(each.name(lang), cells[code]) for code, each in named if code in cells]
        if None in cells:
            rows.append((str(words.NAMELESS[table.dimension]), cells[None]))
        bars = [(name, split.known) for name, split in rows]
        found.append(
            {
                "dimension": table.dimension,
                "rows": _splits(rows),
                "bars": bars,
                "lacks_sex": any(split.total and not split.declared for _name, split in rows),
            }
        )
    return found


def _splits(rows: list[tuple[str, Split]]) -> list[dict[str, object]]:
    return [{"name": name, "split": split, "mark": ""} for name, split in rows]


def _organ_names() -> dict[str, str]:
    lang = language.current()
    return {code: each.name(lang) for code, each in statistics.bodies().items()}
