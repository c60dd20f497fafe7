"""While the storage of files does not answer: nothing typed is lost, and readers are told so."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NoReturn

import pytest
from obstore.exceptions import GenericError
from werkzeug.datastructures import MultiDict

from meetings import files
from tests.factories import papers
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting
from tests.factories.documents import make_document
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.usefixtures("frozen")


class Silent:
    """A storage that does not answer."""

    def put(self, *_said: Any) -> NoReturn:
        raise GenericError("no answer")

    get = head = delete = put


@pytest.mark.parametrize("page_of", ["new", "several"])
def test_a_document_that_cannot_be_stored_is_refused_with_what_was_typed(
    client: Client, page: Site, stored: Stored, monkeypatch: pytest.MonkeyPatch, page_of: str
) -> None:
    with stored():
        identity, slug = make_user().get_id(), make_meeting().slug
    client.sign_in(identity)
    address = f"/en/manage/meetings/{slug}/documents/{page_of}"
    form: MultiDict[str, Any] = MultiDict(page.get(address).values())
    monkeypatch.setattr(files, "_store", Silent)
    if page_of == "new":
        form["title_en"], form["type"] = "Draft schedule", "agenda"
    form["file_en" if page_of == "new" else "files"] = (io.BytesIO(papers.pdf()), "schedule.pdf")
    again = page.send(address, form, status=422)
    assert "the storage does not answer" in again.text
    if page_of == "new":
        assert again.values()["title_en"] == "Draft schedule"


def test_a_reader_is_told_to_come_again_and_of_what_is_lost(
    client: Client, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stored():
        meeting = make_meeting()
        document = make_document(meeting, "en")
        slug, public_id = meeting.slug, document.public_id
        key = document.files[0].storage_key
    addresses = (f"/en/documents/{public_id}/en", f"/en/meetings/{slug}/documents/en.zip")
    with monkeypatch.context() as silence:
        silence.setattr(files, "_store", Silent)
        for address in addresses:
            answer = client.get(address)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
            assert "The file cannot be fetched now" in answer.text
            assert "Content-Disposition" not in answer.headers
    with stored():
        files.delete(key)
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 404
        assert "the file itself is lost" in answer.text
        assert "mistyped" not in answer.text
