"""The questions of a form: which somebody is asked, and what is wrong with an answer. Pure.

Whether a question is asked depends on facts: the name of a field -> the codes that were chosen in
it. Fields are `capacity`, `mode`, and each question before it by its public id.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from meetings.directory.rules import clean, clean_lines
from meetings.registration.models import QuestionType, Stage

AGREED: Final = "yes"
UNANSWERED: Final = "-"  # no code of an answer looks so
MOST_LINE, MOST_TEXT = 300, 4000
Facts = Mapping[str, Collection[str]]
_STAMP = re.compile(r"([0-9a-f-]{36}):(\d{1,6})(\*?)")


@dataclass(frozen=True)
class Choice:
    """One of the answers that a question offers; a retired one is not offered any more."""

    code: str
    label: Mapping[str, str]
    is_retired: bool = False


@dataclass(frozen=True)
class Condition:
    """Asked only where `field` (mode, or a question's public id) has one of these codes."""

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it stands on a meeting's form, in the wording of one version."""

    question: str
    version: int
    type: str
    label: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    stage: str = Stage.REGISTRATION
    is_required: bool = False
    is_sensitive: bool = False
    capacities: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def name(self) -> str:
        """What its field is called in a form."""
        return f"q-{self.question}"

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The choices that stand in its form."""
        return tuple(each for each in self.choices if not each.is_retired)

    @property
    def when(self) -> dict[str, tuple[str, ...]]:
        """Field -> the codes of which one must be chosen; all of them must hold."""
        found = {"capacity": self.capacities} if self.capacities else {}
        for each in self.conditions:
            before = found.get(each.field)
            fitting = each.codes if before is None else tuple(set(before) & set(each.codes))
            found[each.field] = fitting
        return found


@dataclass(frozen=True)
class Sheet:
    """The questions of a form in their order; two of the same `key` are the same."""

    key: str = ""
    asked: tuple[Asked, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        """Whether anything is asked."""
        return bool(self.asked)

    @property
    def takes_files(self) -> bool:
        """Whether a file may be sent with it."""
        return any(each.type == QuestionType.FILE for each in self.asked)


def narrowed(sheet: Sheet, known: Facts) -> Sheet:
    """The questions that may still be asked where some facts are settled, without conditions that
    these fulfil."""
    kept = []
    for each in sheet.asked:
        open_when = {name: codes for name, codes in each.when.items() if name not in known}
        if all(set(codes) & set(known[name]) for name, codes in each.when.items() if name in known):
            conditions = tuple(Condition(name, codes) for name, codes in open_when.items())
            kept.append(replace(each, capacities=(), conditions=conditions))
    settled = sorted((name, *sorted(codes)) for name, codes in known.items())
    return Sheet(f"{sheet.key} {settled}" if sheet.key else "", tuple(kept))


def without(sheet: Sheet, withheld: Collection[str]) -> Sheet:
    """The questions of a form but for those `withheld` (public ids), and those that are asked only
    because of an answer to one of them: they would tell it."""
    left: list[Asked] = []
    gone = set(withheld)
    for each in sheet.asked:
        if each.question in gone or gone & each.when.keys():
            gone.add(each.question)
        else:
            left.append(each)
    return replace(sheet, asked=tuple(left))


def is_needed(asked: Asked, facts: Facts) -> bool:
    """Whether a question is asked of somebody with these facts."""
    return all(set(codes) & set(facts.get(name, ())) for name, codes in asked.when.items())


def needed(sheet: Sheet, facts: Facts, *, answers: Mapping[str, Any]) -> list[Asked]:
    """The questions that somebody is asked, in order; `answers` (public id -> value) are hers.

    An answer to a question that she isn't asked fulfils no condition.
    """
    found, known = [], dict(facts)
    for each in sheet.asked:
        if is_needed(each, known):
            found.append(each)
            known[each.question] = codes_of(answers.get(each.question))
    return found


def unanswered(sheet: Sheet, facts: Facts, *, answers: Mapping[str, Any]) -> list[Asked]:
    """The required questions that somebody is asked and has not answered, in order."""
    asked = needed(sheet, facts, answers=answers)
    return [each for each in asked if each.is_required and answers.get(each.question) is None]


def codes_of(value: Any) -> tuple[str, ...]:
    """An answer as conditions compare it."""
    if value is True:
        return (AGREED,)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(value) if isinstance(value, (list, tuple)) else ()


def cleaned(asked: Asked, value: Any) -> Any:
    """An answer as it is kept: single blanks, codes once and in order; None for no answer."""
    match asked.type:
        case QuestionType.TEXT:
            return clean(str(value or "")) or None
        case QuestionType.LONG_TEXT:
            return clean_lines(str(value or "")) or None
        case QuestionType.CHOICE if value == UNANSWERED:
            return None
        case QuestionType.CHOICES:
            given = set(codes_of(value))
            known = [each.code for each in asked.choices if each.code in given]
            return [*known, *sorted(given - set(known))] or None
        case QuestionType.CONSENT:
            return True if value in {True, AGREED} else None
        case QuestionType.DATE if isinstance(value, date):
            return value.isoformat()
    return value or None


def fault(asked: Asked, value: Any) -> object | None:
    """What is wrong with a cleaned answer, as a sentence; None when nothing is.

    A line has at most 300 characters, a text 4,000. Choices are those of the version that she saw.
    """
    if value is None:
        return _missing(asked) if asked.is_required else None
    offered = {each.code for each in asked.offered}
    match asked.type:
        case QuestionType.TEXT | QuestionType.LONG_TEXT:
            most = MOST_LINE if asked.type == QuestionType.TEXT else MOST_TEXT
            if len(value) > most:
                return _l("This text is too long: use at most %(count)d characters.", count=most)
        case QuestionType.CHOICE if value not in offered:
            return _l("Choose one of the answers.")
        case QuestionType.CHOICES if not set(value) <= offered:
            return _l("Choose from these answers.")
        case QuestionType.DATE if not _is_day(value):
            return _l("Write a date such as 2027-05-31.")
    return None


def _missing(asked: Asked) -> object:
    sentences = {
        QuestionType.CHOICE: _l("Choose one of the answers."),
        QuestionType.CHOICES: _l("Choose at least one of the answers."),
        QuestionType.DATE: _l("Write the date."),
        QuestionType.FILE: _l("Choose a file."),
        QuestionType.CONSENT: _l("Your agreement is needed here."),
    }
    return sentences.get(QuestionType(asked.type), _l("Please answer this question."))


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


@dataclass(frozen=True)
class Seen:
    """A question as a form showed it that was opened some time ago."""

    version: int
    was_required: bool


def stamp_of(asked: Iterable[Asked]) -> str:
    """What a form carries of its questions: each with its version, `*` where it is required."""
    marks = (f"{each.question}:{each.version}{'*' * each.is_required}" for each in asked)
    return " ".join(marks)


def read_stamp(stamp: str) -> dict[str, Seen]:
    """Public id -> how the form showed a question; what cannot be read is left out."""
    found = (_STAMP.fullmatch(part) for part in stamp[:20_000].split())
    return {each[1]: Seen(int(each[2]), bool(each[3])) for each in found if each}


def as_seen(
    sheet: Sheet, stamp: Mapping[str, Seen], *, earlier: Mapping[tuple[str, int], Asked]
) -> Sheet:
    """The questions as they are asked now, each in the wording that the form showed.

    `earlier` are other versions than the present ones (public id, number). Questions that were
    removed since are not asked any more; new ones stand as they are.
    """
    shown: list[Asked] = []
    for each in sheet.asked:
        seen = stamp.get(each.question)
        old = earlier.get((each.question, seen.version)) if seen else None
        if old is not None:
            each = replace(  # noqa: PLW2901 - the same question in another wording
                each, version=old.version, label=old.label, help=old.help, choices=old.choices
            )
        shown.append(each)
    return replace(sheet, asked=tuple(shown))


def asked_back(seen: Seen | None, *, was_open: bool) -> object | None:
    """Why a required question without an answer is asked now and was not before; None where the
    form had asked it.

    `seen` is how the form showed it (None: not at all); `was_open`: she could have answered it.
    """
    if seen is None:
        return _l("This question is new since you opened the form: please answer it.")
    if not was_open:
        return _l("Please answer this too: it follows from what you chose.")
    if not seen.was_required:
        return _l("An answer has become required since you opened the form.")
    return None


def with_hers(asked: Asked, value: Any) -> Asked:
    """The question as it is offered to somebody who answered it: a choice that was retired since
    stands in her form as long as it is her answer."""
    hers = codes_of(value)
    if not any(each.is_retired and each.code in hers for each in asked.choices):
        return asked
    kept = (
        replace(each, is_retired=each.is_retired and each.code not in hers)
        for each in asked.choices
    )
    return replace(asked, choices=tuple(kept))


def as_answered(
    sheet: Sheet, values: Mapping[str, Any], *, wordings: Mapping[str, Iterable[Choice]]
) -> Sheet:
    """The questions with each choice that somebody made in the words in which she made it: what
    became of them since is not her answer. `wordings` are the choices of the version that she
    answered, by the question's public id."""
    shown: list[Asked] = []
    for each in sheet.asked:
        hers = codes_of(values.get(each.question))
        then = {one.code: one.label for one in wordings.get(each.question, ()) if one.code in hers}
        choices = (replace(one, label=then.get(one.code, one.label)) for one in each.choices)
        shown.append(replace(each, choices=tuple(choices)))
    return replace(sheet, asked=tuple(shown))


def versions_behind(sheet: Sheet, stamp: Mapping[str, Seen]) -> Sequence[tuple[str, int]]:
    """The versions (public id, number) that a form showed and that are no longer the present."""
    return [
        (each.question, stamp[each.question].version)
        for each in sheet.asked
        if each.question in stamp and stamp[each.question].version != each.version
    ]
