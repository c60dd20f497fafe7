"""Courses and diplomas: for everyone their editions and modules, for staff their figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats, language
from meetings.answering import attempt
from meetings.calendar.models import Course, Meeting
from meetings.calendar.operations import courses as operations
from meetings.calendar.queries import courses as queries
from meetings.calendar.rules.agenda_words import hours_of
from meetings.db import transaction
from meetings.desk.forms.courses import CourseForm, EditionForm, course_data
from meetings.desk.views.blueprint import bp
from meetings.desk.views.manage import mine
from meetings.localized import Text
from meetings.permissions import Right, allow, public
from meetings.statistics.queries.courses import completions_by_year, edition_figures
from meetings.statistics.rules.words import SEXES


@bp.get("/courses")
@public
def courses() -> ResponseReturnValue:
    """The courses that have a published edition."""
    return render_template("desk/courses.html", courses=queries.public_courses())


@bp.get("/courses/<slug>")
@public
def course(slug: str) -> ResponseReturnValue:
    """A course with its editions by language and their modules; figures for staff only."""
    found = queries.course(slug) or abort(404)
    lang, may_manage = language.current(), _may_manage()
    editions = queries.editions(found.id, lang, drafts=may_manage)
    if not editions and not may_manage:
        abort(404)
    return render_template(
        "desk/course.html",
        course=found,
        editions=editions,
        modules=_modules([each.id for each in editions], lang),
        language_names=formats.locale(language.current()).languages,
        may_manage=may_manage,
        figures=_figures(found, lang),
        sexes=SEXES,
    )


@bp.route("/manage/courses", methods=["GET", "POST"])
@allow(Right.MANAGE)
def manage_courses() -> ResponseReturnValue:
    """Every course, and the form of a new one."""
    _must_manage_all()
    form = CourseForm()
    made: list[str] = []

    def create() -> None:
        title, description = form.texts("title"), form.texts("description")
        by, at = current_user.actor, clock.now()
        made.append(operations.create_course(title, description=description, by=by, at=at).slug)

    answer = attempt(
        form,
        create,
        said=_("The course is created. Add its editions."),
        to=lambda: url_for("desk.manage_course", slug=made[0]),
    )
    if answer is not None:
        return answer
    page = render_template("desk/courses_manage.html", form=form, courses=queries.courses())
    return page, 422 if form.is_submitted() else 200


@bp.route("/manage/courses/<slug>", methods=["GET", "POST"])
@allow(Right.MANAGE)
def manage_course(slug: str) -> ResponseReturnValue:
    """What is said of a course, and its editions."""
    _must_manage_all()
    form = CourseForm(data=course_data(_course(slug)))
    answer = attempt(
        form,
        lambda: operations.edit_course(
            _course(slug),
            title=form.texts("title"),
            description=form.texts("description"),
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The course is saved."),
        to=url_for("desk.manage_course", slug=slug),
    )
    return answer or _manage_page(slug, form=form)


@bp.post("/manage/courses/<slug>/editions")
@allow(Right.MANAGE)
def set_edition(slug: str) -> ResponseReturnValue:
    """Make a meeting an edition of the course."""
    _must_manage_all()
    form = EditionForm(_offered())
    answer = attempt(
        form,
        lambda: operations.set_edition(
            mine(form.meeting.data),
            _course(slug),
            edition=form.edition.data or "",
            taught_in=form.taught_in.data,
            by=current_user.actor,
            at=clock.now(),
        ),
        said=_("The edition is added to the course."),
        to=url_for("desk.manage_course", slug=slug),
    )
    return answer or _manage_page(slug, edition=form)


@bp.post("/manage/courses/<slug>/editions/remove")
@allow(Right.MANAGE)
def remove_edition(slug: str) -> ResponseReturnValue:
    """Take a meeting out of the course; it stays in the calendar."""
    _must_manage_all()
    with transaction():
        meeting: Meeting = mine(request.form.get("meeting", ""))
        if meeting.course_id != _course(slug).id:
            abort(404)
        operations.set_edition(meeting, None, by=current_user.actor, at=clock.now())
    flash(_("The edition is no longer part of the course. It stays in the calendar."), "success")
    return redirect(url_for("desk.manage_course", slug=slug), 303)


def _manage_page(
    slug: str, *, form: CourseForm | None = None, edition: EditionForm | None = None
) -> ResponseReturnValue:
    found = _course(slug)
    page = render_template(
        "desk/course_manage.html",
        course=found,
        form=form or CourseForm(formdata=None, data=course_data(found)),
        edition_form=edition or EditionForm(_offered(), formdata=None),
        editions=queries.editions(found.id, language.current(), drafts=True),
        language_names=formats.locale(language.current()).languages,
    )
    refused = (form is not None and form.is_submitted()) or edition is not None
    return page, 422 if refused else 200


def _offered() -> list[tuple[str, str]]:
    return [
        (each.slug, f"{each.title} ({each.dates})")
        for each in queries.possible_editions(language.current())
    ]


def _modules(
    meeting_ids: Sequence[int], lang: str
) -> Mapping[int, Sequence[tuple[str, str, Text]]]:
    """Edition -> (days, hours, title) of each of its modules."""
    found: dict[int, list[tuple[str, str, Text]]] = defaultdict(list)
    for each in queries.modules(meeting_ids):
        days = formats.days(each.starts_on, each.ends_on, lang)
        hours = hours_of(each.starts_time, each.ends_time, lang=lang)
        found[each.meeting_id].append((days, hours, language.content(each.title, lang)))
    return found


def _figures(found: Course, lang: str) -> dict[str, Any] | None:
    """Each edition's figures and the completions by year, for whoever may see all figures."""
    if not (current_user.is_authenticated and current_user.may(Right.FIGURES)):
        return None
    if current_user.meetings_for(Right.FIGURES) is not None:
        return None
    every = queries.editions(found.id, lang, drafts=True)
    ids = [each.id for each in every]
    return {
        "editions": every,
        "by_edition": edition_figures(ids) if ids else {},
        "by_year": completions_by_year(ids) if ids else {},
    }


def _course(slug: str) -> Course:
    return queries.course(slug) or abort(404)


def _may_manage() -> bool:
    return bool(
        current_user.is_authenticated
        and current_user.may(Right.MANAGE)
        and current_user.meetings_for(Right.MANAGE) is None
    )


def _must_manage_all() -> None:
    """A course spans meetings: only who manages every meeting writes it."""
    if not _may_manage():
        abort(403)
