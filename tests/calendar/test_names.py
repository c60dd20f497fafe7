"""Organizers, cities and venues, told in the language of the reader."""

from __future__ import annotations

from typing import Any

import pytest

from meetings import reference
from meetings.calendar import names, queries
from meetings.localized import LANGUAGES
from tests.factories.calendar import make_meeting


@pytest.mark.parametrize(
    ("sort", "written", "told"),
    [
        ("organizer", "UN", ("UN", "ONU", "ONU", "ONU")),
        ("organizer", "oea", ("OAS", "OEA", "OEA", "OEA")),
        ("organizer", "Women Waging Peace", ("Women Waging Peace",) * 4),
        ("city", "New York", ("New York", "Nueva York", "New York", "Nova York")),
        (
            "city",
            "Ciudad de Mexico",
            ("Mexico City", "Ciudad de México", "Mexico", "Cidade do México"),
        ),
        ("city", "UN", ("UN",) * 4),
        ("city", "", ("",) * 4),
    ],
)
def test_a_known_name_is_told_and_another_stays(
    sort: names.Sort, written: str, told: tuple[str, ...]
) -> None:
    assert tuple(names.told(sort, written, lang) for lang in LANGUAGES) == told


def test_every_listed_name_has_four_languages() -> None:
    for row in reference.rows("names.csv"):
        assert row["kind"] in {"organizer", "city", "venue"}
        assert set(reference.names(row)) == set(LANGUAGES), row


def test_stored_texts_and_the_search_know_the_names(session: Any) -> None:
    assert session
    meeting = make_meeting(organizer="ILO", venue="Sala de sesiones", city="New York", country="US")
    assert [queries.text_of(meeting.id, lang).place for lang in LANGUAGES] == [
        "Session hall, New York, United States",
        "Sala de sesiones, Nueva York, Estados Unidos",
        "Salle des séances, New York, États-Unis",
        "Sala de sessões, Nova York, Estados Unidos",
    ]
    assert "OIT" in queries.text_of(meeting.id, "es").vevent
    for searched in ("nueva york", "new york", "oit", "ilo"):
        assert searched in meeting.search
