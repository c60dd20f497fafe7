"""Likeness, measured on lists of invented people and organizations nothing was tuned on.

Rows of pairs/*.csv with the same number are one; every other two are not. `*_tuned.csv` were made
by a program and looked at while the rules were written; `*_unseen.csv` were written by hand before
them and are only ever measured. `*_combined.csv` were written by hand too: every pair differs in
two ways at once, or in one that joins or replaces words, and among them stand people who are two.
`*_noticed.csv` are pairs that somebody else wrote and that were missed once; `*_further.csv` were
written before the rules for those and measured after them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from meetings.directory.rules.likeness import (
    OrganizationFacts,
    PersonFacts,
    Reason,
    Sieve,
    compare_organizations,
    compare_people,
    matching,
    organization_keys,
    people,
    person_keys,
)
from meetings.directory.rules.names import identity

PAIRS = Path(__file__).parent / "pairs"
FOUR_OF_FIVE, TWO_PER_THOUSAND = 0.8, 0.002


def read(filename: str) -> list[tuple[str, Any]]:
    """(number, facts) of every row."""
    with (PAIRS / filename).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if "person" in rows[0]:
        return [(row["person"], person(row)) for row in rows]
    return [(row["organization"], organization(row)) for row in rows]


def person(row: dict[str, str]) -> PersonFacts:
    given = f"{row['honorific']} {row['given_names']}".strip()
    return PersonFacts(given, row["surnames"], row["email"], row["country"])


def organization(row: dict[str, str]) -> OrganizationFacts:
    return OrganizationFacts(
        name=row["name"],
        acronym=row["acronym"],
        country=row["country"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        registration_number=row["registration_number"],
        website=row["website"],
        email=row["email"],
    )


def measured(
    rows: list[tuple[str, Any]], compare: Callable[[Any, Any], object], keys: Callable[[Any], set]
) -> tuple[float, float]:
    """The shares of pairs that are one and of pairs that aren't, which would be suggested."""
    known = [keys(facts) for _number, facts in rows]
    found, every = {True: 0, False: 0}, {True: 0, False: 0}
    for first, second in combinations(range(len(rows)), 2):
        is_one = rows[first][0] == rows[second][0]
        every[is_one] += 1
        if known[first] & known[second] and compare(rows[first][1], rows[second][1]):
            found[is_one] += 1
    return found[True] / every[True], found[False] / every[False]


@pytest.mark.parametrize("part", ["unseen", "tuned", "combined", "noticed"])
def test_four_of_five_duplicate_people_are_found_with_two_false_ones_per_thousand(
    part: str,
) -> None:
    found, wrong = measured(read(f"people_{part}.csv"), compare_people, person_keys)
    assert found >= FOUR_OF_FIVE
    assert wrong <= TWO_PER_THOUSAND


@pytest.mark.parametrize("part", ["unseen", "tuned", "combined", "noticed"])
def test_a_sieve_lets_through_whoever_shares_a_key_and_few_others(part: str) -> None:
    people = [facts for _number, facts in read(f"people_{part}.csv")]
    people += [PersonFacts("", "Ñ"), PersonFacts("H"), PersonFacts("Portillo, Delia")]
    named = [identity(each.given_names, each.surnames) for each in people]
    keys = [person_keys(each) for each in people]
    passed = 0
    for mine, asked in zip(keys, people, strict=True):
        sieve = Sieve([asked])
        through = {
            number
            for number, each in enumerate(people)
            if sieve.lets_through(named[number], each.email)
        }
        assert through >= {number for number, hers in enumerate(keys) if mine & hers}
        passed += len(through)
    assert passed < len(people) ** 2 / 5


def test_sisters_namesakes_and_colleagues_at_one_mailbox_are_not_taken_for_one() -> None:
    rows = read("people_unseen.csv")
    numbers = [number for number, _facts in rows]
    alone = [row for row in rows if numbers.count(row[0]) == 1]
    assert len(alone) > 120
    wrong = sum(
        compare_people(one, other) is not None for (_a, one), (_b, other) in combinations(alone, 2)
    )
    assert wrong / (len(alone) * (len(alone) - 1) / 2) <= TWO_PER_THOUSAND


