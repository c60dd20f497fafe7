"""What somebody says of herself: the public form, an organization's, the correction.

The sentences about what is wrong come from `rules.faults`, for a page and below it alike.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.widgets import html_params

from meetings.directory.models import Sex
from meetings.directory.rules import represented
from meetings.directory.rules.wording import SEXES
from meetings.fields import offered
from meetings.localized import NATIVE_NAMES
from meetings.reference import rows
from meetings.registration import rules
from meetings.registration.forms.asking_back import asked_back
from meetings.registration.models import Represents
from meetings.registration.rules import CONSENT_VERSION, Entry, words
from meetings.registration.rules.consents import ASKED, Purpose
from meetings.registration.rules.fullness import Fullness

if TYPE_CHECKING:
    from meetings.registration.forms.questions import Asking

Offer = tuple[tuple[str, str, tuple[str, ...]], ...]  # code, name, what it may represent
OWN_NAME = "self"
OWN_SEX = {**SEXES, Sex.NOT_STATED: _l("I prefer not to say")}
MODES = tuple(SelectChoice(code, text) for code, text in words.MODE.items())


class Needed:
    """Marks a field as required for the reader; the rules say what is wrong with it."""

    field_flags: Mapping[str, Any] = {"required": True}

    def __call__(self, form: object, field: Field) -> None:
        """Leave the judgement to the rules."""


class Choices:
    """A select whose long list is rendered once a language and kept."""

    def __call__(self, field: Field, **attributes: Any) -> Markup:
        """The list with the field's value chosen."""
        attributes.setdefault("id", field.id)
        if field.flags.required:
            attributes.setdefault("required", True)
        options = str(_options(field.short_name, get_locale().language))
        value = Markup.escape(field.data or "")
        options = options.replace(f'value="{value}"', f'value="{value}" selected', 1)
        return Markup("<select {}>{}</select>").format(
            Markup(html_params(name=field.name, **attributes)),  # noqa: S704 - WTForms escapes it
            Markup(options),  # noqa: S704 - names escaped in _options
        )


class ChoiceField(StringField):
    """One code out of a long list."""

    widget = Choices()


@cache
def _options(name: str, lang: str) -> Markup:
    option = Markup('<option value="{}">{}</option>')
    return Markup("").join(option.format(code, text) for code, text in _choices(name, lang))


def _choices(name: str, lang: str) -> list[tuple[str, str]]:
    if name == "language":
        return list(NATIVE_NAMES.items())
    if name == "personnel_kind":
        return [(row["code"], row[f"name_{lang}"]) for row in rows("personnel_kinds.csv")]
    return [("", "—"), (OWN_NAME, str(_l("In my own name"))), *represented.offered(lang)]


