#!/usr/bin/env python3
"""The four commands of a working day, on a bare Python 3.11 or newer.

run [--port N]      set up what is missing, then serve the product with its demo
test [pytest ...]   every test, on SQLite and PostgreSQL, browser and mail included
test --readers      instead: what a dozen calendar programs make of our feeds
check               format, lint, types, import laws, templates, translations
bench               the benchmarks, as a table

and two for those who change the project: `lock` renews the two lock files,
`strings` brings the translators' files up to date with the sources.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import fcntl
import hashlib
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = str(BIN / "python")
STAMP = VENV / "meetings.stamp"
TRANSLATIONS = ROOT / "meetings" / "translations"
UV = "uv==0.13.8"
RUN_LOCK, TEST_LOCK = "requirements.lock", "requirements-test.lock"
COMPILE = [
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--upgrade"),
    *("--generate-hashes", "--no-header", "--no-annotate"),
    *("--no-emit-index-url", "--no-emit-find-links"),
]
SOURCES = ["meetings", "tests", "migrations", "dev.py", "wsgi.py"]
CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", *SOURCES],
    "lint": ["ruff", "check", "--quiet", *SOURCES],
    "types": ["mypy", "--no-error-summary"],
    "import laws": ["lint-imports"],
    "templates": ["djlint", "--lint", "--quiet", "--allow-empty-input", "templates"],
    "translations": ["python", "-m", "tests.support.translations"],
}


def main() -> None:
    """Read the command line and do the one thing it names."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts it may have an older Python
        stop(f"Meetings needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["run", "test", "check", "bench", "lock", "strings"])
    parser.add_argument("--port", type=int, default=8000, help="for run; 8000 unless given")
    options, rest = parser.parse_known_args()
    if rest and options.command not in ("test", "bench"):
        parser.error("unknown: " + " ".join(rest))
    os.chdir(ROOT)
    set_up(RUN_LOCK if options.command == "run" else TEST_LOCK)
    keep_bytecode()
    if options.command in ("run", "test", "check", "bench"):
        compile_translations()
    if options.command == "run":
        run(options.port)
    elif options.command == "test":
        test(rest)
    elif options.command == "check":
        check()
    elif options.command == "bench":
        os.execv(PYTHON, [PYTHON, "-m", "tests.bench", *rest])
    elif options.command == "lock":
        renew_locks()
    else:
        os.execv(PYTHON, [PYTHON, "-m", "tests.support.translations", "--update"])


def run(port: int) -> None:
    """Bring the database up to date, fill a new one with the demo, and serve."""
    instance = pathlib.Path(os.environ.get("MEETINGS_INSTANCE_PATH", ROOT / "instance"))
    database = instance / "meetings.sqlite3"
    unfinished = instance / "first-start"
    own_database = os.environ.get("MEETINGS_DATABASE_URL")
    is_demo_wanted = not own_database and os.environ.get("MEETINGS_ENV") != "production"
    address = os.environ.setdefault("MEETINGS_BASE_URL", f"http://127.0.0.1:{port}")
    if is_demo_wanted and not database.exists():
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.touch()
    contents = digest(*ROOT.glob("migrations/versions/*.py"), *ROOT.glob("meetings/data/**/*"))
    fingerprint = f"{contents} {address}"  # stored calendar texts hold the address
    prepared = instance / "prepared"
    if own_database or unfinished.exists() or read(prepared) != fingerprint:
        tool("meetings", "db", "upgrade")
        if not own_database:
            prepared.write_text(fingerprint)
    if is_demo_wanted and unfinished.exists():
        say("making the demo (once) ...")
        tool("meetings", "demo")
        unfinished.unlink()
    os.execv(BIN / "meetings", ["meetings", "serve", "--port", str(port)])


def test(rest: list[str]) -> None:
    """One pytest run; PostgreSQL and the browser are found, or installed where we may.

    With `--readers` instead: the programs of others read our feeds.
    """
    tool("python", "-m", "tests.support.tools")
    if "--readers" in rest:
        tool("python", "-m", "tests.readers.getting")
        rest = ["tests/readers/suite.py", *(word for word in rest if word != "--readers")]
    workers = [] if any(word.startswith(("-n", "--numprocesses")) for word in rest) else ["-n", "3"]
    os.execv(PYTHON, [PYTHON, "-m", "pytest", *workers, *rest])


def check() -> None:
    """Run every check, two at a time, and print one line for each."""
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        is_good = all(list(pool.map(one_check, CHECKS)))
    print("check: all good" if is_good else "check: not good", flush=True)
    sys.exit(0 if is_good else 1)


def one_check(name: str) -> bool:
    """Run one check; print its name and its seconds, and what it says when it fails."""
    start = time.monotonic()
    command = [str(BIN / CHECKS[name][0]), *CHECKS[name][1:]]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    result = "ok" if done.returncode == 0 else "FAILED\n" + (done.stdout + done.stderr).rstrip()
    print(f"{name:<14}{time.monotonic() - start:5.1f} s  {result}", flush=True)
    return done.returncode == 0


def set_up(lock: str) -> None:
    """Make .venv hold exactly what the lock says, and the project itself; quick when it does.

    Of runs that begin together one does it and the others wait.
    """
    with open(__file__, encoding="utf-8") as own:
        fcntl.flock(own, fcntl.LOCK_EX)  # ends with the block, or with the process
        fill_venv(lock)


def fill_venv(lock: str) -> None:
    """What set_up does, by one process at a time."""
    python = sys.version.split()[0]
    contents = digest(ROOT / RUN_LOCK, ROOT / TEST_LOCK, ROOT / "pyproject.toml", ROOT / "dev.py")
    stamps = {name: f"{ROOT} {python} {contents} {name}" for name in (RUN_LOCK, TEST_LOCK)}
    present = read(STAMP)
    if present == stamps[TEST_LOCK] or present == stamps[lock]:
        return  # what the tests need includes what running needs
    if not present.startswith(f"{ROOT} {python} ") or not os.path.exists(PYTHON):
        make_venv()
    STAMP.unlink(missing_ok=True)
    say(f"installing what {lock} lists ...")
    install(lock)
    STAMP.write_text(stamps[lock])


def make_venv() -> None:
    """Make an empty .venv, or say what is missing for it."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian leaves it out together with venv
        import venv  # noqa: PLC0415 - the same
    except ImportError:
        stop("This Python has no venv. On Debian and Ubuntu: apt-get install python3-venv")
    say("making .venv ...")
    venv.create(VENV, clear=True, with_pip=True, symlinks=True)


def install(lock: str) -> None:
    """Install by uv, or by pip where uv can't be had or doesn't get through."""
    pip = ["python", "-m", "pip", "-qq", "--disable-pip-version-check"]
    editable = ["--no-deps", "--no-build-isolation", "--editable", "."]
    hand_on_the_registry()
    try:
        tool(*pip, "install", UV)
        tool("uv", "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", lock)
        tool("uv", "pip", "install", "--quiet", "--python", PYTHON, *editable)
    except subprocess.CalledProcessError:
        say("uv didn't get through; pip takes over ...")
        tool(*pip, "install", "--require-hashes", "-r", lock)
        tool(*pip, "install", *editable)


def hand_on_the_registry() -> None:
    """Let uv use the registry that pip is set up for."""
    command = [PYTHON, "-m", "pip", "config", "get", "global.index-url"]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    index = os.environ.get("PIP_INDEX_URL") or told.stdout.strip()
    if index:
        os.environ.setdefault("UV_DEFAULT_INDEX", index)


def keep_bytecode() -> None:
    """Where nothing compiled may lie in the tree, keep it in .venv for the next process.

    Each of the dozens that the tests begin would compile every library again.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "bytecode"))


