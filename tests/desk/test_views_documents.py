"""Documents as readers find them: lists, downloads, zips, search, and a participant's own page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from meetings import files
from meetings.actor import CLI
from meetings.calendar.operations import documents as operations
from meetings.calendar.operations.document_files import put_files
from meetings.db import db
from meetings.directory.models import Term
from meetings.registration import queries as registration
from meetings.registration.models import Status
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.factories.directory import make_seat
from tests.factories.documents import make_document, make_upload
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("frozen")


@dataclass
class Made:
    """A meeting with a document for each audience, and somebody's link."""

    slug: str
    token: str
    ids: dict[str, str]


@pytest.fixture
def made(stored: Stored) -> Made:
    with stored():
        meeting = make_open_meeting(body_code="executive_committee")
        ids = {
            access: make_document(
                meeting, "en", "es", symbol=f"CIM/CD/doc.{number}/26", title=f"For {access}",
                access=access,
            ).public_id
            for number, access in enumerate(("public", "participants", "body", "secretariat"), 1)
        }  # fmt: skip
        ids["later"] = make_document(meeting, "en", title="Later", when=AT + DAY).public_id
        token = registration.link_token(make_participation(meeting))
        return Made(meeting.slug, token, ids)


def read(client: Client, address: str) -> int:
    return client.get(address).status_code


def test_anyone_reads_what_is_public_and_nothing_else(
    client: Client, page: Site, made: Made
) -> None:
    found = page.get(f"/es/meetings/{made.slug}/documents")
    assert "CIM/CD/doc.1/26" in found.text
    for word in ("For participants", "For body", "For secretariat", "Later"):
        assert word not in found.text
    for name, public_id in made.ids.items():
        status = read(client, f"/en/documents/{public_id}/es")
        assert status == (200 if name == "public" else 404), name
    assert read(client, f"/en/documents/{made.ids['public']}/fr") == 404


def test_a_download_is_never_a_page_of_ours(client: Client, made: Made) -> None:
    answer = client.get(f"/en/documents/{made.ids['public']}/es")
    assert answer.data.startswith(b"%PDF")
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment;")
    assert "CIM-CD-doc.1-26 ES.pdf" in said
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content_type == "application/pdf"
    assert "public" in answer.headers["Cache-Control"]
    again = client.get(
        f"/en/documents/{made.ids['public']}/es", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_a_name_is_readable_in_ascii_and_beyond(client: Client, stored: Stored) -> None:
    with stored():
        title = {"es": 'Orden del día "final"\r\nX: 1'}
        public_id = make_document(make_meeting(), "es", symbol="", title=title).public_id
    said = client.get(f"/es/documents/{public_id}/es").headers["Content-Disposition"]
    assert 'filename="Orden del dia final X 1 ES.pdf"' in said
    assert "filename*=UTF-8''Orden%20del%20d%C3%ADa%20final%20X%201%20ES.pdf" in said


def test_a_confirmed_participant_reads_hers_by_her_link(
    client: Client, page: Site, made: Made
) -> None:
    own = page.get(f"/en/my/{made.token}")
    found = page.get(own.link("Documents for you"))
    assert "For participants" in found.text
    assert "For body" not in found.text
    base = f"/en/my/{made.token}/documents"
    assert {name: read(client, f"{base}/{it}/en") for name, it in made.ids.items()} == {
        "public": 200, "participants": 200, "body": 404, "secretariat": 404, "later": 404,
    }  # fmt: skip
    answer = client.get(f"{base}/{made.ids['participants']}/en")
    assert answer.headers["Cache-Control"] == "no-store"
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"{base}/en.zip").data))
    assert packed.namelist() == ["CIM-CD-doc.1-26 EN.pdf", "CIM-CD-doc.2-26 EN.pdf"]
    assert read(client, "/en/my/forged/documents") == 404


