"""The terms of office of a body, and how many sit in it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Optional

from meetings.directory.rules.terms import Places
from meetings.fields import ChoiceField, CountField, DayField, RefusingForm

FIRST = InputRequired(_l("Write the first day."))


class PeriodForm(RefusingForm):
    """A term of office of the whole body."""

    from_on = DayField(_l("First day"), validators=[FIRST])
    to_on = DayField(_l("Last day"), validators=[InputRequired(_l("Write the last day."))])


class PlacesForm(RefusingForm):
    """How many hold a position at once."""

    position = ChoiceField(_l("Position"))
    places = CountField(
        _l("Number of places"), validators=[Optional()], render_kw={"inputmode": "numeric"}
    )
    flag = ChoiceField(_l("Or one place for each State of which this is true"))
    from_on = DayField(_l("First day"), validators=[FIRST])
    to_on = DayField(
        _l("Last day"), validators=[Optional()], description=_l("Leave it empty while it lasts.")
    )

    def given(self, body_code: str) -> Places:
        """What was typed; the days are there once the form is valid."""
        return Places(
            body_code,
            self.position.data,
            self.from_on.data,  # type: ignore[arg-type]  # required above
            self.to_on.data,
            self.places.data,
            self.flag.data or None,
        )