def compile_translations() -> None:
    """Compile the catalogs when a translator's file is newer than what was made of it."""
    sources = list(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))
    if any(not is_newer(path.with_suffix(".mo"), path) for path in sources):
        tool("pybabel", "--quiet", "compile", "--directory", str(TRANSLATIONS))


def renew_locks() -> None:
    """Resolve both sets again; the lock for tests holds the versions of the one for running."""
    tool("uv", *COMPILE, "requirements.in", "--output-file", RUN_LOCK)
    both = ["requirements-test.in", "--constraints", RUN_LOCK, "--output-file", TEST_LOCK]
    tool("uv", *COMPILE, *both)


def tool(name: str, *arguments: str) -> None:
    """Run a program of .venv, and raise CalledProcessError when it fails."""
    environ = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    subprocess.run([str(BIN / name), *arguments], check=True, env=environ)


def is_newer(path: pathlib.Path, than: pathlib.Path) -> bool:
    """Whether the first file exists and is at least as new as the second."""
    return path.exists() and path.stat().st_mtime >= than.stat().st_mtime


def digest(*paths: pathlib.Path) -> str:
    """One fingerprint of the contents of files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:16]


def read(path: pathlib.Path) -> str:
    """A small file's text, or nothing where there is no file."""
    return path.read_text() if path.exists() else ""


def say(sentence: str) -> None:
    """Tell what takes a while."""
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> None:
    """End with one clear sentence."""
    sys.exit(sentence)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failed:
        stop(f"Stopped: {' '.join(failed.cmd[:4])} ended with {failed.returncode}.")
