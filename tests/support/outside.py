"""Fixtures that reach beyond the process: a mail server, a listening socket, a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser
from playwright.sync_api import Page as BrowserPage

from tests.support import browser as browsers
from tests.support import mail, server, tools
from tests.support.journey import Journey


@dataclass(frozen=True)
class LiveServer:
    """Where the application answers."""

    app: Flask
    url: str


@pytest.fixture
def smtp_server() -> Iterator[mail.Mailbox]:
    """A real SMTP server on loopback."""
    with mail.serving() as mailbox:
        yield mailbox


@pytest.fixture
def live_server(
    request: pytest.FixtureRequest, make_app: Callable[..., Flask]
) -> Iterator[LiveServer]:
    """The application behind a real socket; its links lead there."""
    listener = server.free_socket()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    settings = {"base_url": url}
    if "smtp_server" in request.fixturenames:
        settings["smtp_url"] = request.getfixturevalue("smtp_server").url
    served = make_app(**settings)
    with server.serving(served, listener):
        yield LiveServer(served, url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, one for each process of the run."""
    if tools.find_browser() is None:
        tools.leave_out("a Chromium browser")
    with browsers.chromium() as chromium:
        yield chromium


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., BrowserPage]]:
    """Open browser windows, each with cookies of its own."""
    windows = browsers.Windows(browser)
    with ExitStack() as stack:
        stack.callback(windows.close)
        yield windows.open
    windows.assert_quiet()


@pytest.fixture
def axe() -> Callable[[BrowserPage], None]:
    """Assert that axe finds nothing on a browser's page."""
    return browsers.assert_accessible


@pytest.fixture
def visitor(
    live_server: LiveServer,
    window: Callable[..., BrowserPage],
    axe: Callable[[BrowserPage], None],
    backend: str,
    request: pytest.FixtureRequest,
) -> Callable[..., Journey]:
    """Open windows of people: `visitor(width=360, language="es")`.

    Where the same journey goes over both databases, axe looks at its pages on SQLite only.
    """
    is_only = any("backend" in mark.args[0] for mark in request.node.iter_markers("parametrize"))
    examine = axe if is_only or backend == "sqlite" else lambda _page: None

    def make(width: int = 360, language: str = "es") -> Journey:
        return Journey(window(width=width, language=language), live_server.url, examine)

    return make
