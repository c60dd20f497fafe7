"""`python3 dev.py` answers clearly before anything is installed."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import dev
from tests.support.sources import ROOT


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    names = {alias.name.split(".")[0] for node in imports for alias in node.names}
    assert names <= sys.stdlib_module_names


def test_an_unknown_command_is_named() -> None:
    command = [sys.executable, str(ROOT / "dev.py"), "fly"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "'fly'" in done.stderr


def test_a_second_start_installs_nothing(monkeypatch, tmp_path) -> None:
    installed = []
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(dev, "make_venv", lambda: installed.append("venv"))
    monkeypatch.setattr(dev, "install", installed.append)
    dev.set_up(dev.TEST_LOCK)
    assert installed == ["venv", dev.TEST_LOCK]
    dev.set_up(dev.TEST_LOCK)
    dev.set_up(dev.RUN_LOCK)
    assert installed == ["venv", dev.TEST_LOCK]


def test_of_two_starts_at_once_one_installs_and_the_other_waits(monkeypatch, tmp_path) -> None:
    installed = []

    def install(lock: str) -> None:
        installed.append(lock)
        time.sleep(0.1)  # long enough for the other one to come

    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(dev, "make_venv", lambda: installed.append("venv"))
    monkeypatch.setattr(dev, "install", install)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(dev.set_up, [dev.TEST_LOCK, dev.RUN_LOCK]))
    assert installed in (
        ["venv", dev.TEST_LOCK],
        ["venv", dev.RUN_LOCK, dev.TEST_LOCK],
    )


def test_what_python_compiled_is_kept_out_of_the_tree_where_that_is_wanted(monkeypatch) -> None:
    environ = {"PYTHONDONTWRITEBYTECODE": "1"}
    monkeypatch.setattr("os.environ", environ)
    dev.keep_bytecode()
    assert environ == {"PYTHONPYCACHEPREFIX": str(dev.VENV / "bytecode")}
    environ.clear()
    dev.keep_bytecode()
    assert environ == {}


def test_the_lock_for_tests_holds_the_one_for_running() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line}

    assert pins(dev.RUN_LOCK) <= pins(dev.TEST_LOCK)
