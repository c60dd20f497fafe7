"""A registration as an officer's form holds it, and as its history keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from meetings.registration.models import Participation, Represents
from meetings.registration.queries.consents import all_consents
from meetings.registration.rules.consents import Purpose
from meetings.registration.rules.representing import code_of

# The field of the form -> the name of the same fact in the history.
_KEPT_AS: Final = {"personnel_kind": "personnel_kind_code"}


def stands(participation: Participation) -> dict[str, Any]:
    """What stands, field by field of the form, as JSON knows it."""
    person = participation.person
    return {
        "honorific": person.honorific,
        "given_names": person.given_names,
        "surnames": person.surnames,
        "badge_name": participation.badge_name,
        "email": participation.mailbox,
        "sex": participation.sex,
        "sex_source": participation.sex_source,
        "capacity": participation.capacity_code,
        "represents": code_of(participation.principal),
        "also": sorted(code_of(e) for e in participation.affiliations if not e.is_principal),
        "post": participation.post,
        "personnel_kind": participation.personnel_kind_code,
        "functions": list(participation.functions or ()),
        "mode": participation.mode,
        "language": participation.language,
        "listed": not participation.is_unlisted,
    }


def facts(participation: Participation) -> dict[str, Any]:
    """The same as the history keeps it: whom she represents by type and by code or name."""
    held = stands(participation)
    kept = {_KEPT_AS.get(name, name): value for name, value in held.items() if name != "also"}
    ordered = sorted(participation.affiliations, key=lambda each: not each.is_principal)
    return kept | {"represents": [[each.type, _named(each)] for each in ordered]}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The facts that differ."""
    return [name for name, value in after.items() if before[name] != value]


def has_declined_list(participation: Participation) -> bool:
    """Whether she was asked whether she may be listed, and did not agree or took it back."""
    given = [e for e in all_consents(participation.id) if e.purpose == Purpose.LIST]
    if not given:
        return bool(participation.consent_version) and participation.is_unlisted
    return all(each.withdrawn_at is not None for each in given)


def _named(affiliation: Any) -> str:
    if affiliation.type == Represents.ORGANIZATION:
        return affiliation.organization.name if affiliation.organization else ""
    return affiliation.state_code or ""
