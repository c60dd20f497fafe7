"""The forms in which an officer says another date: put off, and found in another source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import Optional

from meetings.calendar.models import Precision, Status
from meetings.calendar.rules import LONGEST, LONGEST_REASON, NewDate
from meetings.desk.forms.words import PRECISIONS, PUBLIC_REASON, STATUSES
from meetings.desk.rules import period_of
from meetings.errors import Refused
from meetings.fields import ChoiceField, DayField, HourField, RefusingForm, line, offered, prose

LATER, OPEN, OTHER = "later", "open", "other"
WAYS = [
    SelectChoice(LATER, _l("To another date")),
    SelectChoice(OPEN, _l("Without a new date: it will be announced")),
    SelectChoice(OTHER, _l("Another meeting takes its place")),
]
TO_COME = (Status.FORESEEN, Status.TENTATIVE, Status.CONFIRMED)


class WhenForm(RefusingForm):
    """A date as exact as it is known, and the reason."""

    precision = ChoiceField(_l("How exactly the date is known"), choices=PRECISIONS)
    starts_on = DayField(_l("First day"), validators=[Optional()])
    ends_on = DayField(_l("Last day"), validators=[Optional()])
    starts_time = HourField(_l("Begins at"), validators=[Optional()])
    ends_time = HourField(_l("Ends at"), validators=[Optional()])
    why = prose(_l("Why did it change?"), LONGEST_REASON)
    is_why_public = BooleanField(PUBLIC_REASON)

    def dates(self) -> tuple[date, date]:
        """First and last day; without a last one the whole month, season or year, or that day.

        Raises Refused (field `starts_on`) when no day was written.
        """
        first = self.starts_on.data
        if first is None:
            raise Refused(
                _l("Write the first day of the meeting."), field="starts_on", code="no_day"
            )
        last = self.ends_on.data
        return period_of(first, last, precision=self.precision.data)

    def hours(self) -> dict[str, Any]:
        """The hours that were written; none where only the day, or less, is known."""
        known = self.precision.data == Precision.MINUTE
        fields = {"starts_time": self.starts_time, "ends_time": self.ends_time}
        return {name: field.data if known else None for name, field in fields.items()}


class PostponeForm(WhenForm):
    """To another date, to none yet, or giving way to another meeting."""

    way = RadioField(_l("How it is put off"), choices=WAYS, default=LATER)
    status = ChoiceField(
        _l("Status with the new date"),
        choices=[each for each in STATUSES if each.value in TO_COME],
        default=Status.TENTATIVE,
    )
    replaced_by = ChoiceField(_l("The meeting that takes its place"))

    def __init__(self, others: Sequence[tuple[str, str]], **more: Any) -> None:
        """`others` are (slug, words) of the meetings that may take its place."""
        super().__init__(**more)
        self.replaced_by.choices = offered([("", _l("None")), *others])

    def new_date(self) -> NewDate:
        """The date that was written. Raises Refused when there is none."""
        first, last = self.dates()
        return NewDate(
            starts_on=first,
            ends_on=last,
            precision=self.precision.data,
            **self.hours(),
            status=self.status.data,
        )


class ContradictionForm(WhenForm):
    """Another date that a source says."""

    why = prose(_l("Why do you record it?"), LONGEST_REASON)
    is_why_public = BooleanField(_l("Show this on the public page; otherwise only officers see it"))
    found_in = line(_l("The text that says so"), LONGEST["source"])
