"""The forms of a course and of its editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import InputRequired

from meetings.calendar.models import Course
from meetings.errors import Refused
from meetings.fields import ChoiceField
from meetings.localized import LANGUAGES, NATIVE_NAMES


def _stripped(value: str | None) -> str:
    return (value or "").strip()


class CourseForm(FlaskForm):
    """What is said of a course."""

    title_en = StringField(_l("Title in English"), filters=[_stripped])
    title_es = StringField(_l("Title in Spanish"), filters=[_stripped])
    title_fr = StringField(_l("Title in French"), filters=[_stripped])
    title_pt = StringField(_l("Title in Portuguese"), filters=[_stripped])
    description_en = TextAreaField(_l("Description in English"), filters=[_stripped])
    description_es = TextAreaField(_l("Description in Spanish"), filters=[_stripped])
    description_fr = TextAreaField(_l("Description in French"), filters=[_stripped])
    description_pt = TextAreaField(_l("Description in Portuguese"), filters=[_stripped])

    def texts(self, name: str) -> dict[str, str]:
        """What was typed in each language."""
        return {lang: self[f"{name}_{lang}"].data or "" for lang in LANGUAGES}

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal beside the field it names, in the first language."""
        field = self[f"{refusal.field}_{LANGUAGES[0]}"]
        field.errors = [*field.errors, str(refusal)]


def course_data(course: Course) -> Mapping[str, Any]:
    """A course as the form's fields hold it."""
    texts = {"title": course.title, "description": course.description}
    return {
        f"{name}_{lang}": content.get(lang, "")
        for name, content in texts.items()
        for lang in LANGUAGES
    }


class EditionForm(FlaskForm):
    """A meeting that becomes an edition of a course."""

    meeting = ChoiceField(
        _l("Meeting"), validators=[InputRequired(_l("Choose one from the list."))]
    )
    edition = StringField(_l("Edition"), filters=[_stripped])
    taught_in = ChoiceField(
        _l("Taught in"),
        choices=[SelectChoice(code, name) for code, name in NATIVE_NAMES.items()],
    )

    def __init__(self, meetings: Iterable[tuple[str, str]], **more: Any) -> None:
        """Offer the virtual courses and trainings that belong to no course yet."""
        super().__init__(prefix="of-", **more)  # beside the form of the course itself
        offered = [SelectChoice(code, name) for code, name in meetings]
        self.meeting.choices = [SelectChoice("", _l("Choose")), *offered]

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal beside the field it names, else above the form."""
        if refusal.field in self:
            self[refusal.field].errors = [*self[refusal.field].errors, str(refusal)]
        else:
            self.form_errors.append(str(refusal))
