"""Which corrections of a name leave her the same human being."""

from __future__ import annotations

import pytest

from meetings.directory.rules.likeness.people import PersonFacts
from meetings.directory.rules.likeness.renaming import is_anothers, is_somebody_else


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Maria Jose", "Nañez"), ("María José", "Ñáñez Güell")),
        (("Marta", "Ruiz"), ("Martha", "Ruis")),
        (("Ana", "Ruiz"), ("Ana María", "Ruiz")),
        (("María José", "Ñáñez"), ("María", "Ñáñez")),
        (("Ana", "Ruiz"), ("Ana", "Pérez de Soto")),
        (("A.", "Ruiz"), ("Ana", "Ruiz")),
        (("Ruiz", "Ana"), ("Ana", "Ruiz")),
        (("Ana Ruiz", ""), ("Ana", "Ruiz")),
        (("Josefa", "Ruiz"), ("Pepa", "Ruiz")),
        (("Анна", "Иванова"), ("Анна", "Иванова")),
    ],
)
def test_the_same_woman(before: tuple[str, str], after: tuple[str, str]) -> None:
    assert not is_somebody_else(PersonFacts(*before), PersonFacts(*after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Ana", "Ruiz"), ("Carlos", "Pérez")),
        (("Ana", "Ruiz"), ("Carla", "Ruiz")),
        (("Ana María", "Ruiz"), ("Ana Lucía", "Ruiz")),
        (("Julia", "Ruiz"), ("Julio", "Ruiz")),
        (("A.", "Ruiz"), ("Alberto", "Pérez")),
        (("Анна", "Иванова"), ("Ольга", "Иванова")),
    ],
)
def test_somebody_else(before: tuple[str, str], after: tuple[str, str]) -> None:
    assert is_somebody_else(PersonFacts(*before), PersonFacts(*after))


@pytest.mark.parametrize(
    ("badge", "expected"),
    [("Pepa", False), ("Dra. Ruiz", False), ("", False), ("Carlos Pérez", True)],
)
def test_a_badge_that_is_anothers(badge: str, *, expected: bool) -> None:
    assert is_anothers(badge, PersonFacts("Josefa", "Ruiz")) is expected
