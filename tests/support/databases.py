"""Databases for the tests: one template a run by the real migrations, a fresh state for each test.

SQLite's template is copied each time; PostgreSQL's once for each process, and then rewound.

The first process that needs a backend makes its template under a lock; the others wait and copy.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.support import postgres
from tests.support.postgres import Cluster

TEMPLATE = "meetings_template"
ROOMY = 4 * 2**30  # bytes; a run takes about one of them


@dataclass(frozen=True)
class Workspace:
    """The run's temporary folder, and which worker of it this process is."""

    folder: Path
    worker: str = field(default_factory=lambda: os.environ.get("PYTEST_XDIST_WORKER", "main"))

    def url(self, backend: str) -> str:
        """Where this worker's database stands; made by `restore`."""
        if backend == "sqlite":
            return f"sqlite:///{self.folder / self.worker}.sqlite3"
        return cluster(self).database(f"meetings_{self.worker}")

    def restore(self, backend: str) -> bool:
        """Bring this worker's database back to migrations and reference data, nothing else.

        False: it is another database now, and connections to the former one lead nowhere.
        """
        prepare(self, backend)
        if backend == "sqlite":
            target = self.folder / f"{self.worker}.sqlite3"
            for suffix in ("-wal", "-shm"):
                target.with_name(target.name + suffix).unlink(missing_ok=True)
            shutil.copyfile(self.folder / f"{TEMPLATE}.sqlite3", target)
            return False
        name = f"meetings_{self.worker}"
        if cluster(self).rewind(name):
            return True
        cluster(self).create(name, template=TEMPLATE)
        return False

    @classmethod
    def make(cls) -> Workspace:
        """A new folder: in memory where there is plenty, for each commit waits for the disk."""
        memory = Path("/dev/shm")
        is_roomy = memory.is_dir() and shutil.disk_usage(memory).free >= ROOMY
        return cls(
            Path(tempfile.mkdtemp(prefix="meetings-tests-", dir=memory if is_roomy else None))
        )

    def remove(self) -> None:
        """Stop what was started and leave nothing behind."""
        postgres.stop(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def cluster(workspace: Workspace) -> Cluster:
    """The run's PostgreSQL, started by whoever asks first."""
    given = os.environ.get("MEETINGS_TEST_POSTGRES_URL")
    if given:
        return Cluster(given.rstrip("/").replace("postgresql+psycopg://", "postgresql://"))
    address = workspace.folder / "postgresql.address"
    with _locked(workspace, "cluster"):
        if not address.exists():
            address.write_text(postgres.start(workspace.folder).url)
    return Cluster(address.read_text())


@cache
def prepare(workspace: Workspace, backend: str) -> None:
    """Make the backend's template once a run."""
    outcome = workspace.folder / f"{backend}.outcome"
    with _locked(workspace, backend):
        if not outcome.exists():
            try:
                _make_template(workspace, backend)
                outcome.write_text("")
            except RuntimeError as failure:
                outcome.write_text(str(failure))
    if failed := outcome.read_text():
        raise RuntimeError(failed)


def _make_template(workspace: Workspace, backend: str) -> None:
    if backend == "postgresql":
        cluster(workspace).create(TEMPLATE)
        migrate(workspace, cluster(workspace).database(TEMPLATE))
        cluster(workspace).make_rewindable(TEMPLATE)
        return
    path = workspace.folder / f"{TEMPLATE}.sqlite3"
    migrate(workspace, f"sqlite:///{path}")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def migrate(workspace: Workspace, url: str) -> None:
    """`meetings db upgrade`, as an installation runs it."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("MEETINGS_")}
    environ |= {"MEETINGS_DATABASE_URL": url, "MEETINGS_INSTANCE_PATH": str(workspace.folder)}
    program = str(Path(sys.executable).with_name("meetings"))
    command = [program, "db", "upgrade"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"`meetings db upgrade` failed:\n{done.stdout}{done.stderr}")


@contextlib.contextmanager
def _locked(workspace: Workspace, name: str) -> Iterator[None]:
    with (workspace.folder / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
