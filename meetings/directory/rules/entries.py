"""What officers may write of a person, of an organization, and of a tag."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l

from meetings.directory import countries
from meetings.directory.rules.names import MAX_NAME, clean, clean_email, email_fault
from meetings.errors import Refused
from meetings.localized import LANGUAGES

MAX_HONORIFIC, MAX_ORGANIZATION, MAX_ACRONYM, MAX_NUMBER = 40, 200, 40, 60
MAX_WEBSITE, MOST_ALIASES, MAX_TAG = 200, 20, 80
_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")


@dataclass(frozen=True, kw_only=True)
class PersonEntry:
    """A person's facts as an officer writes them; `country` is ISO 3166 alpha-2 or empty.

    The address may be empty too: nobody knows those of people of long ago.
    """

    given_names: str
    surnames: str
    email: str = ""
    honorific: str = ""
    country: str = ""

    def checked(self) -> PersonEntry:
        """The same, cleaned. Raises Refused, naming the field, for what cannot be."""
        entry = PersonEntry(
            given_names=clean(self.given_names),
            surnames=clean(self.surnames),
            email=clean_email(self.email),
            honorific=clean(self.honorific),
            country=self.country,
        )
        if not entry.given_names and not entry.surnames:
            raise Refused(_l("Write a name."), field="given_names", code="name")
        _short(entry.given_names, "given_names", most=MAX_NAME)
        _short(entry.surnames, "surnames", most=MAX_NAME)
        _short(entry.honorific, "honorific", most=MAX_HONORIFIC)
        if entry.email:
            _email(entry.email)
        _country(entry.country)
        return entry


@dataclass(frozen=True, kw_only=True)
class OrganizationEntry:
    """An organization's facts as an officer writes them; `aliases` are its other names."""

    name: str
    country: str
    acronym: str = ""
    aliases: Sequence[str] = ()
    is_womens: bool = False
    in_oas_register: bool = False
    registration_number: str = ""
    website: str = ""
    email: str = ""

    def checked(self) -> OrganizationEntry:
        """The same, cleaned. Raises Refused, naming the field, for what cannot be."""
        entry = OrganizationEntry(
            name=clean(self.name),
            country=self.country,
            acronym=clean(self.acronym),
            aliases=tuple(dict.fromkeys(filter(None, map(clean, self.aliases)))),
            is_womens=self.is_womens,
            in_oas_register=self.in_oas_register,
            registration_number=clean(self.registration_number),
            website=website(clean(self.website)),
            email=clean_email(self.email),
        )
        if not entry.name:
            raise Refused(_l("Write a name."), field="name", code="name")
        _short(entry.name, "name", most=MAX_ORGANIZATION)
        _short(entry.acronym, "acronym", most=MAX_ACRONYM)
        for alias in entry.aliases:
            _short(alias, "aliases", most=MAX_ORGANIZATION)
        if len(entry.aliases) > MOST_ALIASES:
            raise Refused(
                _l("Write at most %(count)d other names.", count=MOST_ALIASES),
                field="aliases",
                code="many",
            )
        _short(entry.registration_number, "registration_number", most=MAX_NUMBER)
        if entry.email:
            _email(entry.email)
        if not entry.country:
            raise Refused(_l("Choose the country of its seat."), field="country", code="country")
        _country(entry.country)
        return entry


def website(text: str) -> str:
    """A web address with its scheme. Raises Refused for what is none, and for any other scheme."""
    if not text:
        return ""
    given = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(given)
        sound = parts.scheme in {"http", "https"} and bool(_HOST.fullmatch(parts.hostname or ""))
        sound = sound and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound or any(sign in given for sign in " <>\"'\\") or "@" in given:
        raise Refused(
            _l("This is not a web address. Write it like https://www.example.org."),
            field="website",
            code="website",
        )
    _short(given, "website", most=MAX_WEBSITE)
    return given


def tag_names(names: Mapping[str, str]) -> dict[str, str]:
    """A tag's names by language, cleaned. Raises Refused for none at all, and for long ones."""
    found = {lang: clean(names.get(lang)) for lang in LANGUAGES}
    found = {lang: name for lang, name in found.items() if name}
    if not found:
        raise Refused(_l("Write the tag in one language at least."), field="en", code="name")
    for lang, name in found.items():
        _short(name, lang, most=MAX_TAG)
    return found


def _short(text: str, field: str, *, most: int) -> None:
    if len(text) > most:
        raise Refused(
            _l("This text is too long: use at most %(count)d characters.", count=most),
            field=field,
            code="long",
        )


def _email(email: str) -> None:
    if fault := email_fault(email):
        raise Refused(fault, field="email", code="email")


def _country(code: str) -> None:
    if code and code not in countries.names("en"):
        raise Refused(_l("Choose a country from the list."), field="country", code="country")
