"""The forms of followed calendars: a file, what was read of it, and a name."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import Length

from meetings.calendar.rules.followed import LONGEST_NAME
from meetings.errors import Refused


def _name(label: Any) -> StringField:
    message = _l("This text is too long: use at most %(count)d characters.", count=LONGEST_NAME)
    return StringField(label, validators=[Length(max=LONGEST_NAME, message=message)])


class _Named(FlaskForm):
    """A form with the name of a calendar."""

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal beside the field it names, else above the form."""
        if refusal.field in self:
            self[refusal.field].errors = [*self[refusal.field].errors, str(refusal)]
        else:
            self.form_errors.append(str(refusal))


class FollowForm(_Named):
    """A calendar of others as a file."""

    file = FileField(
        _l("Calendar file (.ics or CSV)"),
        validators=[FileRequired(_l("Choose the file to import."))],
    )
    name = _name(_l("Name of the calendar"))


class ConfirmForm(FlaskForm):
    """What was read, sealed, and what is to be done with it."""

    rows = HiddenField("")
    seen = HiddenField("")
    partial = BooleanField(_l("Leave out the entries with errors and import the others"))
    drop = BooleanField(_l("Drop the days that are no longer in the file"))


class RenameForm(_Named):
    """Another name for a followed calendar."""

    name = _name(_l("Name of the calendar"))
