"""The officer's documents: one with its files, several at once, what is warned of and refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import stream_encode_multipart

from meetings import files
from meetings.calendar import queries as calendar
from meetings.calendar.models import BodyTemplate, Document, TemplateDocument
from meetings.db import db
from tests.factories import papers
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.factories.documents import make_document
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def slug(client: Client, stored: Stored) -> str:
    """A meeting's slug, an officer signed in."""
    with stored():
        officer = make_user().get_id()
        made = make_meeting("II Session", body_code="executive_committee").slug
    client.sign_in(officer)
    return made


def sent(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def stored_file(content: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(content), "a.txt")


def send(page: Site, address: str, *, status: int | None = None, **fields: Any) -> Page:
    """Send the form at an address with files, as a browser would."""
    form = page.get(address)
    data: MultiDict[str, Any] = MultiDict(form.values())
    for name in [name for name in data if name.startswith("file")]:
        data.poplist(name)
    if data.get("type") == "":
        data["type"] = "agenda"
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return page.send(address, data, status=status)


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields whose names no keyword can have."""
    return fields


_LATER: dict[str, Any] = {"title_en": "Agenda", "publication": "later"}


def documents(app: Flask) -> list[Document]:
    with app.app_context():
        found = list(db.session.scalars(select(Document).order_by(Document.sort)))
        for each in found:
            _loaded = each.files
        db.session.expunge_all()
    return found


def test_a_document_is_made_with_its_files_and_warned_of(app: Flask, page: Site, slug: str) -> None:
    base = f"/en/manage/meetings/{slug}/documents"
    assert page.get(base).link("New document") == f"{base}/new"
    done = send(
        page, f"{base}/new", symbol="CIM/RES. 236 (XXXII-0/04)", title_es="Resolución",
        type="resolution", file_es=sent(papers.office(), "resolución.pdf"),
        file_en=sent(papers.pdf(), "n" * 300 + ".pdf"),
        publication="now",
    )  # fmt: skip
    assert "The document is saved." in done.text
    assert "a zero where the letter O is meant" in done.text
    assert "The name ended in .pdf, but the content is .docx" in done.text
    assert "Français: missing" in done.text
    (made,) = documents(app)
    assert (made.symbol_key, made.published_at) == ("CIM/RES.236(XXXII-O/04)", AT)
    assert {each.language: each.filename for each in made.files} == {
        "en": "n" * 154 + ".pdf", "es": "resolución.docx",
    }  # fmt: skip
    again = page.get(done.link("CIM/RES. 236 (XXXII-0/04)Resolución"))
    assert "a zero where the letter O is meant" in again.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (papers.HTML, "web page (HTML)"),
        (papers.bomb(), "enormous size"),
        (b"MZ" + bytes(99), "a program"),
    ],
)
def test_a_file_that_is_something_else_is_refused_and_nothing_is_lost(
    app: Flask, page: Site, slug: str, content: bytes, words: str
) -> None:
    address = f"/en/manage/meetings/{slug}/documents/new"
    refused = send(
        page, address, symbol="CIM/CD/doc.1/26", title_en="Agenda",
        file_en=sent(papers.pdf(), "agenda.pdf"), file_es=sent(content, "agenda.pdf"),
    )  # fmt: skip
    assert refused.status == 422
    assert words in refused.text
    assert "“agenda.pdf” is not accepted" in refused.text
    assert refused.values()["symbol"] == "CIM/CD/doc.1/26"
    assert "Kept from before, to be saved: agenda.pdf" in refused.text
    assert documents(app) == []
    data: MultiDict[str, Any] = MultiDict(refused.values())
    for name in [name for name in data if name.startswith("file")]:
        data.poplist(name)
    page.send(address, data)
    (made,) = documents(app)
    assert [each.language for each in made.files] == ["en"]
    page.send(address, data)
    assert len(documents(app)) == 1, "the same form makes one document"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "A document needs a title."),
        ({"title_en": "n" * 301}, "more than 300 characters"),
        ({"title_en": "Agenda", "publication": "later"}, "Write the day and the hour."),
    ],
)
def test_what_is_wrong_is_said_beside_it(
    page: Site, slug: str, fields: dict[str, Any], words: str
) -> None:
    refused = send(page, f"/en/manage/meetings/{slug}/documents/new", **fields)
    assert refused.status == 422
    assert words in refused.text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "title_fr"),  # no title at all: the one in the page's language
        ({"title_es": "n" * 301, "title_en": "Agenda"}, "title_es"),
        (_LATER | {"publish_at": "2027-03-14T02:30"}, "publish_at"),  # the clocks skip it
        (_LATER | {"publish_at": "2026-05-04T09:00"}, "publish_at"),  # it has passed
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_it_is_said_beside_the_field_that_is_wrong(
    app: Flask, page: Site, slug: str, fields: dict[str, Any], field: str
) -> None:
    refused = send(page, f"/fr/manage/meetings/{slug}/documents/new", **fields)
    assert refused.all(".error-summary a") == refused.all(f".error-summary a[href='#{field}']")
    assert len(refused.all(f"#{field}-error")) == 1
    assert not documents(app)


def test_the_type_of_a_document_is_chosen_and_no_agenda_by_itself(page: Site, slug: str) -> None:
    opened = page.get(f"/en/manage/meetings/{slug}/documents/new")
    refused = opened.submit("#main form", title_en="Report of the Chair")
    assert "Choose what kind of document it is." in refused.one("#type-error")
    assert refused.values("#main form")["title_en"] == "Report of the Chair"


def test_a_document_without_a_file_is_published_with_a_warning(page: Site, slug: str) -> None:
    base = f"/en/manage/meetings/{slug}/documents"
    quiet = send(page, f"{base}/new", title_en="Agenda")
    assert "has no file" not in quiet.text
    assert "has no file" in quiet.submit("tbody form").text
    assert "has no file" in send(page, f"{base}/new", title_en="Other", publication="now").text


def test_a_missing_title_gives_way_to_the_original_one(
    page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        meeting = calendar.resolve(slug)
        title = {"en": "Agenda", "es": "Temario"}
        make_document(meeting, "es", title=title, original_language="es")
    for address in (f"/fr/meetings/{slug}/documents", f"/fr/manage/meetings/{slug}/documents"):
        found = page.get(address).text
        assert "Temario" in found
        assert "Agenda" not in found


def test_a_later_publication_is_kept_and_honoured(
    app: Flask, client: Client, page: Site, slug: str, frozen: Any
) -> None:
    base = f"/en/manage/meetings/{slug}/documents"
    done = send(
        page, f"{base}/new", title_en="Agenda", file_en=sent(papers.pdf(), "a.pdf"),
        publication="later", publish_at="2026-05-06T09:00",
    )  # fmt: skip
    assert "from May 6, 2026, 9:00" in done.text
    (made,) = documents(app)
    assert made.published_at == datetime(2026, 5, 6, 13, 0, tzinfo=UTC), "in the meeting's own time"
    reader = app.test_client()
    assert reader.get(f"/en/documents/{made.public_id}/en").status_code == 404
    frozen.shift(timedelta(days=2))
    assert reader.get(f"/en/documents/{made.public_id}/en").status_code == 200


def test_revise_take_back_and_remove(app: Flask, page: Site, stored: Stored, slug: str) -> None:
    from meetings.calendar import queries

    with stored():
        meeting = queries.by_slug(slug)
        public_id = make_document(meeting, "en", "es").public_id
    base = f"/en/manage/meetings/{slug}/documents"
    opened = page.get(f"{base}/{public_id}")
    assert "Remove the document" not in opened.text, "it was published"

    def press(do: str, of: str = public_id, **fields: str) -> Page:
        data = MultiDict({"do": do, "csrf_token": opened.values()["csrf_token"], **fields})
        return page.send(f"{base}/{of}/change", data)

    revised = press("revise")
    assert revised.heading == "CIM/CD/doc.5/05 rev.1"
    assert "Remove the document" in revised.text
    (revision,) = [each for each in documents(app) if each.replaces_id]
    assert "revision already" in press("revise").text
    press("remove", revision.public_id)
    with app.app_context():
        key = documents(app)[0].files[0].storage_key
    assert "The file is removed." in press("remove_file", language="en").text
    with app.app_context():
        assert not files.is_there(key)
    assert "is kept" in press("remove").text
    assert "taken back" in press("unpublish").text
    assert [each.published_at for each in documents(app)] == [None]


def test_what_the_body_expects_and_is_missing_is_said(
    page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        template = db.session.get(BodyTemplate, "executive_committee")
        if template is None:
            template = BodyTemplate(
                body_code="executive_committee", kind_code="executive_committee", title={}
            )
            db.session.add(template)
        template.documents = [TemplateDocument(type="agenda", title={"en": "Draft agenda"}, sort=1)]
    base = f"/en/manage/meetings/{slug}/documents"
    found = page.get(base)
    assert "Expected and not there yet" in found.text
    form = page.get(found.link("Add Draft agenda"))
    assert form.values()["type"] == "agenda"
    send(page, f"{base}/new", title_en="Agenda", type="agenda")
    assert "Expected and not there yet" not in page.get(base).text


def test_a_body_has_documents_of_its_own(app: Flask, client: Client, page: Site, slug: str) -> None:
    base = "/en/manage/bodies/executive_committee/documents"
    assert page.get(f"{base}/new").all("#access option[value=participants]") == []
    done = send(
        page, f"{base}/new", title_en="Rules of procedure", file_en=sent(papers.pdf(), "a.pdf"),
        publication="now",
    )  # fmt: skip
    assert "Rules of procedure" in done.text
    refused = send(page, f"{base}/new", title_en="List", access="participants")
    assert "no participants" in refused.text
    assert "Rules of procedure" in page.get("/en/directory/bodies/executive_committee").text
    assert client.get("/en/manage/bodies/nowhere/documents").status_code == 404


def test_an_officer_of_one_meeting_reaches_no_other(
    client: Client, stored: Stored, slug: str
) -> None:
    from meetings.calendar import queries

    with stored():
        public_id = make_document(queries.by_slug(slug)).public_id
        other = make_meeting("Another one")
        theirs, officer = other.slug, make_user("b@cim.example", meeting_id=other.id).get_id()
    client.sign_in(officer)
    for address in (
        f"/en/manage/meetings/{slug}/documents",
        f"/en/manage/meetings/{theirs}/documents/{public_id}",
        "/en/manage/bodies/executive_committee/documents",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(f"/en/manage/meetings/{theirs}/documents/{public_id}/change",
                       data={"do": "unpublish"}).status_code == 404  # fmt: skip


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_each_file_may_be_as_large_as_the_setting_says(
    make_app: Callable[..., Flask], stored: Stored, slug: str
) -> None:
    with stored():
        identity = make_user("b@cim.example").get_id()
    other = make_app(max_upload_mb=1).test_client()
    assert isinstance(other, Client)
    large = b"Orden del dia\n" * 70_000

    def answered(**more: Any) -> int:
        fields = {f"file_{lang}": stored_file(large) for lang in ("en", "es")}
        address = f"/en/manage/meetings/{slug}/documents/new"
        given = {"title_en": "Agenda", "type": "agenda", "access": "public", "publication": "draft"}
        body, _length, boundary = stream_encode_multipart(
            MultiDict({**given, **fields, **more}), threshold=10**8
        )
        content_type = f'multipart/form-data; boundary="{boundary}"'
        return other.post(address, data=body.read(), content_type=content_type).status_code

    assert answered() == 413, "nobody who is not signed in sends that much"
    other.sign_in(identity)
    assert answered() == 303
    assert answered(file_fr=stored_file(large * 2)) == 422
    assert answered(file_fr=stored_file(large * 4)) == 413
