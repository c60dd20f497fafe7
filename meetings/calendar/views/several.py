"""Several files at once: their names are read, the guesses looked through, then saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from meetings import clock, files, language
from meetings.calendar.forms.documents import (
    DRAFT,
    MOST_FILES,
    GuessedFile,
    GuessedForm,
    SeveralFilesForm,
)
from meetings.calendar.models import Document, DocumentType
from meetings.calendar.operations import documents as operations
from meetings.calendar.operations.document_files import Upload, put_files
from meetings.calendar.queries import documents as queries
from meetings.calendar.rules import symbols
from meetings.calendar.rules.adding import NEW
from meetings.calendar.rules.documents import DocumentFacts, revised_by, revised_title
from meetings.calendar.views.blueprint import bp
from meetings.calendar.views.documents import OF_BODY, OF_MEETING
from meetings.calendar.views.fates import Fate, fates
from meetings.calendar.views.owner import Owner, owner
from meetings.calendar.views.uploads import held, hold, inspected
from meetings.db import transaction
from meetings.errors import Refused
from meetings.filetypes import ACCEPTED, Inspected
from meetings.localized import NATIVE_NAMES, fold
from meetings.permissions import Right, allow

# What ends a file's name, in the languages of those who name files.
LANGUAGE_WORDS = {
    **dict.fromkeys(("en", "eng", "ing", "english", "ingles", "inglés", "anglais"), "en"),
    **dict.fromkeys(("es", "esp", "spa", "sp", "español", "espanol", "spanish", "espagnol"), "es"),
    **dict.fromkeys(("fr", "fra", "fre", "français", "francais", "french", "frances"), "fr"),
    **dict.fromkeys(("pt", "por", "port", "português", "portugues", "portuguese"), "pt"),
}
_TYPE_WORDS = {
    DocumentType.AGENDA: ("agenda", "orden del dia", "temario", "ordre du jour", "pauta"),
    DocumentType.LIST_OF_PARTICIPANTS: ("participant",),
    DocumentType.NOTE_VERBALE: ("note verbale", "nota verbal"),
    DocumentType.RESOLUTION: ("resolution", "resolucion", "resolucao", "res."),
    DocumentType.REPORT: ("report", "informe", "rapport", "relatorio", "minutes", "acta"),
    DocumentType.INFORMATION: ("inf.",),
    DocumentType.WORKING_DOCUMENT: ("doc.",),
}


@bp.route(f"{OF_BODY}/several", endpoint="several_documents", methods=["GET", "POST"])
@bp.route(f"{OF_MEETING}/several", endpoint="several_documents", methods=["GET", "POST"])
@allow(Right.MANAGE)
def several_documents(slug: str | None = None, body_code: str | None = None) -> ResponseReturnValue:
    """Take several files, and show what their names say."""
    mine = owner(slug, body_code)
    form = SeveralFilesForm()
    refused: list[str] = []
    if form.validate_on_submit():
        good: list[tuple[FileStorage, Inspected]] = []
        for sent in form.files.data:
            try:
                good.append((sent, inspected(sent)))
            except Refused as refusal:
                refused.append(str(refusal))
        try:
            if good:
                with files.keeping([sent.stream for sent, _found in good]) as kept:
                    return _preview(_guessed(good, kept, mine.documents()), mine, refused)
        except Refused as refusal:
            refused.append(str(refusal))
    page = render_template(
        "calendar/several_documents.html",
        owner=mine,
        form=form,
        refused=refused,
        accepted=ACCEPTED,
        most=MOST_FILES,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post(f"{OF_BODY}/several/save", endpoint="save_documents")
@bp.post(f"{OF_MEETING}/several/save", endpoint="save_documents")
@allow(Right.MANAGE)
def save_documents(slug: str | None = None, body_code: str | None = None) -> ResponseReturnValue:
    """Make the documents of the preview, or give one that exists its new file."""
    mine = owner(slug, body_code)
    form = GuessedForm()
    told = fates(form, mine)
    if form.validate() and _rows_are_sound(form, told):
        used = _used(form, told)
        try:
            with transaction():
                mine = owner(slug, body_code)
                count = _write(form, mine)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            said = ngettext("%(num)d file is saved.", "%(num)d files are saved.", count)
            flash(said, "success" if count else "warning")
            _warn(form, told, used)
            return redirect(mine.address("documents"), 303)
    return _preview(form, owner(slug, body_code), [], status=422)


def _guessed(
    good: list[tuple[FileStorage, Inspected]], kept: list[files.Kept], there: list[Document]
) -> GuessedForm:
    """What the names of the files say; a revision is of the type of what it revises."""
    rows = []
    for (sent, found), each in zip(good, kept, strict=True):
        guess = symbols.guess(sent.filename or "", LANGUAGE_WORDS)
        revised = revised_by(guess.symbol, there)
        rows.append(
            {
                "held": hold(found, each, at=clock.now()),
                "keep": True,
                "symbol": guess.symbol,
                "title": "" if guess.symbol else guess.title,
                "type": revised.type if revised else _type_of(f"{guess.symbol} {guess.title}"),
                "language": guess.language or "",
            }
        )
    return GuessedForm(formdata=None, data={"rows": rows, "access": "public"})


def _type_of(words: str) -> str:
    folded = fold(words)
    for code, said in _TYPE_WORDS.items():
        if any(word in folded for word in said):
            return code
    return DocumentType.OTHER


def _preview(
    form: GuessedForm, mine: Owner, refused: list[str], *, status: int = 200
) -> ResponseReturnValue:
    """What would happen to each file; what contradicts the choices below it is left out first."""
    if mine.meeting is None:
        form.leave_out_participants()
    told = fates(form, mine)
    for entry, fate in zip(form.rows.entries, told, strict=True):
        row: GuessedFile = entry.form
        row.seen.data = fate.seen
        row.into.data = fate.into
        if fate.contradiction:
            row.keep.data = False
    page = render_template(
        "calendar/several_preview.html",
        owner=mine,
        form=form,
        rows=[(entry.form, fate) for entry, fate in zip(form.rows.entries, told, strict=True)],
        refused=refused,
        native=NATIVE_NAMES,
        now=clock.now(),
    )
    return page, status


def _rows_are_sound(form: GuessedForm, told: list[Fate]) -> bool:
    """Each row needs its file still held, a language, a symbol or a title, and one fate only.

    What happens to it must be what its officer was shown.
    """
    seen: set[tuple[str, str, str]] = set()
    is_sound = True
    for row, fate in zip((entry.form for entry in form.rows.entries), told, strict=True):
        if not (row.held.data and row.keep.data) or fate.is_saved:
            continue
        name = (_same(row), fate.into, row.language.data)
        sentences: dict[str, Any] = {
            "held": fate.filename is None
            and _("This file was held for half a day only: choose it again."),
            "language": not row.language.data and _("Choose the language of the file."),
            "title": not (row.title.data or row.symbol.data) and _("Write a title or a symbol."),
            "symbol": name in seen
            and _("Two files have this symbol or title and the same language."),
            "into": fate.is_asked
            and _("Several documents have this symbol: choose where the file goes."),
            "keep": (fate.contradiction and str(fate.contradiction))
            or (
                row.seen.data != fate.seen
                and not fate.is_asked
                and _("Look again at what happens to this file; then save.")
            ),
        }
        seen.add(name)
        for field, sentence in sentences.items():
            if sentence:
                row[field].errors = [*row[field].errors, sentence]
                is_sound = False
    return is_sound


def _same(row: GuessedFile) -> str:
    """What rows of one document share."""
    return symbols.symbol_key(row.symbol.data or "") or fold(row.title.data or "")


def _write(form: GuessedForm, mine: Owner) -> int:
    """One document for the rows that share a symbol or a title; how many files were saved."""
    told: dict[str, Any] = {"by": current_user.actor, "at": clock.now()}
    groups: dict[tuple[str, str], list[GuessedFile]] = {}
    where = fates(form, mine)
    standing = {fate.into: fate.document for fate in where if fate.document}
    revised = {}
    for entry, fate in zip(form.rows.entries, where, strict=True):
        if entry.form.held.data and entry.form.keep.data and not fate.is_saved:
            groups.setdefault((_same(entry.form), fate.into), []).append(entry.form)
            revised[_same(entry.form)] = fate.revises
    count = 0
    for (name, into), rows in groups.items():
        uploads = list(_uploads(rows))
        if into == NEW:
            facts = _facts(rows, form.access.data, revises=revised[name])
            found = operations.add_document(facts, uploads=uploads, **mine.place, **told)
        else:
            found = standing[into]
            put_files(found, uploads, **told)
        if form.publication.data != DRAFT:
            operations.publish_document(found, when=form.when(mine.zone, at=clock.now()), **told)
        count += len(uploads)
    return count


def _facts(rows: list[GuessedFile], access: str, *, revises: Document | None) -> DocumentFacts:
    """Each row's title is in the language of its file; without one a revision has that of what it
    revises, and the symbol stands for another's."""
    titles = {row.language.data: row.title.data for row in rows if row.title.data}
    first = rows[0]
    symbol = first.symbol.data or ""
    if revises is not None and not titles:
        titles = revised_title(revises.title, symbol=revises.symbol, revised=symbol)
    return DocumentFacts(
        title=titles or {first.language.data: symbol},
        symbol=symbol,
        type=first.type.data,
        access=access,
    )


