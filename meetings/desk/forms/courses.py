"""The forms of a course and of its editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from meetings.calendar.models import Course
from meetings.fields import ChoiceField, RefusingForm, line, offered, prose
from meetings.localized import LANGUAGES, NATIVE_NAMES


class CourseForm(RefusingForm):
    """What is said of a course."""

    title_en = line(_l("Title in English"))
    title_es = line(_l("Title in Spanish"))
    title_fr = line(_l("Title in French"))
    title_pt = line(_l("Title in Portuguese"))
    description_en = prose(_l("Description in English"))
    description_es = prose(_l("Description in Spanish"))
    description_fr = prose(_l("Description in French"))
    description_pt = prose(_l("Description in Portuguese"))


def course_data(course: Course) -> Mapping[str, Any]:
    """A course as the form's fields hold it."""
    texts = {"title": course.title, "description": course.description}
    return {
        f"{name}_{lang}": content.get(lang, "")
        for name, content in texts.items()
        for lang in LANGUAGES
    }


class EditionForm(RefusingForm):
    """A meeting that becomes an edition of a course."""

    meeting = ChoiceField(
        _l("Meeting"), validators=[InputRequired(_l("Choose one from the list."))]
    )
    edition = line(_l("Edition"))
    taught_in = ChoiceField(_l("Taught in"), choices=offered(NATIVE_NAMES.items()))

    def __init__(self, meetings: Iterable[tuple[str, str]], **more: Any) -> None:
        """Offer the virtual courses and trainings that belong to no course yet."""
        super().__init__(prefix="of-", **more)  # beside the form of the course itself
        self.meeting.choices = offered([("", _l("Choose")), *meetings])
