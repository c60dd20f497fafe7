"""The database: the declarative base, column types, and the one place that commits."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from typing import Any

import psycopg
import psycopg.generators
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    Insert,
    MetaData,
    Table,
    TypeDecorator,
    event,
    func,
    select,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, make_transient_to_detached

from meetings.errors import MeetingsError

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: refuses naive values, always comes back aware and in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC (SQLite keeps no offset)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is no instant")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """Give back what was stored, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share: names for constraints from the first migration on."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UTCDateTime(), dict[str, str]: JSON(), dict[str, Any]: JSON()}  # noqa: RUF012 - SQLAlchemy's own declaration


db = SQLAlchemy(metadata=Base.metadata)


class NestedTransaction(MeetingsError):
    """`transaction()` was entered inside another one."""


@contextmanager
def transaction() -> Iterator[None]:
    """One writing unit: ends the reading transaction, begins to write, commits or rolls back.

    What was read before is expired and read again inside, under the write lock on SQLite
    (which cannot upgrade a read transaction) and at READ COMMITTED on PostgreSQL.
    Raises NestedTransaction when a unit is already open.
    """
    session = db.session
    if session.info.get("writing"):
        raise NestedTransaction("a writing unit is already open")
    session.rollback()
    with _in_line(session.get_bind()):
        session.info.update(writing=True, afterwards=[])
        try:
            session.connection(execution_options={"meetings_writes": True})
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info["writing"] = False
    for action in session.info["afterwards"]:
        action()


def after_commit(action: Callable[[], None]) -> None:
    """Do something once the open writing unit has committed; never when it has not."""
    db.session.info.setdefault("afterwards", []).append(action)


@contextmanager
def _in_line(bind: Engine | Connection) -> Iterator[None]:
    """Let the writers of one SQLite file stand in line, threads and processes alike.

    SQLite itself only makes them ask again after ever longer pauses, by chance and not by turn.
    """
    database = bind.engine.url.database
    if bind.dialect.name != "sqlite" or not database or database == ":memory:":
        yield
        return
    line = os.open(f"{database}.line", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield
    finally:
        os.close(line)


def one_at_a_time(*names: str, beside: str | None = None) -> None:
    """Let writing units that give the same name run one after another, until each commits.

    `beside` lets units that give it so run together, but not with one that gives it as a name.
    On SQLite writing units take turns anyway. Guards what no row can: that something isn't there.
    """
    if db.session.get_bind().dialect.name != "postgresql":
        return
    locks = [func.pg_advisory_xact_lock(_lock_key(name)) for name in sorted(names)]
    if beside is not None:
        locks.append(func.pg_advisory_xact_lock_shared(_lock_key(beside)))
    db.session.execute(select(*locks))


def _lock_key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


def read_rows(statement: Executable, values: Mapping[str, Any]) -> CursorResult[*tuple[Any, ...]]:
    """The rows of a statement that asks for plain columns, read past the session.

    Costs half of the same through it. What waits in the session isn't written before it is read.
    """
    return db.session.connection().execute(statement, values)


def write_row(model: type[DeclarativeBase], **values: Any) -> int:
    """Write a row that nobody needs back as an object, by a plain INSERT at once; its key.

    Costs a seventh of the same row as an object. What waits in the session isn't written by it:
    a row that this one refers to must be stored already.
    """
    written = db.session.connection().execute(_insert(model), values)
    key: int = (written.inserted_primary_key or (0,))[0]
    return key


def write_object(made: DeclarativeBase) -> None:
    """Write a new object by one such INSERT; afterwards it is as if it had been read.

    Its foreign keys must be given as values: what it is related to isn't looked at. The session
    knows it, and what hangs on it, once it is added there.
    """
    given, columns = vars(made), type(made).__table__.columns
    values = {name: given[name] for name in columns.keys() & given.keys()}
    written = db.session.connection().execute(_insert(type(made)), values)
    for name, column in columns.items():
        if column.server_default is None:  # without a value it is null
            given.setdefault(name, None)
    with_defaults: Any = written.last_inserted_params()  # one row's, not many
    given.update(with_defaults, id=(written.inserted_primary_key or (0,))[0])
    make_transient_to_detached(made)


def write_rows(model: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]]) -> None:
    """Many such rows by one statement; all have the same columns, the others their defaults."""
    if rows:
        db.session.connection().execute(_insert(model), rows)


@cache
def _insert(model: type[DeclarativeBase]) -> Insert:
    """One statement a table, so that it is compiled once."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - a model is no view
    return table.insert()


def straight_row(statement: str) -> tuple[Any, ...]:
    """The one row of a plain statement, from the driver: beside the session and any transaction.

    For what is asked at every request and changes rarely; values are as the driver gives them.
    """
    connection = db.engine.raw_connection()
    try:
        driver: Any = connection.driver_connection
        if db.engine.dialect.name == "postgresql":
            driver.autocommit = True  # spares two ways to the server; known to this side only
        row: tuple[Any, ...] = driver.execute(statement).fetchone()
        if db.engine.dialect.name == "postgresql":
            driver.autocommit = False
    except BaseException:
        connection.invalidate()
        db.engine.dispose(close=False)  # the server may have gone away, and all others with it
        raise
    else:
        return row
    finally:
        connection.close()


def configure_engine(engine: Engine) -> None:
    """Give SQLite the settings under which no update is lost; let PostgreSQL keep its plans."""
    if engine.dialect.name != "sqlite":
        _keep_plans(engine)
        return

    @event.listens_for(engine, "do_connect")
    def _private(_dialect: Dialect, _record: Any, place: list[str], _options: Any) -> None:
        """A new file is for its owner only; SQLite makes what stands beside it alike."""
        if not place[0].startswith((":memory:", "file:")) and not os.path.exists(place[0]):
            with suppress(OSError):  # SQLite says it better
                os.close(os.open(place[0], os.O_CREAT, 0o600))

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "busy_timeout=10000",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            "cache_size=-16000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("meetings_writes")
        driver: Any = connection.connection.dbapi_connection  # costs a sixth of the way above it
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def _keep_plans(engine: Engine) -> None:
    """End what was only read without forgetting the statements that PostgreSQL has prepared.

    Every page ends by a ROLLBACK, at which the driver forgets them all, so that each page's were
    planned anew: the longest take the server longer to plan than to answer. After an error, and
    where this ROLLBACK fails, the driver goes its own way: a plan that no longer fits is dropped.
    """

    def roll_back(connection: psycopg.Connection) -> None:
        server = connection.pgconn
        if server.transaction_status == psycopg.pq.TransactionStatus.INTRANS:
            server.send_query(b"ROLLBACK")
            connection.wait(psycopg.generators.execute(server))
        connection.rollback()  # does nothing where that was all

    engine.dialect.do_rollback = roll_back  # type: ignore[assignment,method-assign]  # the dialect's own has one line


def dump_json(value: object) -> str:
    """JSON as it is stored: accents readable, so that a person can read a backup."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
