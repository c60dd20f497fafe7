"""Several files at once: what would happen to each is said, and nothing else is done."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from meetings.calendar import queries as calendar
from meetings.calendar.models import Document
from meetings.db import db
from tests.factories import papers
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.factories.documents import make_document
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def slug(client: Client, stored: Stored) -> str:
    """A meeting's slug, an officer signed in."""
    with stored():
        officer = make_user().get_id()
        made = make_meeting("II Session", body_code="executive_committee").slug
    client.sign_in(officer)
    return made


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields whose names no keyword can have."""
    return fields


def documents(app: Flask) -> list[Document]:
    with app.app_context():
        found = list(db.session.scalars(select(Document).order_by(Document.sort)))
        for each in found:
            _loaded = each.files
        db.session.expunge_all()
    return found


def offer(page: Site, base: str, *files_: tuple[io.BytesIO, str]) -> Page:
    """Send files to be read, as a browser would: the preview."""
    data: MultiDict[str, Any] = MultiDict(page.get(f"{base}/several").values())
    data.poplist("files")
    data.setlist("files", list(files_))
    return page.send(f"{base}/several", data, status=200)


def test_a_secret_is_not_added_to_what_everyone_reads(
    app: Flask, page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        make_document(calendar.by_slug(slug, drafts=True), "en", symbol="CIM/CD/doc.2/26")
    base = f"/en/manage/meetings/{slug}/documents"
    preview = offer(page, base, (io.BytesIO(papers.pdf("secreto")), "CIM-CD-doc.2-26_es.pdf"))
    assert "Adds to CIM/CD/doc.2/26" in preview.text
    assert "Published; who may read it: Everyone" in preview.text
    assert "the file could be read at once" in preview.text
    assert "rows-0-keep" not in preview.values(), "it is not ticked"
    for chosen, sentence in (
        ({"access": "secretariat"}, "Others may read this document"),
        ({"publication": "draft"}, "the file could be read at once"),
        ({"publication": "later", "publish_at": "2026-06-01T09:00"}, "could be read at once"),
    ):
        refused = preview.submit(**_told({"rows-0-keep": "y", "publication": "now", **chosen}))
        assert sentence in refused.one("#rows-0-keep-error")
        assert "rows-0-keep" not in refused.values()
    assert [[file.language for file in each.files] for each in documents(app)] == [["en"]]
    preview.submit(**_told({"rows-0-keep": "y", "publication": "now"}))
    assert [[file.language for file in each.files] for each in documents(app)] == [["en", "es"]]


def test_a_secret_draft_is_not_published_for_fewer_than_chosen(
    app: Flask, page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        meeting = calendar.by_slug(slug, drafts=True)
        facts: dict[str, Any] = {
            "symbol": "CIM/CD/doc.2/26",
            "published": False,
            "access": "secretariat",
        }
        make_document(meeting, "en", **facts)
    base = f"/en/manage/meetings/{slug}/documents"
    preview = offer(page, base, (io.BytesIO(papers.pdf("dos")), "CIM-CD-doc.2-26_es.pdf"))
    refused = preview.submit(**_told({"rows-0-keep": "y", "publication": "now"}))
    assert "Only the Secretariat" in refused.one("#rows-0-keep-error")
    done = refused.submit(**_told({"publication": "now"}))
    assert "Not saved: CIM-CD-doc.2-26_es.pdf." in done.text
    assert [each.published_at for each in documents(app)] == [None]
    new = refused.submit(**_told({"rows-0-keep": "y", "rows-0-into": "new", "publication": "now"}))
    assert "Look again" in new.text
    new.submit(**_told({"rows-0-keep": "y", "publication": "now"}))
    assert sorted(each.access for each in documents(app)) == ["public", "secretariat"]


def test_a_file_that_readers_had_is_kept_for_officers(
    app: Flask, client: Client, page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        made = make_document(calendar.by_slug(slug, drafts=True), "es", symbol="CIM/CD/doc.2/26")
        address = f"/en/manage/meetings/{slug}/documents/{made.public_id}"
    base = f"/en/manage/meetings/{slug}/documents"
    assert "Begin a revision instead" in page.get(address).text
    preview = offer(page, base, (io.BytesIO(papers.pdf("otra")), "CIM-CD-doc.2-26_es.pdf"))
    assert "Replaces “Agenda.pdf” (Español) of CIM/CD/doc.2/26" in preview.text
    preview.submit(**_told({"rows-0-keep": "y", "publication": "now"}))
    opened = page.get(address)
    assert "Earlier files" in opened.text
    earlier = opened.link("Agenda.pdf")
    assert papers.pdf("Agenda es") == client.get(earlier).data
    with stored():
        other = make_user("other@example.org", meeting_id=make_meeting("Other").id).get_id()
    client.sign_in(other)
    assert client.get(earlier).status_code == 404


def test_where_a_file_goes_is_asked_and_what_changes_is_shown_again(
    app: Flask, page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        meeting = calendar.by_slug(slug, drafts=True)
        for title in ("First", "Second"):
            make_document(meeting, "en", symbol="CIM/CD/doc.2/26", title=title, published=False)
    base = f"/en/manage/meetings/{slug}/documents"
    preview = offer(page, base, (io.BytesIO(papers.pdf("dos")), "CIM-CD-doc.2-26_es.pdf"))
    refused = preview.submit(**_told({}))
    assert "Several documents have this symbol: choose where" in refused.text
    second = next(each for each in documents(app) if each.title["en"] == "Second").public_id
    again = refused.submit(**_told({"rows-0-into": second, "rows-0-language": "en"}))
    assert "Look again" in again.text
    assert "Replaces “Agenda.pdf” (English)" in again.text
    again.submit(**_told({"rows-0-language": "en"}))
    assert [len(each.files) for each in documents(app)] == [1, 1]
    with app.app_context():
        names = {each.title["en"]: each.files[0].filename for each in documents(app)}
    assert names == {"First": "Agenda.pdf", "Second": "CIM-CD-doc.2-26_es.pdf"}


def test_several_files_become_documents_by_their_names(app: Flask, page: Site, slug: str) -> None:
    base = f"/en/manage/meetings/{slug}/documents"
    preview = offer(
        page,
        base,
        (io.BytesIO(papers.pdf("uno")), "CIM-CD-doc.1-26_esp.pdf"),
        (io.BytesIO(papers.pdf("one")), "CIM-CD-doc.1-26_ing.pdf"),
        (io.BytesIO(papers.office()), "Orden del día.docx"),
        (io.BytesIO(papers.HTML), "page.pdf"),
    )
    assert documents(app) == []
    assert "“page.pdf” is not accepted" in preview.text
    held = preview.values()
    assert [held[f"rows-{number}-symbol"] for number in range(3)] == ["CIM/CD/doc.1/26"] * 2 + [""]
    assert [held[f"rows-{number}-language"] for number in range(3)] == ["es", "en", ""]
    assert (held["rows-2-title"], held["rows-2-type"]) == ("Orden del día", "agenda")
    refused = preview.submit(**_told({"rows-1-title": "Report"}))
    assert "Choose the language of the file." in refused.text
    assert refused.values()["rows-1-title"] == "Report"
    done = refused.submit(**_told({"rows-2-language": "es", "publication": "now"}))
    assert "3 files are saved." in done.text
    assert [[file.language for file in each.files] for each in documents(app)] == [
        ["en", "es"],
        ["es"],
    ]
    refused.submit(**_told({"rows-2-language": "es", "publication": "now"}))
    assert len(documents(app)) == 2, "the same preview sent twice changes nothing"


def test_a_file_named_rev_replaces_the_document_that_it_revises(
    page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        meeting = calendar.by_slug(slug, drafts=True)
        assert meeting
        make_document(meeting, "en", "es", symbol="CIM/CD/doc.4/26", title="Budget")
    base = f"/en/manage/meetings/{slug}/documents"
    preview = offer(page, base, (io.BytesIO(papers.pdf("uno")), "CIM-CD-doc.4-26 rev.1_es.pdf"))
    assert "Revision: replaces CIM/CD/doc.4/26, which is kept" in preview.text
    assert preview.values()["rows-0-type"] == "agenda"
    done = preview.submit(**_told({"publication": "now"}))
    [row] = done.all("tbody tr")
    assert "CIM/CD/doc.4/26 rev.1" in row
    assert "Budget" in row
    assert "replaces CIM/CD/doc.4/26" in row
    opened = page.get(done.link("CIM/CD/doc.4/26 rev.1Budget"))
    saved = opened.submit(title_en="Budget 2026")
    assert "It is a revision: once published, it replaces CIM/CD/doc.4/26." in saved.text
    assert "without its file in: English" in saved.text


def test_a_symbol_that_another_document_bears_is_warned_of(
    app: Flask, page: Site, stored: Stored, slug: str
) -> None:
    with stored():
        make_document(make_meeting("Session of 2025"), symbol="CIM/CD/doc.1/26")
    base = f"/en/manage/meetings/{slug}/documents"
    preview = offer(page, base, (io.BytesIO(papers.pdf("one")), "CIM-CD-doc.1-26_ing.pdf"))
    done = preview.submit(**_told({}))
    assert "1 file is saved." in done.text
    assert "already in use: CIM/CD/doc.1/26, Session of 2025" in done.text
