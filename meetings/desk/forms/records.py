"""Officers' forms for people, organizations, merges and tags."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from meetings.directory.operations.merges import LONGEST_REASON
from meetings.directory.rules import MAX_NAME, clean, clean_email
from meetings.directory.rules.entries import (
    MAX_ACRONYM,
    MAX_HONORIFIC,
    MAX_NUMBER,
    MAX_ORGANIZATION,
    MAX_TAG,
    OrganizationEntry,
    PersonEntry,
)
from meetings.directory.rules.likeness import OrganizationFacts, PersonFacts
from meetings.fields import ChoiceField, RefusingForm, SeveralField, short

Pairs = Iterable[tuple[str, str]]


class PersonForm(RefusingForm):
    """A person's record; what she declared for a meeting stays with her registration."""

    honorific = StringField(
        _l("Title or form of address"),
        validators=[short(MAX_HONORIFIC)],
        description=_l("Such as Dr. or Amb., for letters."),
    )
    given_names = StringField(_l("Given names"), validators=[short(MAX_NAME)])
    surnames = StringField(_l("Surnames"), validators=[short(MAX_NAME)])
    email = StringField(
        _l("E-mail address"), description=_l("Leave it empty where nobody knows it.")
    )
    country = ChoiceField(_l("Country"))
    tags = SeveralField(_l("Tags"))

    def entry(self) -> PersonEntry:
        """What was written."""
        return PersonEntry(
            given_names=self.given_names.data or "",
            surnames=self.surnames.data or "",
            email=self.email.data or "",
            honorific=self.honorific.data or "",
            country=self.country.data or "",
        )

    def facts(self) -> PersonFacts:
        """What of it is compared with other people's records."""
        return PersonFacts(
            clean(self.given_names.data),
            clean(self.surnames.data),
            clean_email(self.email.data),
            self.country.data or "",
        )


class OrganizationForm(RefusingForm):
    """An organization's record; what it submitted for a meeting stays with its application."""

    name = StringField(
        _l("Name"),
        validators=[InputRequired(_l("Write a name.")), short(MAX_ORGANIZATION)],
    )
    acronym = StringField(_l("Acronym"), validators=[short(MAX_ACRONYM)])
    aliases = TextAreaField(
        _l("Other names"),
        description=_l("One a line: earlier names, or the name in another language."),
    )
    country = ChoiceField(
        _l("Country of its seat"),
        validators=[InputRequired(_l("Choose the country of its seat."))],
    )
    is_womens = BooleanField(_l("A women’s organization"))
    in_oas_register = BooleanField(
        _l("In the OAS Register of civil society organizations"),
        description=_l("The Permanent Council keeps the Register; this only repeats it."),
    )
    registration_number = StringField(
        _l("National registration number"), validators=[short(MAX_NUMBER)]
    )
    website = StringField(_l("Website"))
    email = StringField(_l("E-mail address"))
    tags = SeveralField(_l("Tags"))

    def entry(self) -> OrganizationEntry:
        """What was written."""
        return OrganizationEntry(
            name=self.name.data or "",
            country=self.country.data or "",
            acronym=self.acronym.data or "",
            aliases=(self.aliases.data or "").splitlines(),
            is_womens=bool(self.is_womens.data),
            in_oas_register=bool(self.in_oas_register.data),
            registration_number=self.registration_number.data or "",
            website=self.website.data or "",
            email=self.email.data or "",
        )

    def facts(self) -> OrganizationFacts:
        """What of it is compared with other organizations' records."""
        entry = self.entry()
        return OrganizationFacts(
            clean(entry.name),
            clean(entry.acronym),
            entry.country,
            tuple(filter(None, map(clean, entry.aliases))),
            clean(entry.registration_number),
            clean(entry.website),
            clean_email(entry.email),
        )


class MergeForm(RefusingForm):
    """Which of two records is kept, and why they are one."""

    kept = RadioField(
        _l("The record that is kept"),
        validators=[InputRequired(_l("Choose the record that is kept."))],
    )
    reason = StringField(
        _l("Why they are one, if the reasons above don’t say it"),
        validators=[short(LONGEST_REASON)],
    )
    other = HiddenField()


class TagForm(RefusingForm):
    """A tag of the secretariat's own, in one language at least."""

    en = StringField(_l("In English"), validators=[short(MAX_TAG)])
    es = StringField(_l("In Spanish"), validators=[short(MAX_TAG)])
    fr = StringField(_l("In French"), validators=[short(MAX_TAG)])
    pt = StringField(_l("In Portuguese"), validators=[short(MAX_TAG)])

    def names(self) -> dict[str, str]:
        """Language -> name."""
        return {lang: self[lang].data or "" for lang in ("en", "es", "fr", "pt")}
