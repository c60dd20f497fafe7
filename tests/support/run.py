"""A run of the tests as a whole: its folder, shared by its processes, and its order."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from tests.support import postgres
from tests.support.databases import Workspace

RUN_FOLDER = pytest.StashKey[Workspace]()


def pytest_configure(config: pytest.Config) -> None:
    """Share one folder between the processes of a run."""
    given = getattr(config, "workerinput", {}).get("folder")
    workspace = Workspace(Path(given)) if given else Workspace.make()
    workspace.folder.chmod(0o711)  # PostgreSQL runs as another user below it
    config.stash[RUN_FOLDER] = workspace


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of the run which folder it is."""
    node.workerinput["folder"] = str(node.config.stash[RUN_FOLDER].folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that made the folder stops PostgreSQL and removes it."""
    postgres.forget()
    if not hasattr(config, "workerinput"):
        config.stash[RUN_FOLDER].remove()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole journeys first: begun last, one process would walk while the other waits."""
    items.sort(key=lambda item: "tests/journeys/" not in item.nodeid)


def pytest_collection_finish() -> None:
    """What is imported by now stays until the end: Python needn't look through it for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session")
def workspace(pytestconfig: pytest.Config) -> Workspace:
    """The run's temporary folder."""
    return pytestconfig.stash[RUN_FOLDER]
