"""Building a form: what may be asked how, when a wording needs a new version. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Mode
from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold, pick
from meetings.registration.models import QuestionType, Stage
from meetings.registration.rules.questions import AGREED, Asked, Choice, Condition

MOST_LABEL, MOST_HELP, MOST_CHOICE, MOST_CHOICES, MOST_DAYS = 500, 1000, 200, 60, 3650
MOST_QUESTIONS = 60
CHOOSING = (QuestionType.CHOICE, QuestionType.CHOICES)
NOTHING_MISSING: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a version of a question says."""

    label: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionFacts:
    """A question as an officer writes it, wherever it is asked."""

    type: str
    wording: Wording
    is_sensitive: bool = False
    is_in_library: bool = False
    retention_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """How a question stands on a meeting's form."""

    stage: str = Stage.REGISTRATION
    is_required: bool = False
    capacities: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


def cleaned_wording(wording: Wording, type_: str) -> Wording:
    """The same without empty texts and rows; new choices get codes, which never change again."""
    choices: list[Choice] = []
    taken = {each.code for each in wording.choices if each.code}
    for each in wording.choices if type_ in CHOOSING else ():
        label = _texts(each.label)
        if not label and not each.code:
            continue
        code = each.code or _new_code(label, taken)
        taken.add(code)
        choices.append(replace(each, code=code, label=label))
    return Wording(label=_texts(wording.label), help=_texts(wording.help), choices=tuple(choices))


def check_question(facts: QuestionFacts) -> None:
    """Raise Refused, naming the field, for a question that nobody could answer."""
    wording = facts.wording
    if facts.type not in set(QuestionType):
        raise Refused(_l("Choose a type from the list."), field="type")
    if not wording.label:
        raise Refused(_l("Write the question in at least one language."), field="label")
    for name, texts, most in (
        ("label", wording.label, MOST_LABEL),
        ("help", wording.help, MOST_HELP),
    ):
        for lang, text in texts.items():
            if len(text) > most:
                raise Refused(_too_long(most), field=f"{name}_{lang}")
    if facts.type in CHOOSING:
        _check_choices(wording.choices)
    days = facts.retention_days
    if days is not None and not 0 <= days <= MOST_DAYS:
        sentence = _l("Write a number of days from 0 to %(most)d.", most=MOST_DAYS)
        raise Refused(sentence, field="retention_days")


def check_place(place: Place, before: Sequence[Asked], *, capacities: Collection[str]) -> None:
    """Raise Refused for a place whose conditions nobody could fulfil.

    `before` are the questions that stand before it, `capacities` the codes that there are.
    """
    if place.stage not in set(Stage):
        raise Refused(_l("Choose one from the list."), field="stage")
    if not set(place.capacities) <= set(capacities):
        raise Refused(_l("Choose capacities from the list."), field="capacities")
    known = {each.question: {*_codes(each)} for each in before}
    for each in place.conditions:
        allowed = {Mode.IN_PERSON, Mode.VIRTUAL} if each.field == "mode" else known.get(each.field)
        if allowed is None:
            sentence = _l("A condition can only ask about a question that stands before this one.")
            raise Refused(sentence, field="conditions", code="order")
        if not each.codes or not set(each.codes) <= allowed:
            raise Refused(_l("Choose from these answers."), field="conditions")


def check_order(form: Sequence[Asked], label_of: Mapping[str, str]) -> None:
    """Raise Refused (code order) when a question stands before one that its condition asks about,
    or that one is on the form no more. `label_of` names questions by their public ids."""
    stood: set[str] = set()
    for each in form:
        for condition in each.conditions:
            if condition.field != "mode" and condition.field not in stood:
                sentence = _l(
                    "“%(question)s” is only asked after an answer to “%(other)s”: change that "
                    "condition first.",
                    question=label_of.get(each.question, ""),
                    other=label_of.get(condition.field, ""),
                )
                raise Refused(sentence, code="order")
        stood.add(each.question)


def answers_offered(asked: Asked) -> list[tuple[str, Mapping[str, str]]]:
    """The answers to a question on which others may depend: code and words in each language."""
    if asked.type == QuestionType.CONSENT:
        return [(AGREED, {})]
    return [(each.code, each.label) for each in asked.offered if asked.type in CHOOSING]


def differs(before: Wording, after: Wording) -> bool:
    """Whether people would read something else."""
    return _plain(before) != _plain(after)


def must_keep(*, answers: int, is_shown: bool, elsewhere: int) -> bool:
    """Whether a version stays as it is, so that another wording becomes a new one.

    Somebody answered it, somebody may be reading it now (the meeting is published), or another
    meeting's form has it too.
    """
    return answers > 0 or is_shown or elsewhere > 0


def is_missing_somewhere(wording: Wording) -> tuple[str, ...]:
    """The languages in which something of a question is missing that exists in another one."""
    contents = [wording.label, wording.help, *(each.label for each in wording.choices)]
    written = [each for each in contents if each]
    return tuple(lang for lang in LANGUAGES if any(not each.get(lang) for each in written))


def ordered(choices: Sequence[tuple[int | None, Choice]]) -> tuple[Choice, ...]:
    """Choices in the order of the numbers that an officer wrote; those without one come last."""
    numbered = sorted(
        enumerate(choices), key=lambda pair: (pair[1][0] is None, pair[1][0] or 0, pair[0])
    )
    return tuple(choice for _place, (_number, choice) in numbered)


def stored_choices(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    """Choices as a version keeps them."""
    return [
        {"code": each.code, "label": dict(each.label)}
        | ({"retired": True} if each.is_retired else {})
        for each in choices
    ]


def read_choices(stored: Sequence[Mapping[str, Any]]) -> tuple[Choice, ...]:
    """The same, read again."""
    return tuple(
        Choice(each["code"], each["label"], is_retired=bool(each.get("retired"))) for each in stored
    )


def _check_choices(choices: Sequence[Choice]) -> None:
    if len([each for each in choices if not each.is_retired]) < 2:
        raise Refused(_l("Write at least two answers to choose from."), field="choices")
    if len(choices) > MOST_CHOICES:
        sentence = _l("A question has at most %(most)d answers.", most=MOST_CHOICES)
        raise Refused(sentence, field="choices")
    for each in choices:
        if not each.label:
            sentence = _l("Each answer needs its words in at least one language.")
            raise Refused(sentence, field="choices")
        if any(len(text) > MOST_CHOICE for text in each.label.values()):
            raise Refused(_too_long(MOST_CHOICE), field="choices")


def _codes(asked: Asked) -> list[str]:
    return [AGREED] if asked.type == QuestionType.CONSENT else [each.code for each in asked.choices]


def _plain(wording: Wording) -> object:
    choices = [(each.code, dict(each.label), each.is_retired) for each in wording.choices]
    return dict(wording.label), dict(wording.help), choices


def _texts(content: Mapping[str, str]) -> dict[str, str]:
    return {lang: content[lang].strip() for lang in LANGUAGES if content.get(lang, "").strip()}


def _new_code(label: Mapping[str, str], taken: Collection[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "_", fold(pick(label, "en").text)).strip("_")[:24] or "answer"
    if base not in taken:
        return base
    return next(code for number in count(2) if (code := f"{base}_{number}") not in taken)


def _too_long(most: int) -> object:
    return _l("This text is too long: use at most %(count)d characters.", count=most)
