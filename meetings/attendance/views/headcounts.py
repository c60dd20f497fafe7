"""Headcounts: how many were there where there is no list of names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats
from meetings.attendance import operations, queries
from meetings.attendance.forms import COVERS_NAMES, IDLE, HeadcountForm, headcount_form
from meetings.attendance.models import Covers, Headcount, Qualifier
from meetings.attendance.rules import headcounts as rules
from meetings.attendance.views.blueprint import bp, meeting_or_404
from meetings.calendar import queries as calendar
from meetings.calendar.models import Meeting
from meetings.db import transaction
from meetings.directory import queries as directory
from meetings.directory.models import Sex
from meetings.directory.rules.wording import SEXES_COUNTED
from meetings.errors import Refused
from meetings.language import current
from meetings.permissions import Right, allow
from meetings.registration.rules import change_words


@dataclass(frozen=True)
class Shown:
    """A headcount in words: its total as qualified, its tables, who reported it and when."""

    public_id: str
    total: str
    covers: str
    warning: str
    is_current: bool
    source: str
    by: str
    when: str
    ended: str
    sexes: list[tuple[str, str]]
    kinds: list[tuple[str, str]]


@bp.route("/manage/meetings/<slug>/headcounts", methods=["GET", "POST"])
@allow(Right.MANAGE)
def headcounts(slug: str) -> ResponseReturnValue:
    """The headcounts in force, the history, and the form of a new one."""
    meeting = meeting_or_404(slug, Right.MANAGE)
    form = headcount_form(directory.personnel_kinds(), lang=current())
    if form.validate_on_submit() and _record(meeting, form):
        flash(_("The headcount is recorded."), "success")
        if queries.idle_headcounts((meeting.id,)):
            flash(str(IDLE), "warning")
        return redirect(url_for("attendance.headcounts", slug=slug), 303)
    history = queries.headcount_history(meeting.id)
    facts = _Facts(queries.named(meeting.id), bool(queries.idle_headcounts((meeting.id,))))
    shown = [_shown(each, meeting, facts) for each in history]
    page = render_template(
        "attendance/headcounts.html",
        meeting=meeting,
        about=calendar.text_of(meeting.id, current()),
        form=form,
        sexes=list(Sex),
        sex_names=SEXES_COUNTED,
        lang_kinds=[(kind.code, kind.name(current())) for kind in form.kinds],
        opened_kinds=any(cell.personnel_kind_code and not cell.sex for cell in form.cells),
        opened_both=any(cell.personnel_kind_code and cell.sex for cell in form.cells),
        in_force=[each for each in shown if each.is_current],
        history=[each for each in shown if not each.is_current],
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/manage/meetings/<slug>/headcounts/take-back")
@allow(Right.MANAGE)
def take_back_headcount(slug: str) -> ResponseReturnValue:
    """End a headcount in force without a successor."""
    meeting = meeting_or_404(slug, Right.MANAGE)
    wanted = request.form.get("headcount", "").replace("\x00", "")
    try:
        with transaction():
            operations.take_back_headcount(meeting, wanted, by=current_user.actor, at=clock.now())
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The headcount is taken back; it stays in the history."), "success")
    return redirect(url_for("attendance.headcounts", slug=slug), 303)


def _record(meeting: Meeting, form: HeadcountForm) -> bool:
    """Record the report; a refusal stands in the form's summary and nothing is kept."""
    try:
        with transaction():
            operations.report_headcount(
                meeting, form.as_report, by=current_user.actor, at=clock.now()
            )
    except Refused as refusal:
        if refusal.field and refusal.field in form:
            form[refusal.field].errors = [str(refusal)]
        else:
            form.form_errors.append(str(refusal))
        return False
    return True


@dataclass(frozen=True)
class _Facts:
    """Beside a headcount: the persons recorded by name, and whether "everyone" rules "unlisted"."""

    named: int
    is_idle: bool


def _warning(headcount: Headcount, facts: _Facts) -> str:
    """Why a headcount in force does not say what it seems to say."""
    if not headcount.is_current:
        return ""
    if headcount.covers == Covers.UNLISTED:
        return str(IDLE) if facts.is_idle else ""
    if headcount.total >= facts.named:
        return ""
    return _(
        "More people are recorded as present by name (%(named)s) than this headcount of everyone"
        " says (%(total)s). Report a new one, or take this one back.",
        named=formats.number(facts.named, current()),
        total=formats.number(headcount.total, current()),
    )


def _shown(headcount: Headcount, meeting: Meeting, facts: _Facts) -> Shown:
    lang = current()
    kinds = {kind.code: kind.name(lang) for kind in directory.personnel_kinds()}
    return Shown(
        public_id=headcount.public_id,
        total=_qualified(headcount, lang),
        covers=str(COVERS_NAMES[headcount.covers]),  # type: ignore[index]  # equal to its enum
        warning=_warning(headcount, facts),
        is_current=headcount.is_current,
        source=headcount.source,
        by=headcount.actor_label,
        when=formats.instant(headcount.recorded_at, meeting.time_zone, lang),
        ended=_ended(headcount, meeting),
        sexes=_named(rules.by_sex(headcount), {sex.value: SEXES_COUNTED[sex] for sex in Sex}),
        kinds=_named(rules.by_kind(headcount), kinds),
    )


def _ended(headcount: Headcount, meeting: Meeting) -> str:
    """How a headcount ceased to be in force: who took it back and when, or that one followed."""
    if headcount.taken_back_at is None:
        return _("Superseded by a later one")
    when = formats.instant(headcount.taken_back_at, meeting.time_zone, current())
    by = change_words.who(headcount.taken_back_by)
    return _("Taken back: %(time)s by %(who)s", time=when, who=by)


def _named(counts: dict[str, int], names: Mapping[str, object]) -> list[tuple[str, str]]:
    """The numbers with their names in the names' order; nothing where no table was given."""
    if set(counts) <= {"not_stated"}:
        return []
    lang = current()
    return [(str(names[key]), formats.number(counts[key], lang)) for key in names if key in counts]


def _qualified(headcount: Headcount, lang: str) -> str:
    number = formats.number(headcount.total, lang)
    if headcount.qualifier == Qualifier.ABOUT:
        return _("about %(number)s", number=number)
    if headcount.qualifier == Qualifier.MORE_THAN:
        return _("more than %(number)s", number=number)
    return number