class OwnForm(FlaskForm):
    """What somebody says of herself; also the form by which she corrects it."""

    asking: Asking | None = None  # the meeting's own questions, where they are asked with it

    last = (
        "capacity",
        "represents",
        "post",
        "personnel_kind",
        "mode",
        "language",
        "access_needs",
        "consent",
        *(f"consent_{each}" for each in Purpose),
    )

    given_names = StringField(
        _l("Given names"),
        [Needed()],
        description=_l("Or your only name."),
        render_kw={"autocomplete": "given-name"},
    )
    surnames = StringField(
        _l("Surnames"),
        description=_l("Empty if you have a single name."),
        render_kw={"autocomplete": "family-name"},
    )
    badge_name = StringField(
        _l("Name on the badge"),
        description=_l("If you leave it empty, your names are used."),
        render_kw={"autocomplete": "off"},
    )
    email = EmailField(
        _l("E-mail address"),
        [Needed()],
        description=_l("Your pass and the link to your registration go to this address."),
        render_kw={"autocomplete": "email"},
    )
    sex = RadioField(
        _l("Sex, for statistics"),
        [Needed()],
        choices=offered(OWN_SEX.items()),
        validate_choice=False,
        description=_l("Counted without names, so that it can be seen who takes part."),
    )
    post = StringField(
        _l("Post or function"),
        render_kw={"autocomplete": "organization-title"},
    )
    personnel_kind = ChoiceField(_l("Kind of personnel"), default=rules.NOT_STATED)
    mode = RadioField(_l("How you will take part"), choices=MODES, validate_choice=False)
    language = ChoiceField(_l("Language of our mails"), [Needed()])
    access_needs = TextAreaField(
        _l("Access needs"),
        description=_l(
            "For example a ramp, sign language, large print, an accompanying person. "
            "Only those with the right to sensitive answers read it; the officers are told "
            "that there are any."
        ),
        render_kw={"rows": 3},
    )

    def entry(self) -> Entry:
        """What was typed, as the operations take it."""
        return Entry(
            given_names=self.given_names.data or "",
            surnames=self.surnames.data or "",
            badge_name=self.badge_name.data or "",
            email=self.email.data or "",
            sex=self.sex.data or "",
            capacity_code="",
            represents=Represents.SELF,
            personnel_kind_code=self.personnel_kind.data or "",
            post=self.post.data or "",
            mode=self.mode.data if "mode" in self and self.mode.data else "",
            language=self.language.data or "",
            access_needs=self.access_needs.data or "",
            consent_version=CONSENT_VERSION,
        )

    def __iter__(self) -> Iterator[Field]:
        """The fields as the page shows them, whichever class brought them: the meeting's own
        questions stand before the consent."""
        last = {name: number for number, name in enumerate(self.last, 1)}
        asked = {each.name for each in self.asking.sheet.asked} if self.asking else ()
        before = len(last) - 0.5
        return iter(
            sorted(
                super().__iter__(),
                key=lambda field: before if field.name in asked else last.get(field.short_name, 0),
            )
        )

    def facts(self) -> dict[str, tuple[str, ...]]:
        """What the conditions of questions ask of this form."""
        return {"mode": (self.mode.data,)} if "mode" in self and self.mode.data else {}

    def may_represent(self) -> Sequence[str] | None:
        """What the entry may represent; None when that is not known yet."""
        return (Represents.SELF,)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Ask the rules, so that every fault is shown at once beside its field."""
        is_sound = bool(super().validate(extra_validators))
        represents = self.may_represent()
        lists = None if represents is None else rules.lists(represents)
        for name, sentence in rules.faults(self.entry().cleaned(), lists).items():
            self.blame(name, sentence)
            is_sound = False
        if self.asking is not None:
            is_sound = self.asking.judge(self.facts()) and is_sound and not self.errors
        return is_sound

    def blame(self, name: str | None, sentence: object) -> None:
        """Put a sentence beside the field it is about, else above the form."""
        if name and name in self:
            self[name].errors = [str(sentence)]
        else:
            self.form_errors.append(str(sentence))


class ConsentForm(OwnForm):
    """The same with consent, and the nonce that makes a second click the same registration."""

    class Meta(FlaskForm.Meta):
        """The page around it has the token that every POST needs: it makes none of its own."""

        csrf = False

    consent = BooleanField(_l("I agree that my data are kept and used in this way."), [Needed()])
    consent_list = BooleanField(ASKED[Purpose.LIST])
    consent_images = BooleanField(ASKED[Purpose.IMAGES])
    consent_future = BooleanField(ASKED[Purpose.FUTURE])
    nonce = HiddenField("")  # without a label WTForms reads its catalog to name the field

    def entry(self) -> Entry:
        """What was typed; without the tick, consent to no version; the other purposes apart."""
        agreed = tuple(each for each in Purpose if self[f"consent_{each}"].data)
        return replace(
            super().entry(),
            consent_version=CONSENT_VERSION * bool(self.consent.data),
            consents=agreed,
            is_unlisted=Purpose.LIST not in agreed,
        )

    @property
    def key(self) -> str:
        """The nonce that the form was opened with; a missing one is replaced."""
        return (self.nonce.data or "")[:64] or str(uuid.uuid4())


class OrganizationForm(ConsentForm):
    """The form behind an organization's link: it says whom she represents and as what."""

    def may_represent(self) -> Sequence[str]:
        """Settled by the link."""
        return (Represents.SELF,)


class RegistrationForm(ConsentForm):
    """The public form; `offer` the capacities before use."""

    capacity = RadioField(_l("In which capacity"), [Needed()], choices=[], validate_choice=False)
    represents = ChoiceField(
        _l("Whom you represent"),
        description=_l("A State, or nobody but yourself."),
    )
    sure = HiddenField("")
    _offered: Mapping[str, Sequence[str]] = {}
    _names: Mapping[str, str] = {}

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """The rules, and whether the State is the one that was meant."""
        is_sound = super().validate(extra_validators)
        question = asked_back(self.represents, self.sure) if "represents" in self else None
        if question and not self.represents.errors:
            self.blame("represents", question)
        return is_sound and not question

    def offer(self, capacities: Offer) -> None:
        """Offer these capacities and no others."""
        self.capacity.choices = [SelectChoice(code, name) for code, name, _may in capacities]
        self._offered = {code: represents for code, _name, represents in capacities}
        self._names = {code: name for code, name, _may in capacities}
        if len(capacities) == 1 and not self.capacity.data:
            self.capacity.data = capacities[0][0]
        of_state = [name for _code, name, may in capacities if Represents.STATE in may]
        if not of_state:
            del self.represents
        elif len(of_state) == len(capacities):
            self.represents.flags.required = True
        else:
            self.represents.description = _l(
                "A State, or nobody but yourself. Required for: %(capacities)s.",
                capacities=", ".join(of_state),
            )

    def say_full(self, full: Fullness) -> None:
        """Say of each capacity whether it has no seat left, or leads to the waiting list."""
        self.capacity.choices = [
            SelectChoice(code, full.capacity_label(code, name))
            for code, name in self._names.items()
        ]

    def may_represent(self) -> Sequence[str] | None:
        """What the chosen capacity may represent."""
        return self._offered.get(self.capacity.data or "")

    def facts(self) -> dict[str, tuple[str, ...]]:
        """The capacity too."""
        chosen = self.capacity.data
        return super().facts() | ({"capacity": (chosen,)} if chosen else {})

    def entry(self) -> Entry:
        """What was typed; a capacity without a State needs no answer to whom she represents."""
        chosen = (self.represents.data or "") if "represents" in self else ""
        allowed = self.may_represent() or ()
        if not chosen and Represents.STATE not in allowed:
            chosen = OWN_NAME
        state = chosen if chosen != OWN_NAME else ""
        kind = Represents.STATE if state else Represents.SELF if chosen else ""
        capacity = self.capacity.data or ""
        return replace(
            super().entry(), capacity_code=capacity, represents=kind, state_code=state or None
        )
