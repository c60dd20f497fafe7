"""Tables of people as offices save them: what is read, what is asked back, what is wrong."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import xlsxwriter
from flask import Flask
from flask_babel import Babel

from meetings.directory.rules.likeness import PersonFacts
from meetings.errors import FileRefused, Refused
from meetings.registration.intake import table, words
from meetings.registration.intake.judge import judge
from meetings.registration.intake.judged import Decision, Sort
from meetings.registration.intake.known import Gone, Here, Known, Somebody
from meetings.registration.intake.people import Around
from meetings.registration.models import QuestionType
from meetings.registration.rules.questions import Asked

LIMIT = 10_000_000


@pytest.fixture(autouse=True)
def _words():
    """Sentences need an application to be translated in."""
    app = Flask("words")
    Babel(app)
    with app.app_context():
        yield


def around(**given: Any) -> Around:
    capacities = {
        "participant": ("self", "state", "organization"),
        "nca": ("state",),
        "cso_representative": ("organization",),
    }
    values: dict[str, Any] = {
        "capacities": capacities,
        "organizations": {"red nanduti": (7, "Red Ñandutí")},
        "questions": {},
        "language": "es",
    } | given
    return Around(**values)


def known(**given: Any) -> Known:
    people = given.pop("people", {})
    return Known(
        **{"by_identity": {}, "here": {}, "facts": {}} | given,
        people=lambda ids: {each: people[each] for each in ids},
    )


def judged(text: str, *, decisions: dict | None = None, who: Known | None = None, **given: Any):
    asked = given.get("questions", {})
    names = {each.label["en"].casefold(): f"q:{name}" for name, each in asked.items()}
    sheet = table.read(text.encode(), limit=LIMIT, questions=names)
    return judge(sheet, around(**given), who or known(), decisions or {})[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("given_names,surnames,capacity\nMaría,Peña,participant\n", "utf-8"),
        ("\ufeffNombres;Apellidos;En calidad de\r\nMaría;Peña;Participante\r\n", "utf-8"),
        ("Nombres;Apellidos;Calidad\nMaría;Peña;participante\n", "cp1252"),
        ("Prénoms\tNoms de famille\tQualité\nMaría\tPeña\tparticipant\n", "utf-16"),
        ("Sobrenomes|Nomes|Condição\nPeña|María|participant\n", "utf-8"),
        ('surnames,capacity,"given_names"\nPeña,participant,"María"\n', "utf-8"),
    ],
)
def test_a_table_is_read_as_offices_save_it(text: str, encoding: str) -> None:
    sheet = table.read(text.encode(encoding), limit=LIMIT)
    [line] = sheet.lines
    assert (line.number, line.get("given_names"), line.get("surnames")) == (2, "María", "Peña")
    assert bool(sheet.notes) == (encoding == "cp1252")


def test_a_spreadsheet_is_read_with_its_days_and_numbers() -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, cell in enumerate(("given_names", "capacity", "Arrival")):
        sheet.write(2, place, cell)
    sheet.write(3, 0, "Ana")
    sheet.write(3, 1, 5.0)
    sheet.write_datetime(3, 2, date(2026, 6, 2), day)
    book.close()
    read = table.read(data.getvalue(), limit=LIMIT, questions={"arrival": "q:a"})
    [line] = read.lines
    assert (line.number, dict(line.cells)) == (
        4,
        {"given_names": "Ana", "capacity": "5", "q:a": "2026-06-02"},
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"given_names,capacity\n", "no rows"),
        (b"Nombres,Given names,capacity\na,b,c\n", "twice"),
        (b"surnames,email\na,b\n", r"missing: Given names \(given_names\), Capacity \(capacity\)"),
        (b"%PDF-1.7\n\x00", "no table"),
        (b"%PDF-1.7\ngiven_names,capacity\n", "no table"),
        (b"\x89PNG\r\n\x1a\n\x01\x02", "no table"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"given_names,capacity\n" + b"A,participant\n" * 100_001, "100000 rows"),
        (b"x" * (LIMIT + 1), "larger"),
    ],
)
def test_what_is_no_table_of_people_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        table.read(content, limit=LIMIT)


def test_a_workbook_is_one_inside_and_sensitive_questions_are_told_apart() -> None:
    text = b"given_names,capacity,Diet,Shoe size\nAna,participant,none,37\n"
    with pytest.raises(FileRefused, match="no table"):
        table.read(text, limit=LIMIT, filename="People.XLSX")
    diet, shoe = table.read(text, limit=LIMIT, filename="p.csv", sensitive={"diet"}).notes
    assert "Diet is a sensitive question" in str(diet)
    assert "Shoe size is unknown" in str(shoe)


def test_a_lonely_m_is_asked_back() -> None:
    with pytest.raises(Refused, match="mujer"):
        words.sex("M", {"m"})


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",Peña,,participant", "given_names"),
        ("Ana,Peña,not-a-mail,participant", "email"),
        ("Ana,Peña,,", "capacity"),
        ("Ana,Peña,,queen", "capacity"),
        ("Ana,Peña,,nca", "represents"),
        ("Ana,Peña,,nca,Atlantis", "represents"),
        ("Ana,Peña,,cso_representative,Nobody's Union", "represents"),
        ("Ana,Peña,,participant,,Hofnarr", "functions"),
        ("Ana,Peña,,participant,,,more", ""),
        (f"{'A' * 81},Peña,,participant", "given_names"),
    ],
)
def test_a_bad_row_names_its_line_and_column(row: str, column: str) -> None:
    text = f"given_names,surnames,email,capacity,represents,functions\n{row}\n"
    [each] = judged(text)
    assert each.sort == Sort.BAD
    assert [(one.line, one.column) for one in each.written.problems] == [(2, column)]


def test_whom_somebody_represents_follows_from_the_name() -> None:
    text = "given_names,capacity,represents\nAna,participant,Perú\nLuz,participant,Red Ñandutí\n"
    ana, luz = (each.written.entry for each in judged(text))
    assert ana
    assert (ana.represents, ana.state_code) == ("state", "PE")
    assert luz
    assert (luz.represents, luz.accreditation_id) == ("organization", 7)


def test_dominica_is_asked_back_until_somebody_decides() -> None:
    text = "given_names,capacity,represents\nAna,nca,Dominica\nEva,nca,DO\n"
    ana, eva = judged(text)
    assert (ana.sort, ana.written.states, eva.sort) == (Sort.DOUBT, ("DM", "DO"), Sort.NEW)
    ana, _eva = judged(text, decisions={2: Decision(state="DO")})
    assert ana.sort == Sort.NEW
    assert ana.written.entry
    assert ana.written.entry.state_code == "DO"


def test_a_state_that_nobody_knows_is_chosen_from_the_list() -> None:
    text = "given_names,capacity,represents\nAna,nca,Atlantis\n"
    [unknown] = judged(text)
    assert (unknown.sort, "PE" in unknown.written.states) == (Sort.BAD, True)
    [chosen] = judged(text, decisions={2: Decision(state="PE")})
    assert (chosen.sort, chosen.is_taken) == (Sort.NEW, True)
    assert chosen.written.entry
    assert chosen.written.entry.state_code == "PE"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Ana,participant,X1,,", "Female (female), Male (male), Another (another), Not"),
        ("Ana,participant,F,por carta,", "In person (in_person), Virtually (virtual)"),
        ("Ana,participant,F,,latín", "Español (es)"),
    ],
)
def test_what_may_be_written_is_told_in_words_beside_the_codes(row: str, said: str) -> None:
    [each] = judged(f"given_names,capacity,sex,mode,language\n{row}\n")
    assert said in str(each.written.problems[0].reason)


def test_the_same_person_twice_is_named_with_the_first_line() -> None:
    text = (
        "given_names,surnames,email,capacity\nAna,Peña,a@b.example,participant\n"
        "ANA,Pena,A@B.example,participant\nAna María,Peña,,participant\n"
    )
    first, second, third = judged(text)
    assert (first.sort, second.sort, third.sort) == (Sort.NEW, Sort.BAD, Sort.DOUBT)
    assert "line 2" in str(second.written.problems[0].reason)
    assert third.candidates[0].line == 2


def test_whoever_is_likely_known_is_asked_back_and_the_answer_holds() -> None:
    who = known(
        people={5: Somebody(5, "p-5", "Ana Peña Rojas", "ana@b.example")},
        facts={5: PersonFacts("Ana", "Peña Rojas", "ana@b.example")},
    )
    text = "given_names,surnames,email,capacity\nAna,Peña,ana@b.example,participant\n"
    [asked] = judged(text, who=who)
    assert (asked.sort, asked.is_taken) == (Sort.DOUBT, False)
    assert "same_email" in asked.candidates[0].reasons
    [new] = judged(text, who=who, decisions={2: Decision(person="new")})
    assert (new.sort, new.person_id, new.is_taken) == (Sort.NEW, None, True)
    [same] = judged(text, who=who, decisions={2: Decision(person="p-5")})
    assert (same.sort, same.person_id) == (Sort.NEW, 5)
    [out] = judged(text, who=who, decisions={2: Decision(person="new", is_left_out=True)})
    assert not out.is_taken


def test_who_withdrew_or_was_declined_is_asked_back_until_somebody_ticks_her() -> None:
    who = known(
        by_identity={("ana@b.example", "ana pena"): 5},
        gone={5: Gone("r-5", "cancelled", datetime(2026, 5, 4, 15, tzinfo=UTC))},
    )
    text = "given_names,surnames,email,capacity\nAna,Peña,ana@b.example,participant\n"
    for decision in (Decision(), Decision(is_left_out=True)):
        [asked] = judged(text, who=who, decisions={2: decision})
        assert (asked.sort, asked.is_taken, asked.is_ticked) == (Sort.DOUBT, False, False)
    [again] = judged(text, who=who, decisions={2: Decision(comes_again=True)})
    assert (again.sort, again.is_taken, again.is_ticked) == (Sort.NEW, True, True)


def test_who_takes_part_already_is_shown_with_what_would_change() -> None:
    values = {
        "capacity_code": "participant",
        "functions": ["chair"],
        "personnel_kind_code": "justice",
        "language": "es",
        "post": "Judge",
        "mode": "in_person",
        "sex": "female",
        "sex_source": "self",
        "state_code": None,
    }
    who = known(
        by_identity={("a@b.example", "ana pena"): 5},
        here={5: Here(9, "r-9", 5, values)},
    )
    text = (
        "given_names,surnames,email,capacity,sex,functions,post\n"
        "Ana,Peña,a@b.example,participant,male,chair,{post}\n"
    )
    [changed] = judged(text.format(post="Minister"), who=who)
    assert changed.sort == Sort.CHANGED
    assert [(each.field, each.before, each.after) for each in changed.changes] == [
        ("post", "Judge", "Minister")
    ]
    [same] = judged(text.format(post=""), who=who)
    assert same.sort == Sort.SAME


@pytest.mark.parametrize(
    ("order", "capacity", "functions", "state", "column"),
    [
        (3, "participant", "", "Honduras", "capacity"),
        (3, "nca", "head_of_delegation", "Honduras", "functions"),
        (3, "nca", "", "Mexico", "represents"),
        (3, "nca", "chair", "Honduras", None),
        (None, "participant", "head_of_delegation", "Mexico", None),
    ],
)
def test_a_row_never_changes_what_an_official_list_says(
    order: int | None, capacity: str, functions: str, state: str, column: str | None
) -> None:
    values: dict[str, Any] = dict.fromkeys(
        ("personnel_kind_code", "language", "post", "mode", "sex", "sex_source")
    )
    values |= {"capacity_code": "nca", "functions": [], "state_code": "HN"}
    who = known(
        by_identity={("a@b.example", "ana pena"): 5},
        here={5: Here(9, "r-9", 5, values | {"protocol_order": order})},
    )
    text = (
        "given_names,surnames,email,capacity,functions,represents\n"
        f"Ana,Peña,a@b.example,{capacity},{functions},{state}\n"
    )
    [row] = judged(text, who=who)
    assert [each.column for each in row.written.problems] == ([column] if column else [])
    assert row.sort == (Sort.BAD if column else Sort.CHANGED)


def test_a_column_named_as_a_question_holds_its_answers() -> None:
    asked = Asked(question="arrives", version=1, type=QuestionType.DATE, label={"en": "Arrival"})
    text = "given_names,capacity,Arrival\nAna,participant,02/06/2026\nEva,participant,31/05/2026\n"
    rows = judged(text, questions={"arrives": asked})
    assert [each.written.answers for each in rows] == [
        {"arrives": "2026-06-02"},
        {"arrives": "2026-05-31"},
    ]
    both = replace(asked, label={"en": "Arrival", "es": "Llegada"})
    [unclear] = judged(text.rsplit("Eva", 1)[0], questions={"arrives": both})
    assert (unclear.sort, unclear.written.problems[0].column) == (Sort.BAD, "Llegada")
