"""The forms of what is usual for a body's meetings, and of what it owes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField
from wtforms.validators import InputRequired, Optional

from meetings.calendar.models import Obligation, Precision, Status
from meetings.calendar.rules import LONGEST, LONGEST_TITLE, ObligationFacts
from meetings.calendar.rules.documents import DOCUMENT_TYPES
from meetings.calendar.rules.obligations import LONGEST_SOURCE, LONGEST_WORDS
from meetings.calendar.rules.templates import Expected, TemplateFacts
from meetings.desk.forms.meeting import Choices
from meetings.desk.forms.words import LEVELS, MODES, PRECISIONS, SESSION_TYPES, STATUSES
from meetings.fields import (
    ChoiceField,
    CountField,
    DayField,
    HourField,
    RefusingForm,
    SeveralField,
    by_language,
    line,
    offered,
    prose,
)
from meetings.localized import LANGUAGES, NATIVE_NAMES

BLANK_DOCUMENTS = 2


class DocumentForm(Form):
    """A document that is expected of every meeting; without a title there is none."""

    type = ChoiceField(_l("Type of document"), choices=offered(DOCUMENT_TYPES.items()))
    title_en = line(_l("Title in English"), LONGEST_TITLE)
    title_es = line(_l("Title in Spanish"), LONGEST_TITLE)
    title_fr = line(_l("Title in French"), LONGEST_TITLE)
    title_pt = line(_l("Title in Portuguese"), LONGEST_TITLE)


class TemplateForm(RefusingForm):
    """What the meetings of a body begin with."""

    shown_as: ClassVar[Mapping[str, str]] = {"kind_code": "kind"}

    title_en = line(_l("Title in English"), LONGEST_TITLE)
    title_es = line(_l("Title in Spanish"), LONGEST_TITLE)
    title_fr = line(_l("Title in French"), LONGEST_TITLE)
    title_pt = line(_l("Title in Portuguese"), LONGEST_TITLE)
    kind = ChoiceField(
        _l("Kind of meeting"), validators=[InputRequired(_l("Choose the kind of meeting."))]
    )
    days = CountField(
        _l("Days it lasts"), validators=[InputRequired(_l("Write how many days it lasts."))]
    )
    starts_time = HourField(_l("Begins at"), validators=[Optional()])
    ends_time = HourField(_l("Ends at"), validators=[Optional()])
    mode = ChoiceField(_l("How people take part"), choices=MODES)
    venue = line(_l("Venue"), LONGEST["venue"])
    city = line(_l("City"), LONGEST["city"])
    country = ChoiceField(_l("Country"))
    level = ChoiceField(_l("Level"), choices=LEVELS)
    notice_days = CountField(_l("Days before it by which it is convoked"), validators=[Optional()])
    documents_days = CountField(
        _l("Days before it by which its documents are out"), validators=[Optional()]
    )
    languages = SeveralField(
        _l("Languages of interpretation"), choices=offered(NATIVE_NAMES.items())
    )
    capacities = SeveralField(_l("Capacities invited"))
    documents = FieldList(FormField(DocumentForm), label=_l("Documents expected"), max_entries=32)

    def __init__(self, choices: Choices, **more: Any) -> None:
        """Offer what the directory and the calendar hold, and blank rows for more documents."""
        super().__init__(**more)
        self.kind.choices = offered([("", _l("Choose")), *choices.kinds])
        self.country.choices = offered([("", _l("None")), *choices.countries])
        self.capacities.choices = offered(choices.capacities)
        if not self.is_submitted():
            for _number in range(BLANK_DOCUMENTS):
                self.documents.append_entry()

    def facts(self) -> TemplateFacts:
        """What was said, once the form is valid."""
        same = ("days", "starts_time", "ends_time", "mode", "notice_days", "documents_days")
        return TemplateFacts(
            **{name: self[name].data for name in same},
            kind_code=self.kind.data,
            title=self.texts("title"),
            venue=self.venue.data or "",
            city=self.city.data or "",
            country=self.country.data or None,
            level=self.level.data or None,
            languages=tuple(self.languages.data or ()),
            capacities=tuple(self.capacities.data or ()),
            documents=tuple(
                Expected(entry["type"], {lang: entry[f"title_{lang}"] for lang in LANGUAGES})
                for entry in self.documents.data
            ),
        )


def template_data(facts: TemplateFacts) -> Mapping[str, Any]:
    """A template as its form's fields hold it."""
    same = ("days", "starts_time", "ends_time", "mode", "venue", "city", "notice_days")
    return {
        **{name: getattr(facts, name) for name in (*same, "documents_days")},
        **by_language("title", facts.title),
        "kind": facts.kind_code,
        "country": facts.country or "",
        "level": facts.level or "",
        "languages": list(facts.languages),
        "capacities": list(facts.capacities),
        "documents": [
            {"type": each.type} | by_language("title", each.title) for each in facts.documents
        ],
    }


class FromTemplateForm(RefusingForm):
    """A new meeting of a body: its first day, how exactly it is known, and how sure it is."""

    session_type = ChoiceField(_l("Kind of session"), choices=SESSION_TYPES)
    starts_on = DayField(
        _l("First day"), validators=[InputRequired(_l("Write the first day of the meeting."))]
    )
    precision = ChoiceField(_l("How exactly the date is known"), choices=PRECISIONS)
    status = ChoiceField(
        _l("Status"),
        choices=[
            each
            for each in STATUSES
            if each.value in {Status.FORESEEN, Status.TENTATIVE, Status.CONFIRMED}
        ],
        default=Status.TENTATIVE,
    )

    def __init__(self, *, has_hours: bool, **more: Any) -> None:
        """Hours are offered only where the template has them."""
        super().__init__(**more)
        self.precision.choices = [
            each for each in PRECISIONS if has_hours or each.value != Precision.MINUTE
        ]


class ObligationForm(RefusingForm):
    """What a text asks of a body."""

    source = line(_l("The text that asks for it"), LONGEST_SOURCE)
    count = CountField(
        _l("Ordinary meetings"), validators=[InputRequired(_l("Write a whole number."))]
    )
    every_years = CountField(
        _l("In how many years"), validators=[InputRequired(_l("Write a whole number."))]
    )
    from_on = DayField(
        _l("Since"), validators=[InputRequired(_l("Write a date such as 2027-05-31."))]
    )
    to_on = DayField(_l("Until"), validators=[Optional()])
    words_en = prose(_l("In words, in English"), LONGEST_WORDS)
    words_es = prose(_l("In words, in Spanish"), LONGEST_WORDS)
    words_fr = prose(_l("In words, in French"), LONGEST_WORDS)
    words_pt = prose(_l("In words, in Portuguese"), LONGEST_WORDS)

    def facts(self) -> ObligationFacts:
        """What was said, once the form is valid."""
        given: dict[str, Any] = {
            name: self[name].data for name in ("count", "every_years", "from_on", "to_on")
        }
        return ObligationFacts(
            **given,
            source=self.source.data or "",
            words=self.texts("words"),
        )


def obligation_data(obligation: Obligation) -> Mapping[str, Any]:
    """An obligation as its form's fields hold it."""
    same = ("source", "count", "every_years", "from_on", "to_on")
    return {
        **{name: getattr(obligation, name) for name in same},
        **by_language("words", obligation.words),
    }
