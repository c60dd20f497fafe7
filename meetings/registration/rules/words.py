"""Codes of registration in the words of the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from meetings.calendar.models import Mode
from meetings.directory import countries
from meetings.directory.models import SexSource
from meetings.directory.rules.wording import SEXES
from meetings.registration.models import Affiliation, Represents, Status

NAMELESS = _l("Name no longer kept")
STATUS = {
    Status.INVITED: lazy_pgettext("registration", "Invited"),
    Status.NOMINATED: lazy_pgettext("registration", "Nominated"),
    Status.PENDING: lazy_pgettext("registration", "Pending"),
    Status.CONFIRMED: lazy_pgettext("registration", "Confirmed"),
    Status.WAITLISTED: lazy_pgettext("registration", "On the waiting list"),
    Status.DECLINED: lazy_pgettext("registration", "Declined"),
    Status.CANCELLED: lazy_pgettext("registration", "Withdrawn"),
    Status.REPLACED: lazy_pgettext("registration", "Replaced"),
}
# Beside a number of registrations.
TALLIES = {
    Status.INVITED: lazy_pgettext("registrations", "Invited"),
    Status.NOMINATED: lazy_pgettext("registrations", "Nominated"),
    Status.PENDING: lazy_pgettext("registrations", "Pending"),
    Status.CONFIRMED: lazy_pgettext("registrations", "Confirmed"),
    Status.WAITLISTED: lazy_pgettext("registrations", "On the waiting list"),
    Status.DECLINED: lazy_pgettext("registrations", "Declined"),
    Status.CANCELLED: lazy_pgettext("registrations", "Withdrawn"),
    Status.REPLACED: lazy_pgettext("registrations", "Replaced"),
}
SEX = SEXES
SEX_SOURCE = {
    SexSource.SELF: _l("The person herself or himself"),
    SexSource.NOMINATOR: _l("Her or his State or organization"),
    SexSource.STAFF: _l("The secretariat"),
    SexSource.IMPORT: _l("An imported table"),
}
MODE = {Mode.IN_PERSON: _l("In person"), Mode.VIRTUAL: _l("Virtually")}
REPRESENTS = {
    Represents.STATE: _l("State"),
    Represents.ORGANIZATION: _l("Organization"),
    Represents.SELF: _l("In her or his own name"),
}


def represented(state_code: str | None, organization: str | None, *, lang: str) -> str:
    """Whom somebody stands for: a State by its name, an organization, or nobody else."""
    if state_code:
        return countries.name(state_code, lang)
    return organization or _("In her or his own name")


def all_represented(
    affiliations: list[Affiliation], *, lang: str, is_reader: bool = False
) -> list[str]:
    """The same for each affiliation, the principal one first; in the words of the person herself
    where she `is_reader`."""
    ordered = sorted(affiliations, key=lambda each: not each.is_principal)
    return [
        _("In my own name")
        if is_reader and each.type == Represents.SELF
        else represented(
            each.state_code, each.organization.name if each.organization else None, lang=lang
        )
        for each in ordered
    ]
