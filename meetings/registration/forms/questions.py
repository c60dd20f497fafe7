"""A meeting's questions as fields of a form: what was sent, what is asked now, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from markupsafe import Markup
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.form import BaseForm
from wtforms.widgets import CheckboxInput, ListWidget

from meetings.errors import Refused
from meetings.fields import DayField, SeveralField, offered
from meetings.filetypes import ACCEPTED
from meetings.localized import pick
from meetings.registration.forms.own import Needed
from meetings.registration.models import QuestionType
from meetings.registration.operations.answers import Given
from meetings.registration.rules import questions as rules
from meetings.registration.rules.merging import is_taken_over
from meetings.registration.rules.question_words import asked_if
from meetings.registration.rules.questions import AGREED, Asked, Facts, Seen, Sheet

MOST_RADIOS = 8


class AnswersForm(FlaskForm):
    """Nothing but a meeting's questions, for somebody who takes part already."""

    asking: Asking

    def judge(self, facts: Facts) -> bool:
        """Whether it was sent and is answered well; the sentences stand beside the questions."""
        if not self.is_submitted():
            return False
        self.validate()
        return self.asking.judge(facts) and not self.errors


class Filing(Protocol):
    """Where files stay that came with a form which is shown again."""

    def take(self, sent: FileStorage, question: str) -> str:
        """Keep a file; the note by which a form finds it again. Raises Refused for a false one."""

    def read(self, note: str, question: str) -> Given | None:
        """The file of a note, None for anything else."""


