"""The server and the worker as processes."""

from __future__ import annotations

import errno
import gc
import logging
import os
import signal
import socket
import sys
import threading
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from meetings import clock, health, rooms
from meetings.app import create_app
from meetings.config import Settings
from meetings.db import db
from meetings.errors import MeetingsError

log = logging.getLogger("meetings.worker")
PAUSE = 2.0  # seconds between two looks at what is due
STOPS = (signal.SIGTERM, signal.SIGINT)


class PortRefused(MeetingsError):
    """The server can't listen where it was told to."""


class Server(BaseApplication):
    """Gunicorn with threads, configured by our settings instead of a file."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        """`options` are gunicorn's own names."""
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        """The application, imported before the workers fork."""
        return self.app


def run_server(host: str, port: int) -> None:
    """Serve until stopped; the worker stands beside the server where the settings say so.

    Raises PortRefused where another program listens, or this one may not.
    """
    _check_port(host, port)
    app = create_app()
    settings: Settings = app.config["SETTINGS"]
    drop_connections(app)
    gc.freeze()  # what was made so far stays: no process need look for garbage in it, nor copy it
    beside = _fork_worker(app) if settings.worker_in_server else None
    options = {
        "bind": f"{host}:{port}",
        "workers": settings.server_workers,
        "threads": settings.server_threads,
        "worker_class": "gthread",
        "preload_app": True,
        "accesslog": None,
        "loglevel": "warning",
        "keepalive": 5,
        "graceful_timeout": 10,
        "control_socket_disable": True,
        "when_ready": lambda _server: _announce(settings, host, port),
        "post_fork": lambda _server, _worker: drop_connections(app),
    }
    try:
        Server(app, options).run()
    finally:
        if beside is not None:
            _stop(beside)


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host.strip("[]"), port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = f"Port {port} is taken: name another one with --port."
        else:
            sentence = f"Nothing can listen on {host}, port {port} (--port): {error.strerror}."
        raise PortRefused(sentence) from error


def drop_connections(app: Flask) -> None:
    """Forget the pool of a process that forks or was forked: no two processes share a connection.

    The connections themselves stay open for the process that made them.
    """
    with app.app_context():
        db.engine.dispose(close=False)


def _fork_worker(app: Flask) -> int:
    """Start the worker from this process, which has imported everything; gives its process id."""
    server = os.getpid()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        with app.app_context():
            run_worker(server)
        status = 0
    except Exception as error:  # noqa: BLE001 - the last line of a process
        log.error("the worker ended: %s", health.outline(error))
    finally:
        sys.stdout.flush()
        os._exit(status)  # the server's own endings are not the worker's


def _stop(process: int) -> None:
    try:
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)
    except (ProcessLookupError, ChildProcessError):
        pass  # it has ended, and gunicorn has noticed


def _announce(settings: Settings, host: str, port: int) -> None:
    click.echo(f"Meetings answers on http://{host}:{port}/")
    if settings.smtp_url:
        click.echo("Mail is sent by SMTP.")
    else:
        click.echo("Mail is not sent: officers read each message on the outbox page.")
    sys.stdout.flush()


def run_worker(server: int | None = None) -> None:
    """Run every room's jobs, then pause, until a signal says stop; a failing job stops no other.

    Beside a server (its process id) the worker ends with it, however that ended.
    """
    stop = threading.Event()
    for number in STOPS:
        signal.signal(number, lambda *_: stop.set())
    log.info("worker %d looks after what is due", os.getpid())
    while not stop.is_set() and server in {None, os.getppid()}:
        done = run_jobs()
        stop.wait(0 if done else PAUSE)


def run_jobs() -> int:
    """Run every job once; returns how much was done in all."""
    done = 0
    for job in rooms.jobs():
        try:
            done += job(clock.now())
        except Exception as error:  # noqa: BLE001 - whatever it was, the other jobs go on
            # Without its message, which may quote what people typed.
            log.error("job %s failed:\n%s", job.__name__, health.outline(error))
        finally:
            db.session.remove()
    return done
