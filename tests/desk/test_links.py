"""Addresses that put a meeting into calendars on the web."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

from meetings.desk import links

DAYS = links.Entry(
    "Foro & taller: ¿qué sigue?", "Lima, Perú", "https://m.example/es/meetings/foro",
    date(2026, 7, 31), date(2026, 8, 2),
)  # fmt: skip
HOURS = links.Entry(
    "Panel", "", "https://m.example/en/meetings/panel", date(2026, 5, 4), date(2026, 5, 4),
    datetime(2026, 5, 4, 13, 30, tzinfo=UTC), datetime(2026, 5, 4, 15, 0, tzinfo=UTC),
)  # fmt: skip


def said(address: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


def test_google_takes_an_exclusive_end_and_encoded_words() -> None:
    found = said(DAYS.google)
    assert found["dates"] == "20260731/20260803"
    assert found["text"] == DAYS.title
    assert found["details"] == DAYS.page


def test_google_takes_instants_in_utc() -> None:
    assert said(HOURS.google)["dates"] == "20260504T133000Z/20260504T150000Z"


def test_outlook_takes_whole_days_and_instants() -> None:
    days, hours = said(DAYS.outlook), said(HOURS.outlook)
    assert (days["startdt"], days["enddt"], days["allday"]) == ("2026-07-31", "2026-08-03", "true")
    assert (hours["startdt"], hours["enddt"]) == ("2026-05-04T13:30:00Z", "2026-05-04T15:00:00Z")
    assert "allday" not in hours
