"""The forms of a course and of its editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from meetings.calendar.models import Course
from meetings.fields import ChoiceField, DescribedForm, RefusingForm, by_language, line, offered
from meetings.localized import NATIVE_NAMES


class CourseForm(DescribedForm):
    """What is said of a course."""


def course_data(course: Course) -> Mapping[str, Any]:
    """A course as the form's fields hold it."""
    return by_language("title", course.title) | by_language("description", course.description)


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
