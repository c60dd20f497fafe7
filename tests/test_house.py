"""The laws of the house. A failure says the law and names every place that breaks it."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from meetings.config import Settings
from meetings.db import Base, db
from tests.support import translations
from tests.support.sources import PURE, ROOT, modules, rooms, templates, tracked_places

LONGEST_FILE, LONGEST_TEMPLATE, LONGEST_CONFTEST, LONGEST_SCRIPT = 400, 120, 200, 150
LONGEST_FUNCTION = 60
# path -> (lines, reason): files that may be longer, each with why.
LONG_FILES: dict[str, tuple[int, str]] = {}
# "room/module -> imported name": imports between rooms that the law would refuse, each with why.
OTHER_ROOMS: dict[str, str] = {
    "demo/operations -> desk.calendar_file": "the demo's meetings come from a file, as anybody's",
}
SHARED_FURNITURE = {"models", "rules", "queries", "operations"}
SHARED_PIECES = (
    ["calendar", "ical"],
    ["calendar", "names"],
    ["directory", "countries"],
    ["registration", "proof"],
)
COMMITTERS = {"views", "cli", "jobs"}
BAD_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
REQUEST_BOUND = {"flask.request", "flask.session", "flask.g", "flask_login.current_user"}
NO_VIEW_OF_OURS = {"static"}
NOQA = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(, ?[A-Z]+\d+)* - \S)", re.IGNORECASE)
TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s+# \S)")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")
INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)|\sstyle\s*=|\son[a-z]+\s*=",
    re.IGNORECASE,
)

MEETINGS = modules("meetings")
PYTHON = [*MEETINGS, *modules("tests"), *modules("migrations")]


def assert_none(found: Iterable[str], law: str) -> None:
    """Fail with the law and every place that breaks it."""
    places = list(found)
    if places:
        pytest.fail("\n  ".join([law, *places]), pytrace=False)


def lines_of(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(paths: Iterable[Path], wall: int) -> list[str]:
    """The files above their wall, unless they have an exception with a reason."""
    sizes = {path.relative_to(ROOT).as_posix(): lines_of(path) for path in paths}
    return [
        f"{name}: {size} lines"
        for name, size in sizes.items()
        if size > LONG_FILES.get(name, (wall, ""))[0]
    ]


def test_no_file_is_too_long() -> None:
    python = [module.path for module in PYTHON if not module.name.startswith("migrations/")]
    scripts = [path for path in (ROOT / "static").rglob("*.js") if "vendor" not in path.parts]
    found = too_long(python, LONGEST_FILE) + too_long(templates(), LONGEST_TEMPLATE)
    found += too_long(ROOT.glob("tests/**/conftest.py"), LONGEST_CONFTEST)
    found += too_long(scripts, LONGEST_SCRIPT)
    assert_none(found, "split it by noun or by reader")


def test_no_function_is_too_long() -> None:
    assert_none(
        (
            f"{module.name}:{node.lineno} {node.name}: {size} lines"
            for module in PYTHON
            if not module.name.startswith("migrations/")
            for node in module.functions()
            if (size := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
        ),
        f"a function has at most {LONGEST_FUNCTION} lines",
    )


def test_every_place_has_a_name_that_tells() -> None:
    found = (place for place in tracked_places() if place.stem.lower() in BAD_NAMES)
    assert_none(
        (str(place.relative_to(ROOT)) for place in found),
        "it lives in the room whose noun starts the sentence",
    )


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_every_endpoint_says_who_may(app: Flask) -> None:
    assert_none(
        (
            endpoint
            for endpoint, view in app.view_functions.items()
            if not hasattr(view, "__access__") and endpoint not in NO_VIEW_OF_OURS
        ),
        "declare @allow(...) or @public",
    )


def test_only_transaction_commits() -> None:
    assert_none(
        (
            f"{module.name}:{number}"
            for module in MEETINGS
            if module.name != "meetings/db.py"
            for number, line in enumerate(module.text.splitlines(), 1)
            if ".commit(" in line
        ),
        "commit by `with transaction():`",
    )


def test_transactions_begin_at_the_edge() -> None:
    assert_none(
        (
            f"{module.name}:{line}"
            for module in MEETINGS
            if module.room and module.furniture not in COMMITTERS
            for name, line in module.imports()
            if name == "meetings.db.transaction"
        ),
        "operations flush; views, commands and jobs hold the transaction",
    )


def test_nothing_below_views_knows_the_request() -> None:
    assert_none(
        (
            f"{module.name}:{line} {name}"
            for module in MEETINGS
            if module.furniture in PURE
            for name, line in module.imports()
            if name in REQUEST_BOUND
        ),
        "who and when are parameters: by=, at=",
    )


def test_rules_know_neither_flask_nor_the_database() -> None:
    assert_none(
        (
            f"{module.name}:{line} {name}"
            for module in MEETINGS
            if module.furniture == "rules"
            for name, line in module.imports()
            if name.split(".")[0] in {"flask", "flask_login", "sqlalchemy"}
            or name.startswith("meetings.db")
        ),
        "a rule is a pure decision",
    )


def test_rooms_use_of_each_other_only_what_is_for_others() -> None:
    found = []
    known = rooms()
    for module in MEETINGS:
        for name, line in module.imports() if module.room else ():
            parts = name.split(".")
            is_foreign = parts[0] == "meetings" and len(parts) > 2 and parts[1] in known
            if not is_foreign or parts[1] == module.room:
                continue
            is_shared = parts[2] in SHARED_FURNITURE or parts[1:3] in SHARED_PIECES
            place = f"{module.room}/{module.furniture} -> {'.'.join(parts[1:3])}"
            if not is_shared and place not in OTHER_ROOMS:
                found.append(f"{module.name}:{line} {place}")
    assert_none(
        found,
        "of another room only models, rules, queries, operations, and SHARED_PIECES",
    )


def test_relationships_point_downward_and_nothing_signals() -> None:
    assert_none(
        (
            f"{module.name}:{number}"
            for module in MEETINGS
            for number, line in enumerate(module.text.splitlines(), 1)
            if "backref=" in line or re.search(r"\b(import|from) blinker\b", line)
        ),
        "news upward is derived, not signalled; no backrefs",
    )


def test_operations_queries_and_rules_say_what_they_promise() -> None:
    found = []
    for module in MEETINGS:
        if module.furniture not in {"operations", "queries", "rules"}:
            continue
        for node in module.public_functions():
            positional = len(node.args.posonlyargs) + len(node.args.args)
            if positional > 2:
                found.append(f"{module.name}:{node.lineno} {node.name}: keyword-only past the 2nd")
            if not ast.get_docstring(node):
                found.append(f"{module.name}:{node.lineno} {node.name}: no docstring")
    assert_none(found, "a docstring says meaning, units, what it raises, the source of the rule")


def test_every_exception_to_a_check_has_its_reason() -> None:
    assert_none(
        (
            f"{module.name}:{number} {line.strip()}"
            for module in PYTHON
            if module.path != Path(__file__)
            for number, line in enumerate(module.text.splitlines(), 1)
            if NOQA.search(line) or TYPE_IGNORE.search(line)
        ),
        "write `# noqa: CODE - reason` or `# type: ignore[code]  # reason`",
    )


def test_nothing_is_left_unfinished() -> None:
    paths = [module.path for module in PYTHON if module.path != Path(__file__)] + templates()
    assert_none(
        (
            f"{path.relative_to(ROOT)}:{number}"
            for path in paths
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if UNFINISHED.search(line)
        ),
        "finish it or leave it out",
    )


def test_templates_hold_no_script_and_no_style() -> None:
    assert_none(
        (
            f"{path.relative_to(ROOT)}:{number} {line.strip()}"
            for path in templates()
            if path.suffix == ".html"
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if INLINE.search(line)
        ),
        "the content security policy refuses it: use static/",
    )


def test_locks_name_no_package_host() -> None:
    locks = [*ROOT.glob("*.lock"), *ROOT.glob("tests/**/*.lock")]
    assert {"requirements.lock", "requirements-test.lock"} <= {path.name for path in locks}
    assert_none(
        (
            f"{path.name}:{number} {line}"
            for path in locks
            for number, line in enumerate(path.read_text().splitlines(), 1)
            if "://" in line or line.startswith("-")
        ),
        "renew it by `python3 dev.py lock`",
    )


def test_every_setting_is_documented() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert_none(
        (
            variable
            for field in dataclasses.fields(Settings)
            if f"`{(variable := 'MEETINGS_' + field.name.upper())}`" not in readme
        ),
        "add it to the table of settings in README.md",
    )


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_string_is_translated(language: str) -> None:
    assert_none(
        translations.faults(language, translations.extract()),
        "run `python3 dev.py strings` and fill in what is new",
    )


def test_there_is_one_head() -> None:
    heads = ScriptDirectory(str(ROOT / "migrations")).get_heads()
    assert len(heads) == 1, f"merge the migrations: {heads}"


def test_models_and_migrations_agree(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)
    assert_none(map(str, differences), "write a migration: see CONTRIBUTING.md")
