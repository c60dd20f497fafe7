"""Whom somebody represents beside her principal entity."""

from __future__ import annotations

from collections.abc import Iterable

from meetings.accreditation import operations as accreditation
from meetings.registration.models import Affiliation, Participation


def represent_too(participation: Participation, others: Iterable[Affiliation]) -> None:
    """Let somebody represent, beside whom she does, what is named in another registration; an
    organization's place is taken. Raises Refused (code full) where it has none left."""
    for each in others:
        if each.accreditation_id is not None:
            accreditation.take_place(each.accreditation_id)
        participation.affiliations.append(
            Affiliation(
                type=each.type,
                state_code=each.state_code,
                organization_id=each.organization_id,
                accreditation_id=each.accreditation_id,
                is_principal=False,
            )
        )
