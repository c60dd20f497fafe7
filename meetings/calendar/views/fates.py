"""What happens to each of several files: said before it is done, and the same when it is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _

from meetings import clock, language
from meetings.calendar.forms.documents import ACCESSES, DRAFT, NOW, GuessedFile, GuessedForm
from meetings.calendar.models import Document, DocumentFile
from meetings.calendar.queries import documents as queries
from meetings.calendar.rules import symbols
from meetings.calendar.rules.adding import NEW, contradiction, target
from meetings.calendar.rules.documents import revised_by
from meetings.calendar.views.owner import Owner
from meetings.calendar.views.uploads import held
from meetings.errors import Refused
from meetings.fields import offered
from meetings.localized import pick

READERS = {each.value: each.label for each in ACCESSES}


@dataclass(frozen=True)
class Fate:
    """A file by its name (None: no longer held), and where it goes.

    `into` is the public id of `document`, NEW, or empty while that `is_asked`; `replaced` is the
    file whose place it takes, `revises` the document that a new one replaces; `contradiction` says
    why it may not go there. `is_saved`: it came with an earlier sending of the same form.
    """

    filename: str | None
    into: str
    is_asked: bool
    is_saved: bool
    document: Document | None = None
    replaced: DocumentFile | None = None
    contradiction: object | None = None
    doubts: tuple[symbols.Doubt, ...] = ()
    revises: Document | None = None

    @property
    def seen(self) -> str:
        """What the officer was shown, for the form to send back."""
        taken = self.replaced.sha256[:16] if self.replaced else ""
        return ":".join((self.into, taken, self.revises.public_id if self.revises else ""))


def fates(form: GuessedForm, mine: Owner) -> list[Fate]:
    """What happens to each row of a form; its choice of documents is filled in."""
    known: dict[str, list[Document]] = {}
    there = mine.documents()
    for each in there:
        if each.symbol_key:
            known.setdefault(each.symbol_key, []).append(each)
    rows: list[GuessedFile] = [entry.form for entry in form.rows.entries]
    files = [held(row.held.data or "", at=clock.now()) for row in rows]
    saved = queries.keys_in_use([file[1].key for file in files if file])
    wanted_at = _wanted_at(form, mine)
    found = []
    for row, file in zip(rows, files, strict=True):
        name = file[0].filename if file else None
        candidates = known.get(symbols.symbol_key(row.symbol.data or ""), [])
        _offer(row, candidates)
        if file and file[1].key in saved:
            fate = Fate(name, NEW, is_asked=False, is_saved=True)
        else:
            fate = _fate(row, name, candidates, access=form.access.data, wanted_at=wanted_at)
        if fate.into == NEW and not fate.is_saved:
            fate = replace(fate, revises=revised_by(row.symbol.data or "", there))
        found.append(fate)
    return found


def _offer(row: GuessedFile, candidates: list[Document]) -> None:
    lang = language.current()
    named = [
        (each.public_id, f"{each.symbol}: {pick(each.title, lang).text}") for each in candidates
    ]
    row.into.choices = offered([("", _("Choose")), *named, (NEW, _("A new document"))])


def _fate(
    row: GuessedFile,
    name: str | None,
    candidates: list[Document],
    *,
    access: str,
    wanted_at: datetime | None,
) -> Fate:
    doubts = symbols.doubts(row.symbol.data or "")
    where = target(candidates, row.into.data or "")
    if not isinstance(where, Document):
        into, is_asked = (NEW, False) if where else ("", True)
        return Fate(name, into, is_asked=is_asked, is_saved=False, doubts=doubts)
    return Fate(
        name,
        where.public_id,
        is_asked=False,
        is_saved=False,
        document=where,
        replaced=next((file for file in where.files if file.language == row.language.data), None),
        contradiction=contradiction(
            where,
            access=access,
            readers=READERS[where.access],
            wanted_at=wanted_at,
            at=clock.now(),
        ),
        doubts=doubts,
    )


def _wanted_at(form: GuessedForm, mine: Owner) -> datetime | None:
    """From when on new documents may be read; None: not yet, or no sound hour."""
    if form.publication.data == DRAFT:
        return None
    if form.publication.data == NOW:
        return clock.now()
    try:
        return form.when(mine.zone, at=clock.now())
    except Refused:
        return None
