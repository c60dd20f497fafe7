"""How States are called in the tables of other offices."""

from __future__ import annotations

import pytest

from meetings import reference
from meetings.directory import countries


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Rep. Dominicana", "DO"),
        ("Dominicana", "DO"),
        ("Dominica", "DM"),
        ("Estados Unidos de América", "US"),
        ("EE.UU.", "US"),
        ("EE. UU.", "US"),
        ("eeuu", "US"),
        ("États-Unis d'Amérique", "US"),
        ("Venezuela (República Bolivariana de)", "VE"),
        ("Venezuela, República Bolivariana de", "VE"),
        ("St Kitts & Nevis", "KN"),
        ("do", "DO"),
        ("Salvador", None),
        ("Atlantis", None),
    ],
)
def test_official_and_usual_names_are_read(written: str, code: str | None) -> None:
    assert countries.read_represented(written) == code


def test_every_further_name_is_one_state_s() -> None:
    for row in reference.rows("state_names.csv"):
        assert countries.read(row["name"]) == row["code"], row["name"]
