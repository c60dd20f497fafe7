"""The project's own files, and what a test of the house wants to know about them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "meetings"
PURE = ("models", "rules", "queries", "operations", "forms")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Its path in the project."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """What it says."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """What it means."""
        return ast.parse(self.text, self.name)

    @property
    def room(self) -> str | None:
        """The room of the package it belongs to; None for the ground and whatever is outside."""
        inside = self.path.is_relative_to(PACKAGE) and self.path.parent != PACKAGE
        return self.path.relative_to(PACKAGE).parts[0] if inside else None

    @property
    def furniture(self) -> str | None:
        """`operations` of `operations.py` and of `operations/seats.py`."""
        return Path(self.path.relative_to(PACKAGE).parts[1]).stem if self.room else None

    def functions(self) -> Iterator[Function]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def public_functions(self) -> Iterator[Function]:
        """What other modules may call."""
        for node in self.tree.body:
            if isinstance(node, Function) and not node.name.startswith("_"):
                yield node

    def imports(self) -> Iterator[tuple[str, int]]:
        """The dotted names it imports, with their lines."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def modules(*folders: str) -> list[Module]:
    """The Python files below these folders of the project."""
    return [Module(path) for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def rooms() -> set[str]:
    """The packages of the package."""
    return {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def templates() -> list[Path]:
    """Every template, of pages and of mails."""
    found = (ROOT / "templates").rglob("*")
    return sorted(path for path in found if path.is_file())


def tracked_places() -> Iterator[Path]:
    """The files and folders that people name."""
    for folder in ("meetings", "templates", "static", "migrations", "tests"):
        for path in (ROOT / folder).rglob("*"):
            if not {"vendor", "__pycache__"} & set(path.parts):
                yield path
