"""In whose name a list is carried out, and its people as registration takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from meetings.actor import Actor
from meetings.delegations.models import DelegationList
from meetings.delegations.queries.lists import Place
from meetings.delegations.queries.offers import Offer
from meetings.delegations.rules.members import HEAD, Member
from meetings.directory.models import SexSource
from meetings.registration.models import Represents
from meetings.registration.rules import Entry


@dataclass(frozen=True)
class Acting:
    """In whose name, and when, and by which submitted list."""

    place: Place
    row: DelegationList
    offer: Offer
    by: Actor
    at: datetime
    notes: Mapping[str, str] = field(default_factory=dict)
    restores: bool = False

    @property
    def office(self) -> str:
        """Who acts for the State; empty for the secretariat."""
        return self.by.label if self.place.focal_point is not None else ""


def functions_of(member: Member) -> tuple[str, ...]:
    """What she does at the meeting, heading the delegation first."""
    others = tuple(each for each in member.functions if each != HEAD)
    return (HEAD, *others) if member.is_head else others


def entry_of(member: Member, state_code: str) -> Entry:
    """A member as registration takes her: entered for her by her State."""
    return Entry(
        given_names=member.given_names,
        surnames=member.surnames,
        email=member.email,
        sex=member.sex,
        capacity_code=member.capacity_code,
        represents=Represents.STATE,
        state_code=state_code,
        personnel_kind_code=member.personnel_kind_code,
        post=member.post,
        mode=member.mode,
        language=member.language,
        sex_source=SexSource.NOMINATOR,
        functions=functions_of(member),
    )
