"""Get the readers: packages of Python, JavaScript and Debian, each from its usual registry.

`python -m tests.readers.getting` looks before the suite runs; what it could not get, the suite
fails for. Nothing is installed into the project's environment: Python's and JavaScript's packages
come by exact version into a folder of their own. Programs come by apt-get where this is root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(sys.prefix) / "readers"
PYTHON = ("vobject==0.9.9", "ics==0.7.3", "feedparser==6.0.12", "python-dateutil==2.9.0.post0")
JAVASCRIPT = ("ical.js@2.2.1", "node-ical@0.27.2")
DEBIAN = {
    "/usr/bin/node": "nodejs npm",
    "/usr/bin/php": "php-cli",
    "/usr/share/php/Sabre/VObject/autoload.php": "php-sabre-vobject",
    "/usr/bin/ruby": "ruby",
    "/usr/share/rubygems-integration/all/gems/icalendar-2.8.0": "ruby-icalendar",
    "/usr/bin/calcurse": "calcurse",
    "/usr/libexec/evolution-calendar-factory": "evolution-data-server libical3",
    "/usr/lib/python3/dist-packages/gi": "python3-gi gir1.2-ecal-2.0",
    "/usr/bin/dbus-run-session": "dbus-daemon",
}


def main() -> None:
    """Get what is missing, one kind of package after the other."""
    _get_from_debian()
    _get_for_python()
    _get_for_javascript()


def _get_from_debian() -> None:
    missing = [names for path, names in DEBIAN.items() if not _is_there(path)]
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    _say(f"installing {' '.join(missing)} by apt-get ...")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environ)
    options = ["-y", "-qq", "--no-install-recommends"]
    packages = " ".join(missing).split()
    subprocess.run(["apt-get", "install", *options, *packages], check=False, env=environ)


def _is_there(path: str) -> bool:
    """A program counts wherever it stands on PATH."""
    return Path(path).exists() or ("/bin/" in path and bool(shutil.which(Path(path).name)))


def _get_for_python() -> None:
    stamp = FOLDER / "python" / "stamp"
    if stamp.exists() and stamp.read_text() == " ".join(PYTHON):
        return
    _say(f"getting {', '.join(PYTHON)} ...")
    shutil.rmtree(stamp.parent, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "-qqq", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--target", str(stamp.parent), *PYTHON], check=False)
    if done.returncode == 0:
        stamp.write_text(" ".join(PYTHON))


def _get_for_javascript() -> None:
    stamp = FOLDER / "javascript" / "stamp"
    is_there = stamp.exists() and stamp.read_text() == " ".join(JAVASCRIPT)
    if is_there or not shutil.which("npm"):
        return
    _say(f"getting {', '.join(JAVASCRIPT)} ...")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    npm = ["npm", "install", "--silent", "--no-save", "--no-audit", "--prefix", str(stamp.parent)]
    if subprocess.run([*npm, *JAVASCRIPT], check=False).returncode == 0:
        stamp.write_text(" ".join(JAVASCRIPT))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
