"""A focal point beside what she did: the kind of her office in the reader's language."""

from __future__ import annotations

import pytest

from meetings.directory.rules.offices import label, told
from meetings.language import reading


@pytest.mark.parametrize(
    ("kept", "lang", "read"),
    [
        (label("Misión de Honduras", "mission"), "en", "Misión de Honduras (Permanent Mission)"),
        (label("Misión de Honduras", "mission"), "fr", "Misión de Honduras (Mission permanente)"),
        ("Secretaría (Ministry)", "es", "Secretaría (Ministerio)"),
        ("Secretaría (Ministério)", "en", "Secretaría (Ministry)"),
        ("Cancillería (Otra)", "en", "Cancillería (Other)"),
        ("Ana Paz (Lima)", "es", "Ana Paz (Lima)"),
        ("Ana Paz", "es", "Ana Paz"),
    ],
)
def test_the_kind_of_an_office_is_told_in_the_readers_language(
    app, kept: str, lang: str, read: str
) -> None:
    with app.app_context(), reading(lang):
        assert told(kept) == read