@pytest.mark.parametrize("part", ["unseen", "tuned", "noticed", "further"])
def test_four_of_five_duplicate_organizations_are_found_with_two_false_ones_per_thousand(
    part: str,
) -> None:
    rows = read(f"organizations_{part}.csv")
    found, wrong = measured(rows, compare_organizations, organization_keys)
    assert found >= FOUR_OF_FIVE
    assert wrong <= TWO_PER_THOUSAND


ROSARIO = PersonFacts("María del Rosario", "Peña de León", "mpena@mujer.example.gt", "GT")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (PersonFacts("Maria del Rosario", "PENA DE LEON", "x@correo.example"), Reason.SAME_NAME),
        (PersonFacts("Dra. María del Rosario", "Peña de León"), Reason.SAME_NAME),
        (PersonFacts("María del R.", "Peña de León"), Reason.INITIAL),
        (PersonFacts("R.", "Peña León"), Reason.INITIAL),
        (PersonFacts("Rosario", "Peña León"), Reason.GIVEN_DROPPED),
        (PersonFacts("María del Rosario", "Peña", "", "GT"), Reason.SURNAME_DROPPED),
        (PersonFacts("María del Rosarío", "Penna Leom"), Reason.SPELLING),
        (PersonFacts("Peña de León", "María del Rosario"), Reason.SWAPPED),
        (PersonFacts("María", "del Rosario Peña de León"), Reason.SWAPPED),
        (ROSARIO, Reason.SAME_EMAIL),
        (ROSARIO, Reason.SAME_COUNTRY),
    ],
)
def test_why_two_people_may_be_one(other: PersonFacts, reason: Reason) -> None:
    found = compare_people(ROSARIO, other)
    assert found
    assert reason in found.reasons
    assert compare_people(other, ROSARIO) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            PersonFacts("Ana", "Ríos Paz", "red@x.example.hn"),
            PersonFacts("Eva", "Soto", "red@x.example.hn"),
        ),
        (PersonFacts("María", "Fernández", "", "AR"), PersonFacts("María", "Fernández", "", "CR")),
        (
            PersonFacts("Julia", "Mamani Condori", "i@w.example.bo", "BO"),
            PersonFacts("Julio", "Mamani Condori", "i@w.example.bo", "BO"),
        ),
        (
            PersonFacts("Juan Carlos", "Tzoc Ixcot", "", "GT"),
            PersonFacts("Juan Pablo", "Tzoc Ixcot", "", "GT"),
        ),
        (PersonFacts("Ana", "Tzoc Ixcot", "", "GT"), PersonFacts("Ana", "Tzoc Xicará", "", "GT")),
        (PersonFacts("", ""), PersonFacts("", "")),
        (PersonFacts("-", "--"), PersonFacts("Ana", "")),
        (PersonFacts("李", "小龍"), PersonFacts("Ана", "")),
    ],
)
def test_who_is_not_taken_for_one(one: PersonFacts, other: PersonFacts) -> None:
    assert compare_people(one, other) is None
    assert compare_people(other, one) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PersonFacts("Sharon", "Mc Intosh"), PersonFacts("Sharon", "McIntosh")),
        (PersonFacts("Ann", "St. Hill"), PersonFacts("Ann", "Saint Hill")),
        (PersonFacts("Rosa", "De La Cruz"), PersonFacts("Rosa", "Delacruz")),
        (PersonFacts("Anneke", "van der Meer"), PersonFacts("Anneke", "Vandermeer")),
        (PersonFacts("Françoise", "Toussaint"), PersonFacts("Fransoise", "Toussain")),
        (PersonFacts("Jenifer", "Baptiste"), PersonFacts("Jennifer", "Batiste")),
        (PersonFacts("Guillermina", "Bravo Rosales"), PersonFacts("Guille", "Bravo Rosales")),
        (PersonFacts("Guadalupe", "Tepox"), PersonFacts("Lupe", "Tepox")),
        (PersonFacts("Lucía", "Bermúdez"), PersonFacts("Carmen L.", "Bermúdez")),
        (PersonFacts("Marta Elena Roldán", "Cano"), PersonFacts("Marta", "Roldán Cano")),
        (
            PersonFacts("Mirta", "Cabañas", "mcabanas@exterior.example.py"),
            PersonFacts("Mirta", "Recalde", "mcabanas@exterior.example.py"),
        ),
    ],
)
def test_spellings_that_join_words_or_combine_share_a_key_and_are_found(
    one: PersonFacts, other: PersonFacts
) -> None:
    assert person_keys(one) & person_keys(other)
    found = compare_people(one, other)
    assert found
    assert compare_people(other, one) == found


