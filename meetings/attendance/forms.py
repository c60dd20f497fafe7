"""The forms of a headcount (its total, and tables that split it) and of completions."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from meetings.attendance.models import Covers
from meetings.attendance.rules.headcounts import MOST, QUALIFIERS, RANGE, Cell, Report
from meetings.directory.models import PersonnelKind, Sex
from meetings.directory.rules import clean
from meetings.directory.rules.wording import SEXES_COUNTED
from meetings.fields import CountField, DayField, RefusingForm, offered, short

NOT_STATED = "not_stated"
COVERS_NAMES = {
    Covers.EVERYONE: _l("Everyone who was present"),
    Covers.UNLISTED: _l("Only those who are not on the list"),
}
IDLE = _l(
    "The headcount of those not on the list does not count while the headcount of everyone"
    " stands: everyone includes them."
)


class HeadcountForm(FlaskForm):
    """One report of how many were there. `headcount_form` adds the cells of its tables."""

    report = HiddenField()
    covers = RadioField(
        _l("Whom does it cover?"),
        choices=offered((each.value, name) for each, name in COVERS_NAMES.items()),
        validators=[InputRequired(_l("Say whom the headcount covers."))],
    )
    qualifier = RadioField(
        _l("How exact is the total?"),
        choices=offered((each.value, name) for each, name in QUALIFIERS.items()),
        validators=[InputRequired(_l("Say how exact the total is."))],
    )
    total = CountField(
        _l("Total number of people"),
        validators=[
            InputRequired(_l("Write a whole number.")),
            NumberRange(min=0, max=MOST, message=RANGE),
        ],
        render_kw={"inputmode": "numeric"},
    )
    source = StringField(
        _l("Where the numbers come from"),
        filters=[clean],
        validators=[
            DataRequired(_l("Say where the numbers come from.")),
            short(200),
        ],
        description=_l("For example a signed list, or the report of the national authority."),
    )
    kinds: Sequence[PersonnelKind] = ()

    def of_sex(self, sex: str) -> Field:
        """The number of the table by sex."""
        return self[f"sex-{sex}"]

    def of_kind(self, code: str) -> Field:
        """The number of the table by kind of personnel."""
        return self[f"kind-{code}"]

    def of_both(self, code: str, sex: str) -> Field:
        """The number of the crossed table."""
        return self[f"both-{code}-{sex}"]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that were filled; a zero is a finding, an empty field is none."""
        codes = [kind.code for kind in self.kinds]
        filled = [
            *((sex.value, None, self.of_sex(sex)) for sex in Sex),
            *((None, code, self.of_kind(code)) for code in codes),
            *((sex.value, code, self.of_both(code, sex)) for code in codes for sex in Sex),
        ]
        return tuple(
            Cell(sex, code, field.data) for sex, code, field in filled if field.data is not None
        )

    @property
    def as_report(self) -> Report:
        """What was typed, as it is recorded; the form's own id makes a double submit one report."""
        try:
            name = str(uuid.UUID(self.report.data))
        except (ValueError, TypeError, AttributeError):
            name = str(uuid.uuid4())
        return Report(
            report=name,
            covers=self.covers.data,
            total=self.total.data or 0,
            qualifier=self.qualifier.data,
            source=self.source.data or "",
            cells=self.cells,
        )


def headcount_form(kinds: Sequence[PersonnelKind], *, lang: str) -> HeadcountForm:
    """The form with a field for each cell; people of no stated kind are the remainder."""
    stated = [kind for kind in kinds if kind.code != NOT_STATED]
    fields: dict[str, Any] = {f"sex-{sex}": _cell(SEXES_COUNTED[sex]) for sex in Sex}
    for kind in stated:
        name = kind.name(lang)
        fields[f"kind-{kind.code}"] = _cell(name)
        for sex in Sex:
            label = _l("%(kind)s, %(sex)s", kind=name, sex=SEXES_COUNTED[sex])
            fields[f"both-{kind.code}-{sex}"] = _cell(label)
    made = type("FilledHeadcountForm", (HeadcountForm,), {**fields, "kinds": stated})
    form: HeadcountForm = made(data={"report": str(uuid.uuid4())})
    return form


def _cell(label: str) -> CountField:
    return CountField(
        label,
        validators=[Optional(), NumberRange(min=0, max=MOST, message=RANGE)],
        render_kw={"inputmode": "numeric"},
    )


class CompletionForm(RefusingForm):
    """When people completed a course; who they are is ticked beside it."""

    on = DayField(_l("Day"), validators=[InputRequired(_l("Write the day."))])
    note = StringField(_l("Note"))

    @property
    def day(self) -> date:
        """The day, once the form is valid."""
        day = self.on.data
        assert day is not None, "the form is valid"  # noqa: S101 - for the type checker
        return day
