"""What is true of a State, and the groups that States form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import InputRequired, Length, Optional

from meetings.directory.rules import clean, clean_lines
from meetings.directory.rules.bodies import MAX_BODY_NAME
from meetings.directory.rules.facts import MAX_NOTE, Fact
from meetings.directory.rules.wording import EXACTNESS
from meetings.fields import ChoiceField, DayField, RefusingForm
from meetings.localized import LANGUAGES

NAMES = (
    _l("Name in English"),
    _l("Name in Spanish"),
    _l("Name in French"),
    _l("Name in Portuguese"),
)
_PRECISIONS = [SelectChoice(code, words) for code, words in EXACTNESS.items()]


def choices(pairs: Iterable[tuple[str, Any]], *, empty: Any = None) -> list[Any]:
    """Codes with names as a list to choose from, first the empty one where there is one."""
    first = [] if empty is None else [SelectChoice("", empty)]
    return [*first, *(SelectChoice(code, name) for code, name in pairs)]


def _short(most: int) -> Length:
    message = _l("This text is too long: use at most %(count)d characters.", count=most)
    return Length(max=most, message=message)


def _name(number: int) -> StringField:
    return StringField(NAMES[number], filters=[clean], validators=[_short(MAX_BODY_NAME)])


def _note(label: Any) -> TextAreaField:
    return TextAreaField(
        label, filters=[clean_lines], validators=[_short(MAX_NOTE)], render_kw={"rows": 3}
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
        notes = {lang: self[f"note_{lang}"].data for lang in LANGUAGES}
        return Fact(
            state_code,
            self.flag.data or "",
            self.from_on.data,
            self.to_on.data,
            self.from_precision.data,
            self.to_precision.data,
            bool(self.is_contested.data),
            {lang: text for lang, text in notes.items() if text},
        )


class GroupForm(RefusingForm):
    """The names of a group of States."""

    name_en, name_es, name_fr, name_pt = _name(0), _name(1), _name(2), _name(3)

    def names(self) -> dict[str, str]:
        """What was typed, language by language."""
        names = {lang: self[f"name_{lang}"].data for lang in LANGUAGES}
        return {lang: text for lang, text in names.items() if text}


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
