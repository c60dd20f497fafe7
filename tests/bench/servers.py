"""The two servers under measurement: the product and the floor, set up alike."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.loader import Connection
from tests.support.postgres import free_port

PROGRAMS = Path(sys.executable).parent
TICKS = os.sysconf("SC_CLK_TCK")
ALIKE = ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--preload"]


def settings(url: str, folder: Path) -> dict[str, str]:
    """The product's environment: nothing limits it and no worker runs beside it."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MEETINGS_")}
    return clean | {
        "MEETINGS_DATABASE_URL": url,
        "MEETINGS_INSTANCE_PATH": str(folder),
        "MEETINGS_RATE_LIMITS": "no",
        "MEETINGS_WORKER_IN_SERVER": "no",
    }


@contextmanager
def product(url: str, folder: Path) -> Iterator[tuple[int, int]]:
    """The product: its port and process."""
    port = free_port()
    command = [str(PROGRAMS / "meetings"), "serve", "--port", str(port)]
    environ = settings(url, folder)
    with _running(command, environ, port, log=folder / "product.log") as process:
        yield port, process


@contextmanager
def floor(url: str, folder: Path) -> Iterator[tuple[int, int]]:
    """The floor on the same server with the same workers and threads."""
    port = free_port()
    environ = settings(url, folder) | {"FLOOR_DATABASE_URL": url}
    bind = ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--keep-alive", "5"]
    command = [str(PROGRAMS / "gunicorn"), *ALIKE, *bind, "tests.bench.floor:app"]
    with _running(command, environ, port, log=folder / "floor.log") as process:
        yield port, process


@contextmanager
def _running(command: list[str], environ: dict[str, str], port: int, *, log: Path) -> Iterator[int]:
    with log.open("ab") as target:
        process = subprocess.Popen(command, env=environ, stdout=target, stderr=target)
    try:
        _wait(process, port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("a server under measurement did not start")
        try:
            Connection(port).get("/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("a server under measurement does not answer")


def cpu_seconds(process: int) -> float:
    """CPU used by a server and its workers so far."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(entry.name) == process or int(fields[1]) == process:
                total += int(fields[11]) + int(fields[12])
    return total / TICKS
