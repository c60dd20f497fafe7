"""Who acts: the frozen `Actor` that every operation is given as `by=`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """The ways in which somebody reaches an operation."""

    USER = "user"
    LINK = "link"
    TOKEN = "token"  # noqa: S105 - the word for an API token, not a secret
    CLI = "cli"
    WORKER = "worker"


@dataclass(frozen=True)
class Actor:
    """Who did it: the kind, a stable id within the kind, a label to show officers."""

    kind: ActorKind
    id: str
    label: str


CLI = Actor(ActorKind.CLI, "cli", "command line")
WORKER = Actor(ActorKind.WORKER, "worker", "worker")
PUBLIC = Actor(ActorKind.LINK, "public", "public form")
