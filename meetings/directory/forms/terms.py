"""Who sits in a body: a State, or a person who is looked for by name or written down anew."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import InputRequired, Optional

from meetings.directory.forms.bodies import FIRST
from meetings.directory.models import Person
from meetings.directory.rules import MAX_NAME, clean, clean_email, email_fault
from meetings.errors import Refused
from meetings.fields import ChoiceField, DayField, RefusingForm, short

NEW = "new"


def _name(label: object) -> StringField:
    return StringField(
        label,  # type: ignore[arg-type]  # translated when it is shown
        filters=[clean],
        validators=[short(MAX_NAME)],
    )


class CorrectionForm(RefusingForm):
    """The days of a term, and its State."""

    state = ChoiceField(_l("State"))
    from_on = DayField(_l("First day"), validators=[FIRST])
    to_on = DayField(
        _l("Last day"), validators=[Optional()], description=_l("Leave it empty while it lasts.")
    )
    asked = HiddenField("")

    @property
    def question(self) -> str:
        """What an officer is asked about once: this State on these days."""
        return f"{self.state.data} {self.from_on.data} {self.to_on.data}"

    @property
    def is_sure(self) -> bool:
        """Whether she was asked already, and saves once more."""
        return self.asked.data == self.question

    def refuse(self, refusal: Refused) -> None:
        """Remember what was asked, so that saving once more answers it."""
        if refusal.code == "not_entitled":
            self.asked.data = self.question
        super().refuse(refusal)


class EndForm(RefusingForm):
    """The last day of a term."""

    to_on = DayField(_l("Last day"), validators=[InputRequired(_l("Write the last day."))])


class TermForm(CorrectionForm):
    """A new term."""

    position = ChoiceField(_l("Position"))
    looked_for = StringField(
        _l("Name of the person"), filters=[clean], render_kw={"autocomplete": "off"}
    )
    person = RadioField(_l("Which person is it?"), validate_choice=False, choices=[])
    given_names = _name(_l("Given names"))
    surnames = _name(_l("Surnames"))
    email = EmailField(_l("E-mail address"), filters=[clean_email])

    def offer(self, people: Sequence[Person]) -> None:
        """Offer the people who were found, then a new record."""
        found = [
            SelectChoice(
                each.public_id,
                f"{each.full_name} ({each.email})" if each.email else each.full_name,
            )
            for each in people
        ]
        new = _l("None of these: write her down below")
        self.person.choices = [*found, SelectChoice(NEW, new)] if found else []

    @property
    def is_new(self) -> bool:
        """Whether somebody is written down anew."""
        return self.person.data in {NEW, None, ""} and bool(
            self.given_names.data or self.surnames.data
        )

    def check_new(self) -> None:
        """Refuse what is no address; none at all will do, as for people of long ago."""
        fault = email_fault(self.email.data) if self.email.data else None
        if fault is not None:
            raise Refused(fault, field="email", code="email")
