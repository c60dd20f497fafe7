"""The short forms of sessions, and those of points of the agenda and of ways to join."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Optional

from meetings.calendar.models import SessionKind
from meetings.calendar.rules.agenda_words import AUDIENCES, KINDS
from meetings.calendar.rules.items import ItemFacts
from meetings.calendar.rules.sessions import SessionFacts
from meetings.fields import (
    ChoiceField,
    DayField,
    HourField,
    RefusingForm,
    SeveralField,
    line,
    offered,
)

Pairs = Iterable[tuple[str, Any]]


class Placed(RefusingForm):
    """A form of which a page may hold several."""

    @property
    def place(self) -> str:
        """What the names of its fields begin with."""
        return str(self._prefix)


class QuickSessionForm(Placed):
    """A session in one line: its title in the language of the page."""

    day = DayField(_l("Day"), validators=[InputRequired(_l("Write the day."))])
    starts_time = HourField(_l("Begins at"), validators=[Optional()])
    ends_time = HourField(_l("Ends at"), validators=[Optional()])
    title = line(_l("Title"))
    room = line(_l("Room"))
    kind = ChoiceField(_l("Kind of session"), choices=offered(KINDS.items()))

    def facts(self, lang: str) -> SessionFacts:
        """What was said, once the form is valid."""
        day = self.day.data
        assert day is not None, "the form is valid"  # noqa: S101 - for the type checker
        return SessionFacts(
            title={lang: self.title.data or ""},
            kind=self.kind.data or SessionKind.SESSION,
            starts_on=day,
            ends_on=day,
            starts_time=self.starts_time.data,
            ends_time=self.ends_time.data,
            room=self.room.data or "",
        )


class LinesForm(Placed):
    """Several sessions of a day, a line each."""

    day = DayField(_l("Day"), validators=[InputRequired(_l("Write the day."))])
    lines = TextAreaField(_l("One session a line"))


class ItemForm(RefusingForm):
    """A point of the agenda."""

    number = line(_l("Number"))
    title_en = line(_l("Title in English"))
    title_es = line(_l("Title in Spanish"))
    title_fr = line(_l("Title in French"))
    title_pt = line(_l("Title in Portuguese"))
    session = ChoiceField(_l("Session"))
    documents = SeveralField(_l("Documents"))

    def __init__(self, sessions: Pairs, documents: Pairs, **more: Any) -> None:
        """Offer the meeting's sessions and documents."""
        super().__init__(**more)
        self.session.choices = offered([("", _l("Not known yet")), *sessions])
        self.documents.choices = offered(documents)

    def facts(self) -> ItemFacts:
        """What was said, once the form is valid."""
        return ItemFacts(
            title=self.texts("title"),
            number=self.number.data or "",
            session=self.session.data or None,
            documents=tuple(self.documents.data or ()),
        )


class QuickItemForm(RefusingForm):
    """A point of the agenda in one line: its title in the language of the page."""

    number = line(_l("Number"))
    title = line(_l("Title"))
    session = ChoiceField(_l("Session"))

    def __init__(self, sessions: Pairs, **more: Any) -> None:
        """Offer the meeting's sessions."""
        super().__init__(**more)
        self.session.choices = offered([("", _l("Not known yet")), *sessions])

    def facts(self, lang: str) -> ItemFacts:
        """What was said, once the form is valid."""
        return ItemFacts(
            title={lang: self.title.data or ""},
            number=self.number.data or "",
            session=self.session.data or None,
        )


class JoinForm(RefusingForm):
    """A way to join, for one audience."""

    session = ChoiceField(_l("For"))
    audience = ChoiceField(_l("Who is let in"), choices=offered(AUDIENCES.items()))
    url = line(_l("Address"))

    def __init__(self, sessions: Pairs, **more: Any) -> None:
        """Offer the whole meeting and each of its sessions."""
        super().__init__(**more)
        self.session.choices = offered([("", _l("The whole meeting")), *sessions])
