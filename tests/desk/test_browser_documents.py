"""Several files in a real browser, from the officer's folder to a reader's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page as BrowserPage

from tests.factories import papers
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.calendar import make_meeting
from tests.support.outside import LiveServer

Stored = Callable[[], AbstractContextManager[None]]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_files_are_read_looked_through_published_and_downloaded(
    live_server: LiveServer,
    window: Callable[..., BrowserPage],
    axe: Callable[[BrowserPage], None],
    stored: Stored,
    tmp_path: Path,
) -> None:
    with stored():
        email = make_user().email
        slug = make_meeting("II Session").slug
    given = {
        "CIM-CD-doc.1-26_es.pdf": papers.pdf("Temario"),
        "CIM-CD-doc.1-26_en.docx": papers.office(),
    }
    for name, content in given.items():
        (tmp_path / name).write_bytes(content)
    officer = window(width=360)
    officer.goto(f"{live_server.url}/en/manage/meetings/{slug}/documents/several")
    officer.get_by_label("E-mail address").fill(email)
    officer.get_by_label("Password").fill(PASSWORD)
    officer.get_by_role("main").get_by_role("button", name="Sign in").click()
    officer.get_by_label("Files").set_input_files([tmp_path / name for name in given])
    officer.get_by_role("button", name="Read the files").click()
    officer.get_by_label("Now").check()
    axe(officer)
    officer.get_by_role("button", name="Save the documents").click()
    officer.get_by_text("2 files are saved.").wait_for()
    axe(officer)
    reader = window(width=360, language="es")
    reader.goto(f"{live_server.url}/es/meetings/{slug}/documents")
    axe(reader)
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Español (PDF").click()
    assert download.value.suggested_filename == "CIM-CD-doc.1-26 ES.pdf"
    assert Path(download.value.path()).read_bytes() == given["CIM-CD-doc.1-26_es.pdf"]
