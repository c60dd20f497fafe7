"""Whether the server is alive and ready, and what its log says of a request."""

from __future__ import annotations

import logging
import re

import pytest
from sqlalchemy import text

from meetings.db import db


def test_alive_asks_nothing(client, monkeypatch) -> None:
    monkeypatch.setattr("meetings.health.db", None)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_ready_once_the_tables_are_those_of_this_version(app, client) -> None:
    assert client.get("/readyz").status_code == 200
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "meetings db upgrade" in answer.text


def test_not_ready_without_a_database(make_app) -> None:
    away = make_app(database_url="postgresql+psycopg://127.0.0.1:1/nothing")
    answer = away.test_client().get("/readyz")
    assert answer.status_code == 503
    assert "127.0.0.1" not in answer.text


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/en/sign-in?next=/en/secret", "GET /<lang:lang>/sign-in 200"),
        ("/en/my-secret-token", "GET - 404"),
        ("/healthz", "GET /healthz 200"),
    ],
)
def test_one_line_a_request_without_its_path(client, caplog, path: str, line: str) -> None:
    with caplog.at_level(logging.INFO, "meetings.access"):
        client.get(path)
    (said,) = [record.getMessage() for record in caplog.records if record.name == "meetings.access"]
    assert re.fullmatch(re.escape(line) + r" \d+ ms", said)