def _uploads(rows: Iterable[GuessedFile]) -> Iterable[Upload]:
    for row in rows:
        found = held(row.held.data or "", at=clock.now())
        if found is not None:
            yield Upload(row.language.data, *found)


def _used(form: GuessedForm, told: list[Fate]) -> dict[str, str]:
    """Symbol -> where it is already, of those that new documents are to bear."""
    new = {
        entry.form.symbol.data or ""
        for entry, fate in zip(form.rows.entries, told, strict=True)
        if entry.form.keep.data and fate.into == NEW and not fate.is_saved
    }
    places = {each: queries.in_use(each, lang=language.current()) for each in sorted(new)}
    return {symbol: where for symbol, where in places.items() if where}


def _warn(form: GuessedForm, told: list[Fate], used: Mapping[str, str]) -> None:
    """What is doubtful about the symbols, and which files were left out."""
    said = set()
    for row in form.kept_rows():
        symbol = row.symbol.data or ""
        for doubt in symbols.doubts(symbol, in_use=used.get(symbol)):
            if (symbol, doubt.code) not in said:
                said.add((symbol, doubt.code))
                flash(f"{symbol}: {doubt.sentence}", "warning")
    kept = form.kept_rows()
    left: list[str] = [
        fate.filename
        for entry, fate in zip(form.rows.entries, told, strict=True)
        if entry.form not in kept and fate.filename
    ]
    if left:
        flash(_("Not saved: %(names)s.", names=", ".join(left)), "warning")
