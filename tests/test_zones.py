"""Time zones in words: never a season that a country does not have."""

from __future__ import annotations

from datetime import date

import pytest

from meetings import zones
from meetings.localized import LANGUAGES

IN_WORDS = {
    "America/New_York": (
        "Eastern Time", "hora del Este", "heure de l’Est nord-américain", "Horário do Leste",
    ),
    "America/Port-au-Prince": (
        "Eastern Time", "hora del Este", "heure de l’Est nord-américain", "Horário do Leste",
    ),
    "America/Santiago": ("Chile Time", "hora de Chile", "heure du Chili", "Horário do Chile"),
    "America/Havana": ("Cuba Time", "hora de Cuba", "heure de Cuba", "Horário de Cuba"),
    "America/La_Paz": (
        "Bolivia Time (UTC−4)", "hora de Bolivia (UTC−4)",
        "heure de Bolivie (UTC−4)", "Horário da Bolívia (UTC−4)",
    ),
    "America/Caracas": (
        "Venezuela Time (UTC−4)", "hora de Venezuela (UTC−4)",
        "heure du Venezuela (UTC−4)", "Horário da Venezuela (UTC−4)",
    ),
    "America/Argentina/Buenos_Aires": (
        "Argentina Time (UTC−3)", "hora de Argentina (UTC−3)",
        "heure de l’Argentine (UTC−3)", "Horário da Argentina (UTC−3)",
    ),
    "America/Guayaquil": (
        "Ecuador Time (UTC−5)", "hora de Ecuador (UTC−5)",
        "heure de l’Équateur (UTC−5)", "Horário do Equador (UTC−5)",
    ),
    "America/Guyana": (
        "Guyana Time (UTC−4)", "hora de Guyana (UTC−4)",
        "heure du Guyana (UTC−4)", "Horário da Guiana (UTC−4)",
    ),
    "America/Paramaribo": (
        "Suriname Time (UTC−3)", "hora de Surinam (UTC−3)",
        "heure du Suriname (UTC−3)", "Horário do Suriname (UTC−3)",
    ),
    "America/Costa_Rica": (
        "Costa Rica time (UTC−6)", "hora de Costa Rica (UTC−6)",
        "heure locale (Costa Rica, UTC−6)", "Horário local (Costa Rica, UTC−6)",
    ),
    "America/Port_of_Spain": (
        "Port of Spain time (UTC−4)", "hora de Puerto España (UTC−4)",
        "heure locale (Port-d’Espagne, UTC−4)", "Horário local (Port of Spain, UTC−4)",
    ),
    "America/Sao_Paulo": (
        "Brasilia Time (UTC−3)", "hora de Brasilia (UTC−3)",
        "heure de Brasilia (UTC−3)", "Horário de Brasília (UTC−3)",
    ),
    "Europe/London": (
        "London time", "hora de Londres", "heure locale (Londres)", "Horário local (Londres)",
    ),
    "Asia/Kolkata": (
        "Kolkata time (UTC+5:30)", "hora de Kolkata (UTC+5:30)",
        "heure locale (Kolkata, UTC+5:30)", "Horário local (Kolkata, UTC+5:30)",
    ),
    "UTC": ("UTC",) * 4,
    "Etc/GMT+4": ("UTC−4",) * 4,
}  # fmt: skip


@pytest.mark.parametrize("zone", IN_WORDS)
def test_a_zone_in_words(zone: str) -> None:
    named = tuple(zones.name(zone, lang, on=date(2026, 5, 3)) for lang in LANGUAGES)
    assert named == IN_WORDS[zone]


def test_a_zone_is_named_as_its_clocks_went_on_the_day() -> None:
    assert zones.name("America/Mexico_City", "en", on=date(2003, 5, 3)) == "Central Time"
    assert zones.name("America/Mexico_City", "en", on=date(2026, 5, 3)) == (
        "Mexico City time (UTC−6)"
    )
    assert zones.name("America/Caracas", "en", on=date(2010, 5, 3)) == "Venezuela Time (UTC−4:30)"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_zone_on_offer_is_named_after_a_season_or_by_its_key(lang: str) -> None:
    for zone in zones.places():
        words = zones.name(zone, lang, on=date(2026, 5, 3))
        assert not {"verano", "été", "Verão", "Summer"} & {*words.replace("’", " ").split()}
        assert "/" not in words
        assert " : " not in words


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("US/Eastern", "America/New_York"),
        ("America/Godthab", "America/Nuuk"),
        ("America/Virgin", "America/Puerto_Rico"),
        ("Etc/UTC", "UTC"),
        ("UTC", "UTC"),
        ("America/Nassau", "America/Nassau"),  # its clocks go like Toronto's
        ("America/Lima", "America/Lima"),
    ],
)
def test_a_zone_that_was_renamed(former: str, present: str) -> None:
    day = date(2026, 5, 4)
    assert zones.canonical(former) == present
    assert zones.name(former, "en", on=day) == zones.name(present, "en", on=day)


def test_every_zone_that_is_offered_has_its_present_name() -> None:
    assert {zones.canonical(zone) for zone in zones.places()} == set(zones.places())
    assert len(zones.places()) > 350
