"""Papers of a State: generated for signing, uploaded signed, read."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings import clock, files, filetypes, formats, language
from meetings.answering import attempt
from meetings.calendar import queries as calendar
from meetings.calendar.rules.documents import ascii_name
from meetings.delegations.forms import PaperForm
from meetings.delegations.letter import docx, pdf
from meetings.delegations.letter.content import Official, letter
from meetings.delegations.models import DelegationList, PaperKind
from meetings.delegations.operations import papers as operations
from meetings.delegations.queries import around
from meetings.delegations.queries import lists as queries
from meetings.delegations.views.desk import about
from meetings.delegations.views.desks import Desk, at_both_desks
from meetings.directory import queries as directory
from meetings.directory.models import Office
from meetings.errors import FileLost, Refused
from meetings.localized import LANGUAGES
from meetings.registration.models import Status

WRITERS = {"pdf": pdf.write, "docx": docx.write}
SANDBOX = "sandbox; default-src 'none'"


@at_both_desks("/letter.<ending>")
def letter_file(desk: Desk, ending: str) -> ResponseReturnValue:
    """A paper with the official list, in the language asked for (`in`)."""
    lang = request.args.get("in", language.current())
    kind = request.args.get("kind", PaperKind.CREDENTIALS)
    official = queries.shown(desk.place).official
    if ending not in WRITERS or lang not in LANGUAGES or kind not in set(PaperKind):
        abort(404)
    if official is None or official.number is None or official.submitted_at is None:
        flash(_("There is no official list yet: submit it first."), "warning")
        return redirect(desk.url("meeting_desk"), 303)
    at, members = clock.now(), queries.members_of(official)
    content = letter(
        PaperKind(kind),
        Official(
            official.number,
            official.submitted_at,
            tuple(each for each in members if not each.standing),
            tuple(each for each in members if each.standing == Status.WAITLISTED),
        ),
        meeting=desk.meeting,
        about=calendar.text_of(desk.meeting.id, lang),
        state_code=desk.place.state_code,
        capacities={each.code: each.name(lang) for each in directory.capacities()},
        entity=_entity(desk, official),
        lang=lang,
        on=clock.local_day(at, current_app.config["SETTINGS"].time_zone),
    )
    answer = Response(WRITERS[ending](content, at=at), mimetype=filetypes.CONTENT_TYPES[ending])
    code = desk.place.state_code.lower()
    name = f"{kind}-{code}-{official.number}-{lang}.{ending}"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    answer.headers["Content-Language"] = lang
    return answer


def _entity(desk: Desk, official: DelegationList) -> str:
    """Who signs: the office whose desk it is, else the one that sent the list; empty
    for the Permanent Mission."""
    signs = desk.focal_point or official.focal_point
    return signs.name if signs is not None and signs.office != Office.MISSION else ""


@at_both_desks("/papers/new", methods=("GET", "POST"))
def paper_new(desk: Desk) -> ResponseReturnValue:
    """Upload a signed paper: what it is decides its content, not its name."""
    form, most = PaperForm(), current_app.config["SETTINGS"].max_upload_mb
    form.offer(_lists(desk))
    answer = None
    if form.is_submitted() and form.validate():
        sent = form.file.data
        try:
            found = operations.inspect(sent.stream, sent.filename or "", most_mb=most)
            with files.keeping([sent.stream]) as [kept]:
                answer = attempt(
                    form,
                    lambda: operations.keep(
                        desk.place,
                        form.kind.data,
                        number=form.chosen(),
                        file=found,
                        kept=kept,
                        by=desk.actor,
                        at=clock.now(),
                    ),
                    said=_("The signed paper was received."),
                    to=desk.url("meeting_desk", _anchor="papers"),
                )
                if answer is None:
                    files.delete(kept.key)
        except Refused as refusal:
            form.file.errors = [str(refusal)]
    if answer is not None:
        return answer
    page = render_template("delegations/paper.html", **about(desk), form=form, most=most)
    return page, 422 if form.is_submitted() else 200


def _lists(desk: Desk) -> list[tuple[str, str]]:
    """The official lists for which a paper may have been signed, the latest first."""
    lang, zone = language.current(), desk.meeting.time_zone
    return [
        (
            str(each.number),
            _(
                "List no. %(number)d, %(moment)s",
                number=each.number,
                moment=formats.instant(each.submitted_at, zone, lang),
            ),
        )
        for each in queries.history(desk.place)
        if each.submitted_at is not None
    ]


@at_both_desks("/papers/<public_id>")
def paper(desk: Desk, public_id: str) -> ResponseReturnValue:
    """A signed paper, always as an attachment."""
    found = next((e for e in around.papers(desk.place) if e.public_id == public_id), None)
    if found is None:
        abort(404)
    answer = Response(mimetype=found.content_type)
    try:
        answer.response = files.read(found.storage_key)
    except FileLost:
        current_app.logger.error("the file of paper %s is lost", found.public_id)
        raise
    names = {
        "filename": ascii_name(found.filename),
        "filename*": f"UTF-8''{quote(found.filename, safe='')}",
    }
    answer.headers.set("Content-Disposition", "attachment", **names)
    answer.headers["Content-Length"] = str(found.size)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
