"""Who sits where in the demo: two terms of office of the Executive Committee, and own bodies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from meetings import actor
from meetings.db import db
from meetings.demo.cast import Cast
from meetings.directory.models import Body, BodyType, Numbering, Position
from meetings.directory.operations import add_body, add_period, appoint
from meetings.directory.rules.bodies import BodyFacts

# Invented: position -> States; seven of them in the first term of office, nine in the second, where
# a Vice-Presidency is vacant since its holder left.
FIRST: Final = (date(2002, 11, 1), date(2004, 10, 31))
SECOND: Final = (date(2016, 1, 1), date(2019, 12, 31))
COMMITTEE: Final = (
    (FIRST, {"president": "DO", "vice_president": "JM", "member": "AR CA HN MX PE"}),
    (SECOND, {"president": "PA", "vice_president": "TT MX", "member": "AR BB CL CR GT"}),
)
GROUP: Final = BodyFacts(
    {
        "en": "Working group on indicators (demo)",
        "es": "Grupo de trabajo sobre indicadores (demo)",
        "fr": "Groupe de travail sur les indicateurs (demo)",
        "pt": "Grupo de trabalho sobre indicadores (demo)",
    },
    mechanism="MESECVI",
    type=BodyType.WORKING_GROUP,
    parent_code="committee_of_experts",
    from_on=date(2016, 2, 1),
    numbering=Numbering.ROMAN,
)
STEERING: Final = BodyFacts(
    {
        "en": "Steering committee of the project on shelters (demo)",
        "es": "Comité directivo del proyecto sobre refugios (demo)",
        "fr": "Comité de pilotage du projet sur les refuges (demo)",
        "pt": "Comitê gestor do projeto sobre abrigos (demo)",
    },
    type=BodyType.STEERING_COMMITTEE,
    level="subregional",
    from_on=date(2016, 1, 1),
    to_on=date(2018, 12, 31),
)
NATIONAL: Final = {
    "en": "National committee of Honduras (demo)",
    "es": "Comité nacional de Honduras (demo)",
    "fr": "Comité national du Honduras (demo)",
    "pt": "Comitê nacional de Honduras (demo)",
}


def seated(cast: Cast, *, at: datetime) -> None:
    """Terms of office, terms and bodies, as an officer would have entered them."""
    committee = db.session.get_one(Body, "executive_committee")
    for (first, last), positions in COMMITTEE:
        add_period(committee, from_on=first, to_on=last, by=actor.CLI, at=at)
        for position, states in positions.items():
            for state in states.split():
                _state(committee, position, state, first, last, at=at)
    _state(committee, "vice_president", "DO", SECOND[0], date(2017, 6, 30), at=at)
    assembly = db.session.get_one(Body, "assembly_of_delegates")
    delegate = db.session.get_one(Position, "principal_delegate")
    for one in cast.circle("delegates"):
        appoint(
            assembly,
            delegate,
            from_on=SECOND[0],
            to_on=SECOND[1],
            state_code=one.state,
            person=one.person,
            by=actor.CLI,
            at=at,
        )
    _own_bodies(cast, at=at)


def _state(body: Body, position: str, state: str, first: date, last: date, *, at: datetime) -> None:
    held = db.session.get_one(Position, position)
    appoint(body, held, from_on=first, to_on=last, state_code=state, by=actor.CLI, at=at)


def _own_bodies(cast: Cast, *, at: datetime) -> None:
    group = add_body(GROUP, by=actor.CLI, at=at)
    chair, *members = list(cast.circle("experts"))[:4]
    for one, position in ((chair, "chair"), *((each, "person_member") for each in members)):
        appoint(
            group,
            db.session.get_one(Position, position),
            from_on=date(2016, 2, 1),
            to_on=date(2017, 12, 31),
            state_code=one.state,
            person=one.person,
            by=actor.CLI,
            at=at,
        )
    steering = add_body(STEERING, by=actor.CLI, at=at)
    national = BodyFacts(
        NATIONAL,
        type=BodyType.NATIONAL_COMMITTEE,
        parent_code=steering.code,
        level="national",
        country="HN",
        from_on=STEERING.from_on,
        to_on=STEERING.to_on,
    )
    add_body(national, by=actor.CLI, at=at)
