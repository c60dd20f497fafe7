"""The calendar of another body as an .ics file: looked through first, then written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, time
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import Length

from meetings import clock, language, tokens
from meetings.calendar import dates, operations, queries
from meetings.calendar.incoming.meetings import Incoming, Read
from meetings.calendar.incoming.told import changes
from meetings.calendar.models import Mode
from meetings.calendar.operations.incoming import Known
from meetings.calendar.queries import existing
from meetings.calendar.rules import LONGEST, MeetingFacts
from meetings.calendar.rules.known import Existing, elsewhen, perhaps, same
from meetings.calendar.views.blueprint import bp
from meetings.calendar.views.table import every_meeting
from meetings.db import transaction
from meetings.directory import countries
from meetings.directory.rules import clean
from meetings.errors import FileRefused, Refused, RowProblem
from meetings.fields import ChoiceField
from meetings.localized import NATIVE_NAMES
from meetings.permissions import Right, allow

PURPOSE = "incoming"
DAYS, HOURS = ("starts_on", "ends_on"), ("starts_time", "ends_time")


class IcsForm(FlaskForm):
    """A calendar file of another body."""

    file = FileField(_l("Calendar file (.ics)"), validators=[FileRequired(_l("Choose the file."))])
    organizer = StringField(
        _l("Whose meetings they are"),
        filters=[clean],
        validators=[
            Length(
                max=LONGEST["organizer"],
                message=_l("This text is too long: use at most %(max)d characters."),
            )
        ],
    )
    titles = ChoiceField(
        _l("Language of the titles"),
        choices=[SelectChoice(code, name) for code, name in NATIVE_NAMES.items()],
    )


@bp.route("/manage/import/ics", methods=["GET", "POST"])
@allow(Right.MANAGE)
def import_ics() -> ResponseReturnValue:
    """Choose a file, look through what it brings, and import what is ticked."""
    every_meeting()
    if "sealed" in request.form:
        return _import()
    form = IcsForm(data={"titles": language.current()})
    if form.validate_on_submit():
        try:
            read = operations.read_incoming(
                form.file.data.read(),
                organizer=form.organizer.data or "",
                lang=form.titles.data,
                at=clock.now(),
            )
            return _preview(read, _safe(read))
        except FileRefused as refusal:
            form.file.errors = [str(refusal)]
    page = render_template(
        "calendar/import_ics.html", form=form, limit=current_app.config["SETTINGS"].max_upload_mb
    )
    return page, 422 if form.is_submitted() else 200


def _import() -> ResponseReturnValue:
    """Write what is ticked, with the kinds as chosen; nothing when any of it is refused."""
    sealed = tokens.unseal(PURPOSE, request.form.get("sealed", ""))
    if not isinstance(sealed, dict):
        flash(_("Choose the file once more: what was read of it is no longer there."), "warning")
        return redirect(url_for("calendar.import_ics"), 303)
    read = _with_kinds(_opened(sealed))
    taken = {name.removeprefix("take-") for name in request.form if name.startswith("take-")}
    chosen = [each for number, each in enumerate(read.meetings) if str(number) in taken]
    if read.problems and "partial" not in request.form:
        sentence = _("The file has errors: correct them there, or tick that they are left out.")
        return _preview(read, taken, refusal=sentence)
    if not chosen:
        return _preview(read, taken, refusal=_("Tick the meetings to import."))
    at = clock.now()
    try:
        with transaction():
            done = operations.import_incoming(
                chosen,
                published=request.form.get("publish") == "yes",
                by=current_user.actor,
                at=at,
            )
    except Refused as refusal:
        return _preview(read, taken, refusal=str(refusal))
    made = ngettext("%(num)d meeting was made.", "%(num)d meetings were made.", done.made)
    changed = ngettext("%(num)d was changed.", "%(num)d were changed.", done.changed)
    same = ngettext("%(num)d stays as it is.", "%(num)d stay as they are.", done.unchanged)
    flash(" ".join((made, changed, same)), "success")
    return redirect(url_for("calendar.imported", at=at.isoformat()), 303)


def _with_kinds(read: Read) -> Read:
    """The kinds as the officer left them; one that does not exist stays as guessed."""
    kinds = queries.codes().kinds
    found = []
    for number, each in enumerate(read.meetings):
        chosen = request.form.get(f"kind-{number}", "")
        code = chosen if chosen in kinds else each.facts.kind_code
        found.append(replace(each, facts=replace(each.facts, kind_code=code)))
    return replace(read, meetings=tuple(found))


def _safe(read: Read) -> set[str]:
    """The numbers of those that are ticked before anybody has looked at them.

    None that the calendar seems to have under another UID, none that its own calendar keeps
    private.
    """
    known = operations.compare_incoming(read.meetings)
    similar = _similar(read, known)
    return {
        str(number)
        for number, each in enumerate(read.meetings)
        if not each.is_private and (each.uid in known or similar[number] is None)
    }


def _similar(read: Read, known: Mapping[str, Known]) -> list[Existing | None]:
    """For each what the calendar has of the same years that may be the same.

    What other entries of the file are known by speaks only by its days: a series has one title.
    """
    if not read.meetings:
        return []
    years = {each.facts.starts_on.year for each in read.meetings}
    there = existing.existing(date(min(years), 1, 1), date(max(years), 12, 31))
    own = {each.slug for each in known.values()}
    others = [each for each in there if each.slug not in own]
    return [_same(each.facts, there, others) for each in read.meetings]


def _same(facts: MeetingFacts, there: list[Existing], others: list[Existing]) -> Existing | None:
    """One that it is by days and title, or may be: known in other languages, or on other days."""
    title = next(iter(facts.title.values()), "")
    days = {"first": facts.starts_on, "last": facts.ends_on}
    found = same(title, there, **days) or perhaps(facts, there)
    return found or elsewhen(title, others, year=facts.starts_on.year)


def _preview(read: Read, taken: set[str], *, refusal: str = "") -> ResponseReturnValue:
    lang = language.current()
    known = operations.compare_incoming(read.meetings)
    page = render_template(
        "calendar/import_ics_preview.html",
        read=read,
        rows=list(zip(read.meetings, _similar(read, known), strict=True)),
        dates=[dates.words(each.facts, lang) for each in read.meetings],
        places=[_place(each.facts, lang) for each in read.meetings],
        known=known,
        changes={uid: changes(each.before, each.after, lang) for uid, each in known.items()},
        taken=taken,
        refusal=refusal,
        sealed=tokens.seal(PURPOSE, _closed(read)),
        kinds=[(kind.code, kind.name(lang)) for kind in queries.kinds()],
        title_lang=next((code for each in read.meetings for code in each.facts.title), lang),
    )
    return page, 422 if refusal else 200


def _place(facts: MeetingFacts, lang: str) -> str:
    where = ", ".join(filter(None, (facts.city, countries.name(facts.country, lang))))
    if facts.mode == Mode.HYBRID:
        return "; ".join(filter(None, (where, _("Hybrid: in person and virtual"))))
    return where or (_("Online") if facts.mode == Mode.VIRTUAL else "")


def _closed(read: Read) -> dict[str, Any]:
    """What was read as JSON: nothing is uploaded twice, and nothing kept before it is confirmed."""

    def plain(facts: MeetingFacts) -> dict[str, Any]:
        said = asdict(facts)
        for name in (*DAYS, *HOURS):
            said[name] = said[name].isoformat() if said[name] else None
        return said

    return {
        "meetings": [
            [each.line, each.uid, plain(each.facts), each.is_private, each.is_guessed]
            for each in read.meetings
        ],
        "problems": [[each.line, each.column, str(each.reason)] for each in read.problems],
        "doubts": [[each.line, each.column, str(each.reason)] for each in read.doubts],
        "notes": [str(note) for note in read.notes],
        "name": read.name,
    }


def _opened(sealed: dict[str, Any]) -> Read:
    return Read(
        tuple(
            Incoming(line, uid, _facts(said), *marks)
            for line, uid, said, *marks in sealed["meetings"]
        ),
        tuple(RowProblem(*row) for row in sealed["problems"]),
        tuple(RowProblem(*row) for row in sealed["doubts"]),
        tuple(sealed["notes"]),
        sealed["name"],
    )


def _facts(said: dict[str, Any]) -> MeetingFacts:
    for name in DAYS:
        said[name] = date.fromisoformat(said[name])
    for name in HOURS:
        said[name] = time.fromisoformat(said[name]) if said[name] else None
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    return MeetingFacts(**{**said, **lists})
