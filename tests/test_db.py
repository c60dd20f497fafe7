"""The database: no update is lost, no instant loses its zone, one place commits."""

from __future__ import annotations

import os
import stat
import threading
from datetime import UTC, datetime, timedelta, timezone

import flask_migrate
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from meetings import installation
from meetings.accounts.models import Grant
from meetings.app import create_app
from meetings.audit import AuditEntry
from meetings.config import Settings
from meetings.db import NestedTransaction, db, one_at_a_time, transaction, write_object
from meetings.directory.models import Person
from tests.factories.accounts import make_user
from tests.factories.registration import make_accreditation, make_open_meeting, make_participation

THREADS, TURNS = 4, 100


def in_threads(work) -> None:
    """Run the same work in several threads at once; a failure of one is a failure."""
    failures: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=guarded) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_new_database_is_for_its_owner_only(tmp_path) -> None:
    path = tmp_path / "instance" / "meetings.sqlite3"
    settings = Settings.from_env({"MEETINGS_INSTANCE_PATH": str(path.parent)})
    app = create_app(settings)
    before = os.umask(0o022)
    try:
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(text("CREATE TABLE anything (id INTEGER)"))
            made = sorted(path.parent.glob("meetings.sqlite3*"))
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in made}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys([f"{path.name}{end}" for end in ("", "-shm", "-wal")], 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_no_update_is_lost_between_reading_and_writing(app, stored) -> None:
    with stored():
        installation.note("count", "0")

    def count_up() -> None:
        for _ in range(TURNS):
            with app.app_context():
                installation.read("count")  # a page reads before it writes
                with transaction():
                    one_at_a_time("count")
                    db.session.expire_all()
                    count = int(installation.read("count") or 0)
                    installation.note("count", str(count + 1))

    in_threads(count_up)
    with app.app_context():
        assert installation.read("count") == str(THREADS * TURNS)


def test_an_atomic_update_loses_nothing_either(app) -> None:
    with app.app_context(), transaction():
        db.session.execute(text("CREATE TABLE counter (n INTEGER)"))
        db.session.execute(text("INSERT INTO counter VALUES (0)"))

    def count_up() -> None:
        for _ in range(TURNS):
            with app.app_context(), transaction():
                db.session.execute(text("UPDATE counter SET n = n + 1"))

    in_threads(count_up)
    with app.app_context():
        assert db.session.execute(text("SELECT n FROM counter")).scalar() == THREADS * TURNS


def test_a_failure_takes_everything_back(app) -> None:
    def fail() -> None:
        with app.app_context(), transaction():
            make_user()
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        fail()
    with app.app_context():
        assert db.session.query(AuditEntry).count() == 0


def test_what_was_read_before_is_read_again_inside(app, stored) -> None:
    with stored():
        installation.note("colour", "red")
    with app.app_context():
        before = db.session.get_one(installation.Installation, "colour")
        assert before.value == "red"
        with db.engine.begin() as other:
            other.execute(text("UPDATE installation SET value = 'blue' WHERE key = 'colour'"))
        with transaction():
            assert before.value == "blue"


def test_a_writing_unit_holds_no_other(app) -> None:
    def nest() -> None:
        with transaction(), transaction():
            pass

    with app.app_context():
        with pytest.raises(NestedTransaction):
            nest()
        with transaction():
            installation.note("after", "fine")


def test_an_instant_comes_back_in_utc(session) -> None:
    local = datetime(2026, 5, 4, 9, 0, tzinfo=timezone(timedelta(hours=-4)))
    user = make_user()
    user.created_at = local
    session.flush()
    session.expire(user)
    assert user.created_at == datetime(2026, 5, 4, 13, 0, tzinfo=UTC)
    assert user.created_at.utcoffset() == timedelta(0)


def test_a_naive_datetime_is_no_instant(session) -> None:
    make_user().created_at = datetime(2026, 5, 4, 9, 0)  # noqa: DTZ001 - what is refused
    with pytest.raises(StatementError, match="naive"):
        session.flush()


def test_an_object_written_by_one_insert_is_like_one_that_was_read(session) -> None:
    at = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
    names = {"given_names": "Rosa", "surnames": "Ay", "folded_name": "rosa ay"}
    made = Person(public_id="a", email="rosa@example.org", created_at=at, **names)
    write_object(made)
    told = dict(vars(made))
    session.add(made)
    assert (told["honorific"], told["country"]) == ("", None)
    made.country = "UY"
    session.flush()
    session.expire_all()
    columns = Person.__table__.columns.keys()
    read = {name: getattr(made, name) for name in columns}
    assert read == {name: told[name] for name in columns} | {"country": "UY"}


def test_foreign_keys_hold(session) -> None:
    session.add(Grant(user_id=999_999, role="officer"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_what_people_typed_stays_out_of_database_errors(session) -> None:
    with pytest.raises(DBAPIError) as failure:
        session.execute(text("SELECT * FROM nowhere WHERE a = :a"), {"a": "ana@cim.example"})
    assert "ana@cim.example" not in str(failure.value)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_sqlite_is_set_so_that_it_can_bear_several_processes(session) -> None:
    found = {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in PRAGMAS}
    assert found == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 10_000}


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_postgresql_plans_the_statement_of_a_page_once_for_all_pages(app) -> None:
    names = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%grant%role%'"
    with app.app_context():
        db.engine.dispose()  # one connection from here on
        for _each in range(7):
            db.session.scalars(select(Grant)).all()
            db.session.remove()
        assert db.session.scalar(text(names)) == 1
        with pytest.raises(DBAPIError):
            db.session.execute(text("SELECT * FROM nowhere"))
        db.session.remove()
        assert db.session.scalar(text(names)) == 0, "after an error all are prepared anew"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_table_to_which_others_refer_is_migrated_with_its_rows(app, stored) -> None:
    with stored():
        meeting = make_open_meeting()
        granted = make_accreditation(meeting)
        make_participation(
            meeting,
            capacity_code="cso_representative",
            represents="organization",
            accreditation_id=granted.id,
        )
    with app.app_context():
        flask_migrate.downgrade(revision="desk_refined")
        flask_migrate.upgrade()
        joined = "SELECT count(*) FROM affiliation JOIN accreditation a ON a.id = accreditation_id"
        assert db.session.scalar(text(joined)) == 1
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1, "what refers is bound again"