def test_surnames_in_another_order_are_not_the_same_name() -> None:
    one = PersonFacts("Claudia", "Martínez Soto", country="CR")
    other = PersonFacts("Claudia", "Soto Martínez", country="CR")
    found, same = compare_people(one, other), compare_people(one, one)
    assert found
    assert same
    assert found.reasons == (Reason.SAME_COUNTRY, Reason.ORDER)
    assert found.score < same.score - 15
    assert (
        compare_people(PersonFacts("Elena", "Barrios de Paz"), PersonFacts("Elena", "Paz Barrios"))
        is None
    )


NETWORK = OrganizationFacts(
    "Red de Mujeres Tejedoras",
    "REMUTE",
    "HN",
    ("Women Weavers",),
    "RTN 0801-1999-123456",
    "https://remute.example.hn",
    "info@remute.example.hn",
)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (
            OrganizationFacts("Otra cosa", country="HN", registration_number="08011999123456"),
            Reason.SAME_NUMBER,
        ),
        (OrganizationFacts("RED DE MUJERES TEJEDORAS", country="HN"), Reason.SAME_NAME),
        (OrganizationFacts("Women weavers", country="HN"), Reason.ALIAS),
        (OrganizationFacts("REMUTE", country="HN"), Reason.SAME_ACRONYM),
        (OrganizationFacts("Tejedoras", "REMUTE", "HN"), Reason.SAME_ACRONYM),
        (OrganizationFacts("Mujeres Tejedoras de Honduras", country="HN"), Reason.SIMILAR_NAME),
        (
            OrganizationFacts("Tejidos", country="HN", website="www.remute.example.hn/"),
            Reason.SAME_WEBSITE,
        ),
    ],
)
def test_why_two_organizations_may_be_one(other: OrganizationFacts, reason: Reason) -> None:
    found = compare_organizations(NETWORK, other)
    assert found
    assert reason in found.reasons
    assert compare_organizations(other, NETWORK) == found


@pytest.mark.parametrize(
    "other",
    [
        OrganizationFacts("Red de Mujeres Tejedoras", "REMUTE", "NI"),
        OrganizationFacts("Red de Mujeres Rurales", country="HN"),
        OrganizationFacts("Red de Mujeres Tejedoras", country="HN", registration_number="777777"),
        OrganizationFacts("", country="HN"),
    ],
)
def test_which_organizations_are_not_taken_for_one(other: OrganizationFacts) -> None:
    assert compare_organizations(NETWORK, other) is None


def test_an_acronym_within_a_name_tells_and_kinds_of_institutions_do_not() -> None:
    institute = OrganizationFacts("Instituto Nacional de las Mujeres (INAMU)", country="CR")
    short = OrganizationFacts("INAMU Costa Rica", country="CR")
    assert organization_keys(institute) & organization_keys(short)
    found = compare_organizations(short, institute)
    assert found
    assert Reason.SAME_ACRONYM in found.reasons
    one = OrganizationFacts("Universidad de Costa Rica", country="CR")
    other = OrganizationFacts("Universidad Nacional de Costa Rica", country="CR")
    assert compare_organizations(one, other) is None


def test_the_quick_look_never_passes_over_given_names_that_pair() -> None:
    rows = [
        facts
        for part in ("unseen", "tuned", "combined", "noticed")
        for _n, facts in read(f"people_{part}.csv")
    ]
    for one, other in combinations(rows, 2):
        if people.are_strangers(one, other):
            found = matching.match(one.given_name, other.given_name, kind="given")
            assert not found.pairs or found.in_conflict


