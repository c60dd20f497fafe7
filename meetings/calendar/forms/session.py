"""The form of a session, with those who chair and speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField
from wtforms.validators import InputRequired, Optional

from meetings import language
from meetings.calendar.rules.agenda_words import KINDS
from meetings.calendar.rules.sessions import LONGEST_NAME, SessionFacts, SpeakerFacts
from meetings.directory import countries
from meetings.directory.models import Person, Sex
from meetings.directory.rules.names import full_name
from meetings.directory.rules.wording import SEXES
from meetings.fields import (
    ChoiceField,
    DayField,
    DescribedForm,
    HourField,
    SeveralField,
    by_language,
    line,
    offered,
)
from meetings.localized import NATIVE_NAMES

SPARE_SPEAKERS = 3
Pairs = Iterable[tuple[str, Any]]


class SpeakerForm(Form):
    """One who chairs or speaks; without a name there is nobody."""

    name = line(_l("Name"), LONGEST_NAME)
    function = ChoiceField(_l("Function"))
    post = line(_l("Post"), LONGEST_NAME)
    sex = ChoiceField(_l("Sex, for statistics"), choices=offered(SEXES.items()))
    record = ChoiceField(_l("Record in the directory"), default="")

    @property
    def has_choice(self) -> bool:
        """Whether there is anybody to choose."""
        return len(list(self.record.iter_choices())) > 1


class SessionForm(DescribedForm):
    """Everything that an officer says of a session."""

    kind = ChoiceField(_l("Kind of session"), choices=offered(KINDS.items()))
    starts_on = DayField(_l("Day"), validators=[InputRequired(_l("Write the day."))])
    ends_on = DayField(_l("Last day, if it is another one"), validators=[Optional()])
    starts_time = HourField(_l("Begins at"), validators=[Optional()])
    ends_time = HourField(_l("Ends at"), validators=[Optional()])
    room = line(_l("Room"))
    languages = SeveralField(
        _l("Languages of interpretation"), choices=offered(NATIVE_NAMES.items())
    )
    speakers = FieldList(FormField(SpeakerForm))

    def __init__(self, functions: Pairs, **more: Any) -> None:
        """Offer the functions; there is always room for a few more speakers."""
        super().__init__(**more)
        known = offered(functions)
        if not self.is_submitted():
            for _number in range(SPARE_SPEAKERS):
                self.speakers.append_entry({"function": "speaker", "sex": Sex.NOT_STATED})
        for entry in self.speakers:
            entry.form.function.choices = known
        self.offer_people({}, {})

    def offer_people(
        self, named: Mapping[str, Iterable[Person]], chosen: Mapping[str, Person]
    ) -> None:
        """Offer each line those of her name, and the one whose record (public id) she has."""
        for entry in self.speakers:
            record = entry.form.record
            people = [*filter(None, [chosen.get(record.data or "")])]
            people += named.get(entry.form.name.data or "", ())
            shown = {each.public_id: _recognized(each) for each in people}
            record.choices = offered([("", _l("The name only")), *shown.items()])

    def facts(self, people: Mapping[str, int]) -> SessionFacts:
        """What was said, once the form is valid; `people`: public id -> key of those chosen."""
        first, last = self.starts_on.data, self.ends_on.data
        assert first is not None, "the form is valid"  # noqa: S101 - for the type checker
        return SessionFacts(
            title=self.texts("title"),
            description=self.texts("description"),
            kind=self.kind.data,
            starts_on=first,
            ends_on=last or first,
            starts_time=self.starts_time.data,
            ends_time=self.ends_time.data,
            room=self.room.data or "",
            languages=tuple(self.languages.data or ()),
            speakers=tuple(
                SpeakerFacts(
                    name=each.form.name.data or "",
                    function_code=each.form.function.data,
                    post=each.form.post.data or "",
                    sex=each.form.sex.data,
                    person_id=people.get(each.form.record.data or ""),
                )
                for each in self.speakers
            ),
        )


def session_data(facts: SessionFacts, records: Mapping[int, str]) -> Mapping[str, Any]:
    """A session as the form's fields hold it; `records`: the speakers' keys -> public ids."""
    same = ("kind", "starts_on", "starts_time", "ends_time", "room")
    data: dict[str, Any] = {name: getattr(facts, name) for name in same}
    data |= by_language("title", facts.title) | by_language("description", facts.description)
    speakers = [
        {
            "name": each.name,
            "function": each.function_code,
            "post": each.post,
            "sex": each.sex,
            "record": records.get(each.person_id or 0, ""),
        }
        for each in facts.speakers
    ]
    return data | {
        "ends_on": facts.ends_on if facts.ends_on != facts.starts_on else None,
        "languages": list(facts.languages),
        "speakers": speakers,
    }


def _recognized(person: Person) -> str:
    """A person as an officer tells her from others: name, country, address."""
    where = countries.name(person.country, language.current()) if person.country else ""
    name = full_name(person.given_names, person.surnames)
    return ", ".join(filter(None, (name, where, person.email)))