class AnySeveralField(SeveralField):
    """Any number of a list; the rules judge them, by the version that was shown."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, _form: Any) -> None:
        """Leave the judgement to the rules."""


@dataclass(frozen=True)
class Shown:
    """A question as its page shows it; `file` is the name of a file that is there already."""

    asked: Asked
    field: Field
    is_open: bool
    file: str = ""


class Asking:
    """The questions of a sheet in a form.

    Each that the page shows sends its id as `asked`; those that wait for a condition are hidden and
    disabled and send nothing, so that it is known which ones somebody could answer, with or without
    JavaScript. `sheet` is already in the wording that she saw (`rules.as_seen`).
    """

    def __init__(
        self,
        form: Form,
        sheet: Sheet,
        *,
        lang: str,
        facts: Facts,
        is_whole: bool = True,
        sent: MultiDict[str, Any] | None = None,
        seen: Mapping[str, Seen] | None = None,
        filing: Filing | None = None,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, str] | None = None,
    ) -> None:
        """Put the fields into the form, filled from what was sent, else from `data` (answers as
        they are kept); `files` names the files that are kept already. A retired choice that is
        among these answers is offered still. Not `is_whole`: answers are kept that it hides."""
        self.form, self.sent, self.is_whole = form, sent, is_whole
        self.seen, self.filing = seen or {}, filing
        self.data, self.files = data or {}, files or {}
        hers = (rules.with_hers(each, self.data.get(each.question)) for each in sheet.asked)
        self.sheet = replace(sheet, asked=tuple(hers))
        for each in self.sheet.asked:
            self._add(each, lang)
        self.open = self._needed(facts)

    def __iter__(self) -> Iterator[Shown]:
        """The questions as the page shows them."""
        for each in self.sheet.asked:
            yield Shown(each, self.form[each.name], each.question in self.open, self._file(each))

    @property
    def stamp(self) -> str:
        """What the form carries of the versions that it shows."""
        return rules.stamp_of(self.sheet.asked)

    def judge(self, facts: Facts) -> bool:
        """Whether everything that somebody with these facts is asked is answered well; else the
        sentences stand beside the questions, those that she could not see before among them."""
        self._take_files()
        self.open = self._needed(facts)
        return all([self._judge(each) for each in self.sheet.asked])  # noqa: C419 - each is judged

    def given(self, *, whole: bool = False) -> dict[str, Any]:
        """Public id -> answer, of the questions that were asked; with `whole` None for every other
        one, so that an earlier answer goes."""
        found: dict[str, Any] = {}
        for each in self.sheet.asked:
            value = self._value(each) if each.question in self.open else None
            is_kept = value is not None and value == self.files.get(each.question)
            if not is_kept and (whole or value is not None):
                found[each.question] = value
        return found

    def rebase(self, shown: Mapping[str, str], now: Mapping[str, Any], facts: Facts) -> None:
        """After a clash: the questions that she left as the page showed them (`shown`, as marks)
        are filled with what is kept `now`; what she changed stays as she typed it. Files stay."""
        for each in self.sheet.asked:
            value = self._value(each) if each.question in self.open else None
            stands = now.get(each.question)
            if each.type == QuestionType.FILE:
                continue
            if is_taken_over(value, stands, shown=shown.get(each.question)):
                if each.type == QuestionType.DATE and isinstance(stands, str):
                    stands = date.fromisoformat(stands)
                self.form[each.name].data = stands
        self.open = self._needed(facts)

    def _judge(self, asked: Asked) -> bool:
        field = self.form[asked.name]
        if asked.question not in self.open:
            field.errors = ()
            return True
        if field.errors:
            return False
        was_open = self.sent is not None and asked.question in self.sent.getlist("asked")
        seen, value = self.seen.get(asked.question), self._value(asked)
        sentence: object | None = None
        if value is None and asked.is_required:
            sentence = rules.asked_back(seen, was_open=was_open) or rules.fault(asked, value)
        elif value is None and seen is not None and not was_open:
            sentence = _l(
                "This follows from what you chose: answer it or leave it, and send again."
            )
        elif not isinstance(value, Given) and asked.type != QuestionType.FILE:
            sentence = rules.fault(asked, value)
        field.errors = (str(sentence),) if sentence is not None else ()
        return sentence is None

    def _needed(self, facts: Facts) -> set[str]:
        answers = {each.question: self._value(each) for each in self.sheet.asked}
        return {each.question for each in rules.needed(self.sheet, facts, answers=answers)}

    def _value(self, asked: Asked) -> Any:
        if asked.type == QuestionType.FILE:
            note = self.form[_note(asked)].data or ""
            held = self.filing.read(note, asked.question) if self.filing and note else None
            return held or self.files.get(asked.question)
        return rules.cleaned(asked, self.form[asked.name].data)

    def _file(self, asked: Asked) -> str:
        found = self._value(asked) if asked.type == QuestionType.FILE else None
        return found.inspected.filename if isinstance(found, Given) else str(found or "")

    def _take_files(self) -> None:
        """Keep the files that came, so that a form that is sent again need not bring them again."""
        for each in self.sheet.asked if self.filing else ():
            sent = self.form[each.name].data
            if isinstance(sent, FileStorage) and sent.filename:
                try:
                    note = self.filing.take(sent, each.question)  # type: ignore[union-attr]  # the loop's own condition
                except Refused as refusal:
                    self.form[each.name].errors = (str(refusal),)
                else:
                    self.form[_note(each)].data = note

    def _add(self, asked: Asked, lang: str) -> None:
        value = self.data.get(asked.question)
        if asked.type == QuestionType.DATE and isinstance(value, str):
            value = date.fromisoformat(value)
        hint = _hint(asked, self.sheet.asked, lang)
        self._bind(
            asked.name,
            _field(asked, hint, lang),
            None if asked.type == QuestionType.FILE else value,
        )
        if asked.type == QuestionType.FILE:
            self._bind(_note(asked), HiddenField(""), None)

    def _bind(self, name: str, field: Any, value: Any) -> None:
        BaseForm.__setitem__(self.form, name, field)
        bound = self.form[name]
        bound.process(self.sent, value) if value is not None else bound.process(self.sent)


def _note(asked: Asked) -> str:
    return f"h-{asked.question}"


def _hint(asked: Asked, form: Sequence[Asked], lang: str) -> str:
    """Of whom it is asked, and the help to it: without JavaScript the page hides and shows nothing
    by itself."""
    told = asked_if(asked, form, lang=lang)
    return Markup(" ").join([*told, _words(asked.help, lang)]) if told else _words(asked.help, lang)


def _field(asked: Asked, hint: str, lang: str) -> Any:
    """The field of a question, in the reader's language or marked as in another one."""
    common: dict[str, Any] = {
        "label": _words(asked.label, lang),
        "description": hint,
        "validators": [Needed()] if asked.is_required else [],
    }
    match asked.type:
        case QuestionType.LONG_TEXT:
            keywords = {"rows": 4, "maxlength": rules.MOST_TEXT}
            return TextAreaField(**common, render_kw=keywords)
        case QuestionType.CHOICE:
            return _choice_field(asked, lang, common)
        case QuestionType.CHOICES:
            choices = offered((each.code, _words(each.label, lang)) for each in asked.offered)
            return AnySeveralField(**common, choices=choices, validate_choice=False)
        case QuestionType.DATE:
            return DayField(**common)
        case QuestionType.FILE:
            return FileField(**common, render_kw={"accept": ACCEPTED})
        case QuestionType.CONSENT:
            return BooleanField(**common, render_kw={"value": AGREED})
    return StringField(**common, render_kw={"maxlength": rules.MOST_LINE, "autocomplete": "off"})


def _choice_field(asked: Asked, lang: str, common: dict[str, Any]) -> Any:
    none: list[tuple[str, Any]] = [] if asked.is_required else [(rules.UNANSWERED, _l("No answer"))]
    if len(asked.offered) <= MOST_RADIOS:
        choices = [(each.code, _words(each.label, lang)) for each in asked.offered]
        given: dict[str, Any] = {} if asked.is_required else {"default": rules.UNANSWERED}
        return RadioField(
            **common, **given, choices=offered([*choices, *none]), validate_choice=False
        )
    plain = [(each.code, pick(each.label, lang).text) for each in asked.offered]
    return SelectField(**common, choices=offered([("", "—"), *plain]), validate_choice=False)


def _words(content: Mapping[str, str], lang: str) -> str:
    text = pick(content, lang)
    if not text.is_fallback:
        return text.text
    return Markup('<span lang="{}">{}</span>').format(text.lang, text.text)
