"""What is true of a State, and the groups that States form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from meetings.directory.rules import clean, clean_lines
from meetings.directory.rules.bodies import MAX_BODY_NAME
from meetings.directory.rules.facts import MAX_NOTE, Fact
from meetings.directory.rules.wording import EXACTNESS
from meetings.fields import ChoiceField, DayField, RefusingForm, offered, short

NAMES = (
    _l("Name in English"),
    _l("Name in Spanish"),
    _l("Name in French"),
    _l("Name in Portuguese"),
)
_PRECISIONS = offered(EXACTNESS.items())


def choices(pairs: Iterable[tuple[str, Any]], *, empty: Any = None) -> list[Any]:
    """Codes with names as a list to choose from, first the empty one where there is one."""
    return offered(pairs if empty is None else [("", empty), *pairs])


def _name(number: int) -> StringField:
    return StringField(NAMES[number], filters=[clean], validators=[short(MAX_BODY_NAME)])


def _note(label: Any) -> TextAreaField:
    return TextAreaField(
        label, filters=[clean_lines], validators=[short(MAX_NOTE)], render_kw={"rows": 3}
    )


class FactForm(RefusingForm):
    """A flag of a State, from when to when, and whether that is contested."""

    flag = ChoiceField(_l("What is true"))
    from_on = DayField(
        _l("First day"),
        validators=[Optional()],
        description=_l("Leave it empty where nobody knows."),
    )
    from_precision = ChoiceField(_l("What is known of the first day"), choices=_PRECISIONS)
    to_on = DayField(
        _l("Last day"), validators=[Optional()], description=_l("Leave it empty while it lasts.")
    )
    to_precision = ChoiceField(_l("What is known of the last day"), choices=_PRECISIONS)
    is_contested = BooleanField(_l("This is contested"))
    note_en = _note(_l("Note in English"))
    note_es = _note(_l("Note in Spanish"))
    note_fr = _note(_l("Note in French"))
    note_pt = _note(_l("Note in Portuguese"))

    def fact(self, state_code: str) -> Fact:
        """What was typed."""
        return Fact(
            state_code,
            self.flag.data or "",
            self.from_on.data,
            self.to_on.data,
            self.from_precision.data,
            self.to_precision.data,
            bool(self.is_contested.data),
            self.texts("note"),
        )


class GroupForm(RefusingForm):
    """The names of a group of States."""

    name_en, name_es, name_fr, name_pt = _name(0), _name(1), _name(2), _name(3)


class MemberForm(RefusingForm):
    """A State in a group, from when to when."""

    state = ChoiceField(_l("State"), validators=[InputRequired(_l("Choose the State."))])
    from_on = DayField(
        _l("First day"),
        validators=[Optional()],
        description=_l("Leave it empty where nobody knows."),
    )
    to_on = DayField(
        _l("Last day"), validators=[Optional()], description=_l("Leave it empty while it lasts.")
    )


class ObserverForm(RefusingForm):
    """A permanent observer: a State or an organization, its names, and since which year."""

    country = ChoiceField(
        _l("State"),
        validators=[Optional()],
        description=_l("The names of a State are filled in where you leave them empty."),
    )
    name_en, name_es, name_fr, name_pt = _name(0), _name(1), _name(2), _name(3)
    since = IntegerField(
        _l("Observer since the year"),
        validators=[Optional()],
        description=_l("Leave it empty where nobody knows."),
    )
