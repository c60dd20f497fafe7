"""The officer's documents of a meeting or a body: the list, the form, what is done about one."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, files, formats, language
from meetings.calendar.forms.documents import (
    DRAFT,
    DocumentForm,
    PublicationForm,
    document_data,
)
from meetings.calendar.models import Document
from meetings.calendar.operations import documents as operations
from meetings.calendar.operations.document_files import Upload, put_files, remove_file
from meetings.calendar.queries import documents as queries
from meetings.calendar.rules import symbols
from meetings.calendar.rules.documents import in_force, was_published
from meetings.calendar.rules.expected import expected_missing
from meetings.calendar.views.blueprint import bp
from meetings.calendar.views.owner import Owner, owner
from meetings.calendar.views.uploads import Uploads, held_names, let_several_in
from meetings.db import transaction
from meetings.errors import Refused
from meetings.filetypes import ACCEPTED
from meetings.localized import LANGUAGES, NATIVE_NAMES
from meetings.permissions import Right, allow

let_several_in(
    bp, {"calendar.new_document": 4, "calendar.document": 4, "calendar.several_documents": 20}
)
OF_MEETING, OF_BODY = "/manage/meetings/<slug>/documents", "/manage/bodies/<body_code>/documents"


@bp.get(OF_BODY, endpoint="documents")
@bp.get(OF_MEETING, endpoint="documents")
@allow(Right.MANAGE)
def documents(slug: str | None = None, body_code: str | None = None) -> ResponseReturnValue:
    """The documents by symbol with their languages, and what is expected and not there yet."""
    mine = owner(slug, body_code)
    standing, earlier = in_force(mine.documents())
    expected = queries.expected_documents(mine.meeting.body_code) if mine.meeting else []
    return render_template(
        "calendar/documents.html",
        owner=mine,
        documents=standing,
        earlier=earlier,
        expected=expected,
        missing=expected_missing(expected, standing),
        now=clock.now(),
        moment=_moment(mine),
    )


@bp.route(f"{OF_BODY}/new", endpoint="new_document", methods=["GET", "POST"])
@bp.route(f"{OF_MEETING}/new", endpoint="new_document", methods=["GET", "POST"])
@allow(Right.MANAGE)
def new_document(slug: str | None = None, body_code: str | None = None) -> ResponseReturnValue:
    """A new document, its files with it."""
    mine = owner(slug, body_code)
    given = {"nonce": str(uuid.uuid4()), "type": request.args.get("type", "")}
    number = request.args.get("expected", type=int)
    if mine.meeting and number is not None:
        usual = dict(enumerate(queries.expected_documents(mine.meeting.body_code))).get(number)
        titles = usual.title if usual else {}
        given |= {f"title_{lang}": titles.get(lang, "") for lang in LANGUAGES}
    form = DocumentForm(data={**given, "access": "public", "original_language": ""})
    if form.is_submitted() and _saved(form, mine, None):
        return redirect(mine.address("documents"), 303)
    return _page(form, mine, None)


@bp.route(f"{OF_BODY}/<uuid:public_id>", endpoint="document", methods=["GET", "POST"])
@bp.route(f"{OF_MEETING}/<uuid:public_id>", endpoint="document", methods=["GET", "POST"])
@allow(Right.MANAGE)
def document(
    public_id: uuid.UUID, slug: str | None = None, body_code: str | None = None
) -> ResponseReturnValue:
    """What is said of a document, and its files."""
    mine = owner(slug, body_code)
    found = mine.document(public_id)
    form = DocumentForm(data=document_data(operations.facts_of_document(found)))
    if form.is_submitted() and _saved(form, mine, str(public_id)):
        return redirect(mine.address("documents"), 303)
    mine = owner(slug, body_code)
    return _page(form, mine, mine.document(public_id))


@bp.post(f"{OF_BODY}/<uuid:public_id>/change", endpoint="change_document")
@bp.post(f"{OF_MEETING}/<uuid:public_id>/change", endpoint="change_document")
@allow(Right.MANAGE)
def change_document(
    public_id: uuid.UUID, slug: str | None = None, body_code: str | None = None
) -> ResponseReturnValue:
    """Publish, take back, revise or remove a document, or remove one of its files."""
    mine = owner(slug, body_code)
    mine.document(public_id)
    way = mine.address("documents")
    try:
        with transaction():
            mine = owner(slug, body_code)
            said, revision = _change(mine, mine.document(public_id), request.form.get("do", ""))
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(said, "success")
        if revision or request.form.get("back") == "document":
            way = mine.address("document", public_id=revision or public_id)
    return redirect(way, 303)


def _change(mine: Owner, found: Document, do: str) -> tuple[str, str | None]:
    """Do what a button says: the sentence for the officer, and the id of a new revision."""
    told: dict[str, Any] = {"by": current_user.actor, "at": clock.now()}
    match do:
        case "publish":
            form = PublicationForm()
            if not form.validate():
                raise Refused(_("Write the day and the hour."), code="no_moment")
            when = form.when(mine.zone, at=clock.now())
            operations.publish_document(found, when=when, **told)
            _warn_of_no_file(found)
            _tell_of_revision(found)
            if when and when > clock.now():
                moment = _moment(mine)(when)
                return _("The document will be published at this hour: %(at)s.", at=moment), None
            return _("The document is published."), None
        case "unpublish":
            operations.unpublish_document(found, **told)
            return _("The document is taken back: only the Secretariat can read it."), None
        case "revise":
            revision = operations.revise_document(found, **told)
            return _("The revision is begun. Add its files and publish it."), revision.public_id
        case "remove":
            operations.remove_document(found, **told)
            return _("The document is removed."), None
        case "remove_file":
            remove_file(found, request.form.get("language", ""), **told)
            return _("The file is removed."), None
    return abort(400)


def _saved(form: DocumentForm, mine: Owner, public_id: str | None) -> bool:
    """Save the document and its files; what was typed is kept when they cannot be stored."""
    is_sound = form.validate()  # first: it forgets what stood beside the fields
    uploads = Uploads(form)
    try:
        is_sound = _kept(form, mine, public_id, uploads, is_sound=is_sound and uploads.are_sound)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    if is_sound:
        _tell(form, public_id or form.public_id(), uploads.remarks)
    return is_sound


def _kept(
    form: DocumentForm, mine: Owner, public_id: str | None, uploads: Uploads, *, is_sound: bool
) -> bool:
    """Whether document and files are written. Where not, good files are held for the next try.

    Raises Refused when the storage does not answer.
    """
    with files.keeping(uploads.streams) as kept:
        if is_sound:
            try:
                with transaction():
                    _write(form, mine, public_id, uploads.with_kept(kept))
            except Refused as refusal:
                form.refuse(refusal)
                is_sound = False
        if not is_sound:
            uploads.hold(kept)
    return is_sound


def _write(form: DocumentForm, mine: Owner, public_id: str | None, uploads: list[Upload]) -> None:
    told: dict[str, Any] = {"by": current_user.actor, "at": clock.now()}
    if public_id is None:
        found = operations.add_document(
            form.facts(), public_id=form.public_id(), uploads=uploads, **mine.place, **told
        )
    else:
        found = mine.document(public_id)
        operations.edit_document(found, form.facts(), **told)
        put_files(found, uploads, **told)
    if form.publication.data != DRAFT:
        operations.publish_document(found, when=form.when(mine.zone, at=clock.now()), **told)


def _tell(form: DocumentForm, public_id: str, remarks: list[object]) -> None:
    """The document is saved, whatever is doubtful about it."""
    flash(_("The document is saved."), "success")
    saved = queries.document(public_id)
    if saved is not None:
        _warn_of_no_file(saved)
        _tell_of_revision(saved)
    used = queries.in_use(
        form.symbol.data or "", lang=language.current(), besides=saved.id if saved else None
    )
    for doubt in symbols.doubts(form.symbol.data or "", in_use=used):
        flash(str(doubt.sentence), "warning")
    for remark in remarks:
        flash(str(remark), "warning")


def _tell_of_revision(document: Document) -> None:
    """Say which document a revision replaces, and which languages its readers lose by it."""
    earlier = queries.replaced(document)
    if earlier is None:
        return
    said = _("It is a revision: once published, it replaces %(symbol)s.", symbol=earlier.symbol)
    flash(said, "success")
    present = {each.language for each in document.files}
    lost = [each.language for each in earlier.files if each.language not in present]
    if document.published_at is not None and lost:
        sentence = _(
            "Readers find the revision without its file in: %(languages)s. The earlier document "
            "has one.",
            languages=", ".join(NATIVE_NAMES[each] for each in lost),
        )
        flash(sentence, "warning")


def _warn_of_no_file(document: Document) -> None:
    """A document may be announced before its file is there, but not unawares."""
    if document.published_at is not None and not document.files:
        sentence = _("This document has no file: its readers find a title with nothing to open.")
        flash(sentence, "warning")


def _page(form: DocumentForm, mine: Owner, found: Document | None) -> ResponseReturnValue:
    at = clock.now()
    if mine.meeting is None:
        form.leave_out_participants()
    used = found and queries.in_use(found.symbol, lang=language.current(), besides=found.id)
    page = render_template(
        "calendar/document.html",
        owner=mine,
        document=found,
        form=form,
        languages_of=[(code, NATIVE_NAMES[code]) for code in LANGUAGES],
        present={each.language: each for each in found.files} if found else {},
        held=held_names(form),
        doubts=symbols.doubts(found.symbol, in_use=used or None) if found else (),
        replacement=queries.replacement(found) if found else None,
        earlier=queries.earlier_files(found.id) if found else [],
        may_remove=found is not None and not was_published(found.first_published_at, at=at),
        publication=PublicationForm(formdata=None),
        accepted=ACCEPTED,
        now=at,
        moment=_moment(mine),
    )
    return page, 422 if form.is_submitted() else 200


def _moment(mine: Owner) -> Any:
    """A function that writes an instant in the owner's time and the reader's language."""
    return lambda at: formats.instant(at, mine.zone, language.current())
