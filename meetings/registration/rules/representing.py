"""Whom somebody represents, as one choice from a list: herself, an organization, or a State."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from meetings.registration.models import Affiliation, Represents

OWN_NAME = "self"
ORGANIZATION = "organization:"  # what stands before an accreditation's id


def choices(
    states: Iterable[tuple[str, Any]], organizations: Iterable[tuple[int, Any]]
) -> list[tuple[str, Any]]:
    """What a list offers: States by code, organizations by the ids of their accreditations."""
    own = [(OWN_NAME, _l("In her or his own name"))]
    return [*own, *((f"{ORGANIZATION}{number}", name) for number, name in organizations), *states]


def chosen(code: str) -> dict[str, Any]:
    """What of an Entry such a choice says."""
    if not code or code == OWN_NAME:
        return {"represents": Represents.SELF}
    if code.startswith(ORGANIZATION):
        granted = int(code.removeprefix(ORGANIZATION))
        return {"represents": Represents.ORGANIZATION, "accreditation_id": granted}
    return {"represents": Represents.STATE, "state_code": code}


def code_of(affiliation: Affiliation) -> str:
    """The choice that an affiliation is."""
    if affiliation.type == Represents.ORGANIZATION:
        return f"{ORGANIZATION}{affiliation.accreditation_id or 0}"
    return affiliation.state_code or OWN_NAME
