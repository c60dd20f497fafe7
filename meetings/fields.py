"""Form fields that several rooms use; they refuse in our own words, in the reader's language.

An emptied field holds nothing: WTForms itself would keep what the form was opened with.
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TimeField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from meetings.errors import Refused


class DayField(DateField):
    """A day, empty where it may be."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what the browser's date input sends."""
        self.data = None
        try:
            super().process_formdata(valuelist if any(valuelist) else [])
        except ValueError as error:
            raise ValueError(_("Write a date such as 2027-05-31.")) from error


class HourField(TimeField):
    """An hour of the day, empty where it may be."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what the browser's time input sends, seconds or not."""
        self.data = None
        try:
            super().process_formdata([value[:5] for value in valuelist if value])
        except ValueError as error:
            raise ValueError(_("Write an hour such as 09:30.")) from error


class MomentField(DateTimeLocalField):
    """A local day and hour, empty where it may be."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what the browser's input for a day and an hour sends."""
        self.data = None
        try:
            super().process_formdata(valuelist if any(valuelist) else [])
        except ValueError as error:
            raise ValueError(_("Write a date and an hour such as 2027-05-31 09:30.")) from error


class CountField(IntegerField):
    """A whole number, empty where it may be."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        self.data = None
        try:
            super().process_formdata([value.strip() for value in valuelist if value.strip()])
        except ValueError as error:
            raise ValueError(_("Write a whole number.")) from error


class ChoiceField(SelectField):
    """One of a list."""

    def pre_validate(self, _form: Any) -> None:
        """Refuse what the list does not offer."""
        if self.data not in {value for value, *_rest in self.iter_choices()}:
            raise ValidationError(_("Choose one from the list."))


class SeveralField(SelectMultipleField):
    """Any number of a list, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, _form: Any) -> None:
        """Refuse what the list does not offer."""
        if not set(self.data or ()) <= {value for value, *_rest in self.iter_choices()}:
            raise ValidationError(_("Choose from the list."))


class RefusingForm(FlaskForm):
    """A form that can say why an operation refused what was typed."""

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal beside the field it names, else above the form."""
        name = refusal.field or ""
        if name in self:
            self[name].errors = [*self[name].errors, str(refusal)]
        else:
            self.form_errors.append(str(refusal))
