"""Alembic's environment: migrates the application's database to the models of all rooms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from meetings.db import UTCDateTime

engine = current_app.extensions["migrate"].db.engine
metadata = current_app.extensions["migrate"].db.metadata


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column type as what it is in the database."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def unbound(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it: meanwhile what refers to it is let be, and is whole
    again at the end. The switch works outside of a transaction only, so past the engine."""
    if connection.dialect.name != "sqlite":
        yield
        return
    bare: Any = connection.connection.dbapi_connection
    bare.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        lost = bare.execute("PRAGMA foreign_key_check").fetchall()
        if lost:
            raise RuntimeError(f"rows that refer to nothing: {lost[:5]}")
    finally:
        bare.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Migrate over a connection."""
    with engine.connect() as connection, unbound(connection):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            compare_server_default=True,
            render_item=render_item,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
