"""The fixtures that every room's tests use. Tests mirror meetings/: meetings/registration/
operations.py -> tests/registration/test_operations.py. Factories live in tests/factories/<room>.py;
they flush and never commit. A test that asks for any of these runs twice, on SQLite and on
PostgreSQL, each time on a database that holds the migrations and the reference data only:

app         the application; `with app.app_context(), transaction():` for races in threads
session     an app context for the whole test, and its database session: for queries and operations
stored      `with stored(): slug = make_meeting().slug`: a context and a transaction, committed at
            its end; take ids and slugs out, not objects. Then call the client
client      Flask's test client; posts carry a valid CSRF token unless `csrf=False`;
            `client.sign_in(user.get_id())`. Refuses to work inside an app context (so never
            together with `session`: what isn't committed would look saved)
page        opens pages and checks each one (page_check.py): `page.get("/es/calendar")` gives a Page
            with `.text .heading .all(css) .one(css) .link(words) .values() .submit(**fields)`;
            it shares the cookies of `client`
make_app    `make_app(rate_limits=True)`: another application on the same database
live_server the application on a real port, `.url`; with `smtp_server` asked for, it sends there
window      `window(width=360, language="es")`: a playwright page; any console error fails the test
axe         `axe(browser_page)`: fails on any finding of axe

Without a database:

frozen      the clock stands at 2026-05-04 15:00 UTC; `frozen.move_to(...)`, `frozen.shift(...)`
smtp_server a real SMTP server: `.url`, `.messages`, `.to(address)`, `.refuse = True`

`@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)` keeps a test to one database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy.session import Session
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import scoped_session
from sqlalchemy.pool import QueuePool

from meetings.app import create_app
from meetings.config import Settings
from meetings.db import db, transaction
from meetings.extensions import limiter
from tests.support import network, tools
from tests.support.databases import Workspace
from tests.support.pages import Client, Site

pytest_plugins = ["tests.support.outside", "tests.support.run"]

NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    network.loopback_only(monkeypatch)


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on."""
    if request.param == "postgresql" and tools.needs_postgres():
        tools.leave_out("PostgreSQL")
    return str(request.param)


@pytest.fixture(scope="session")
def _apps(workspace: Workspace) -> Iterator[Callable[[str], Flask]]:
    made: dict[str, Flask] = {}

    def app_of(backend: str) -> Flask:
        if backend not in made:
            made[backend] = _make(_settings(workspace, backend), workspace)
        return made[backend]

    yield app_of
    for each in made.values():
        _release(each)


@pytest.fixture
def app(_apps: Callable[[str], Flask], backend: str, workspace: Workspace) -> Iterator[Flask]:
    """The application on a fresh database."""
    is_same = workspace.restore(backend)
    made = _apps(backend)
    if not is_same:
        _release(made)
    limiter.enabled = False  # one limiter serves all applications; the last one made decides
    yield made
    with made.app_context():
        db.session.remove()
        pool = db.engine.pool
        if backend == "sqlite" or (isinstance(pool, QueuePool) and pool.checkedout()):
            db.engine.dispose()  # the file is copied anew; who left in the middle isn't waited for


@pytest.fixture
def make_app(app: Flask, workspace: Workspace) -> Iterator[Callable[..., Flask]]:
    """Make another application on the same database, with some settings changed."""
    made = []

    def make(**settings: Any) -> Flask:
        other = _make(replace(app.config["SETTINGS"], **settings), workspace)
        made.append(other)
        return other

    yield make
    for other in made:
        _release(other)


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Session]]:
    """A database session in an app context that lasts as long as the test."""
    with app.app_context():
        yield db.session
        db.session.rollback()


@pytest.fixture
def stored(app: Flask) -> Callable[[], AbstractContextManager[None]]:
    """A context manager: what is made inside is committed at its end."""

    @contextmanager
    def storing() -> Iterator[None]:
        with app.app_context(), transaction():
            yield

    return storing


@pytest.fixture
def client(app: Flask) -> Client:
    """A client with cookies of its own."""
    made = app.test_client()
    assert isinstance(made, Client)
    return made


@pytest.fixture
def page(client: Client) -> Site:
    """Open pages and check every one of them."""
    return Site(client)


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """A clock that moves only when told to."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def _settings(workspace: Workspace, backend: str) -> Settings:
    return Settings(
        database_url=workspace.url(backend),
        instance_path=str(workspace.folder / "instance"),
        secret_key="a key for tests only",
        uid_host="meetings.example",
        rate_limits=False,
        worker_in_server=False,
        server_workers=1,
    )


def _make(settings: Settings, workspace: Workspace) -> Flask:
    app = create_app(settings)
    app.testing = True
    app.test_client_class = Client
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(workspace.folder))
    return app


def _release(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
