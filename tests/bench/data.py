"""What the benchmarks work on: meetings, a crowd, and presence, in a database just migrated.

Nothing here is measured. Meetings and users come from the product's own operations; what must be
many is multiplied by SQL or inserted in bulk, as rows that the operations would have written.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, text

from meetings import clock, reference
from meetings.accounts.operations import create_user
from meetings.actor import CLI
from meetings.attendance.models import PresenceEvent
from meetings.calendar import operations as calendar
from meetings.calendar.models import Meeting, MeetingText
from meetings.calendar.rules import MeetingFacts
from meetings.db import Base, db, transaction
from meetings.directory.models import Person
from meetings.directory.rules import identity
from meetings.permissions import Role
from meetings.registration import operations as registration
from meetings.registration.models import Affiliation, Participation
from meetings.tokens import new_pass

PASSWORD = "a password for benchmarks"
DOOR, COORDINATOR, OFFICER = "door@bench.test", "figures@bench.test", "officer@bench.test"
MADE = 100  # meetings made by operations; the others are copies of them
YEARS = 5
OPEN, CROWDED, QUIET = 1, 2, 3  # ids: open now, most registrations, none
_PIECE = 5_000
_CAPACITIES = (
    *("principal_delegate", "alternate_delegate", "adviser", "nca", "observer_state"),
    *("expert_titular", "parliamentarian", "academia", "participant", "speaker_trainer"),
)
_SEXES = ("female",) * 6 + ("male",) * 3 + ("another", "not_stated")
_STATUSES = ("confirmed",) * 17 + ("pending",) * 2 + ("cancelled",)
_GIVEN = ("María", "Ana", "Rosa", "Lucía", "Inés", "Marie", "João", "Grace", "Kofi", "Sofía")


def year() -> int:
    """The year whose list is measured: the middle one of the five."""
    return clock.now().year - YEARS // 2


def make_meetings() -> None:
    """A hundred published meetings of five years; the first is held these days and is open."""
    rows = reference.rows("calendar_2016_demo.csv")
    with transaction():
        for number in range(MADE):
            facts = _facts(rows[number % len(rows)], number)
            made = calendar.create_meeting(facts, by=CLI, at=clock.now(), published=True)
            db.session.flush()
            assert made.id == number + 1
        registration.set_openings(
            db.session.get_one(Meeting, OPEN),
            ["participant", "academia", "principal_delegate"],
            opens_at=None,
            closes_at=None,
            by=CLI,
            at=clock.now(),
        )
    with transaction():
        for email, role in ((COORDINATOR, Role.COORDINATOR), (OFFICER, Role.OFFICER)):
            create_user(email, role, password=PASSWORD, role=role, by=CLI, at=clock.now())
        create_user(
            DOOR, "Door", password=PASSWORD, role=Role.DOOR, meeting_id=OPEN, by=CLI, at=clock.now()
        )


def _facts(row: dict[str, str], number: int) -> MeetingFacts:
    starts_on = date(clock.now().year - number % YEARS, 1 + number // YEARS % 12, 1 + number % 25)
    if number + 1 == OPEN:
        starts_on = clock.now().date() - timedelta(days=1)
    return MeetingFacts(
        title={"en": f"{row['title']} {number}"}
        | {lang: f"{row[f'title_{lang}']} {number}" for lang in ("es", "fr", "pt")},
        description={"en": f"Meeting {number} of the benchmark. " * 8},
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=2),
        time_zone="America/New_York",
        kind_code=row["kind"],
        city=row["place_city"],
        country=row["place_country"] or None,
        organizer=row["host_or_organizer"],
        level=row["level"] or None,
        mode=row["mode"],
    )


def multiply(total: int) -> None:
    """Copy the meetings made by operations until there are so many, each with its own address."""
    columns = {each.name for each in Meeting.__table__.columns}
    plain = sorted(columns - {"id", "uid", "slug", "fingerprint", "replaced_by_id"})
    texts = sorted({each.name for each in MeetingText.__table__.columns} - {"meeting_id", "vevent"})
    with transaction():
        present = db.session.scalar(select(func.count(Meeting.id))) or 0
        for copy in range(present // MADE, total // MADE):
            values = {"shift": copy * MADE, "copy": f"{copy}-", "made": MADE}
            _run(
                f"INSERT INTO meeting (id, uid, slug, {', '.join(plain)})"
                f" SELECT id + :shift, :copy || uid, :copy || slug, {', '.join(plain)}"
                " FROM meeting WHERE id <= :made",
                **values,
            )
            _run(
                f"INSERT INTO meeting_text (meeting_id, vevent, {', '.join(texts)})"
                " SELECT meeting_id + :shift, replace(vevent, 'UID:', 'UID:' || :copy),"
                f" {', '.join(texts)} FROM meeting_text WHERE meeting_id <= :made",
                **values,
            )
        _run("UPDATE calendar_version SET version = version + 1")
    settle()


def register(meeting_id: int, count: int) -> None:
    """That many registrations of a meeting, each of a person of her own, with presence."""
    with transaction():
        starts_on = db.session.get_one(Meeting, meeting_id).starts_on
        for start in range(0, count, _PIECE):
            _register_piece(meeting_id, min(_PIECE, count - start), starts_on)
    settle()


def _register_piece(meeting_id: int, count: int, starts_on: date) -> None:
    chance = random.Random(meeting_id * 1_000_000 + count)
    states = [row["iso2"] for row in reference.rows("states.csv")]
    at = datetime.combine(starts_on, datetime.min.time(), UTC) + timedelta(hours=14)
    person, participation = (
        (db.session.scalar(select(func.max(model.id))) or 0) + 1
        for model in (Person, Participation)
    )
    people, participations, affiliations = [], [], []
    events: list[dict[str, Any]] = []
    for number in range(count):
        people.append(_person(person + number, at))
        row = _participation(participation + number, meeting_id, chance, at=at)
        row |= {"person_id": person + number}
        participations.append(row)
        state = chance.choice(states) if number % 5 else None
        affiliations.append(
            {
                "participation_id": row["id"],
                "type": "state" if state else "self",
                "state_code": state,
                "is_principal": True,
            }
        )
        if row["status"] == "confirmed":
            events.extend(_events(row["id"], meeting_id, chance, at=at))
    for model, rows in (
        (Person, people),
        (Participation, participations),
        (Affiliation, affiliations),
        (PresenceEvent, events),
    ):
        db.session.execute(insert(db.metadata.tables[model.__tablename__]), rows)


def _person(number: int, at: datetime) -> dict[str, Any]:
    given, sur = _GIVEN[number % len(_GIVEN)], f"Pérez Number {number}"
    return {
        "id": number,
        "public_id": str(uuid.uuid4()),
        "given_names": given,
        "surnames": sur,
        "folded_name": identity(given, sur),
        "email": f"person{number}@bench.test",
        "created_at": at - timedelta(days=40),
    }


def _participation(
    number: int, meeting_id: int, chance: random.Random, *, at: datetime
) -> dict[str, Any]:
    name = f"{_GIVEN[number % len(_GIVEN)]} Pérez Number {number}"
    return {
        "id": number,
        "public_id": str(uuid.uuid4()),
        "nonce": str(uuid.uuid4()),
        "pass_code": new_pass(),
        "link_generation": 0,
        "meeting_id": meeting_id,
        "capacity_code": chance.choice(_CAPACITIES),
        "functions": [],
        "mode": "in_person",
        "badge_name": name[:80],
        "post": "Adviser of the Ministry",
        "personnel_kind_code": "justice",
        "sex": chance.choice(_SEXES),
        "sex_source": "self",
        "language": "es",
        "status": chance.choice(_STATUSES),
        "consent_version": "1",
        "created_at": at - timedelta(days=30),
        "changed_at": at - timedelta(days=30),
        "decision_note": "",
        "search": name.lower(),
    }


def _events(
    participation_id: int, meeting_id: int, chance: random.Random, *, at: datetime
) -> Iterator[dict[str, Any]]:
    """Present on the first day: seven of ten; taken back: one of a hundred."""
    if chance.random() > 0.7:
        return
    first = {
        "id": str(uuid.uuid4()),
        "meeting_id": meeting_id,
        "participation_id": participation_id,
        "kind": "in",
        "undoes": None,
        "day": at.date(),
        "mode": "in_person",
        "source": "scan",
        "at": at,
        "received_at": at,
        "since": None,
        "device": "bench",
        "actor_kind": "user",
        "actor_id": "bench",
        "actor_label": "Door",
    }
    yield first
    if chance.random() < 0.01:
        yield first | {"id": str(uuid.uuid4()), "kind": "undo", "undoes": first["id"]}


def forget_today(meeting_id: int) -> None:
    """Take away what doors recorded since the first day, so that nobody is in yet."""
    with transaction():
        starts_on = db.session.get_one(Meeting, meeting_id).starts_on
        _run(
            "DELETE FROM presence_event WHERE meeting_id = :meeting AND day > :day",
            meeting=meeting_id,
            day=starts_on.isoformat(),
        )


def people(meeting_id: int) -> list[tuple[int, str]]:
    """The confirmed participations of a meeting: key and public id."""
    wanted = select(Participation.id, Participation.public_id).where(
        Participation.meeting_id == meeting_id, Participation.status == "confirmed"
    )
    return [(row[0], row[1]) for row in db.session.execute(wanted)]


def slug(meeting_id: int) -> str:
    """A meeting's address."""
    return db.session.get_one(Meeting, meeting_id).slug


def settle() -> None:
    """On PostgreSQL: keys go on after those given here, and what autovacuum would do is done."""
    if db.engine.dialect.name != "postgresql":
        return
    with transaction():
        for table in Base.metadata.sorted_tables:
            if "id" in table.columns and table.columns["id"].type.python_type is int:
                _run(
                    f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'),"
                    f' greatest((SELECT max(id) FROM "{table.name}"), 1))'
                )
    db.session.remove()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _run(statement: str, **values: object) -> None:
    db.session.execute(text(statement), values)
