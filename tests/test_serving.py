"""The server as a process: up in a moment, gone without leaving anything behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from meetings.db import db
from tests.support.server import free_socket

Start = Callable[..., "Running"]


class Running:
    """`meetings serve` with its worker, on a port of its own."""

    def __init__(self, environ: dict[str, str], log: Path, port: int = 0) -> None:
        if not port:
            with free_socket() as listener:
                port = listener.getsockname()[1]
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        program = str(Path(sys.executable).with_name("meetings"))
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [program, "serve", "--port", str(port)],
                env=environ,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_it_answers(self) -> float:
        """Seconds until the first answer."""
        begun = time.monotonic()
        while time.monotonic() < begun + 30:
            try:
                with urllib.request.urlopen(self.url + "/healthz", timeout=5) as answer:
                    assert answer.read() == b"ok\n"
                return time.monotonic() - begun
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        raise AssertionError("no answer: " + self.log.read_text())

    def worker(self) -> int:
        """The process id of the worker, as the log tells it."""
        return int(self._until(r"worker (\d+) looks after"))

    def _until(self, pattern: str) -> str:
        for _ in range(200):
            if found := re.search(pattern, self.log.read_text()):
                return found[1]
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())


def is_gone(process: int, within: float = 8.0) -> bool:
    """Whether a process ends in time."""
    ends = time.monotonic() + within
    while time.monotonic() < ends:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").exists() and " Z " in _stat(process):
            return True
        time.sleep(0.05)
    return False


def _stat(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return " Z "


@pytest.fixture
def start(app: Flask, tmp_path: Path) -> Iterator[Start]:
    """Start servers on the test's database; whatever is left of them ends with the test."""
    started: list[Running] = []

    def begin(port: int = 0, **settings: str) -> Running:
        environ = {name: value for name, value in os.environ.items() if "MEETINGS" not in name}
        environ |= {
            "MEETINGS_DATABASE_URL": app.config["SETTINGS"].database_url,
            "MEETINGS_INSTANCE_PATH": str(tmp_path),
            **settings,
        }
        started.append(Running(environ, tmp_path / f"{len(started)}.log", port))
        return started[-1]

    yield begin
    for running in started:
        try:
            os.killpg(running.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        running.process.wait(10)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_it_answers_soon_and_ends_in_order(start: Start) -> None:
    server = start()
    assert server.wait_until_it_answers() < 10  # two to three seconds on a quiet machine
    worker = server.worker()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(15) == 0
    assert is_gone(worker)
    said = server.log.read_text()
    assert "Mail is not sent" in said
    assert "GET /healthz 200" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_worker_whose_server_was_killed_ends_too(start: Start) -> None:
    server = start()
    server.wait_until_it_answers()
    worker = server.worker()
    server.process.kill()
    server.process.wait(10)
    assert is_gone(worker)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_worker_stands_alone_where_the_settings_say_so(start: Start) -> None:
    server = start(MEETINGS_WORKER_IN_SERVER="no")
    server.wait_until_it_answers()
    assert "looks after" not in server.log.read_text()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_no_two_processes_share_a_connection(start: Start, app: Flask) -> None:
    server = start()
    server.wait_until_it_answers()
    server.worker()
    for _ in range(40):
        with urllib.request.urlopen(server.url + "/readyz", timeout=10) as answer:
            assert answer.status == 200
    said = server.log.read_text()
    assert "failed" not in said
    chosen = "SELECT count(DISTINCT pid) FROM pg_stat_activity WHERE datname = current_database()"
    with app.app_context():
        connections = db.session.execute(db.text(chosen)).scalar()
    assert connections is not None
    assert connections >= 3  # a server, the worker, and this test


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_port_that_is_taken_is_one_sentence(start: Start) -> None:
    first = start()
    first.wait_until_it_answers()
    second = start(port=first.port)
    assert second.process.wait(20) == 1
    said = second.log.read_text()
    assert said == f"Port {first.port} is taken: name another one with --port.\n"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_refused_setting_is_one_sentence(start: Start) -> None:
    server = start(MEETINGS_ENV="staging")
    assert server.process.wait(20) == 1
    assert server.log.read_text() == "MEETINGS_ENV must be embedded or production.\n"
