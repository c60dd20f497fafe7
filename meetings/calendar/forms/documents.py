"""The forms of documents: one of them with its files, several files at once, their preview."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, MultipleFileField
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import ValidationError

from meetings.calendar import dates
from meetings.calendar.models import Access
from meetings.calendar.rules.documents import (
    DOCUMENT_TYPES,
    LONGEST_DOCUMENT_TITLE,
    DocumentFacts,
)
from meetings.calendar.rules.symbols import LONGEST_SYMBOL
from meetings.errors import Refused
from meetings.fields import ChoiceField, MomentField, RefusingForm, by_language, line, offered
from meetings.localized import NATIVE_NAMES

NOW, LATER, DRAFT = "now", "later", "draft"
MOST_FILES = 20
ACCESSES = [
    SelectChoice(Access.PUBLIC, _l("Everyone")),
    SelectChoice(Access.PARTICIPANTS, _l("Participants of the meeting")),
    SelectChoice(Access.BODY, _l("Members of the body")),
    SelectChoice(Access.SECRETARIAT, _l("Only the Secretariat")),
]
PUBLICATIONS = [
    SelectChoice(DRAFT, _l("Not yet")),
    SelectChoice(NOW, _l("Now")),
    SelectChoice(LATER, _l("At a day and an hour")),
]
_TYPES = offered(DOCUMENT_TYPES.items())
_NATIVE = offered(NATIVE_NAMES.items())
_ORIGINALS = [SelectChoice("", _l("Not stated")), *_NATIVE]


class Publishing:
    """When what a form makes or changes may be read."""

    publication: RadioField
    publish_at: MomentField

    def validate_publish_at(self, field: MomentField) -> None:
        """A later publication needs its day and hour."""
        if self.publication.data == LATER and field.data is None:
            raise ValidationError(_("Write the day and the hour."))

    def when(self, zone: str, *, at: datetime) -> datetime | None:
        """The instant of a later publication, None for now.

        Raises Refused when the clocks skip that hour, or when it has passed.
        """
        local = self.publish_at.data if self.publication.data == LATER else None
        if local is None:
            return None
        if not dates.exists(local, ZoneInfo(zone)):
            sentence = _l("The clocks skip this hour on that day in that time zone.")
            raise Refused(sentence, field="publish_at", code="skipped_hour")
        when = local.replace(tzinfo=ZoneInfo(zone))
        if when < at:
            sentence = _l("This hour has passed: write a later one, or choose “Now”.")
            raise Refused(sentence, field="publish_at", code="passed")
        return when


class Reaching:
    """Who may read what a form makes or changes."""

    access: ChoiceField

    def leave_out_participants(self) -> None:
        """A body's own document belongs to no meeting that has participants."""
        self.access.choices = [each for each in ACCESSES if each.value != Access.PARTICIPANTS]


class DocumentForm(Reaching, Publishing, RefusingForm):
    """Everything about one document, with a file in each language."""

    nonce = HiddenField("")
    symbol = line(_l("Symbol, as printed"))
    title_en = line(_l("Title in English"))
    title_es = line(_l("Title in Spanish"))
    title_fr = line(_l("Title in French"))
    title_pt = line(_l("Title in Portuguese"))
    type = ChoiceField(_l("Type"), choices=[SelectChoice("", _l("Choose")), *_TYPES])
    original_language = ChoiceField(_l("Original language"), choices=_ORIGINALS)
    access = ChoiceField(_l("Who may read it"), choices=ACCESSES)
    file_en = FileField(_l("File in English"))
    file_es = FileField(_l("File in Spanish"))
    file_fr = FileField(_l("File in French"))
    file_pt = FileField(_l("File in Portuguese"))
    held_en = HiddenField("")
    held_es = HiddenField("")
    held_fr = HiddenField("")
    held_pt = HiddenField("")
    publication = RadioField(_l("Publication"), choices=PUBLICATIONS, default=DRAFT)
    publish_at = MomentField(_l("Day and hour of publication"))

    def validate_type(self, field: ChoiceField) -> None:
        """No document becomes an agenda because nobody chose."""
        if not field.data:
            raise ValidationError(_("Choose what kind of document it is."))

    def facts(self) -> DocumentFacts:
        """What was said, once the form is valid."""
        return DocumentFacts(
            title=self.texts("title"),
            symbol=self.symbol.data or "",
            type=self.type.data,
            original_language=self.original_language.data or None,
            access=self.access.data,
        )

    def public_id(self) -> str:
        """The id that the new document gets: the same when the form is sent twice."""
        try:
            return str(uuid.UUID(self.nonce.data or ""))
        except ValueError:
            return str(uuid.uuid4())


def document_data(facts: DocumentFacts) -> dict[str, Any]:
    """What is said of a document as the form's fields hold it."""
    return {
        "symbol": facts.symbol,
        "type": facts.type,
        "original_language": facts.original_language or "",
        "access": facts.access,
        **by_language("title", facts.title),
    }


class PublicationForm(Publishing, FlaskForm):
    """When a document that exists may be read."""

    publication = RadioField(_l("Publication"), choices=PUBLICATIONS, default=NOW)
    publish_at = MomentField(_l("Day and hour of publication"))


class SeveralFilesForm(FlaskForm):
    """Several files, whose names say what they are."""

    files = MultipleFileField(_l("Files"))

    def validate_files(self, field: MultipleFileField) -> None:
        """At least one, and not more than fit into one sending."""
        given = [each for each in field.data or () if each]
        if not given:
            raise ValidationError(_("Choose at least one file."))
        if len(given) > MOST_FILES:
            raise ValidationError(_("Choose at most %(count)d files at once.", count=MOST_FILES))


class GuessedFile(Form):
    """One file of several: what was guessed of it, to be corrected."""

    held = HiddenField("")
    seen = HiddenField("")
    keep = BooleanField(_l("Save this file"))
    into = SelectField(_l("Goes to"), choices=[], validate_choice=False)
    symbol = line(_l("Symbol, as printed"), LONGEST_SYMBOL)
    title = line(_l("Title"), LONGEST_DOCUMENT_TITLE)
    type = ChoiceField(_l("Type"), choices=_TYPES)
    language = ChoiceField(_l("Language"), choices=[SelectChoice("", _l("Choose")), *_NATIVE])


class GuessedForm(Reaching, Publishing, RefusingForm):
    """The preview of several files; each row may be corrected or left out."""

    rows = FieldList(FormField(GuessedFile), max_entries=MOST_FILES)
    access = ChoiceField(_l("Who may read them"), choices=ACCESSES)
    publication = RadioField(_l("Publication"), choices=PUBLICATIONS, default=DRAFT)
    publish_at = MomentField(_l("Day and hour of publication"))

    def kept_rows(self) -> Sequence[GuessedFile]:
        """The rows of files that were read and are to be saved."""
        rows = [entry.form for entry in self.rows.entries]
        return [row for row in rows if row.held.data and row.keep.data]
