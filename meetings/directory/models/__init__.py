"""States, bodies, organizations, people, terms, and the code lists that rooms share."""

from __future__ import annotations

from meetings.directory.models.bodies import (
    Body,
    BodyPeriod,
    BodyPlaces,
    BodyType,
    Numbering,
    Position,
    Term,
    Within,
)
from meetings.directory.models.codes import (
    Capacity,
    Coded,
    Function,
    PersonnelKind,
    Theme,
)
from meetings.directory.models.focal_points import FocalPoint, Office
from meetings.directory.models.people import (
    DuplicateCandidate,
    EarlierIdentity,
    Merge,
    Organization,
    Person,
    Record,
    Sex,
    SexSource,
    Tag,
    Tagging,
)
from meetings.directory.models.states import (
    Exactness,
    Observer,
    State,
    StateFact,
    StateFlag,
    StateGroup,
    StateGroupMember,
)

__all__ = [
    "Body",
    "BodyPeriod",
    "BodyPlaces",
    "BodyType",
    "Capacity",
    "Coded",
    "DuplicateCandidate",
    "EarlierIdentity",
    "Exactness",
    "FocalPoint",
    "Function",
    "Merge",
    "Numbering",
    "Observer",
    "Office",
    "Organization",
    "Person",
    "PersonnelKind",
    "Position",
    "Record",
    "Sex",
    "SexSource",
    "State",
    "StateFact",
    "StateFlag",
    "StateGroup",
    "StateGroupMember",
    "Tag",
    "Tagging",
    "Term",
    "Theme",
    "Within",
]
