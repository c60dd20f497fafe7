"""A PostgreSQL of the tests' own: made in a temporary folder, quick to start, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.tools import find_postgres

REWIND = Path(__file__).with_name("rewind.sql")
SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


_kept: dict[str, psycopg.Connection] = {}


@dataclass(frozen=True)
class Cluster:
    """A running server; `url` ends before the database's name."""

    url: str

    def database(self, name: str) -> str:
        """The address of one database as SQLAlchemy wants it."""
        return f"{self.url}/{name}".replace("postgresql://", "postgresql+psycopg://", 1)

    def create(self, name: str, *, template: str = "template0") -> None:
        """Make a database anew as a copy of another."""
        self._run(
            "DROP DATABASE IF EXISTS {} WITH (FORCE)",
            name,
        )
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)

    def make_rewindable(self, name: str) -> None:
        """Let copies of a template be rewound; a server that doesn't allow it copies each time."""
        with (
            suppress(psycopg.errors.InsufficientPrivilege),
            psycopg.connect(f"{self.url}/{name}", autocommit=True) as connection,
            connection.transaction(),
        ):
            connection.execute(REWIND.read_bytes())

    def rewind(self, name: str) -> bool:
        """Bring a copy back to its template: far quicker than another copy. False: it can't be."""
        try:
            row = _rewinder(f"{self.url}/{name}").execute("SELECT tests.rewind()").fetchone()
        except (psycopg.errors.UndefinedFunction, psycopg.errors.InvalidSchemaName):
            row = None
        except psycopg.OperationalError:  # there is no such database yet, or another by now
            row = None
        if not row:
            forget()
        return bool(row and row[0])

    def _run(self, statement: str, *names: str) -> None:
        query = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(f"{self.url}/postgres", autocommit=True) as connection:
            connection.execute(query)


def _rewinder(url: str) -> psycopg.Connection:
    """A connection that is kept: a new one would learn all tables again, each time."""
    if url not in _kept:
        _kept[url] = psycopg.connect(url, autocommit=True)
    return _kept[url]


def forget() -> None:
    """Close what was kept."""
    while _kept:
        _kept.popitem()[1].close()


def start(folder: Path) -> Cluster:
    """Make and start a server under the folder; `initdb` refuses root, so another user runs it."""
    programs = find_postgres()
    if programs is None:
        raise RuntimeError("no PostgreSQL on this machine")
    data = folder / "postgresql"
    data.mkdir(mode=0o700)
    user = unprivileged()
    if user:
        shutil.chown(data, user)
    port = free_port()
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {SPEED}"
    initdb = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C"]
    _as(user, [programs / "initdb", "-D", data, *initdb])
    log = data / "server.log"
    _as(user, [programs / "pg_ctl", "-D", data, "-l", log, "-o", settings, "-w", "start"])
    return Cluster(f"postgresql://postgres@127.0.0.1:{port}")


def stop(folder: Path) -> None:
    """Stop the server under the folder, if there is one."""
    data = folder / "postgresql"
    programs = find_postgres()
    if programs and (data / "postmaster.pid").exists():
        _as(unprivileged(), [programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])


def unprivileged() -> str | None:
    """Who runs the server when root runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as(user: str | None, command: list[str | Path]) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if "start" not in command else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stdout}")
