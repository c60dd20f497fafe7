"""An expected document is there when it is there, not when another one of its type is."""

from __future__ import annotations

import pytest

from meetings.calendar.rules.expected import expected_missing
from meetings.calendar.rules.templates import Expected

REPORT = {"en": "Report of the Executive Secretariat", "es": "Informe de la Secretaría Ejecutiva"}
EXPECTED = (
    Expected("agenda", {"en": "Draft agenda"}),
    Expected("working_document", REPORT),
    Expected("report", {"en": "Report of the session"}),
    Expected("report", {"en": "Annex"}),
)


@pytest.mark.parametrize(
    ("kind", "title", "missing"),
    [
        ("agenda", {"es": "Temario"}, [1, 2, 3]),
        ("working_document", {"en": "Draft resolution on water"}, [0, 1, 2, 3]),
        ("working_document", {"en": "Report of the Executive Secretariat on 2026"}, [0, 2, 3]),
        ("working_document", {"es": "INFORME ANUAL DE LA SECRETARIA EJECUTIVA"}, [0, 2, 3]),
        ("working_document", {"en": "Report of the Treasurer"}, [0, 1, 2, 3]),
        ("information", REPORT, [0, 2, 3]),
        ("report", REPORT, [0, 2, 3]),
        ("other", {"en": "Annex II"}, [0, 1, 2]),
        ("report", {"en": "Report of the Treasurer"}, [0, 1, 2, 3]),
        ("report", {"pt": "Relatório"}, [0, 1, 3]),
    ],
)
def test_by_its_type_or_by_its_title(kind: str, title: dict[str, str], missing: list[int]) -> None:
    found = expected_missing(EXPECTED, [Expected(kind, title)])
    assert [EXPECTED.index(each) for each in found] == missing


def test_a_title_goes_before_a_type() -> None:
    found = [Expected("agenda", {"en": "Annotations"}), Expected("other", {"en": "Draft agenda"})]
    assert expected_missing(EXPECTED[:1] * 2, found) == []
    assert expected_missing(EXPECTED[:1], found[:1]) == []
