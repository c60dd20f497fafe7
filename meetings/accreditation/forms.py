"""The application form, and the officers' decisions."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs
from wtforms.validators import DataRequired, InputRequired

from meetings.accreditation.rules import CONSENT_VERSION, Facts
from meetings.directory import countries
from meetings.directory.rules import clean, clean_email, clean_lines, email_fault
from meetings.fields import ChoiceField, CountField, RefusingForm, offered, short
from meetings.localized import NATIVE_NAMES

NEW = "new"
YES_NO = (SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No")))


class ApplicationForm(FlaskForm):
    """What an organization says of itself when it asks to be accredited to a meeting."""

    nonce = HiddenField()
    name = StringField(
        _l("Name of the organization"),
        filters=[clean],
        validators=[
            DataRequired(_l("Write the organization's name.")),
            short(200),
        ],
        description=_l("In its own language, as in its statutes."),
        render_kw={"autocomplete": "organization"},
    )
    acronym = StringField(_l("Acronym, if it has one"), filters=[clean], validators=[short(40)])
    country = SelectField(
        _l("Country of its seat"), validators=[InputRequired(_l("Choose the country."))]
    )
    is_womens = RadioField(
        _l("Is it a women's organization?"),
        choices=YES_NO,
        validators=[InputRequired(_l("Answer yes or no."))],
        validate_choice=False,
    )
    in_oas_register = RadioField(
        _l("Is it in the OAS Register of civil society organizations?"),
        choices=YES_NO,
        validators=[InputRequired(_l("Answer yes or no."))],
        validate_choice=False,
    )
    contact_name = StringField(
        _l("Name of the contact"),
        filters=[clean],
        validators=[
            DataRequired(_l("Write the contact's name.")),
            short(160),
        ],
        render_kw={"autocomplete": "name"},
    )
    contact_email = EmailField(
        _l("E-mail address of the contact"),
        filters=[clean_email],
        validators=[DataRequired(_l("Write an e-mail address."))],
        description=_l("Our answer goes there, with the link for your representatives."),
        render_kw={"autocomplete": "email"},
    )
    language = SelectField(
        _l("Language of our mails"),
        choices=[SelectChoice(code, name) for code, name in NATIVE_NAMES.items()],
    )
    reason = TextAreaField(
        _l("Why does the organization wish to take part?"),
        filters=[clean_lines],
        validators=[DataRequired(_l("State the reason.")), short(4000)],
        render_kw={"rows": 6},
    )
    consent = BooleanField(
        _l(
            "The contact agrees that the Secretariat keeps the information given here, uses it to"
            " decide on this application and writes to the address above."
        ),
        validators=[InputRequired(_l("Without this agreement we cannot keep the application."))],
    )

    def __init__(self, *, lang: str) -> None:
        """Countries in the reader's language; a new nonce for a form that is opened."""
        super().__init__(data={"language": lang, "nonce": str(uuid.uuid4())})
        names = countries.seats(lang).items()
        self.country.choices = [
            SelectChoice("", _l("Choose…")),
            *(SelectChoice(code, name) for code, name in names),
        ]

    def validate_contact_email(self, field: EmailField) -> None:
        """An address that can receive our answer."""
        fault = email_fault(field.data or "")
        if fault is not None:
            raise ValidationError(fault)  # type: ignore[arg-type]  # translated when it is shown

    def validate_is_womens(self, field: RadioField) -> None:
        """One of the two answers."""
        _yes_or_no(field)

    def validate_in_oas_register(self, field: RadioField) -> None:
        """One of the two answers."""
        _yes_or_no(field)

    @property
    def facts(self) -> Facts:
        """What was typed, as it is kept."""
        return Facts(
            name=self.name.data or "",
            acronym=self.acronym.data or "",
            country=self.country.data,
            is_womens=self.is_womens.data == "yes",
            in_oas_register=self.in_oas_register.data == "yes",
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            reason=self.reason.data or "",
            language=self.language.data,
            consent_version=CONSENT_VERSION,
        )

    @property
    def own_nonce(self) -> str:
        """The nonce that came with the form; a new one where somebody sent none."""
        try:
            return str(uuid.UUID(self.nonce.data))
        except (ValueError, TypeError, AttributeError):
            return str(uuid.uuid4())


class PlacesForm(FlaskForm):
    """How many representatives an organization may send."""

    places = CountField(
        _l("Number of representatives"),
        validators=[InputRequired(_l("Write a whole number."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": 500},
    )


class AccreditForm(PlacesForm):
    """Who the applicant is in the directory, and how many representatives it may send."""

    organization = RadioField(
        _l("Which organization is it?"),
        validators=[InputRequired(_l("Choose the matching record, or create a new one."))],
        validate_choice=False,
    )

    def offer(self, known: Sequence[tuple[str, str]]) -> None:
        """Offer the likely organizations (public id, words), then a new record."""
        offered = [SelectChoice(public_id, words) for public_id, words in known]
        new = _l("None of these: make a new record")
        self.organization.choices = [*offered, SelectChoice(NEW, new)]
        if not known:
            only = _l("Make a new record of what was submitted")
            self.organization.choices = [SelectChoice(NEW, only)]
            self.organization.data = self.organization.data or NEW


class AdmitForm(RefusingForm):
    """An organization of the directory that may send people without having applied."""

    q = StringField(_l("Name, acronym or e-mail address"), [short(200)])
    organization = ChoiceField(_l("Organization"))
    capacity = ChoiceField(_l("In which capacity its people come"))
    places = CountField(
        _l("Number of representatives"),
        validators=[InputRequired(_l("Write a whole number."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": 500},
    )
    language = ChoiceField(_l("Language of our mails"), choices=offered(NATIVE_NAMES.items()))


class DeclineForm(FlaskForm):
    """Why an application is declined."""

    reason = TextAreaField(
        _l("Reason"),
        filters=[clean_lines],
        validators=[
            DataRequired(_l("Write the reason: the organization's contact will read it.")),
            short(2000),
        ],
        render_kw={"rows": 4},
    )


def _yes_or_no(field: RadioField) -> None:
    if field.data not in {"yes", "no"}:
        raise ValidationError(_l("Answer yes or no."))
