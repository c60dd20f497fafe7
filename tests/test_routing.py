"""Addresses are written as werkzeug writes them, by programs compiled when first asked for."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.routing import Map, Rule

from meetings.app import create_app
from meetings.config import Settings
from meetings.routing import Address


def test_an_application_starts_without_compiling_what_writes_addresses(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    compiled = []
    original = Rule._compile_builder

    def noted(*given):
        compiled.append(given)
        return original(*given)

    monkeypatch.setattr(Rule, "_compile_builder", noted)
    app = create_app(Settings(database_url="sqlite://", instance_path=str(tmp_path)))
    assert compiled == []
    for _twice in range(2):
        with app.test_request_context():
            assert app.url_for("health.alive") == "/healthz"
    assert len(compiled) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"lang": "es", "slug": "foro 2026/ñ"},
        {"lang": "es", "slug": "forum", "page": 2, "kind": ["a", "b"]},
    ],
)
def test_it_is_the_same_address_the_first_time_and_later(values: dict[str, Any]) -> None:
    def written(kind: type[Rule]) -> list[str]:
        rules = [kind("/<lang>/meetings/<slug>", endpoint="meeting")]
        adapter = Map(rules).bind("meetings.example")
        return [adapter.build("meeting", values, append_unknown=more) for more in (True, False) * 2]

    assert written(Address) == written(Rule)
