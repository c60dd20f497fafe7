"""The year printed in four languages, and read back from what was printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import select
from time_machine import Traveller

from meetings.actor import CLI
from meetings.calendar.models import Meeting
from meetings.calendar.queries.plan import planned
from meetings.calendar.year_plan.docx import write
from meetings.calendar.year_plan.plan import plan
from meetings.cli import program
from meetings.db import db
from meetings.desk.calendar_file import import_calendar
from meetings.reference import DATA
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
OF_2003 = (DATA / "calendar_2003.csv").read_bytes()
AT = datetime(2026, 1, 1, tzinfo=UTC)
URL = "/en/manage/import/table"
LANGUAGES = ("en", "es", "fr", "pt")
Facts = tuple[object, ...]


@pytest.fixture
def officer(stored: Stored, client: Client, frozen: Traveller) -> Client:
    frozen.shift(0)
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)
    return client


def printed(app: Flask, lang: str) -> bytes:
    first, last = date(2002, 11, 1), date(2003, 12, 31)
    with app.app_context():
        rows = planned(first, last, lang=lang)
        said = plan(rows, first=first, last=last, lang=lang, on=date(2026, 1, 1))
    return write(said, at=AT)


def copied(document: bytes) -> str:
    """What a word processor's copy of the whole document gives: cells set apart by tabs."""
    body = docx.Document(io.BytesIO(document))
    lines = [paragraph.text for paragraph in body.paragraphs]
    for row in body.tables[0].rows:
        cells = [cell.text for cell in row.cells]
        lines.append(cells[0] if len(set(cells)) == 1 else "\t".join(cells))
    return "\n".join(lines)


def kept(app: Flask, lang: str) -> list[Facts]:
    with app.app_context():
        rows = db.session.scalars(select(Meeting).order_by(Meeting.starts_on, Meeting.ends_on))
        return sorted(
            (
                str(each.starts_on),
                str(each.ends_on),
                each.precision,
                each.status,
                each.title[lang],
                each.city,
                each.country or "",
                each.organizer,
                each.involvement,
            )
            for each in rows
        )


@pytest.mark.parametrize(
    ("backend", "lang"),  # the languages differ in words alone, so one of them on PostgreSQL
    [*(("sqlite", lang) for lang in LANGUAGES), ("postgresql", "es")],
    indirect=["backend"],
)
def test_the_printed_year_is_read_back_as_the_same_34_meetings(
    officer: Client, page: Site, app: Flask, stored: Stored, lang: str
) -> None:
    with stored():
        import_calendar(OF_2003, by=CLI, at=AT)
    document, before = printed(app, lang), kept(app, lang)
    assert len(before) == 34
    known = page.get(URL).submit(text=copied(document), status=200)
    assert "Already there: 34 of 34." in known.text
    assert known.values()["titles"] == lang
    sent = {"file": (io.BytesIO(document), "year.docx"), "titles": "", "text": ""}
    assert "Already there: 34 of 34." in officer.post(URL, data=sent).text
    with stored():
        db.session.execute(db.text("DELETE FROM meeting_text"))
        db.session.execute(db.text("DELETE FROM meeting"))
    empty = page.get(URL).submit(text=copied(document), status=200)
    assert "34 meetings were read." in empty.text
    assert "Already there" not in empty.text
    done = empty.submit(step="import", publish="yes")
    assert len(done.all("main tbody tr")) == 34
    assert kept(app, lang) == before


@pytest.mark.parametrize(
    ("query", "sort", "begins"),
    [
        ("format=docx&lang=fr", "wordprocessingml", b"PK"),
        ("format=pdf&lang=pt", "pdf", b"%PDF-1.7"),
    ],
)
def test_anybody_gets_the_published_year(
    client: Client, stored: Stored, query: str, sort: str, begins: bytes
) -> None:
    with stored():
        make_meeting({"en": "Forum", "fr": 'Forum #[read("/etc/passwd")]'})
    answer = client.get(f"/en/calendar/year-plan?year=2026&{query}")
    assert sort in (answer.mimetype or "")
    assert answer.data.startswith(begins)
    assert "calendar-2026-" in answer.headers["Content-Disposition"]


def test_the_document_says_what_is_tentative_foreseen_and_cancelled(
    client: Client, stored: Stored
) -> None:
    with stored():
        make_meeting("One", status="tentative")
        make_meeting("Two", status="foreseen")
        make_meeting({"es": "Tres"}, status="cancelled", city="New York")
        make_meeting("Draft", published=False)
    answer = client.get("/en/calendar/year-plan?year=2026&format=docx")
    body = docx.Document(io.BytesIO(answer.data))
    rows = [[cell.text for cell in row.cells] for row in body.tables[0].rows]
    assert rows[0] == ["Date", "Meeting", "Place", "Host or organizer", "Secretariat"]
    assert [row[0] for row in rows[1:]] == [
        "May 2026",
        "May 20–21, 2026*",
        "May 20–21, 2026**",
        "May 20–21, 2026 (cancelled)",
    ]
    assert [p.text for p in body.paragraphs][1:] == [
        "Calendar of meetings 2026",
        "* tentative date",
        "** foreseen, date not yet proposed",
    ]
    assert 'w:tblHeader w:val="true"' in body.tables[0]._tbl.xml
    assert body.core_properties.language == "en-US"
    assert 'w:lang w:val="es-MX"' in body.tables[0]._tbl.xml


def test_drafts_are_for_officers(officer: Client, stored: Stored) -> None:
    with stored():
        make_meeting("Draft", published=False)
    url = "/en/calendar/year-plan?year=2026&format=docx&drafts=1"
    for client, words in ((officer, "Draft"), (officer.application.test_client(), "No meetings")):
        body = docx.Document(io.BytesIO(client.get(url).data))
        texts = [p.text for p in body.paragraphs]
        texts += [cell.text for table in body.tables for row in table.rows for cell in row.cells]
        assert any(words in text for text in texts)


def test_the_page_offers_the_year_that_the_calendar_shows(page: Site, client: Client) -> None:
    shown = page.get("/es/calendar?from=2003-01-01&to=2003-12-31")
    offered = page.get(shown.link("Imprimir el año"))
    assert offered.values()["year"] == "2003"
    for wrong in ("year=99999", "year=x", "since=2026-13", "since=1990-01"):
        assert page.get(f"/en/calendar/year-plan?format=pdf&{wrong}", status=422).all(
            ".notice--bad"
        )


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("plan.pdf", (), b"%PDF"),
        ("plan.DOCX", (), b"PK"),
        ("plan", (), b"PK"),
        ("plan.txt", ("--format", "pdf"), b"%PDF"),
        ("plan.pdf", ("--format", "docx"), b""),
        ("plan.odt", (), b""),
    ],
)
def test_the_command_writes_what_the_name_of_the_file_ends_in(
    app: Flask, tmp_path: Path, name: str, options: tuple[str, ...], begins: bytes
) -> None:
    file = tmp_path / name
    args = ["export", "year-plan", "--year", "2026", "-o", str(file), *options]
    done = app.test_cli_runner().invoke(program, args, obj=ScriptInfo(create_app=lambda: app))
    assert done.exit_code == (0 if begins else 2), done.output
    assert file.exists() is bool(begins)
    assert not begins or file.read_bytes().startswith(begins)


def test_a_language_or_format_that_is_none_is_said(page: Site) -> None:
    for asked, said in (("lang=xx&format=docx", "“xx”"), ("format=exe", "“exe”")):
        refused = page.get(f"/en/calendar/year-plan?year=2003&{asked}", status=422)
        assert f"{said} is not one of the available choices." in refused.text