@pytest.mark.parametrize("ended", [None, date(2026, 5, 3)])
def test_a_member_reads_what_is_for_her_body_while_her_term_lasts(
    client: Client, stored: Stored, made: Made, ended: date | None
) -> None:
    with stored():
        found = registration.by_link(made.token)
        assert found is not None
        db.session.add(
            Term(
                public_id="1" * 36, body_code="executive_committee", person=found.person,
                position_code="expert_titular", from_on=date(2026, 1, 1), to_on=ended,
            )
        )  # fmt: skip
        own = make_document(
            None, "en", body_code="executive_committee", access="body", title="Rules of procedure"
        ).public_id
    expected = 404 if ended else 200
    base = f"/en/my/{made.token}/documents"
    assert read(client, f"{base}/{made.ids['body']}/en") == expected
    assert read(client, f"{base}/{own}/en") == expected
    assert ("Rules of procedure" in client.get(base).text) == (not ended)


COMMITTEE, ASSEMBLY = "executive_committee", "assembly_of_delegates"


@pytest.mark.parametrize(
    ("capacity", "of", "body", "ended", "reads"),
    [
        ("adviser", "PE", COMMITTEE, None, True),  # her State sits in the committee
        ("alternate_delegate", "PE", COMMITTEE, None, True),
        ("adviser", "PE", COMMITTEE, date(2026, 6, 1), False),  # ended before the meeting
        ("adviser", "PE", COMMITTEE, date(2026, 6, 3), True),  # ends during it
        ("adviser", "CR", COMMITTEE, None, False),  # another State
        ("principal_delegate", "CR", COMMITTEE, None, False),
        ("principal_delegate", "CR", ASSEMBLY, None, True),  # every member State has its delegate
        ("observer_state", "CR", ASSEMBLY, None, False),
        ("participant", "PE", COMMITTEE, None, False),  # no delegate
        ("principal_delegate", None, ASSEMBLY, None, False),  # represents no State
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_delegate_reads_the_papers_of_a_body_of_which_her_state_is_a_member(  # noqa: PLR0917 - a table
    client: Client,
    stored: Stored,
    capacity: str,
    of: str | None,
    body: str,
    ended: date | None,
    reads: bool,
) -> None:
    with stored():
        make_seat("PE", from_on=date(2026, 1, 1), to_on=ended)
        meeting = make_open_meeting(capacities=("adviser",), body_code=body)
        paper = make_document(meeting, "en", access="body").public_id
        own = make_document(None, "en", body_code=body, access="body", title="Rules").public_id
        found = make_participation(
            meeting, capacity_code="adviser", represents="state", state_code=of or "PE"
        )
        found.capacity_code = capacity  # whatever she comes as
        if of is None:
            found.principal.type, found.principal.state_code = "self", None
        found.status = Status.CONFIRMED
        base = f"/en/my/{registration.link_token(found)}/documents"
    expected = {200} if reads else {404}
    assert {read(client, f"{base}/{each}/en") for each in (paper, own)} == expected


def test_a_delegate_to_one_body_does_not_read_the_papers_of_another(
    client: Client, stored: Stored
) -> None:
    with stored():
        elsewhere = make_open_meeting(capacities=("principal_delegate",), body_code=COMMITTEE)
        paper = make_document(elsewhere, "en", access="body").public_id
        of_assembly = make_document(None, "en", body_code=ASSEMBLY, access="body").public_id
        meeting = make_open_meeting(capacities=("principal_delegate",), body_code=ASSEMBLY)
        found = make_participation(
            meeting, capacity_code="principal_delegate", represents="state", state_code="PE"
        )
        found.status = Status.CONFIRMED
        base = f"/en/my/{registration.link_token(found)}/documents"
    assert read(client, f"{base}/{of_assembly}/en") == 200
    assert read(client, f"{base}/{paper}/en") == 404


def test_who_withdrew_reads_no_more_than_anyone(client: Client, stored: Stored, made: Made) -> None:
    with stored():
        found = registration.by_link(made.token)
        assert found is not None
        found.status = Status.CANCELLED
    assert read(client, f"/en/my/{made.token}/documents/{made.ids['participants']}/en") == 404
    assert read(client, f"/en/my/{made.token}/documents/{made.ids['public']}/en") == 200


def test_an_officer_reads_what_she_manages(
    client: Client, page: Site, stored: Stored, made: Made
) -> None:
    with stored():
        other = make_meeting("Another one").id
        everything, one = (
            make_user().get_id(),
            make_user("b@cim.example", meeting_id=other).get_id(),
        )
    client.sign_in(everything)
    found = page.get(f"/en/meetings/{made.slug}/documents")
    assert "Not published yet" in found.text
    assert {read(client, f"/en/documents/{it}/en") for it in made.ids.values()} == {200}
    client.sign_in(one)
    assert read(client, f"/en/documents/{made.ids['secretariat']}/en") == 404


def test_a_missing_language_is_shown_and_the_original_stands_in(
    client: Client, page: Site, stored: Stored
) -> None:
    with stored():
        meeting = make_meeting()
        make_document(meeting, "en", "fr", symbol="CIM/CD/doc.1/26")
        make_document(meeting, "en", symbol="CIM/CD/doc.2/26")
        slug = meeting.slug
    found = page.get(f"/fr/meetings/{slug}/documents")
    assert found.all(".document .fallback-note") == ["Non disponible en français"]
    assert found.all(".document > .soft") == ["Manque : Español, Português"] * 2
    answer = client.get(f"/fr/meetings/{slug}/documents/fr.zip")
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    assert packed.testzip() is None
    assert packed.namelist() == ["CIM-CD-doc.1-26 FR.pdf", "CIM-CD-doc.2-26 EN (original).pdf"]
    assert b"Agenda fr" in packed.read("CIM-CD-doc.1-26 FR.pdf")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_large_files_leave_in_small_pieces(client: Client, stored: Stored) -> None:
    with stored():
        meeting = make_meeting()
        document = make_document(meeting)
        content = b"Orden del dia\n" * 300_000
        put_files(document, [make_upload("es", content, "a.txt")], by=CLI, at=AT)
        addresses = (
            f"/en/documents/{document.public_id}/es",
            f"/en/meetings/{meeting.slug}/documents/es.zip",
        )
    for address in addresses:
        answer = client.get(address, buffered=False)
        sizes = [len(piece) for piece in answer.iter_encoded()]
        assert sum(sizes) == int(answer.headers["Content-Length"]) >= len(content)
        assert max(sizes) <= 1024 * 1024


def test_documents_follow_their_symbols_whatever_their_types(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_meeting()
        for number, kind in ((10, "agenda"), (2, "report"), (1, "agenda")):
            make_document(meeting, "en", symbol=f"CIM/CD/doc.{number}/26", type=kind)
        slug = meeting.slug
    found = page.get(f"/en/meetings/{slug}/documents")
    assert found.all(".document-head .symbol") == [f"CIM/CD/doc.{it}/26" for it in (1, 2, 10)]
    assert found.all(".document-head .soft") == ["Agenda", "Report", "Agenda"]


def test_what_a_revision_replaced_is_folded_away_and_reachable(
    client: Client, page: Site, stored: Stored
) -> None:
    with stored():
        meeting = make_meeting()
        first = make_document(meeting, "en", symbol="CIM/CD/doc.1/26")
        second = operations.revise_document(first, by=CLI, at=AT)
        put_files(second, [make_upload("en")], by=CLI, at=AT)
        operations.publish_document(second, by=CLI, at=AT)
        slug, earlier = meeting.slug, first.public_id
    found = page.get(f"/en/meetings/{slug}/documents")
    assert found.all(".document > .document-head .symbol") == ["CIM/CD/doc.1/26 rev.1"]
    assert "CIM/CD/doc.1/26 replaced" in found.one("details.document-earlier")
    assert found.one("details.document-earlier > summary") == "1 earlier version: CIM/CD/doc.1/26"
    assert read(client, f"/en/documents/{earlier}/en") == 200
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"/en/meetings/{slug}/documents/en.zip").data))
    assert packed.namelist() == ["CIM-CD-doc.1-26 rev.1 EN.pdf"]


