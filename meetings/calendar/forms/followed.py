"""The forms of followed calendars: a file, what was read of it, and a name."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, StringField

from meetings.calendar.rules.followed import LONGEST_NAME
from meetings.fields import RefusingForm, short


def _name() -> StringField:
    return StringField(_l("Name of the calendar"), validators=[short(LONGEST_NAME)])


class FollowForm(RefusingForm):
    """A calendar of others as a file."""

    file = FileField(
        _l("Calendar file (.ics or CSV)"),
        validators=[FileRequired(_l("Choose the file to import."))],
    )
    name = _name()


class ConfirmForm(FlaskForm):
    """What was read, sealed, and what is to be done with it."""

    rows = HiddenField("")
    seen = HiddenField("")
    partial = BooleanField(_l("Leave out the entries with errors and import the others"))
    drop = BooleanField(_l("Drop the days that are no longer in the file"))


class RenameForm(RefusingForm):
    """Another name for a followed calendar."""

    name = _name()
