"""Documents: what is kept of them, who may read them, what is left when something fails."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import audit, files
from meetings.actor import CLI
from meetings.calendar import jobs
from meetings.calendar.models import AgendaDocument, AgendaItem, Document
from meetings.calendar.operations import documents as operations
from meetings.calendar.operations.document_files import put_files, remove_file
from meetings.calendar.queries import documents as queries
from meetings.calendar.rules.documents import (
    Audiences,
    DocumentFacts,
    download_name,
    in_force,
    may_read,
    zip_names,
)
from meetings.db import db, transaction
from meetings.errors import FileLost, Refused
from tests.factories.calendar import make_meeting
from tests.factories.documents import make_document, make_upload

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OFFICER = Audiences(manages=None)


@dataclass(frozen=True)
class Kept:
    """A document as the rule sees it."""

    access: str
    published_at: datetime | None = AT
    meeting_id: int | None = 1
    body: str | None = "executive_committee"
    is_shown: bool = True


ANYONE = Audiences()
PARTICIPANT = Audiences(meetings=frozenset({1}))
ELSEWHERE = Audiences(meetings=frozenset({2}))
MEMBER = Audiences(bodies=frozenset({"executive_committee"}))
MANAGES = Audiences(manages=frozenset({1}))
EVERYONE = (ANYONE, PARTICIPANT, ELSEWHERE, MEMBER, MANAGES, OFFICER)


@pytest.mark.parametrize(
    ("document", "readers"),
    [
        (Kept("public"), EVERYONE),
        (Kept("public", is_shown=False), (MANAGES, OFFICER)),
        (Kept("public", published_at=AT + DAY), (MANAGES, OFFICER)),
        (Kept("public", published_at=None), (MANAGES, OFFICER)),
        (Kept("participants"), (PARTICIPANT, MANAGES, OFFICER)),
        (Kept("participants", published_at=AT + DAY), (MANAGES, OFFICER)),
        (Kept("body"), (MEMBER, MANAGES, OFFICER)),
        (Kept("body", body=None), (MANAGES, OFFICER)),
        (Kept("secretariat"), (MANAGES, OFFICER)),
        (Kept("body", meeting_id=None), (MEMBER, OFFICER)),
        (Kept("public", meeting_id=None), EVERYONE),
    ],
)
def test_who_may_read(document: Kept, readers: tuple[Audiences, ...]) -> None:
    for audiences in EVERYONE:
        assert may_read(document, audiences, at=AT) == (audiences in readers), audiences


@pytest.mark.usefixtures("session")
def test_the_statement_finds_what_the_rule_allows() -> None:
    first = make_meeting("First", body_code="executive_committee")
    draft = make_meeting("Draft", body_code="committee_of_experts", published=False)
    for access in ("public", "participants", "body", "secretariat"):
        for when in (None, AT + DAY):
            make_document(first, access=access, when=when)
            make_document(draft, access=access, when=when)
        make_document(first, access=access, published=False)
    make_document(body_code="executive_committee", access="body")
    every = queries.search_documents("", OFFICER, lang="en", at=AT, size=100).items
    assert len(every) == 21
    for audiences in (
        ANYONE,
        OFFICER,
        Audiences(meetings=frozenset({first.id})),
        Audiences(meetings=frozenset({draft.id})),
        Audiences(bodies=frozenset({"executive_committee"})),
        Audiences(manages=frozenset({draft.id})),
    ):
        allowed = {each.paper.id for each in every if may_read(each.paper, audiences, at=AT)}
        found = queries.search_documents("", audiences, lang="en", at=AT, size=100)
        assert {each.paper.id for each in found.items} == allowed
        assert found.total == len(allowed)
        of_meeting = queries.papers_of_meeting(first.id, audiences, at=AT)
        assert {each.id for each in of_meeting} == {
            each.paper.id for each in every
            if each.paper.id in allowed and each.paper.meeting_id == first.id
        }  # fmt: skip


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    "q",
    ["CIM/CD/doc.5/05", "cim cd doc 5 05", "CIM/CD/DOC. 05/2005", "doc5/05", "orden dia", "ÓRDEN"],
)
def test_any_spelling_finds_a_document(q: str) -> None:
    make_document(make_meeting(), title={"es": "Orden del día provisional"})
    make_document(make_meeting(), symbol="CIM/CD/doc.6/05", title="Report")
    found = queries.search_documents(q, ANYONE, lang="en", at=AT).items
    assert [each.paper.symbol for each in found] == ["CIM/CD/doc.5/05"]


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("DOC.12", ["CIM/CD/doc.12/26"]),
        ("cim cd doc 12", ["CIM/CD/doc.12/26"]),
        ("doc 1", ["CIM/CD/doc.1/27"]),
        ("doc 01/2027", ["CIM/CD/doc.1/27"]),
        ("doc 12 26", ["CIM/CD/doc.12/26"]),
    ],
)
def test_a_number_is_found_as_a_whole(q: str, expected: list[str]) -> None:
    for symbol in ("CIM/CD/doc.1/27", "CIM/CD/doc.12/26"):
        make_document(make_meeting(), symbol=symbol, title="Report")
    found = queries.search_documents(q, ANYONE, lang="en", at=AT).items
    assert [each.paper.symbol for each in found] == expected


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": {"en": "  "}}, "title"),
        ({"title": {"es": "n" * 301}}, "title_es"),
        ({"symbol": "C" * 81}, "symbol"),
        ({"type": "poem"}, "type"),
        ({"access": "all"}, "access"),
        ({"original_language": "de"}, "original_language"),
    ],
)
def test_what_makes_no_document_is_refused(facts: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        operations.add_document(
            DocumentFacts(**{"title": {"en": "Agenda"}, **facts}),
            meeting=make_meeting(),
            by=CLI,
            at=AT,
        )
    assert refused.value.field == field


@pytest.mark.usefixtures("session")
def test_documents_are_kept_in_the_order_of_their_symbols() -> None:
    meeting = make_meeting()
    for number in (10, 9, 1):
        make_document(meeting, symbol=f"CIM/CD/doc.{number}/05")
    found = queries.papers_of_meeting(meeting.id, ANYONE, at=AT)
    assert [each.symbol for each in found] == [
        "CIM/CD/doc.1/05", "CIM/CD/doc.9/05", "CIM/CD/doc.10/05",
    ]  # fmt: skip


@pytest.mark.usefixtures("session")
def test_a_revision_replaces_and_the_earlier_one_stands_until_it_is_out() -> None:
    meeting = make_meeting()
    first = make_document(meeting, "en")
    item = AgendaItem(public_id="0" * 36, meeting_id=meeting.id, title={"en": "Agenda"})
    db.session.add(item)
    db.session.flush()
    db.session.add(AgendaDocument(item_id=item.id, document_id=first.id))
    second = operations.revise_document(first, by=CLI, at=AT)
    assert (second.symbol, second.revision, second.files) == ("CIM/CD/doc.5/05 rev.1", 1, [])

    def standing() -> list[str]:
        seen = queries.papers_of_meeting(meeting.id, ANYONE, at=AT)
        found = [each.paper.symbol for each in queries.search_documents(
            "agenda", ANYONE, lang="en", at=AT).items]  # fmt: skip
        assert found == [each.symbol for each in in_force(seen)[0]]
        return found

    assert standing() == ["CIM/CD/doc.5/05"]
    operations.publish_document(second, by=CLI, at=AT)
    assert standing() == ["CIM/CD/doc.5/05 rev.1"]
    seen = queries.papers_of_meeting(meeting.id, ANYONE, at=AT)
    assert [each.symbol for each in in_force(seen)[1][second.id]] == ["CIM/CD/doc.5/05"]
    led = select(AgendaDocument.document_id).where(AgendaDocument.item_id == item.id)
    assert set(db.session.scalars(led)) == {first.id, second.id}
    with pytest.raises(Refused) as refused:
        operations.revise_document(first, by=CLI, at=AT)
    assert refused.value.code == "revised"


def replaced(meeting: Any) -> dict[str, str | None]:
    """Symbol -> that of the document that it replaces."""
    found = queries.documents(meeting_id=meeting.id)
    names = {each.id: each.symbol for each in found}
    return {each.symbol: names.get(each.replaces_id or 0) for each in found}


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_a_symbol_that_says_rev_replaces_in_whichever_order_it_comes(order: tuple[int]) -> None:
    meeting = make_meeting()
    symbols = ("CIM/CD/doc.3/27", "CIM/CD/DOC. 3/27 rev 1", "CIM/CD/doc.3/27/Rev.2")
    for number in order:
        make_document(meeting, symbol=symbols[number])
    make_document(meeting, symbol="CIM/CD/doc.33/27 rev.1")
    assert replaced(meeting) == {
        symbols[0]: None,
        symbols[1]: symbols[0],
        symbols[2]: symbols[1],
        "CIM/CD/doc.33/27 rev.1": None,
    }
    seen = queries.papers_of_meeting(meeting.id, ANYONE, at=AT)
    assert [each.symbol for each in in_force(seen)[0]] == [symbols[2], "CIM/CD/doc.33/27 rev.1"]


@pytest.mark.usefixtures("session")
def test_a_corrected_symbol_takes_its_place_elsewhere() -> None:
    meeting = make_meeting()
    third, fourth = (make_document(meeting, symbol=f"CIM/CD/doc.{n}/27") for n in (3, 4))
    slip = make_document(meeting, symbol="CIM/CD/doc.3/27 rev.1")
    assert slip.replaces_id == third.id
    facts = operations.facts_of_document(slip)
    operations.edit_document(
        slip, replace(facts, symbol="CIM/CD/doc.4/27 rev.1"), by=CLI, at=AT
    )  # fmt: skip
    assert (slip.replaces_id, slip.revision) == (fourth.id, 1)
    operations.edit_document(slip, replace(facts, symbol="CIM/CD/doc.5/27"), by=CLI, at=AT)
    assert [slip.replaces_id, slip.revision] == [None, 0]


@pytest.mark.usefixtures("session")
def test_a_symbol_that_stood_for_the_title_is_corrected_there_too() -> None:
    made = make_document(make_meeting(), symbol="CIM/CD/doc.86/27", title="CIM/CD/doc.86/27")
    facts = replace(operations.facts_of_document(made), symbol="CIM/CD/doc.68/27")
    operations.edit_document(made, facts, by=CLI, at=AT)
    assert made.title == {"en": "CIM/CD/doc.68/27"}


@pytest.mark.usefixtures("session")
def test_where_two_bear_a_symbol_nothing_is_replaced_unasked() -> None:
    meeting = make_meeting()
    for symbol in ("CIM/CD/doc.3/27", "CIM/CD/doc.3/27", "CIM/CD/doc.3/27 rev.1"):
        make_document(meeting, symbol=symbol)
    assert set(replaced(meeting).values()) == {None}


@pytest.mark.usefixtures("session")
def test_a_revision_without_a_title_of_its_own_is_not_called_by_the_old_symbol() -> None:
    first = make_document(make_meeting(), title={"es": "CIM/CD/doc.5/05", "en": "Agenda"})
    second = operations.revise_document(first, by=CLI, at=AT)
    assert second.title == {"es": "CIM/CD/doc.5/05 rev.1", "en": "Agenda"}


@pytest.mark.usefixtures("session")
def test_only_what_was_never_public_is_removed() -> None:
    meeting = make_meeting()
    waits = make_document(meeting, when=AT + DAY)
    operations.remove_document(waits, by=CLI, at=AT)
    out = make_document(meeting)
    operations.unpublish_document(out, by=CLI, at=AT + DAY)
    with pytest.raises(Refused, match="kept"):
        operations.remove_document(out, by=CLI, at=AT + DAY)
    assert db.session.scalars(select(Document)).all() == [out]


@pytest.mark.usefixtures("session")
def test_a_copy_has_neither_files_nor_symbols() -> None:
    source, target = make_meeting("Source"), make_meeting("Target")
    first = make_document(source, "en", "es", access="body")
    second = operations.revise_document(first, by=CLI, at=AT)
    copies = operations.copy_documents(source, target, by=CLI, at=AT)
    assert list(copies) == [second.id]
    copy = copies[second.id]
    assert (copy.title, copy.type, copy.access) == (first.title, "agenda", "body")
    assert (copy.symbol, copy.files, copy.published_at, copy.revision) == ("", [], None, 0)


@pytest.mark.parametrize(
    ("together", "original"),
    [
        ([["fr"]], "fr"),
        ([["fr"], ["en"]], "fr"),
        ([["fr", "en"]], None),
        ([["fr", "en"], ["fr"]], None),
    ],
)
@pytest.mark.usefixtures("session")
def test_only_a_lone_first_file_tells_the_original_language(
    together: list[list[str]], original: str | None
) -> None:
    first, *later = together
    uploads = [make_upload(lang) for lang in first]
    facts = DocumentFacts(title={"en": "Report"}, type="agenda")
    document = operations.add_document(
        facts, meeting=make_meeting(), uploads=uploads, by=CLI, at=AT
    )
    for languages in later:
        put_files(document, [make_upload(lang) for lang in languages], by=CLI, at=AT)
    assert (document.original_language or None) == original


def test_each_write_leaves_its_line(session: Any) -> None:
    document = make_document(make_meeting(), "en")
    put_files(document, [make_upload("en")], by=CLI, at=AT)
    remove_file(document, "en", by=CLI, at=AT)
    operations.unpublish_document(document, by=CLI, at=AT)
    lines = session.scalars(
        select(audit.AuditEntry.action)
        .where(audit.AuditEntry.subject_type == "document")
        .order_by(audit.AuditEntry.id)
    ).all()
    assert [line.removeprefix("calendar.document_") for line in lines] == [
        "add", "file", "publish", "file", "remove_file", "unpublish",
    ]  # fmt: skip


def test_a_file_lasts_as_long_as_its_row(app: Flask, stored: Stored) -> None:
    with stored():
        document = make_document(make_meeting(), "en", published=False)
        key, public_id = document.files[0].storage_key, document.public_id

    def replaced(*, fails: bool) -> None:
        with app.app_context(), transaction():
            found = queries.document(public_id)
            assert found is not None
            put_files(found, [make_upload("en")], by=CLI, at=AT)
            if fails:
                raise Refused("no")

    with pytest.raises(Refused):
        replaced(fails=True)
    with app.app_context():
        assert b"".join(files.read(key)).startswith(b"%PDF")
    replaced(fails=False)
    with app.app_context(), pytest.raises(FileLost):
        files.read(key)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_a_crash_left_goes_after_a_day(app: Flask, stored: Stored) -> None:
    with stored():
        key = make_document(make_meeting(), "en").files[0].storage_key
    with app.app_context():
        lost = make_upload().kept.key
        real = datetime.now(UTC)
        assert jobs.forget_files(real) >= 0
        assert b"".join(files.read(lost))
        jobs.forget_files(real + 2 * DAY)
        assert b"".join(files.read(key))
        with pytest.raises(FileLost):
            files.read(lost)
        again = make_upload().kept.key
        assert jobs.forget_files(real + 2 * DAY) == 0, "once a day"
        files.delete(again)


def test_names_of_downloads_and_of_what_is_zipped() -> None:
    name = download_name("CIM/CD/doc.5/05 rev.1", "Agenda", language="es", extension="pdf")
    assert name == "CIM-CD-doc.5-05 rev.1 ES.pdf"
    assert download_name("", 'Año: "x"\n', language="pt", extension="txt") == "Año x PT.txt"
    assert len(download_name("", "n" * 300, language="pt", extension="txt")) < 130
    assert zip_names([("a EN.pdf", ""), ("A EN.pdf", ""), ("b ES.pdf", "original")]) == [
        "a EN.pdf", "A EN (2).pdf", "b ES (original).pdf",
    ]  # fmt: skip
