"""Static files: addresses that carry the file's digest, kept for a year."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.robotparser import RobotFileParser

from flask import url_for

from meetings.app import STATIC


def test_each_address_carries_the_digest_of_the_file(client) -> None:
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/en/sign-in").text)
    assert len(addresses) > 10
    for address in addresses:
        name, version = address.removeprefix("/static/").split("?v=")
        content = Path(STATIC, name).read_bytes()
        assert version == hashlib.sha256(content).hexdigest()[:10], address


def test_a_file_is_kept_for_a_year(client) -> None:
    with client.get("/static/css/tokens.css?v=0123456789") as answer:
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers


def test_a_file_that_is_not_there_has_an_address_without_digest(app) -> None:
    with app.test_request_context():
        address = url_for("static", filename="css/nowhere.css")
    assert address.split("?")[0] == "/static/css/nowhere.css"


def test_nothing_outside_of_the_folder_is_served(client) -> None:
    for path in ("/static/../pyproject.toml", "/static/%2e%2e/pyproject.toml", "/static/"):
        assert client.get(path).status_code in {404, 308}


def test_a_file_is_what_it_says_and_for_our_pages_only(client) -> None:
    with client.get("/static/css/tokens.css") as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_search_engines_leave_personal_pages_alone(client) -> None:
    answer = client.get("/robots.txt")
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    rules = RobotFileParser()
    rules.parse(answer.text.replace("/*/", "/es/").splitlines())
    for path in ("/es/my/t0k3n", "/es/manage/outbox", "/es/door/a-meeting"):
        assert not rules.can_fetch("Any", path), path
    assert not rules.can_fetch("Any", "/es/organizations/represent/t0k3n")
    for path in ("/es/calendar", "/es/meetings/a-meeting", "/calendar.ics"):
        assert rules.can_fetch("Any", path), path


def test_the_icon_has_the_address_that_browsers_guess(client) -> None:
    with client.get("/favicon.ico", follow_redirects=True) as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "image/svg+xml"
