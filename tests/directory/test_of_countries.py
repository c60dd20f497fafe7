"""A State's name after "the Government", in four languages."""

from __future__ import annotations

import pytest

from meetings.directory import countries
from meetings.localized import LANGUAGES
from meetings.reference import rows


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AR", ["of Argentina", "de la Argentina", "de l’Argentine", "da Argentina"]),
        ("BR", ["of Brazil", "del Brasil", "du Brésil", "do Brasil"]),
        ("CL", ["of Chile", "de Chile", "du Chili", "do Chile"]),
        ("CU", ["of Cuba", "de Cuba", "de Cuba", "de Cuba"]),
        ("SV", ["of El Salvador", "de El Salvador", "d’El Salvador", "de El Salvador"]),
        ("HT", ["of Haiti", "de Haití", "d’Haïti", "do Haiti"]),
        (
            "US",
            [
                "of the United States",
                "de los Estados Unidos",
                "des États-Unis",
                "dos Estados Unidos",
            ],
        ),
        ("NL", ["of the Netherlands", "de los Países Bajos", "des Pays-Bas", "dos Países Baixos"]),
    ],
)
def test_of_a_state_has_its_article(code: str, said: list[str]) -> None:
    assert [countries.of(code, lang) for lang in LANGUAGES] == said


def test_an_organization_of_whose_article_nobody_knows_stands_in_brackets() -> None:
    assert countries.of("paho", "fr") == "(paho)"
    assert countries.is_country("VA")
    assert not any(countries.is_country(code) for code in ("EU", "paho"))


def test_every_state_and_observer_has_its_articles() -> None:
    assert {row["code"] for row in rows("state_articles.csv")} == set(countries.represented_codes())
