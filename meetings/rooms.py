"""The rooms, ground upwards: their blueprints and their commands, in one list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click
from flask import Flask

Job = Callable[[datetime], int]

ROOMS = (
    "notifications",
    "accounts",
    "directory",
    "calendar",
    "accreditation",
    "registration",
    "delegations",
    "attendance",
    "invitations",
    "letters",
    "privacy",
    "statistics",
    "indicators",
    "feeds",
    "desk",
    "demo",
)
# What a room hands over, where it has the furniture:
#   views.blueprints   blueprints, each under the language prefix unless it says otherwise
#   cli.commands       (group, command) pairs; the group is "", "import", "export" or "user"
#   jobs.jobs          time-driven checks: called with the hour, they return how much they did
#   spent.links        (folder, is_spent) pairs: whether a personal link under this folder of an
#                      address, by its token, was replaced by a newer one and opens nothing
#   spent.mails        (kind, check) pairs: check(message, at) raises Refused for a mail whose kind
#                      begins so and that has no point any more


def _furniture(room: str, piece: str, name: str, *default: Any) -> tuple[Any, ...]:
    module = f"meetings.{room}.{piece}"
    if find_spec(module) is None:
        return ()
    return tuple(getattr(import_module(module), name, *default))


def register_rooms(app: Flask) -> None:
    """Register every room's models and pages on the application."""
    for room in ROOMS:
        if find_spec(f"meetings.{room}.models"):
            import_module(f"meetings.{room}.models")
        for blueprint in _furniture(room, "views", "blueprints"):
            app.register_blueprint(blueprint)
    app.extensions["personal_links"] = links()
    app.extensions["pointless_mails"] = tuple(
        pair for room in ROOMS for pair in _furniture(room, "spent", "mails", ())
    )


def commands() -> tuple[tuple[str, click.Command], ...]:
    """Every room's commands with the group each belongs to."""
    return tuple(pair for room in ROOMS for pair in _furniture(room, "cli", "commands"))


def jobs() -> tuple[Job, ...]:
    """Every room's time-driven checks, ground upwards."""
    return tuple(job for room in ROOMS for job in _furniture(room, "jobs", "jobs"))


def links() -> dict[str, Callable[[str], bool]]:
    """Folder of an address -> whether a personal link there, by its token, opens nothing more."""
    return dict(pair for room in ROOMS for pair in _furniture(room, "spent", "links", ()))


def loaders() -> tuple[Callable[[], str], ...]:
    """Every room's reference data, ground upwards: operations.load_reference where it has one."""
    found = []
    for room in ROOMS:
        if find_spec(f"meetings.{room}.operations"):
            loader = getattr(import_module(f"meetings.{room}.operations"), "load_reference", None)
            if loader is not None:
                found.append(loader)
    return tuple(found)
