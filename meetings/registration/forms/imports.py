"""A table of people that an officer brings in: uploaded or pasted."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, TextAreaField

from meetings.fields import ChoiceField, RefusingForm, offered
from meetings.registration.operations.imports import FIRST
from meetings.registration.rules.words import STATUS


class ImportForm(RefusingForm):
    """The table, and what its people become."""

    file = FileField(_l("File"))
    text = TextAreaField(_l("Or paste the table here"))
    status = ChoiceField(
        _l("The new registrations are"),
        choices=offered((each, STATUS[each]) for each in FIRST),
        default=FIRST[0],
    )
    sends_mail = BooleanField(_l("Write to the new people"))

    @property
    def content(self) -> bytes:
        """What was sent: the file before the text."""
        uploaded = self.file.data
        if uploaded and uploaded.filename:
            return bytes(uploaded.read())
        return (self.text.data or "").strip().encode()

    @property
    def filename(self) -> str:
        """What the file is called; nothing for a pasted table."""
        uploaded = self.file.data
        return str(uploaded.filename or "") if uploaded else ""