def test_a_zip_goes_without_a_file_that_is_lost_and_says_so(
    client: Client, stored: Stored, caplog: pytest.LogCaptureFixture
) -> None:
    with stored():
        meeting = make_meeting()
        make_document(meeting, "es", symbol="CIM/CD/doc.1/26")
        lost = make_document(meeting, "es", symbol="CIM/CD/doc.2/26")
        slug, public_id = meeting.slug, lost.public_id
        files.delete(lost.files[0].storage_key)
    answer = client.get(f"/es/meetings/{slug}/documents/es.zip")
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    first, note = packed.namelist()
    assert (first, note) == ("CIM-CD-doc.1-26 ES.pdf", "Archivos que faltan.txt")
    assert "CIM-CD-doc.2-26 ES.pdf" in packed.read(note).decode("utf-8-sig")
    assert f"the file of document {public_id} is lost" in caplog.text


def test_search_finds_any_spelling_and_only_what_may_be_read(page: Site, made: Made) -> None:
    found = page.get("/es/documents").submit(q="cim cd DOC. 1/2026")
    assert found.all(".symbol") == ["CIM/CD/doc.1/26"]
    assert "Foro sobre justicia" in found.text
    assert page.get("/en/documents", query_string={"q": "for"}).all(".symbol") == [
        "CIM/CD/doc.1/26"
    ]
    assert "No documents found" in page.get("/en/documents?q=secretariat\x00").text


