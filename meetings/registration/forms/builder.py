"""What an officer says of a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional

from meetings.calendar.models import Mode
from meetings.errors import Refused
from meetings.fields import (
    ChoiceField,
    CountField,
    RefusingForm,
    SeveralField,
    by_language,
    line,
    offered,
    prose,
)
from meetings.localized import LANGUAGES
from meetings.registration.models import QuestionType, Stage
from meetings.registration.rules import builder
from meetings.registration.rules.builder import Place, QuestionFacts, Wording
from meetings.registration.rules.question_words import STAGES, TYPES
from meetings.registration.rules.questions import Choice, Condition

Pairs = Sequence[tuple[str, Any]]
SPARE_ROWS = 3
MODES = {
    "": _l("Of everyone"),
    Mode.IN_PERSON: _l("Only of who takes part in person"),
    Mode.VIRTUAL: _l("Only of who takes part virtually"),
}


class WordingForm(RefusingForm):
    """A question by itself: its words in four languages, its answers, how it is kept."""

    label_en = line(_l("Question in English"))
    label_es = line(_l("Question in Spanish"))
    label_fr = line(_l("Question in French"))
    label_pt = line(_l("Question in Portuguese"))
    help_en = prose(_l("Help text in English"))
    help_es = prose(_l("Help text in Spanish"))
    help_fr = prose(_l("Help text in French"))
    help_pt = prose(_l("Help text in Portuguese"))
    is_sensitive = BooleanField(
        _l("Sensitive: the answers are kept apart"),
        description=_l(
            "For example health, diet, passport. Only who has the right to sensitive answers reads "
            "them, each reading is noted, and they are in no export."
        ),
    )
    is_in_library = BooleanField(
        _l("In the library"), description=_l("Other meetings can use the question too.")
    )
    retention_days = CountField(
        _l("Days for which answers are kept"),
        validators=[Optional()],
        description=_l(
            "Counted from the meeting’s last day. Empty: as long as the registration itself."
        ),
    )

    seen = HiddenField("")  # without a label WTForms reads its catalog to name the field

    rows: Sequence[Row] = ()

    def facts(self, type_: str) -> QuestionFacts:
        """What was said."""
        choices = [(each.place, each.choice) for each in self.rows]
        return QuestionFacts(
            type=type_,
            wording=Wording(
                label=self.texts("label"),
                help=self.texts("help"),
                choices=builder.ordered(choices),
            ),
            is_sensitive=bool(self.is_sensitive.data),
            is_in_library=bool(self.is_in_library.data),
            retention_days=self.retention_days.data,
        )

    def refuse(self, refusal: Refused) -> None:
        """What is wrong with the answers to choose from stands above the form."""
        if refusal.field == "choices":
            self.form_errors.append(str(refusal))
        else:
            super().refuse(refusal)


class PlaceForm(WordingForm):
    """A question on a meeting's form: also when, of whom and whether it must be answered."""

    stage = ChoiceField(_l("When it is asked"), choices=offered(STAGES.items()))
    is_required = BooleanField(_l("Must be answered"))
    capacities = SeveralField(
        _l("For these capacities"), description=_l("None chosen: for all of them.")
    )
    mode = ChoiceField(_l("Of whom it is asked"), choices=offered(MODES.items()))
    conditions = SeveralField(
        _l("Only after one of these answers"),
        description=_l(
            "Of questions that stand before this one. Of answers to the same question one is "
            "enough; of different questions each must have one."
        ),
    )

    def choose_from(self, capacities: Pairs, conditions: Pairs) -> None:
        """Offer capacities, and the answers on which the question may depend."""
        self.capacities.choices = offered(capacities)
        self.conditions.choices = offered(conditions)

    def place(self) -> Place:
        """What was said."""
        by_field: dict[str, list[str]] = {}
        if self.mode.data:
            by_field["mode"] = [self.mode.data]
        for each in self.conditions.data or ():
            question, _mark, code = each.partition("=")
            by_field.setdefault(question, []).append(code)
        return Place(
            stage=self.stage.data or Stage.REGISTRATION,
            is_required=bool(self.is_required.data),
            capacities=tuple(self.capacities.data or ()),
            conditions=tuple(Condition(name, tuple(codes)) for name, codes in by_field.items()),
        )


class NewQuestionForm(PlaceForm):
    """A question that there is not yet."""

    type = ChoiceField(
        _l("Type of answer"),
        choices=offered(TYPES.items()),
        default=QuestionType.TEXT,
        description=_l("It cannot be changed later."),
    )
    nonce = HiddenField("")


class Row:
    """A line of the table of answers to choose from."""

    def __init__(self, number: int, choice: Choice, place: int | None) -> None:
        """`place` is the number in its order that the officer wrote."""
        self.number, self.choice, self.place = number, choice, place


def rows_of(choices: Sequence[Choice], *, spare: int = SPARE_ROWS) -> list[Row]:
    """The table as it stands at first, with some empty lines."""
    filled = [Row(number, each, number) for number, each in enumerate(choices, 1)]
    empty = range(len(filled) + 1, len(filled) + spare + 1)
    return [*filled, *(Row(number, Choice("", {}), None) for number in empty)]


def rows_sent(sent: MultiDict[str, str], known: Sequence[Choice], *, more: bool) -> list[Row]:
    """The table as it was sent; a code that the question does not have is taken for a new line.

    `more` adds empty lines.
    """
    codes = {each.code for each in known}
    count = min(_number(sent.get("rows")) or 0, builder.MOST_CHOICES + SPARE_ROWS)
    found = []
    for number in range(1, count + 1):
        code = sent.get(f"code_{number}", "")
        label = {lang: sent.get(f"choice_{number}_{lang}", "").strip() for lang in LANGUAGES}
        choice = Choice(
            code if code in codes else "",
            {lang: text for lang, text in label.items() if text},
            is_retired=bool(sent.get(f"retired_{number}")),
        )
        found.append(Row(number, choice, _number(sent.get(f"place_{number}"))))
    if more:
        start = len(found) + 1
        empty = range(start, start + SPARE_ROWS)
        found += [Row(number, Choice("", {}), None) for number in empty]
    return found


def said_of(facts: QuestionFacts, place: Place | None = None) -> dict[str, Any]:
    """A question as the form's fields hold it."""
    found: dict[str, Any] = {
        **by_language("label", facts.wording.label),
        **by_language("help", facts.wording.help),
        "is_sensitive": facts.is_sensitive,
        "is_in_library": facts.is_in_library,
        "retention_days": facts.retention_days,
    }
    if place is not None:
        modes = [each.codes[0] for each in place.conditions if each.field == "mode"]
        found |= {
            "stage": place.stage,
            "is_required": place.is_required,
            "capacities": list(place.capacities),
            "mode": modes[0] if modes else "",
            "conditions": [
                f"{each.field}={code}"
                for each in place.conditions
                if each.field != "mode"
                for code in each.codes
            ],
        }
    return found


def _number(text: str | None) -> int | None:
    return int(text) if text and text.strip().isascii() and text.strip().isdecimal() else None
