"""What an officer writes of a mailing: its words, its recipients, when it goes out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.validators import Optional, ValidationError

from meetings.fields import (
    ChoiceField,
    CountField,
    DayField,
    MomentField,
    RefusingForm,
    SeveralField,
    line,
    offered,
    prose,
)
from meetings.invitations.operations import Draft
from meetings.invitations.rules.sheet import MOST_BYTES
from meetings.invitations.rules.words import MOMENT
from meetings.registration.models import Status
from meetings.registration.rules.words import STATUS

Pairs = Iterable[tuple[str, Any]]
ANY = ("", _l("All countries"))
IN_STATUS = {
    Status.INVITED: _l("Invited, without an answer"),
    Status.PENDING: STATUS[Status.PENDING],
    Status.NOMINATED: STATUS[Status.NOMINATED],
    Status.CONFIRMED: STATUS[Status.CONFIRMED],
    Status.WAITLISTED: STATUS[Status.WAITLISTED],
}
NOW, AT, BY_MOMENT = "now", "at", "moment"


class NewForm(RefusingForm):
    """From which template a mailing begins."""

    template = ChoiceField(_l("Begin from"))


class WrittenForm(RefusingForm):
    """A subject and a text in each language."""

    title_en = line(_l("Subject in English"))
    title_es = line(_l("Subject in Spanish"))
    title_fr = line(_l("Subject in French"))
    title_pt = line(_l("Subject in Portuguese"))
    text_en = prose(_l("Text in English"))
    text_es = prose(_l("Text in Spanish"))
    text_fr = prose(_l("Text in French"))
    text_pt = prose(_l("Text in Portuguese"))

    def written(self, name: str) -> dict[str, str]:
        """What was typed, with line ends as they are stored."""
        found = self.texts(name)
        return {lang: text.replace("\r\n", "\n") for lang, text in found.items()}


class WordsForm(WrittenForm):
    """What a mailing says."""

    name = line(_l("Name of this mail, for the office"))
    capacity = ChoiceField(
        _l("Capacity of those for whom no other is known"),
        description=_l("Members of a body are invited as their position has it."),
    )
    is_necessary = BooleanField(
        _l("Necessary: goes also to those who want no such mails"),
        description=_l("Only for what people need in order to take part."),
    )
    version = HiddenField("")

    def draft(self) -> Draft:
        """What was typed, as the operations take it."""
        version = self.version.data or ""
        return Draft(
            name=self.name.data or "",
            title=self.written("title"),
            text=self.written("text"),
            capacity_code=(self.capacity.data or None) if "capacity" in self else None,
            is_necessary=bool(self.is_necessary.data) if "is_necessary" in self else False,
            version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        )


class TemplateForm(WrittenForm):
    """A template of the secretariat's own."""

    name_en = line(_l("Name in English"), 120)
    name_es = line(_l("Name in Spanish"), 120)
    name_fr = line(_l("Name in French"), 120)
    name_pt = line(_l("Name in Portuguese"), 120)


class BodyForm(RefusingForm):
    """Members of a body on the meeting's days, or in a period: members of former terms too."""

    body = ChoiceField(_l("Body"))
    positions = SeveralField(_l("Positions"), description=_l("None chosen: all of them."))
    since = DayField(
        _l("Members from"),
        description=_l(
            "For members of another time, such as 2016 to 2019. Left empty: members on the "
            "meeting’s days."
        ),
        validators=[Optional()],
    )
    until = DayField(
        _l("Members until"),
        description=_l("Left empty: members on that one day."),
        validators=[Optional()],
    )

    def validate_until(self, field: DayField) -> None:
        """A period ends after it begins."""
        since = self.since.data
        if field.data and since and field.data < since:
            raise ValidationError(_("The period ends before it begins."))

    def period(self) -> dict[str, str]:
        """The first and the last day as a source keeps them; nothing for the meeting's days."""
        days = [each.data for each in (self.since, self.until) if each.data]
        return {"since": days[0].isoformat(), "until": days[-1].isoformat()} if days else {}


class MeetingForm(RefusingForm):
    """People of a meeting, or the organizations accredited to it."""

    meeting = ChoiceField(_l("Meeting"))
    who = RadioField(
        _l("Who"),
        choices=offered(
            [
                ("registered", _l("Who was registered")),
                ("attended", _l("Who attended")),
                ("accredited", _l("Organizations accredited to it, each at its own address")),
            ]
        ),
        default="attended",
    )


class TagForm(RefusingForm):
    """People who bear a tag."""

    tag = ChoiceField(_l("Tag"))
    country = ChoiceField(_l("Country"))


class StatusForm(RefusingForm):
    """People of this meeting, as they stand when the mail goes out."""

    statuses = SeveralField(_l("Status"), choices=offered(IN_STATUS.items()))


class SheetForm(RefusingForm):
    """A table that is pasted or uploaded."""

    file = FileField(
        _l("CSV file"),
        description=_l("CSV of at most %(size)d MB.", size=MOST_BYTES // (1024 * 1024)),
        render_kw={"accept": ".csv,text/csv"},
    )
    text = TextAreaField(
        _l("Or paste the table"),
        description=_l(
            "With a heading: name (or given_names and surnames) and email; language, capacity, "
            "country and organization if you know them. Commas or semicolons, UTF-8 or "
            "Windows-1252."
        ),
    )
    skip = BooleanField(_l("Leave out the lines that are named, take the others"))
    sure = HiddenField("")


class SearchForm(RefusingForm):
    """People of the directory, found by name."""

    q = line(_l("Name"))
    people = SeveralField(_l("Found"))

    def offer(self, found: Pairs) -> None:
        """What the search has found, besides what was ticked before."""
        self.people.choices = offered(found)


class ScheduleForm(RefusingForm):
    """When it goes out."""

    when = RadioField(
        _l("When"),
        choices=offered(
            [
                (NOW, _l("At once")),
                (AT, _l("At an hour")),
                (BY_MOMENT, _l("By the meeting: it follows when the meeting moves")),
            ]
        ),
        default=NOW,
    )
    at = MomentField(_l("Hour"), validators=[Optional()])
    hours = CountField(_l("Hours before or after"), validators=[Optional()])
    moment = ChoiceField(_l("Counted from"), choices=offered(MOMENT.items()))
    reach = ChoiceField(
        _l("Who of the list gets it, as they stand then"),
        description=_l(
            "Before the time to answer ends: always who has not answered. Before the meeting: "
            "always who is confirmed."
        ),
    )
    sure = HiddenField("")
