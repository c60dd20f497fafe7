"""The one form of a held meeting of the past."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from meetings.attendance.rules.headcounts import MOST, QUALIFIERS, RANGE
from meetings.calendar.models import Involvement, Mode, Precision, Status
from meetings.calendar.rules import LONGEST, LONGEST_TITLE, MeetingFacts
from meetings.desk.forms import Choices
from meetings.desk.forms.words import INVOLVEMENTS, LEVELS, MODES, PRECISIONS
from meetings.desk.past.sums import Counted
from meetings.desk.rules import whole_period
from meetings.directory.models import Sex
from meetings.directory.rules.wording import SEXES_COUNTED
from meetings.fields import (
    ChoiceField,
    CountField,
    DayField,
    RefusingForm,
    SeveralField,
    line,
    offered,
    short,
    stripped,
)
from meetings.localized import NATIVE_NAMES

NOT_STATED = "not_stated"


class PastForm(RefusingForm):
    """What, when, where, whose, for what, and how many; `past_form` adds the tables' cells."""

    shown_as: ClassVar[Mapping[str, str]] = {
        "kind_code": "kind",
        "body_code": "body",
        "status": "starts_on",
        "cells": "total",
        "number": "ordinal",
    }

    nonce = HiddenField()
    title = StringField(
        _l("Title"),
        filters=[stripped],
        validators=[DataRequired(_l("A meeting needs a title.")), short(LONGEST_TITLE)],
    )
    title_lang = ChoiceField(
        _l("Language of the title"), choices=offered(list(NATIVE_NAMES.items()))
    )
    starts_on = DayField(
        _l("First day"), validators=[InputRequired(_l("Write the first day of the meeting."))]
    )
    ends_on = DayField(_l("Last day"), validators=[Optional()])
    precision = ChoiceField(
        _l("How exactly the date is known"),
        choices=[each for each in PRECISIONS if each.value != Precision.MINUTE],
    )
    kind = ChoiceField(
        _l("Kind of meeting"), validators=[InputRequired(_l("Choose the kind of meeting."))]
    )
    involvement = ChoiceField(_l("Role of the Secretariat"), choices=INVOLVEMENTS)
    body = ChoiceField(_l("Body"))
    ordinal = line(_l("Ordinal"), LONGEST["ordinal"])
    organizer = line(_l("Organizer or host"), LONGEST["organizer"])
    mode = ChoiceField(_l("How people take part"), choices=MODES)
    city = line(_l("City"), LONGEST["city"])
    country = ChoiceField(_l("Country"))
    level = ChoiceField(_l("Level"), choices=LEVELS)
    technical_assistance = BooleanField(_l("This meeting is technical assistance"))
    themes = SeveralField(_l("Themes"))
    beneficiaries = SeveralField(_l("Beneficiary States"))
    actions = SeveralField(_l("Actions of the plans that this meeting serves"))

    total = CountField(
        _l("Total number of people"),
        validators=[Optional(), NumberRange(min=0, max=MOST, message=RANGE)],
        render_kw={"inputmode": "numeric"},
    )
    qualifier = ChoiceField(_l("How exact the total is"), choices=offered(QUALIFIERS.items()))
    source = StringField(
        _l("Where the numbers come from"),
        filters=[stripped],
        validators=[DataRequired(_l("Say where the numbers come from.")), short(200)],
    )
    publish = RadioField(
        _l("The meeting"),
        choices=[
            SelectChoice("yes", _l("is published at once")),
            SelectChoice("no", _l("waits as a draft")),
        ],
        default="yes",
    )
    is_another = BooleanField(_l("It is another meeting: enter it all the same"))
    codes: Sequence[str] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field, and that somebody was there: all that is lacking is named at once."""
        is_sound: bool = super().validate(extra_validators)
        counts = [self.total, *(field for name, field in self._fields.items() if "-" in name)]
        if all(field.data is None and not field.errors for field in counts):
            self.total.errors = [str(_l("Write how many people were there."))]
            return False
        return is_sound

    def counted(self) -> Counted:
        """The numbers that were typed."""
        found = {name: field.data for name, field in self._fields.items()}
        sexes = {sex.value: found[f"sex-{sex}"] for sex in Sex}
        kinds = {code: found[f"kind-{code}"] for code in self.codes}
        crossed = {
            (code, sex.value): found[f"both-{code}-{sex}"] for code in self.codes for sex in Sex
        }
        return Counted(
            self.total.data,
            {key: count for key, count in sexes.items() if count is not None},
            {key: count for key, count in kinds.items() if count is not None},
            {pair: count for pair, count in crossed.items() if count is not None},
        )

    def facts(self, time_zone: str) -> MeetingFacts:
        """What was said of the meeting, once the form is valid."""
        first, last = self.starts_on.data, self.ends_on.data
        assert first is not None, "the form is valid"  # noqa: S101 - for the type checker
        if last is None:
            first, last = whole_period(first, self.precision.data)
        title = self.title.data or ""
        return MeetingFacts(
            title={self.title_lang.data: title} if title else {},
            starts_on=first,
            ends_on=last,
            precision=self.precision.data,
            time_zone=time_zone,
            status=Status.HELD,
            kind_code=self.kind.data,
            body_code=self.body.data or None,
            ordinal=self.ordinal.data or "",
            involvement=self.involvement.data,
            organizer=self.organizer.data or "",
            level=self.level.data or None,
            mode=self.mode.data,
            city=self.city.data or "",
            country=self.country.data or None,
            technical_assistance=self.technical_assistance.data,
            themes=tuple(self.themes.data or ()),
            beneficiaries=tuple(self.beneficiaries.data or ()),
        )


def past_form(
    choices: Choices, kinds: Sequence[tuple[str, str]], *, kept: dict[str, str], lang: str
) -> PastForm:
    """The form with a field for each number; `kept` is what the entry before it had."""
    stated = [(code, name) for code, name in kinds if code != NOT_STATED]
    fields: dict[str, Any] = {f"sex-{sex}": _count(SEXES_COUNTED[sex]) for sex in Sex}
    for code, name in stated:
        fields[f"kind-{code}"] = _count(_l("%(kind)s, all", kind=name))
        for sex in Sex:
            label = _l("%(kind)s, %(sex)s", kind=name, sex=SEXES_COUNTED[sex])
            fields[f"both-{code}-{sex}"] = _count(label)
    made = type("FilledPastForm", (PastForm,), {**fields, "codes": [code for code, _n in stated]})
    usual = {
        "nonce": str(uuid.uuid4()),
        "title_lang": lang,
        "involvement": Involvement.CONVENED,
        "mode": Mode.IN_PERSON,
    }
    form: PastForm = made(data={**usual, **kept})
    form.kind.choices = offered([("", _l("Choose")), *choices.kinds])
    form.body.choices = offered([("", _l("None")), *choices.bodies])
    form.country.choices = offered([("", _l("None")), *choices.countries])
    form.themes.choices = offered(choices.themes)
    form.beneficiaries.choices = offered(choices.states)
    form.actions.choices = offered(choices.actions)
    return form


def _count(label: Any) -> CountField:
    return CountField(
        label,
        validators=[Optional(), NumberRange(min=0, max=MOST, message=RANGE)],
        render_kw={"inputmode": "numeric", "size": 4},
    )
