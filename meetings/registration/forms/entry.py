"""What an officer enters for somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, RadioField, StringField

from meetings.calendar.models import Mode
from meetings.directory.models import SexSource
from meetings.directory.rules import clean
from meetings.directory.rules.wording import SEXES
from meetings.fields import ChoiceField, RefusingForm, SeveralField, offered, short
from meetings.localized import NATIVE_NAMES
from meetings.rebasing import RebasedForm, read_opened
from meetings.registration.forms.asking_back import asked_back
from meetings.registration.models import Participation, Status
from meetings.registration.rules import NOT_STATED, Entry, representing
from meetings.registration.rules.revising import MOST_TITLE, Revision
from meetings.registration.rules.words import MODE, SEX_SOURCE, STATUS

Pairs = Iterable[tuple[str, Any]]
FIRST = (Status.CONFIRMED, Status.PENDING, Status.NOMINATED)


class EntryForm(RefusingForm):
    """All that is said of somebody, by an officer."""

    given_names = StringField(_l("Given names"), render_kw={"autocomplete": "off"})
    surnames = StringField(_l("Surnames"), render_kw={"autocomplete": "off"})
    email = EmailField(_l("E-mail address"), render_kw={"autocomplete": "off"})
    sex = RadioField(
        _l("Sex, for statistics"), choices=offered(SEXES.items()), validate_choice=False
    )
    capacity = ChoiceField(_l("Capacity"))
    represents = ChoiceField(_l("Represents"))
    post = StringField(_l("Post or function"))
    personnel_kind = ChoiceField(_l("Kind of personnel"), default=NOT_STATED)
    functions = SeveralField(_l("Functions at this meeting"))
    mode = ChoiceField(_l("How people take part"), choices=offered(MODE.items()))
    language = ChoiceField(_l("Language of our mails"), choices=offered(NATIVE_NAMES.items()))
    status = ChoiceField(
        _l("Status"), choices=offered((each, STATUS[each]) for each in FIRST), default=FIRST[0]
    )

    despite = BooleanField(_l("Enter this person in this capacity all the same"))
    asks_despite = False  # set where the directory has something against it

    another = BooleanField(_l("Another person of the same name"))
    namesakes: Sequence[Participation] = ()  # set where the meeting has somebody of that name

    sure = HiddenField("")

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields, and whether the State is the one that was meant."""
        is_sound = bool(super().validate(extra_validators))
        question = asked_back(self.represents, self.sure)
        if question:
            self.represents.errors = [*self.represents.errors, question]
        return is_sound and not question

    def offer(
        self, capacities: Pairs, represents: Pairs, *, kinds: Pairs, functions: Pairs, hybrid: bool
    ) -> None:
        """What may be chosen; how she takes part is asked of a hybrid meeting only."""
        self.capacity.choices = offered(capacities)
        self.represents.choices = offered(represents)
        self.personnel_kind.choices = offered(kinds)
        self.functions.choices = offered(functions)
        if not hybrid:
            del self.mode

    def entry(self, lang: str) -> Entry:
        """What was typed, as the operations take it; `lang` is the meeting's first language."""
        return Entry(
            given_names=self.given_names.data or "",
            surnames=self.surnames.data or "",
            email=self.email.data or "",
            sex=self.sex.data or "",
            capacity_code=self.capacity.data,
            language=self.language.data or lang,
            sex_source=SexSource.STAFF,
            post=self.post.data or "",
            personnel_kind_code=self.personnel_kind.data or NOT_STATED,
            functions=tuple(self.functions.data or ()),
            mode=self.mode.data or Mode.IN_PERSON if "mode" in self else "",
            **representing.chosen(self.represents.data),
        )


class RevisionForm(EntryForm, RebasedForm):
    """All that is kept of somebody, to be corrected by an officer."""

    shown_as: ClassVar[Mapping[str, str]] = {"personnel_kind_code": "personnel_kind"}

    honorific = StringField(_l("Title"), [short(MOST_TITLE)], filters=[clean])
    badge_name = StringField(_l("Name on the badge"), render_kw={"autocomplete": "off"})
    sex_source = ChoiceField(_l("Who said so"), choices=offered(SEX_SOURCE.items()))
    also = SeveralField(_l("Represents as well"))
    listed = BooleanField(_l("Stands in lists of participants"))
    waits = BooleanField(_l("Put this person on the waiting list instead"))
    passes = BooleanField(_l("Give this person the seat before those who wait"))
    same = BooleanField(_l("It is the same person, by another name"))
    may_be_same = False  # set where the names are another human being's
    may_pass = False  # set where others wait for such a seat
    may_wait = False  # set where no seat is left and the meeting has a waiting list
    another = None  # type: ignore[assignment]  # she is entered already
    status = None  # type: ignore[assignment]  # it is decided, not corrected: no such field

    def offer_beside(self, pairs: Pairs) -> None:
        """Whom she may represent beside."""
        self.also.choices = offered(pairs)
        if not self.also.choices:
            del self.also

    def revision(self) -> Revision:
        """What was typed, as the operation takes it."""
        entry = replace(
            self.entry(self.language.data),
            badge_name=self.badge_name.data or "",
            mode=self.mode.data if "mode" in self else "",
            is_unlisted=not self.listed.data,
        )
        return Revision(
            entry=entry,
            represents=self.represents.data,
            also=tuple(self.also.data or ()) if "also" in self else (),
            honorific=self.honorific.data or "",
            sex_source=self.sex_source.data,
        )

    def typed(self) -> dict[str, Any]:
        """What was typed, by the names in which the page keeps what stood."""
        held = read_opened(self.opened.data or "")
        return {
            name: field.data if (field := self._fields.get(name)) is not None else held[name]
            for name in held
        }