Org = OrganizationFacts


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (Org("Grupo de Parteras", "GIRE"), Org("GIRE, A.C."), Reason.SAME_ACRONYM),
        (Org("Las Dignas"), Org("Mujeres por la Vida", "Las Dignas"), Reason.SAME_ACRONYM),
        (Org("Rede de Estudos do Trabalho Ameno"), Org("RETA, A.C."), Reason.SAME_ACRONYM),
        (Org("Observatorio de Medios", "OMSU"), Org("O.M.S.U."), Reason.SAME_ACRONYM),
        (Org("Taller Salud"), Org("Taller Salud, Inc."), Reason.SAME_NAME),
        (Org("Min. de la Mujer"), Org("Ministerio de la Mujer"), Reason.SAME_NAME),
        (Org("Univ. Nac. Wayra"), Org("Universidad Nacional Wayra"), Reason.SAME_NAME),
        (Org("Liga de Mujeres Cubanas"), Org("Liga Cubana de Mujeres, A.C."), Reason.SIMILAR_NAME),
        (Org("Fanm Deside"), Org("Fanm Deside Jakmèl"), Reason.SIMILAR_NAME),
        (
            Org("Universidad del Sur"),
            Org("Univ. del Sur - Facultad de Letras"),
            Reason.SIMILAR_NAME,
        ),
        (Org("Fondation TOYA"), Org("Toya Foundation"), Reason.SIMILAR_NAME),
        (Org("Centro de Acción Social"), Org("Centro de Acciones Sociales"), Reason.SIMILAR_NAME),
        (Org("Asociación Pop No'j"), Org("Asoc. Popnoj"), Reason.SIMILAR_NAME),
        (Org("Mujeres del Kollasuyo"), Org("Mujeres del Qullasuyu"), Reason.SIMILAR_NAME),
        (Org("Red Kaqchikel"), Org("Red Cakchiquel"), Reason.SIMILAR_NAME),
        (
            Org("Fanm Deside", website="fanmdeside.example.ht"),
            Org("Femmes Décidées", email="a@fanmdeside.example.ht"),
            Reason.SAME_DOMAIN,
        ),
    ],
)
def test_what_organizations_are_called_in_other_words(
    one: OrganizationFacts, other: OrganizationFacts, reason: Reason
) -> None:
    found = compare_organizations(one, other)
    assert found
    assert reason in found.reasons
    assert compare_organizations(other, one) == found
    assert organization_keys(one) & organization_keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Org("Fundación Esperanza"), Org("Fundación Nueva Esperanza")),
        (Org("Liga de Mujeres, A.C."), Org("Mujeres Rurales, A.C.")),
        (Org("Ministerio de Salud", email="x@gob.gt"), Org("Ministerio Fiscal", email="y@gob.gt")),
    ],
)
def test_neighbours_in_name_or_address_are_not_taken_for_one(
    one: OrganizationFacts, other: OrganizationFacts
) -> None:
    assert compare_organizations(one, other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PersonFacts("Ximena", "Larraín"), PersonFacts("Jimena", "Larrain")),
        (PersonFacts("Yesenia", "Batista"), PersonFacts("Jessenia", "Batista")),
        (PersonFacts("Stella Maris", "Ferreyra"), PersonFacts("Estela Maris", "Ferreira")),
        (PersonFacts("Suzanne", "Okafor"), PersonFacts("Susan", "Okafor")),
        (PersonFacts("Mafe", "Chinchilla"), PersonFacts("María Fernanda", "Chinchilla")),
        (PersonFacts("Jackie", "Boland"), PersonFacts("Jaqueline", "Bolland")),
        (PersonFacts("Delia Portillo"), PersonFacts("Delia", "Portillo")),
        (PersonFacts("Portillo, Delia"), PersonFacts("Delia", "Portillo")),
    ],
)
def test_one_given_name_in_two_spellings_or_the_whole_name_in_one_field(
    one: PersonFacts, other: PersonFacts
) -> None:
    assert person_keys(one) & person_keys(other)
    assert compare_people(one, other)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *((each, "") for each in ("", "en trámite", "N/A", "s/n", "pendiente", "---", "1", "A-1")),
        *((each, "") for each in ("N/A 1", "0000000", "en trámite 2024", "2024", "No. 7", "123")),
        ("1234", "1234"),
        ("PJ-12", "pj12"),
        ("Personería 1234", "personeria1234"),
        ("RTN 0801-1999-123456", "08011999123456"),
        ("0000017", "0000017"),
    ],
)
def test_a_placeholder_is_no_registration_number(written: str, number: str) -> None:
    one, other = (
        OrganizationFacts(name, country="HN", registration_number=written)
        for name in ("Zapatos", "Otra cosa")
    )
    assert one.number == number
    found = compare_organizations(one, other)
    assert (found is not None) == bool(number)


def test_a_placeholder_parts_nobody_from_a_record_with_a_number() -> None:
    waiting = OrganizationFacts("Red Ixchel", country="GT", registration_number="en trámite")
    numbered = OrganizationFacts("Red Ixchel", country="GT", registration_number="123456")
    assert compare_organizations(waiting, numbered) is not None
