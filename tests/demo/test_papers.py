"""The demo's papers: real files in their languages, one of them revised."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, date, datetime

import pytest

from meetings.actor import CLI
from meetings.calendar.queries import documents as queries
from meetings.calendar.rules import Audiences
from meetings.calendar.rules.documents import in_force
from meetings.calendar.rules.symbols import doubts
from meetings.demo import papers
from tests.factories.calendar import make_meeting

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_session_has_six_papers() -> None:
    session = make_meeting(starts_on=date(2026, 6, 15), body_code="executive_committee")
    papers.make(session, by=CLI, at=AT)
    standing, earlier = in_force(
        queries.papers_of_meeting(session.id, Audiences(manages=None), at=AT)
    )
    assert [each.symbol for each in standing] == [
        "CIM/CD/doc.1/26", "CIM/CD/doc.2/26 rev.1", "CIM/CD/doc.3/26", "CIM/CD/doc.4/26",
        "CIM/CD/inf.1/26", "",
    ]  # fmt: skip
    assert [len(each.files) for each in standing] == [4, 2, 4, 2, 2, 4]
    assert [each.symbol for each in earlier[standing[1].id]] == ["CIM/CD/doc.2/26"]
    assert not any(doubts(each.symbol) for each in standing)
    open_to_all = queries.papers_of_meeting(session.id, Audiences(), at=AT)
    assert len(in_force(open_to_all)[0]) == 4


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no reader of PDF is here")
def test_a_paper_is_a_pdf_that_programs_read() -> None:
    made = papers.pdf(["CIM/CD/doc.1/26", "Informe de la Secretaría (año)"])
    said = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True)
    assert "Informe de la Secretaría año" in said.stdout.decode()


def test_what_a_paper_says_stays_plain() -> None:
    assert b"(" + "Año".encode("cp1252") + b") Tj" in papers.pdf(["Año"])
