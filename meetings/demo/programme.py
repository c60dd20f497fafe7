"""Who comes to which invented meeting, as data: groups of people, and how they fare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


def _states(codes: str) -> tuple[str, ...]:
    return tuple(codes.split())


PARTIES: Final = _states(
    "AG AR BS BB BZ BO BR CL CO CR DM DO EC SV GD GT GY HT HN JM MX NI PA PY PE KN LC VC SR TT"
    " UY VE"
)
COMMITTEE: Final = _states("AR BB CL CR DO GT MX PA TT")
CARIBBEAN: Final = _states("BB TT GD LC VC JM GY SR")


@dataclass(frozen=True, kw_only=True)
class Group:
    """People of one capacity at one meeting, `each` from every State of `states`.

    `pool` names a circle whose members come again (experts, authorities, machineries ...);
    without one they are new. `organizations` are numbers in ORGANIZATIONS instead of States.
    Of the people, the last `pending`, `declined`, `cancelled` never got further than that,
    and `absent` were confirmed and did not come.
    """

    capacity: str
    states: tuple[str, ...] = ()
    organizations: tuple[int, ...] = ()
    each: int = 1
    pool: str = ""
    personnel: tuple[str, ...] = ("other",)
    pending: int = 0
    declined: int = 0
    cancelled: int = 0
    absent: int = 0
    virtual: bool = False


@dataclass(frozen=True)
class InventedOrganization:
    """An organization of the demo; its contact reads `language`."""

    name: str
    acronym: str
    country: str
    is_womens: bool
    in_oas_register: bool
    language: str
    reason: str


ORGANIZATIONS: Final = (
    InventedOrganization(
        "Asociación Hondureña Mujeres en Camino",
        "AHMEC",
        "HN",
        is_womens=True,
        in_oas_register=True,
        language="es",
        reason="Acompañamos a mujeres que denuncian violencia en cinco departamentos del país.",
    ),
    InventedOrganization(
        "Caribbean Women's Safety Network",
        "CWSN",
        "TT",
        is_womens=True,
        in_oas_register=False,
        language="en",
        reason="Our shelters keep comparable records that the workshop can use.",
    ),
    InventedOrganization(
        "Instituto Jurídico Maria Quitéria Conceição",
        "IJMQC",
        "BR",
        is_womens=False,
        in_oas_register=True,
        language="pt",
        reason="Litigamos casos de feminicídio e formamos defensoras públicas.",
    ),
)

SECRETARIAT: Final = Group(
    capacity="secretariat", states=("US",), each=3, pool="technical", personnel=("oas_staff",)
)
CIM_STAFF: Final = Group(
    capacity="secretariat", states=("US",), each=2, pool="executive", personnel=("oas_staff",)
)
INTERPRETERS: Final = Group(capacity="interpreter", states=("US",), each=4, pool="interpreters")


# By the English title's beginning: a meeting is recognized by what a reader would say first.
PROGRAMME: Final[dict[str, tuple[Group, ...]]] = {
    "I Session of the CIM Executive Committee 2016": (
        Group(
            capacity="principal_delegate",
            states=COMMITTEE,
            pool="delegates",
            personnel=("womens_machinery",),
            absent=2,
        ),
        Group(
            capacity="alternate_delegate",
            states=COMMITTEE,
            pool="missions",
            personnel=("foreign_affairs",),
            absent=1,
            cancelled=1,
        ),
        Group(capacity="cso_representative", organizations=(0, 2), absent=1),
        CIM_STAFF,
        INTERPRETERS,
    ),
    "Dialogue between the organs": (
        Group(
            capacity="nca",
            states=_states("AR BB BR CL CO CR EC SV GT HN JM MX PE UY"),
            pool="authorities",
            personnel=("womens_machinery",),
            absent=2,
        ),
        Group(
            capacity="expert_titular",
            states=_states("AR BO BR CL CR DO HN JM MX PA UY"),
            pool="experts",
            personnel=("academia", "justice"),
            absent=1,
        ),
        SECRETARIAT,
    ),
    "XIII Meeting of the Committee of Experts": (
        Group(
            capacity="expert_titular",
            states=PARTIES[:26],
            pool="experts",
            personnel=("academia", "justice", "civil_society"),
            absent=3,
            cancelled=1,
        ),
        SECRETARIAT,
        INTERPRETERS,
    ),
    "Workshop on the situations of vulnerability": (
        Group(
            capacity="participant",
            states=CARIBBEAN,
            each=5,
            personnel=("social", "health", "police", "local_government", "migration"),
            declined=1,
            cancelled=3,
            absent=5,
        ),
        Group(capacity="cso_representative", organizations=(1,), each=2, absent=1),
        Group(capacity="speaker_trainer", states=("BB", "TT"), personnel=("academia",)),
        SECRETARIAT,
    ),
    "Training for police": (
        Group(
            capacity="participant",
            states=_states("PY AR UY CL"),
            each=12,
            pool="trainees",
            personnel=("police", "justice", "health"),
            cancelled=2,
            absent=6,
        ),
        Group(capacity="speaker_trainer", states=("CL", "AR"), personnel=("academia",)),
        SECRETARIAT,
    ),
    "Hemispheric forum on good practices": (
        Group(
            capacity="nca",
            states=_states("AR BB BR CL CO CR DO EC GT HN MX PE TT UY"),
            pool="authorities",
            personnel=("womens_machinery",),
            pending=2,
            absent=1,
        ),
        Group(
            capacity="participant",
            states=_states("MX GT CO PE BR HT US CA"),
            each=6,
            personnel=("justice", "academia", "health", "education"),
            cancelled=4,
            absent=7,
            virtual=True,
        ),
        Group(capacity="cso_representative", organizations=(0, 1, 2), each=2, absent=1),
        Group(capacity="media", states=("MX",), each=4, personnel=("media",)),
        SECRETARIAT,
        INTERPRETERS,
    ),
    "Methodological transfer on": (
        Group(
            capacity="participant",
            states=_states("BO PE EC CO"),
            each=6,
            pool="machineries",
            personnel=("womens_machinery", "statistics"),
            absent=3,
        ),
        CIM_STAFF,
    ),
    "Second methodological transfer": (
        Group(
            capacity="participant",
            states=_states("SV GT HN PE"),
            each=5,
            pool="machineries",
            personnel=("womens_machinery", "labour"),
            cancelled=1,
            absent=2,
        ),
        CIM_STAFF,
    ),
    "Special Conference of States Parties": (
        Group(
            capacity="nca",
            states=PARTIES[:28],
            pool="authorities",
            personnel=("womens_machinery", "foreign_affairs"),
            absent=3,
        ),
        Group(capacity="cso_representative", organizations=(0, 2), each=2),
        Group(capacity="observer_state", states=("US", "CA"), personnel=("foreign_affairs",)),
        SECRETARIAT,
        INTERPRETERS,
    ),
    "XIV Meeting of the Committee of Experts": (
        Group(
            capacity="expert_titular",
            states=PARTIES[4:],
            pool="experts",
            personnel=("academia", "justice", "civil_society"),
            absent=4,
            virtual=True,
        ),
        SECRETARIAT,
    ),
}

# The one of which only totals came.
HEADCOUNT_ONLY: Final = "National workshop for justice personnel"

FORUM: Final = (
    Group(
        capacity="participant",
        states=_states("CR HN GT JM DO BR HT PA"),
        each=3,
        personnel=("justice", "education", "health", "local_government"),
        cancelled=2,
        absent=9,
    ),
    Group(
        capacity="nca",
        states=_states("CR JM"),
        pool="authorities",
        personnel=("womens_machinery",),
        pending=2,
    ),
    Group(capacity="cso_representative", organizations=(0,), each=1, absent=1),
    SECRETARIAT,
)
