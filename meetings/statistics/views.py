"""A meeting's statistics: totals for everyone, cells for those with the right to figures."""

from __future__ import annotations

from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import audit, clock, formats, language, tables
from meetings.attendance import queries as attendance
from meetings.attendance.models import Headcount
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.directory import countries
from meetings.language import PREFIX
from meetings.permissions import Right, public
from meetings.statistics import queries, sheet
from meetings.statistics.rules import Figures, public_women, whole_percent
from meetings.statistics.rules.words import MARKS, MEASURES, SEXES, definitions, suppression
from meetings.statistics.sentence import sentences

bp = Blueprint("statistics", __name__, url_prefix=PREFIX)
blueprints = (bp,)


@bp.get("/meetings/<slug>/statistics")
@public
def meeting(slug: str) -> ResponseReturnValue:
    """The page: totals, and for those with the right to figures the cells of one count."""
    found = _meeting(slug)
    if found.slug != slug:
        return redirect(url_for("statistics.meeting", slug=found.slug), 308)
    figures = queries.figures(found.id)
    threshold = _threshold()
    return render_template(
        "statistics/meeting.html",
        meeting=found,
        text=calendar.text_of(found.id, language.current()),
        figures=figures,
        women=public_women(figures.of("attended"), threshold=threshold),
        definitions=definitions(),
        suppression=suppression(threshold),
        marks=MARKS,
        whole_percent=whole_percent,
        cells=_cells(found, figures) if _sees_cells(found) else None,
    )


@bp.get("/meetings/<slug>/statistics.<any(csv, xlsx):ending>")
@public
def export(slug: str, ending: str) -> ResponseReturnValue:
    """The same figures as CSV or XLSX; cells leave a line in the audit."""
    found = _meeting(slug)
    lang, shows_cells = language.current(), _sees_cells(found)
    about = sheet.about(
        found, at=clock.now(), threshold=_threshold(), shows_cells=shows_cells, lang=lang
    )
    figures = queries.figures(found.id)
    rows, notes = list(sheet.export(figures, about, lang=lang)), list(sheet.notes(about, lang))
    filename = f"{_('statistics')}-{found.slug}.{ending}"
    if shows_cells:
        with transaction():
            audit.record(
                "statistics.export",
                ("meeting", found.slug),
                by=current_user.actor,
                at=about.at,
                changes={"format": ending},
            )
    pieces = (
        tables.write_xlsx([(_("Statistics"), rows), (_("About these figures"), notes)])
        if ending == "xlsx"
        else tables.write_csv([*rows, (), *notes])
    )
    answer = Response(pieces, mimetype=tables.TYPES[ending])
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer


def _cells(found: Meeting, figures: Figures) -> dict[str, object]:
    """What only those with the right to figures see."""
    lang = language.current()
    measure = request.args.get("count", "")
    if measure not in MEASURES:
        measure = "attended" if figures.of("attended").total else "registered"
    return {
        "measure": measure,
        "measures": MEASURES,
        "sexes": SEXES,
        "summary": sheet.summary(figures),
        "capacity": sheet.by_capacity(figures, measure, lang=lang),
        "state": sheet.by_state(figures, measure, lang=lang),
        "apart": sheet.apart(figures, measure, lang=lang),
        "sentences": sentences(figures.attendances),
        "reports": _reports(found, lang),
        "organizations": _organizations(found, lang),
    }


def _reports(found: Meeting, lang: str) -> list[tuple[str, Headcount]]:
    """The headcounts in force by the name a file gave them, else by the day they were entered."""
    named = []
    for each in attendance.headcounts((found.id,)):
        day = clock.local_day(each.recorded_at, found.time_zone)
        entered = _("Entered on %(day)s", day=formats.short_day(day, lang))
        named.append((entered if _is_made_up(each.report) else each.report, each))
    return named


def _is_made_up(report: str) -> bool:
    """The page names its reports by a UUID, which tells people nothing."""
    try:
        UUID(report)
    except ValueError:
        return False
    return True


def _organizations(found: Meeting, lang: str) -> list[tuple[str, str, int]]:
    """Name, country, and how many of its representatives were present, by name."""
    counting = [code for code, each in queries.capacities().items() if each.counts]
    present = queries.organizations((found.id,), capacity_codes=counting)
    representatives = {each.organization_id: each.representatives for each in present}
    records = queries.organization_records(representatives)
    return [
        (
            f"{each.name} ({each.acronym})" if each.acronym else each.name,
            countries.name(each.country, lang),
            representatives[key],
        )
        for key, each in records.items()
    ]


def _meeting(slug: str) -> Meeting:
    """The meeting; drafts only for those with the right to figures."""
    staff = current_user.is_authenticated and current_user.may(Right.FIGURES)
    found = calendar.by_slug(slug, drafts=staff)
    if found is None:
        abort(404)
    return found


def _sees_cells(meeting: Meeting) -> bool:
    if not (current_user.is_authenticated and current_user.may(Right.FIGURES)):
        return False
    within = current_user.meetings_for(Right.FIGURES)
    return within is None or meeting.id in within


def _threshold() -> int:
    return int(current_app.config["SETTINGS"].suppression_threshold)
