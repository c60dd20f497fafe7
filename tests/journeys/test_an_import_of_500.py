"""An officer brings in 500 people by a table of which seven rows are wrong: each is named."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from meetings.db import db, transaction
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.registration import make_open_meeting
from tests.support.journey import Journey

HEADING = "Nombres;Apellidos;Correo electrónico;Sexo;A quién;En calidad de;Funciones\r\n"
# Line of the file -> the row that is wrong, and what is said of it.
BAD = {
    12: (";Sosa;a@example.org;F;Perú;Participante;", "given_names"),
    57: ("Ana;Sosa;no es correo;F;Perú;Participante;", "email"),
    133: ("Eva;Sosa;e@example.org;F;Perú;Reina;", "Reina"),
    201: ("Luz;Sosa;l@example.org;F;Atlántida;Participante;", "Atlántida"),
    260: ("Ida;Sosa;i@example.org;Q;Perú;Participante;", "Q"),
    342: ("Paz;Sosa;p@example.org;F;Perú;Participante;Bufona", "Bufona"),
    499: ("Zoe;Sosa;z@example.org;F;;Autoridad Nacional Competente;", "represents"),
}
GIVEN = ("Ana", "Eva", "Luz", "Rosa", "Inés", "Marta", "Sofía", "Julia", "Elena", "Nora")


def table() -> bytes:
    """500 rows as a spreadsheet of Windows saves them, no two of them alike."""
    rows = []
    for line in range(2, 502):
        if line in BAD:
            rows.append(BAD[line][0])
        else:
            digits = hashlib.sha256(str(line).encode()).digest()[:5]
            word = "".join("bcdfglmnprstvz"[each % 14] + "aeiou"[each % 5] for each in digits)
            name = f"{GIVEN[line % 10]};{word.capitalize()}ñón"
            rows.append(f"{name};{word}{line}@host{line}.example;F;Perú;Participante;")
    return (HEADING + "\r\n".join(rows)).encode("cp1252")


@pytest.fixture
def officer(app: Any, visitor: Any) -> Journey:
    with app.app_context(), transaction():
        make_user("officer@example.org", "Inés Peña", password="demo-secretariat", language="es")
    signed_in: Journey = visitor(360).sign_in("officer")
    return signed_in


def test_seven_bad_rows_of_500_are_named_and_the_others_come_in(
    app: Any, officer: Journey, axe: Any, tmp_path: Path
) -> None:
    with app.app_context(), transaction():
        slug = make_open_meeting().slug
    file = tmp_path / "personas.csv"
    file.write_bytes(table())
    officer.open(f"/es/manage/meetings/{slug}/registrations/import")
    axe(officer.page)
    officer.page.set_input_files("#file", file)
    officer.press("main form button[type=submit]")
    axe(officer.page)
    said = [officer.page.locator("tbody tr").nth(number).inner_text() for number in range(7)]
    assert officer.page.locator("tbody tr").count() == 7
    for row, (line, (_cells, reason)) in zip(said, BAD.items(), strict=True):
        assert str(line) in row
        assert reason in row
    assert "Windows-1252" in officer.words
    with app.app_context():
        assert db.session.scalar(select(func.count(Participation.id))) == 0
    officer.press("button[name=step][value=import]")
    assert "493" in officer.words
    assert "7 filas quedaron fuera" in officer.words
    with app.app_context():
        assert db.session.scalar(select(func.count(Participation.id))) == 493
    officer.open(f"/es/manage/meetings/{slug}/registrations?sort=name")
    axe(officer.page)
    assert officer.page.evaluate("document.documentElement.scrollWidth") <= 360
