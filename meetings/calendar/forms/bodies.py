"""What a body is: its names, where it belongs, and how its meetings are numbered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import Optional

from meetings.directory.models import Body, BodyType, Numbering, Within
from meetings.directory.rules import clean
from meetings.directory.rules.bodies import MAX_BODY_NAME, MECHANISMS, BodyFacts
from meetings.directory.rules.wording import BODY_TYPES, LEVELS, NUMBERINGS, WITHIN
from meetings.fields import ChoiceField, DayField, RefusingForm, by_language, offered, short

_NUMBERED = offered(NUMBERINGS.items())
_WITHIN = offered(WITHIN.items())


def _name(label: Any) -> StringField:
    return StringField(label, filters=[clean], validators=[short(MAX_BODY_NAME)])


class NumberingForm(RefusingForm):
    """How a body's meetings are numbered."""

    numbering = ChoiceField(_l("Numbering of its meetings"), choices=_NUMBERED)
    numbering_within = ChoiceField(_l("When the numbering begins again"), choices=_WITHIN)


class BodyForm(RefusingForm):
    """A body of the secretariat's own."""

    name_en = _name(_l("Name in English"))
    name_es = _name(_l("Name in Spanish"))
    name_fr = _name(_l("Name in French"))
    name_pt = _name(_l("Name in Portuguese"))
    type = ChoiceField(
        _l("Type"),
        choices=offered(BODY_TYPES.items()),
        default=BodyType.WORKING_GROUP,
    )
    mechanism = ChoiceField(_l("Mechanism"), choices=[SelectChoice(each) for each in MECHANISMS])
    parent = ChoiceField(_l("Belongs to"))
    level = ChoiceField(_l("Level"), choices=offered([("", _l("Not stated")), *LEVELS.items()]))
    country = ChoiceField(_l("Country"))
    from_on = DayField(_l("First day"), validators=[Optional()])
    to_on = DayField(
        _l("Last day"), validators=[Optional()], description=_l("Leave it empty while it lasts.")
    )
    numbering = ChoiceField(
        _l("Numbering of its meetings"), choices=_NUMBERED, default=Numbering.NONE
    )
    numbering_within = ChoiceField(
        _l("When the numbering begins again"), choices=_WITHIN, default=Within.EVER
    )

    def offer(
        self, bodies: Iterable[Body], countries: Sequence[tuple[str, str]], lang: str
    ) -> None:
        """The bodies to which it may belong, and the countries."""
        named = [(each.code, each.name(lang)) for each in bodies]
        self.parent.choices = offered([("", _l("No other body")), *named])
        self.country.choices = offered([("", _l("Not stated")), *countries])

    def facts(self) -> BodyFacts:
        """What was typed."""
        return BodyFacts(
            self.texts("name"),
            self.mechanism.data,
            self.type.data,
            self.parent.data or None,
            self.level.data or None,
            self.country.data or None,
            self.from_on.data,
            self.to_on.data,
            self.numbering.data,
            self.numbering_within.data,
        )


def facts_of(body: Body) -> BodyFacts:
    """What is stored of a body."""
    return BodyFacts(
        body.names,
        body.mechanism,
        body.type,
        body.parent_code,
        body.level,
        body.country,
        body.from_on,
        body.to_on,
        body.numbering,
        body.numbering_within,
    )


def form_data(body: Body) -> dict[str, Any]:
    """A body as the form's fields hold it."""
    data = vars(facts_of(body))
    blanks = {"level": body.level or "", "country": body.country or ""}
    return {**data, **by_language("name", body.names), **blanks, "parent": body.parent_code or ""}
