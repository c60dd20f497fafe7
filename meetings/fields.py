"""Form fields that several rooms use, and the form that shows why an operation refused.

They refuse in our own words, in the reader's language.

An emptied field holds nothing: WTForms itself would keep what the form was opened with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    DateTimeLocalField,
    FieldList,
    FloatField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from meetings import language
from meetings.errors import Refused
from meetings.localized import LANGUAGES


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


class DegreesField(FloatField):
    """Degrees on the map, empty where they may be; with a point or a comma."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        self.data = None
        typed = [value.strip().replace(",", ".").replace("\u2212", "-") for value in valuelist]
        try:
            super().process_formdata([value for value in typed if value])
        except ValueError as error:
            raise ValueError(_("Write degrees as a number such as -12.0464.")) from error


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


def offered(pairs: Iterable[tuple[str, Any]]) -> list[Any]:
    """Pairs of code and name as a field offers them."""
    return [SelectChoice(code, name) for code, name in pairs]


def stripped(value: str | None) -> str:
    """Text without blanks around it."""
    return (value or "").strip()


class _Counted(Length):
    """A longest length that the browser is not told of: it would cut what is pasted, unsaid."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.field_flags = {}


def short(most: int) -> Length:
    """At most so many characters; more of them are kept in the field, with the reason."""
    return _Counted(
        max=most, message=_l("This text is too long: use at most %(count)d characters.", count=most)
    )


def line(label: Any, most: int | None = None) -> StringField:
    """One line of text, of at most so many characters where the form itself counts them."""
    return StringField(label, validators=[short(most)] if most else [], filters=[stripped])


def prose(label: Any, most: int | None = None) -> TextAreaField:
    """Text of several lines, of at most so many characters where the form itself counts them."""
    return TextAreaField(label, validators=[short(most)] if most else [], filters=[stripped])


def by_language(name: str, content: Mapping[str, str]) -> dict[str, str]:
    """A content as a form's fields hold it, one for each language, as `texts` reads them."""
    return {f"{name}_{lang}": content.get(lang, "") for lang in LANGUAGES}


class RefusingForm(FlaskForm):
    """A form that can say why an operation refused what was typed."""

    # The name that an operation gives to a field -> the name that it has in this form.
    shown_as: ClassVar[Mapping[str, str]] = {}

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal beside the field it names, else above the form.

        What concerns every language stands beside the field in the page's own language; what
        concerns one, in a form that has one language only, beside that.
        """
        name = self.shown_as.get(refusal.field or "", refusal.field or "")
        bare, _mark, lang = name.rpartition("_")
        for here in (name, f"{name}_{language.current()}", bare if lang in LANGUAGES else ""):
            if here in self and not isinstance(self[here], FieldList):
                self[here].errors = [*self[here].errors, str(refusal)]
                return
        self.form_errors.append(str(refusal))

    def texts(self, name: str) -> dict[str, str]:
        """What was typed, in the languages in which something was."""
        found = {lang: self[f"{name}_{lang}"].data for lang in LANGUAGES}
        return {lang: text for lang, text in found.items() if text}


class DescribedForm(RefusingForm):
    """A form of what has a title and a description."""

    title_en = line(_l("Title in English"))
    title_es = line(_l("Title in Spanish"))
    title_fr = line(_l("Title in French"))
    title_pt = line(_l("Title in Portuguese"))
    description_en = prose(_l("Description in English"))
    description_es = prose(_l("Description in Spanish"))
    description_fr = prose(_l("Description in French"))
    description_pt = prose(_l("Description in Portuguese"))
