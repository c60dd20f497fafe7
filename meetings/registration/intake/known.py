"""What is known of people before a table of them is judged. Pure: queries fill it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from meetings.directory.rules.likeness import PersonFacts

Identity = tuple[str, str]


@dataclass(frozen=True)
class Here:
    """A live participation in the meeting; `values` are its fields as FIELDS names them, with
    `state_code` and `represents`; `answers` by the question's public id."""

    participation_id: int
    public_id: str
    person_id: int
    values: Mapping[str, Any]
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Gone:
    """How and when somebody's participation in the meeting ended, who has no other."""

    public_id: str
    status: str
    at: datetime
    has_refused: bool = False  # the invitation, herself


@dataclass(frozen=True)
class Somebody:
    """A person of the directory, as one may be recognized."""

    person_id: int
    public_id: str
    name: str
    email: str


@dataclass(frozen=True)
class Known:
    """Who is known: people by address and folded name; who some of them (ids) are; who takes part
    already, and whose participation ended, by person; what is compared of all who may be meant."""

    by_identity: Mapping[Identity, int]
    people: Callable[[Collection[int]], Mapping[int, Somebody]]
    here: Mapping[int, Here]
    facts: Mapping[int, PersonFacts]
    gone: Mapping[int, Gone] = field(default_factory=dict)
