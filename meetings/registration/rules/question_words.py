"""Questions of a form in words: their types, for whom they are, under which condition, answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from meetings import formats
from meetings.calendar.models import Mode
from meetings.localized import pick
from meetings.registration.models import QuestionType, Stage
from meetings.registration.rules.list_columns import coded
from meetings.registration.rules.questions import Asked, Choice

TYPES = {
    QuestionType.TEXT: _l("A line of text"),
    QuestionType.LONG_TEXT: _l("Several lines of text"),
    QuestionType.CHOICE: _l("One of several answers"),
    QuestionType.CHOICES: _l("Any of several answers"),
    QuestionType.DATE: lazy_pgettext("question", "A date"),
    QuestionType.FILE: lazy_pgettext("question", "A file"),
    QuestionType.CONSENT: lazy_pgettext("question", "Consent"),
}
STAGES = {
    Stage.REGISTRATION: _l("On registering"),
    Stage.AFTER: _l("After confirmation"),
}
ONLY = {
    Mode.IN_PERSON: _l("Only of who takes part in person."),
    Mode.VIRTUAL: _l("Only of who takes part virtually."),
}
IF = {
    Mode.IN_PERSON: _l("Only if you take part in person."),
    Mode.VIRTUAL: _l("Only if you take part virtually."),
}


def to_version(words: str, number: int) -> str:
    """An answer with the version of the wording that it belongs to."""
    return _("%(text)s (version %(number)d of the question)", text=words, number=number)


def of_version(label: str, number: int) -> str:
    """What stands above the answers to an earlier wording; no brackets end it, for an import reads
    a heading without those."""
    return _("Version %(number)d of the question: %(text)s", text=label, number=number)


def for_whom(asked: Asked, capacities: Mapping[str, str]) -> str:
    """The capacities of whom a question is asked."""
    if not asked.capacities:
        return _("Everyone")
    return ", ".join(capacities.get(code, code) for code in asked.capacities)


def conditions(asked: Asked, form: Sequence[Asked], *, lang: str) -> list[str]:
    """Under which conditions a question is asked, a sentence each; `form` are all its questions."""
    others = {each.question: each for each in form}
    found = []
    for each in asked.conditions:
        other = others.get(each.field)
        if each.field == "mode" and len(each.codes) == 1:
            found.append(str(ONLY[Mode(each.codes[0])]))
        elif other is not None and other.type == QuestionType.CONSENT:
            found.append(
                _("Only of who agrees to: “%(question)s”", question=pick(other.label, lang).text)
            )
        elif other is not None:
            words = _(" or ").join(
                _quoted(choice_label(other.choices, code, lang=lang)) for code in each.codes
            )
            found.append(
                _(
                    "Only of who answers %(answers)s to: “%(question)s”",
                    answers=words,
                    question=pick(other.label, lang).text,
                )
            )
    return found


def asked_if(asked: Asked, form: Sequence[Asked], *, lang: str) -> list[str]:
    """The same to who fills the form in, a sentence each; `form` are the questions on it."""
    others = {each.question: each for each in form}
    found = []
    for name, codes in asked.when.items():
        other = others.get(name)
        question = pick(other.label, lang).text if other else ""
        if name == "capacity":
            names = coded("capacities.csv", lang)
            said = ", ".join(names.get(code, code) for code in codes)
            found.append(_("Only if you take part as: %(capacities)s", capacities=said))
        elif name == "mode" and len(codes) == 1:
            found.append(str(IF[Mode(codes[0])]))
        elif other is not None and other.type == QuestionType.CONSENT:
            found.append(_("Only if you agree to: “%(question)s”", question=question))
        elif other is not None:
            words = _(" or ").join(
                _quoted(choice_label(other.choices, code, lang=lang)) for code in codes
            )
            found.append(
                _(
                    "Only if you answer %(answers)s to: “%(question)s”",
                    answers=words,
                    question=question,
                )
            )
    return found


def _quoted(words: str) -> str:
    """An answer between the quotation marks of the reader's language."""
    return _("“%(words)s”", words=words)


def choice_label(choices: Sequence[Choice], code: str, *, lang: str) -> str:
    """A choice by its words in a version; a code that it lacks stays a code."""
    found = next((each for each in choices if each.code == code), None)
    return pick(found.label, lang).text if found else code


def answer(type_: str, value: Any, *, choices: Sequence[Choice], lang: str) -> str:
    """An answer as people read it, in the wording that was answered. A file is said elsewhere."""
    match type_:
        case QuestionType.CHOICE:
            return choice_label(choices, value, lang=lang)
        case QuestionType.CHOICES:
            return "; ".join(choice_label(choices, code, lang=lang) for code in value)
        case QuestionType.CONSENT:
            return _("Agreed")
        case QuestionType.DATE:
            return formats.day(date.fromisoformat(value), lang)
    return str(value)
