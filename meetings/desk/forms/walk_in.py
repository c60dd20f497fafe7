"""The four things that the door asks of somebody who isn't on the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField

from meetings.directory.models import SexSource
from meetings.directory.rules.wording import SEXES
from meetings.fields import ChoiceField, RefusingForm, offered
from meetings.registration.models import Participation
from meetings.registration.rules import Entry, representing

Pairs = Iterable[tuple[str, Any]]


class WalkInForm(RefusingForm):
    """Who, for whom, as what, and sex."""

    given_names = StringField(_l("Given names"), render_kw={"autocomplete": "off"})
    surnames = StringField(_l("Surnames"), render_kw={"autocomplete": "off"})
    represents = ChoiceField(_l("Represents"))
    capacity = ChoiceField(_l("Capacity"))
    sex = RadioField(
        _l("Sex, for statistics"), choices=offered(SEXES.items()), validate_choice=False
    )

    another = BooleanField(_l("Another person of the same name"))
    namesakes: Sequence[Participation] = ()  # set where the meeting has somebody of that name

    def offer(self, capacities: Pairs, represents: Pairs) -> None:
        """What may be chosen."""
        self.capacity.choices = offered(capacities)
        self.represents.choices = offered(represents)

    def entry(self, lang: str) -> Entry:
        """What was typed, as the operations take it; nobody asks at the door who may be listed."""
        return Entry(
            given_names=self.given_names.data or "",
            surnames=self.surnames.data or "",
            email="",
            sex=self.sex.data or "",
            capacity_code=self.capacity.data,
            language=lang,
            sex_source=SexSource.STAFF,
            is_unlisted=True,
            **representing.chosen(self.represents.data),
        )
