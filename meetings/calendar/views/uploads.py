"""Files on their way into documents: checked, kept, and held for a form that is sent again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, request
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from meetings import clock, filetypes, tokens
from meetings.calendar.forms.documents import DocumentForm
from meetings.calendar.operations.document_files import Upload
from meetings.config import Settings
from meetings.errors import Refused
from meetings.files import FORGOTTEN_AFTER, Kept
from meetings.filetypes import Inspected
from meetings.localized import LANGUAGES

PURPOSE = "held-file"
HELD_FOR = FORGOTTEN_AFTER / 2  # a file without a document goes when a day has passed
LARGEST_SENDING_MB = 200


def let_several_in(bp: Blueprint, endpoints: dict[str, int]) -> None:
    """Let so many files of the largest size come to an endpoint at once, from who is signed in."""

    @bp.url_value_preprocessor
    def _several(endpoint: str | None, _values: dict[str, Any] | None) -> None:
        count = endpoints.get(endpoint or "")
        if count and request.method == "POST" and current_user.is_authenticated:
            most = min(LARGEST_SENDING_MB, count * _settings().max_upload_mb)
            request.max_content_length = most * 1024 * 1024 + 64 * 1024


def inspected(sent: FileStorage) -> Inspected:
    """What a sent file is. Raises Refused with the sentence for its officer."""
    most = _settings().max_upload_mb
    return filetypes.inspect(sent.stream, sent.filename or "", most_mb=most)


def hold(found: Inspected, kept: Kept, *, at: datetime) -> str:
    """A sealed note of a kept file, which a form carries and gives back within half a day."""
    until = (at + HELD_FOR).isoformat()
    return tokens.seal(
        PURPOSE,
        [
            current_user.actor.id,
            until,
            found.code,
            found.filename,
            kept.key,
            kept.size,
            kept.sha256,
        ],
    )


def held(sealed: str, *, at: datetime) -> tuple[Inspected, Kept] | None:
    """The file of a sealed note of the same officer; None for anything else or older."""
    found = tokens.unseal(PURPOSE, sealed) if sealed else None
    if not isinstance(found, list) or len(found) != 7:
        return None
    who, until, code, filename, key, size, sha256 = found
    if who != current_user.actor.id or datetime.fromisoformat(until) < at:
        return None
    return Inspected(code, filename), Kept(key, size, sha256)


class Uploads:
    """The files of a document's form: new ones, and those that an earlier sending had brought."""

    def __init__(self, form: DocumentForm) -> None:
        """Look at each file; a refusal stands beside its field, and `are_sound` is False then."""
        self.form = form
        self.fresh: dict[str, tuple[FileStorage, Inspected]] = {}
        self.are_sound = True
        for lang in LANGUAGES:
            self._look_at(lang)

    def _look_at(self, lang: str) -> None:
        field = self.form[f"file_{lang}"]
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            return
        try:
            self.fresh[lang] = field.data, inspected(field.data)
        except Refused as refusal:
            field.errors = [*field.errors, str(refusal)]
            self.are_sound = False

    @property
    def streams(self) -> list[Any]:
        """The new files, in the order of their languages."""
        return [sent.stream for sent, _found in self.fresh.values()]

    @property
    def remarks(self) -> list[object]:
        """What the officer should know of the new files."""
        return [remark for _sent, found in self.fresh.values() for remark in found.remarks]

    def with_kept(self, kept: list[Kept]) -> list[Upload]:
        """All files of the form, once the new ones are kept."""
        found: dict[str, Upload] = {}
        for lang in LANGUAGES:
            before = held(self.form[f"held_{lang}"].data or "", at=clock.now())
            if before:
                found[lang] = Upload(lang, *before)
        for (lang, (_sent, what)), each in zip(self.fresh.items(), kept, strict=True):
            found[lang] = Upload(lang, what, each)
        return list(found.values())

    def hold(self, kept: list[Kept]) -> None:
        """Hold the new files for the form, which is shown again."""
        for (lang, (_sent, what)), each in zip(self.fresh.items(), kept, strict=True):
            self.form[f"held_{lang}"].data = hold(what, each, at=clock.now())


def held_names(form: DocumentForm) -> dict[str, str]:
    """Language -> name of the file that the form holds already."""
    found = {lang: held(form[f"held_{lang}"].data or "", at=clock.now()) for lang in LANGUAGES}
    return {lang: each[0].filename for lang, each in found.items() if each}


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