def test_a_meeting_that_is_a_draft_shows_no_documents(client: Client, stored: Stored) -> None:
    with stored():
        meeting = make_meeting(published=False)
        public_id, slug = make_document(meeting, "en").public_id, meeting.slug
    assert read(client, f"/en/documents/{public_id}/en") == 404
    assert read(client, f"/en/meetings/{slug}/documents") == 404
    assert read(client, f"/en/meetings/{slug}/documents/en.zip") == 404


def _many(slug_of: Any) -> None:
    """Sixty documents in four languages; their files are rows only, nobody reads them here."""
    from meetings.calendar.models import Document, DocumentFile

    for number in range(1, 61):
        document = Document(
            public_id=f"{number:036d}", meeting_id=slug_of, symbol=f"CIM/CD/doc.{number}/26",
            symbol_key=f"CIM/CD/DOC.{number}/26", title={"en": f"Paper {number}"}, type="report",
            access="public", published_at=AT, search="", sort=number, created_at=AT, changed_at=AT,
            files=[
                DocumentFile(
                    language=lang, storage_key=f"{number}/{lang}", filename="a.pdf",
                    content_type="application/pdf", size=1000, sha256="0" * 64, uploaded_at=AT,
                    actor_label="test",
                )
                for lang in ("en", "es", "fr", "pt")
            ],
        )  # fmt: skip
        db.session.add(document)


def test_the_page_of_a_full_meeting_takes_at_most_six_queries(
    app: Flask, client: Client, stored: Stored
) -> None:
    from meetings.calendar.models import MeetingSession

    with stored():
        meeting = make_meeting()
        _many(meeting.id)
        for number in range(12):
            db.session.add(
                MeetingSession(
                    public_id=f"{number:036d}", meeting_id=meeting.id, title={"en": "Part"},
                    starts_on=date(2026, 5, 20), ends_on=date(2026, 5, 20), sort=number,
                )
            )  # fmt: skip
        slug = meeting.slug
    address = f"/en/meetings/{slug}"
    client.get(address)
    said: list[str] = []
    with app.app_context():
        engine = db.engine
    listen = ("before_cursor_execute", lambda *args: said.append(args[2]))
    event.listen(engine, *listen)
    try:
        answer = client.get(address)
        count, said[:] = len(said), []
        listed = client.get(f"{address}/documents")
        listing = len(said)
    finally:
        event.remove(engine, *listen)
    assert "See all 60 documents" in answer.text
    assert "CIM/CD/doc.60/26" in listed.text
    assert count <= 6, said
    assert listing <= 6
