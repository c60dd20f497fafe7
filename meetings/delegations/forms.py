"""What focal points and officers type about delegations."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from meetings.delegations.operations.focal_points import Facts
from meetings.delegations.rules.lists import COMPARED
from meetings.delegations.rules.members import Member
from meetings.delegations.rules.precedence import PRECEDENCE
from meetings.delegations.rules.words import PAPERS
from meetings.directory.models import FocalPoint
from meetings.directory.rules import clean
from meetings.directory.rules.offices import OFFICES
from meetings.directory.rules.wording import SEXES
from meetings.errors import Refused
from meetings.fields import (
    ChoiceField,
    CountField,
    DayField,
    RefusingForm,
    SeveralField,
    offered,
    short,
)
from meetings.localized import NATIVE_NAMES
from meetings.rebasing import Differing, RebasedForm, listed
from meetings.registration.rules import NOT_STATED
from meetings.registration.rules.words import MODE

Pairs = Iterable[tuple[str, Any]]
_SECONDS = 11  # digits, to the year 5138
_OFF = {"autocomplete": "off"}


class SeenForm(RefusingForm):
    """A form that knows which list, and which version of it, its reader saw."""

    seen = HiddenField("")


class MemberForm(SeenForm, RebasedForm):
    """Somebody on a list; `key` makes a second click the same person, `opened` is what the form
    held when it was opened."""

    shown_as = {  # noqa: RUF012 - declared as a ClassVar above
        "capacity_code": "capacity",
        "personnel_kind_code": "personnel_kind",
    }

    key = HiddenField("")
    honorific = StringField(_l("Title"), [short(40)], filters=[clean], render_kw=_OFF)
    given_names = StringField(
        _l("Given names"),
        [InputRequired(_l("Write the given names, or the only name."))],
        filters=[clean],
        render_kw=_OFF,
    )
    surnames = StringField(_l("Surnames"), filters=[clean], render_kw=_OFF)
    email = EmailField(_l("E-mail address"), render_kw=_OFF)
    capacity = ChoiceField(_l("Capacity"), [InputRequired(_l("Choose a capacity from the list."))])
    post = StringField(_l("Post or function"), filters=[clean], render_kw=_OFF)
    sex = RadioField(
        _l("Sex, for statistics"),
        [InputRequired(_l("Choose one; “Not stated” where it is not known."))],
        choices=offered(SEXES.items()),
        validate_choice=False,
    )
    personnel_kind = ChoiceField(_l("Kind of personnel"), default=NOT_STATED)
    functions = SeveralField(_l("Functions at this meeting"))
    mode = ChoiceField(_l("How people take part"), choices=offered(MODE.items()))
    language = ChoiceField(_l("Language of our mails"), choices=offered(NATIVE_NAMES.items()))

    def offer(self, capacities: Pairs, *, kinds: Pairs, functions: Pairs, hybrid: bool) -> None:
        """What may be chosen; nobody is a principal delegate because nobody chose
        otherwise. How she takes part is asked of a hybrid meeting only."""
        several = list(capacities)
        none = [] if len(several) == 1 or self.capacity.data else [("", "—")]
        self.capacity.choices = offered([*none, *several])
        self.personnel_kind.choices = offered(kinds)
        self.functions.choices = offered(functions)
        if not hybrid:
            del self.mode

    def member(self) -> Member:
        """What was typed."""
        return Member(
            key=(self.key.data or "")[:36] or str(uuid.uuid4()),
            honorific=self.honorific.data or "",
            given_names=self.given_names.data or "",
            surnames=self.surnames.data or "",
            email=(self.email.data or "").strip().lower(),
            sex=self.sex.data or "",
            capacity_code=self.capacity.data or "",
            functions=tuple(self.functions.data or ()),
            post=self.post.data or "",
            personnel_kind_code=self.personnel_kind.data or NOT_STATED,
            mode=(self.mode.data or "") if "mode" in self else "",
            language=self.language.data or "es",
        )

    def rebase_on(self, now: Member) -> Differing:
        """Take over what somebody else wrote of her meanwhile (see `rebase`)."""
        return self.rebase(plain(now), asdict(self.member()))


def plain(member: Member) -> dict[str, Any]:
    """What a form holds of a member, as it is kept in the page."""
    names = [name for name in COMPARED if name != "is_head"]
    return {name: listed(getattr(member, name)) for name in names}


class WithdrawForm(SeenForm):
    """Somebody is taken off a list, and why if one wants to say it."""

    note = TextAreaField(_l("Reason (optional)"), [short(500)], render_kw={"rows": 3})


class ReasonForm(RefusingForm):
    """Why somebody is not in the delegation."""

    reason = TextAreaField(_l("Reason"), render_kw={"rows": 3})


class PaperForm(RefusingForm):
    """A signed paper, and for which of the official lists it was signed."""

    kind = ChoiceField(_l("Which paper"), choices=offered(PAPERS.items()))
    number = ChoiceField(_l("For which list"))
    file = FileField(_l("Signed paper"), validators=[FileRequired(_l("Choose the file."))])

    def offer(self, lists: Pairs) -> None:
        """The official lists (number, as it is called), the latest first; without one nothing is
        asked."""
        self.number.choices = offered(lists)
        if not self.number.choices:
            del self.number

    def chosen(self) -> int | None:
        """The number of the list that the paper is for."""
        return int(self.number.data) if "number" in self and self.number.data else None


class LostLinkForm(RefusingForm):
    """The mailbox to which the link to a desk goes."""

    email = EmailField(
        _l("E-mail address"),
        [InputRequired(_l("Write an e-mail address."))],
        description=_l("The mailbox that the secretariat knows of your ministry or mission."),
        render_kw={"autocomplete": "email", "maxlength": 254},
    )


class FocalPointForm(RefusingForm):
    """Who names the delegations of a State."""

    state = ChoiceField(_l("State"))
    sure = HiddenField("")
    name = StringField(_l("Name"), filters=[clean], render_kw=_OFF)
    office = ChoiceField(_l("Office"), choices=offered([("", _l("Choose")), *OFFICES.items()]))
    email = EmailField(_l("E-mail address"), render_kw=_OFF)
    language = ChoiceField(_l("Language of our mails"), choices=offered(NATIVE_NAMES.items()))
    account = EmailField(_l("Account"), render_kw=_OFF)
    from_on = DayField(_l("First day"), [Optional()])
    to_on = DayField(_l("Last day"), [Optional()])

    def validate_office(self, field: ChoiceField) -> None:
        """Nothing is chosen beforehand: a mission is easily taken for its ministry."""
        if not field.data:
            raise ValidationError(_l("Choose the office: a ministry, a mission or another one."))

    def facts(self) -> Facts:
        """What was typed."""
        return Facts(
            name=self.name.data or "",
            office=self.office.data or "",
            email=self.email.data or "",
            language=self.language.data or "es",
            account=self.account.data or "",
            from_on=self.from_on.data,
            to_on=self.to_on.data,
        )


def held(focal_point: FocalPoint, account: str) -> dict[str, Any]:
    """What is known of a focal point, as the form shows it."""
    names = ("name", "office", "email", "language", "from_on", "to_on")
    return {name: getattr(focal_point, name) for name in names} | {
        "account": account,
        "state": focal_point.state_code,
        "sure": focal_point.state_code,
    }


class PrintedForm(RefusingForm):
    """From which list the badges were printed: the page, which was `made` at a second since 1970,
    or an export."""

    made = HiddenField("")
    source = ChoiceField(_l("Printed from"), default="")

    def offer(self, exports: Pairs) -> None:
        """The exports (id, as it is called) beside the page; without one nothing is asked."""
        several = list(exports)
        self.source.choices = offered([("", _l("this page, as it stands")), *several])
        if not several:
            del self.source

    def list_made(self, exports: Mapping[str, datetime]) -> datetime:
        """When the list was made from which the badges were printed; `exports` are those that there
        are (id -> when). Raises Refused for what no page of ours says."""
        said = self.made.data or ""
        chosen = (self.source.data or "") if "source" in self else ""
        is_second = said.isdecimal() and len(said) <= _SECONDS
        if (chosen and chosen not in exports) or not is_second:
            raise Refused(_l("Load this page again, then press the button."), code="stale")
        return exports.get(chosen) or datetime.fromtimestamp(int(said), UTC)


class PrecedenceForm(RefusingForm):
    """In which order States follow each other; the places are fields of `precedence_form`."""

    precedence = ChoiceField(_l("How the order is settled"), choices=offered(PRECEDENCE.items()))
    language = ChoiceField(
        _l("Language of the alphabetical order"), choices=offered(NATIVE_NAMES.items())
    )

    def places(self) -> dict[str, int]:
        """State -> its place, of those that were given one."""
        return {
            name.removeprefix("place_"): field.data
            for name, field in self._fields.items()
            if name.startswith("place_") and field.data is not None
        }


def precedence_form(states: Collection[tuple[str, str]], **data: Any) -> PrecedenceForm:
    """The form, with a field for the place of each State."""
    fields = {
        f"place_{code}": CountField(name, [Optional()], render_kw={"inputmode": "numeric"})
        for code, name in states
    }
    made: PrecedenceForm = type("PlacesForm", (PrecedenceForm,), fields)(data=data)
    return made
