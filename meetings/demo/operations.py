"""Making the demo, and clearing a database that the demo made."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select

from meetings import actor, files, installation, reference
from meetings.accounts.models import User
from meetings.accounts.operations import create_user
from meetings.actor import Actor, ActorKind
from meetings.attendance.models import Covers, Qualifier
from meetings.attendance.operations import report_headcount
from meetings.attendance.rules.headcounts import Cell, Report
from meetings.calendar.models import CalendarVersion, Meeting
from meetings.calendar.operations import load_reference as load_calendar
from meetings.db import Base, db
from meetings.demo import convened, running
from meetings.demo.cast import Cast
from meetings.demo.composition import seated
from meetings.demo.enrolment import Enrolment, days_until
from meetings.demo.organizations import accredited, founded
from meetings.demo.programme import HEADCOUNT_ONLY, PROGRAMME
from meetings.demo.who import recorded_twice
from meetings.desk.calendar_file import import_calendar
from meetings.directory.models import Coded, Term
from meetings.directory.operations import load_reference as load_directory
from meetings.errors import Refused
from meetings.indicators.models import Indicator
from meetings.invitations.models import MailTemplate
from meetings.permissions import Role

PASSWORD: Final = "demo-secretariat"  # noqa: S105 - printed for everyone who looks at a demo
DOOR_KEEPER: Final = Actor(ActorKind.USER, "demo", "Demo")
SIGN_INS: Final = (
    ("administrator@example.org", "Ana Administradora", Role.ADMINISTRATOR),
    ("officer@example.org", "Olga Oficial", Role.OFFICER),
    ("coordinator@example.org", "Clara Coordinadora", Role.COORDINATOR),
)
DOOR_SIGN_IN: Final = "door@example.org"
SEED: Final = 2016
ENTERED: Final = (
    *("meeting", "participation", "application", "presence_event", "headcount"),
    *("person", "organization", "user_account"),
)


def is_empty() -> bool:
    """Whether nobody has used this database yet."""
    return not any(db.session.scalar(select(func.count()).select_from(t)) for t in (Meeting, User))


def make(*, at: datetime) -> None:
    """Fill an empty database with the calendar of 2003, an invented 2016, and what runs today.

    Raises Refused in a database that holds anything.
    """
    if not is_empty():
        raise Refused(_l("The demo is made in an empty database only; this one is in use."))
    for filename in ("calendar_2003.csv", "calendar_2016_demo.csv"):
        import_calendar((reference.DATA / filename).read_bytes(), by=actor.CLI, at=at)
    cast = Cast(SEED, at)
    organizations = founded(at=at)
    for start, groups in PROGRAMME.items():
        meeting = _titled(start)
        enrolment = Enrolment(meeting, cast, by=DOOR_KEEPER, days=days_until(meeting))
        granted = accredited(meeting, organizations, groups, at=at)
        for group in groups:
            enrolment.enrol(group, granted)
    db.session.flush()
    _headcount_only(at=at)
    _experts(cast)
    seated(cast, at=at)
    forum = running.make(cast, organizations, by=DOOR_KEEPER, at=at)
    recorded_twice(cast, organizations, by=DOOR_KEEPER, at=at)
    convened.make(cast, by=DOOR_KEEPER, at=at)
    _sign_ins(forum, at=at)
    installation.note(installation.MADE_BY_DEMO, at.isoformat())
    for name, count in _counts().items():
        installation.note(f"demo.{name}", str(count))


def added_since() -> dict[str, int]:
    """Table -> rows added since the demo was made; only tables that people fill."""
    before = {name: int(installation.read(f"demo.{name}") or 0) for name in ENTERED}
    return {name: n - before[name] for name, n in _counts().items() if n > before[name]}


def clear() -> None:
    """Delete every row but the reference data, which are as at the beginning again.

    Raises Refused in a database that the demo did not make.
    """
    if installation.read(installation.MADE_BY_DEMO) is None:
        raise Refused(_l("This database was not made by the demo: nothing was deleted."))
    coded = {
        mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Coded)
    }
    kept = coded | {
        Indicator.__table__,
        MailTemplate.__table__,
        CalendarVersion.__table__,
        installation.Installation.__table__,
    }
    for column in files.columns():
        for key in db.session.scalars(select(column)):
            files.delete_after_commit(key)
    for table in reversed(Base.metadata.sorted_tables):
        if table not in kept:
            db.session.execute(table.delete())
        elif "is_own" in table.columns:
            db.session.execute(table.delete().where(table.columns.is_own))
    facts = installation.Installation
    db.session.execute(delete(facts).where(facts.key.startswith(reference.SEEDED)))
    db.session.expunge_all()
    for load in (load_directory, load_calendar):
        load()


def _counts() -> dict[str, int]:
    return {
        name: db.session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0
        for name in ENTERED
    }


def _titled(start: str) -> Meeting:
    """The invented meeting whose English title begins so."""
    every = db.session.scalars(select(Meeting))
    return next(found for found in every if found.title.get("en", "").startswith(start))


def _headcount_only(*, at: datetime) -> None:
    """A national workshop of which only the totals came: no names, sex and kind of personnel."""
    kinds = {"judge": 74, "prosecutor": 69, "public_defender": 41, "forensic": 22}
    report = Report(
        report="2016-hn",
        covers=Covers.EVERYONE,
        total=225,
        qualifier=Qualifier.MORE_THAN,
        source="Informe de la Autoridad Nacional Competente",
        cells=(
            Cell("female", None, 131),
            Cell("male", None, 88),
            *(Cell(None, code, count) for code, count in kinds.items()),
        ),
    )
    report_headcount(_titled(HEADCOUNT_ONLY), report, by=actor.CLI, at=at)


def _experts(cast: Cast) -> None:
    """The experts' terms: most for 2014-2017, some that ended between the two meetings of 2016.

    Those who stayed were appointed anew, a few were not: their States' places are vacant.
    """
    for number, one in enumerate(cast.circle("experts")):
        ends_early = number % 9 == 4
        last = date(2016, 6, 30) if ends_early else date(2017, 12, 31)
        terms: list[tuple[date, date | None]] = [(date(2014, 1, 1), last)]
        terms += [] if ends_early or number % 8 == 1 else [(date(2018, 1, 1), None)]
        db.session.add_all(
            Term(
                public_id=str(uuid.uuid4()),
                body_code="committee_of_experts",
                person=one.person,
                state_code=one.state,
                position_code="expert_titular",
                from_on=first,
                to_on=end,
            )
            for first, end in terms
        )
    db.session.flush()


def _sign_ins(forum: Meeting, *, at: datetime) -> None:
    for email, name, role in SIGN_INS:
        create_user(email, name, password=PASSWORD, role=role, by=actor.CLI, at=at)
    create_user(
        DOOR_SIGN_IN,
        "Puerta",
        password=PASSWORD,
        role=Role.DOOR,
        meeting_id=forum.id,
        by=actor.CLI,
        at=at,
    )
