"""Answers to invitations: handing them in as files, and judging one."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import RadioField, ValidationError
from wtforms.validators import InputRequired

from meetings.fields import RefusingForm, offered
from meetings.registration.rules import reply_words

MOST_FILES = 50


class HandInForm(RefusingForm):
    """Mails (.eml) or calendar files (.ics) that hold answers."""

    files = MultipleFileField(_l("Files"))

    def validate_files(self, field: MultipleFileField) -> None:
        """At least one, and not a whole mailbox."""
        field.data = [each for each in field.data or () if each and each.filename]
        if not field.data:
            raise ValidationError(_("Choose the files that hold the answers."))
        if len(field.data) > MOST_FILES:
            raise ValidationError(_("Choose at most %(count)d files.", count=MOST_FILES))


class JudgeForm(RefusingForm):
    """Whose answer it is, and what it says."""

    person = RadioField(
        _l("Whose answer is it?"), validators=[InputRequired(_l("Choose the person."))]
    )
    answer = RadioField(
        _l("What does it say?"),
        choices=offered((code.value, text) for code, text in reply_words.REPLY.items()),
        validators=[InputRequired(_l("Choose the answer."))],
    )
