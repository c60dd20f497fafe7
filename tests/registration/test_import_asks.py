"""What the look through a table asks back, and what it doesn't."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.factories.accounts import make_user
from tests.factories.questions import make_question
from tests.factories.registration import make_open_meeting
from tests.registration.test_importing import sent
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
HEADING = "given_names,surnames,email,capacity,Representa,Arrival\n"
ORDER = "In dates such as 02/06/2026 the first number is"


@pytest.fixture
def slug(stored: Stored, client: Client) -> str:
    with stored():
        meeting = make_open_meeting()
        make_question(meeting, "Arrival", kind="date")
        officer, slug = make_user().get_id(), meeting.slug
    client.sign_in(officer)
    return slug


def looked(page: Site, slug: str, *rows: str) -> Page:
    return sent(page, slug, HEADING + "".join(f"{row}\n" for row in rows))


def test_the_order_of_day_and_month_is_asked_only_where_it_matters(page: Site, slug: str) -> None:
    plain = looked(page, slug, "Ana,Paz,a@x.org,nca,Perú,2026-05-31", "Eva,Gil,,nca,Perú,")
    assert ORDER not in plain.text
    assert "Representa" not in plain.text, "it is known who is represented"
    asked = looked(page, slug, "Ana,Paz,a@x.org,nca,Perú,02/06/2026")
    assert ORDER in asked.text
    told = asked.submit(step="keep", dates="month")
    assert told.one("input[name=dates][checked]") == ""
    assert "February 6, 2026" in page.get(told.url.split("?")[0] + "?show=new").text


def test_the_same_person_twice_is_asked_no_state(page: Site, slug: str) -> None:
    rows = [
        "Ana,Paz,a@x.org,nca,Dominica,",
        "Ana,Paz,a@x.org,nca,Dominica,",
        "Eva,Gil,,nca,Utopia,",
    ]
    bad = looked(page, slug, *rows)
    assert "The same person stands in line 2." in bad.text
    assert bad.all("select") == bad.all("select[name=state-4]")
    assert len(bad.all("select")) == 1


def test_a_spelling_is_asked_about_once_and_said_for_all_its_rows(page: Site, slug: str) -> None:
    rows = [f"P{n},Paz,p{n}@x.org,nca,{'DOMINICA' if n else 'Dominica'}," for n in range(4)]
    asked = looked(page, slug, *rows, "Eva,Gil,e@x.org,nca,Utopia,", "Ida,Gil,i@x.org,nca,Utopia,")
    doubt = page.get(asked.url.split("?")[0] + "?show=doubt")
    assert [each for each in doubt.values() if each.startswith("state-")] == ["state-2"]
    assert "The State is the one that is meant in line 2." in doubt.text
    said: dict[str, Any] = {"state-2": "DO"}
    new = page.get(doubt.submit(step="keep", **said).url.split("?")[0] + "?show=new")
    assert len(new.all("tbody tr")) == 4
    assert all("Dominican Republic" in row for row in new.all("tbody tr"))
    bad = page.get(asked.url.split("?")[0] + "?show=bad")
    assert [each for each in bad.values() if each.startswith("state-")] == ["state-6"]
    said = {"state-6": "UY"}
    after = page.get(bad.submit(step="keep", **said).url.split("?")[0] + "?show=new")
    assert len(after.all("tbody tr")) == 6
