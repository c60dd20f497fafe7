"""Who waits for a seat counts nowhere in a delegation, and everybody is told that she waits."""

from __future__ import annotations

import io

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import select

from meetings.calendar import queries as calendar
from meetings.db import db
from meetings.notifications.models import Message
from meetings.registration.models import RegistrationPlan, SeatLimit
from meetings.registration.rules import seating
from tests.support.desks import At, named, submitted


@pytest.fixture
def one_seat(at: At, stored) -> None:
    """Each State has one seat; who comes after waits for one."""
    with stored():
        meeting = calendar.by_slug(at.slug)
        assert meeting is not None
        limit = SeatLimit(meeting_id=meeting.id, seats=1, taken=0, each="state")
        limit.scope_key = seating.scope_key(limit)
        db.session.add_all([limit, RegistrationPlan(meeting_id=meeting.id, has_waiting_list=True)])


@pytest.mark.usefixtures("one_seat", "officer")
def test_who_waits_is_told_before_and_after_and_counts_in_no_balance(
    page, client, at, app: Flask
) -> None:
    named(page, at, "Ana", sex="female")
    drafted = named(page, at, "Luz", sex="male")
    assert "With this draft one person would wait for a seat." in drafted.text
    sent = submitted(page, at)
    assert "No seat is free for Luz De Luz: this person waits for one." in sent.text
    assert "1 person of the list waits for a seat." in sent.text
    [own] = [row for row in sent.all("tbody tr") if row.startswith("This delegation")]
    assert own.split()[:2] == ["This", "delegation100100"]
    overview = page.get(f"/en/manage/meetings/{at.slug}/delegations")
    assert overview.one("td[data-label='People']") == "1awaiting a seat: 1to confirm: 1"
    with app.app_context():
        kinds = select(Message.text).where(Message.kind == "delegations.receipt")
        assert "Awaits a seat: Luz De Luz." in (db.session.scalar(kinds) or "")


@pytest.mark.usefixtures("one_seat")
@pytest.mark.parametrize("kind", ["credentials", "note_verbale"])
def test_papers_name_who_waits_apart(page, client, at, kind) -> None:
    named(page, at, "Ana")
    named(page, at, "Luz")
    submitted(page, at)
    document = Document(io.BytesIO(client.get(f"{at.desk}/letter.docx?kind={kind}&in=en").data))
    names = [[row.cells[1].text for row in table.rows[1:]] for table in document.tables]
    assert names == [["Ana De Ana"], ["Luz De Luz"]]
    assert any("await a seat" in each.text for each in document.paragraphs)
    printed = client.get(f"{at.desk}/letter.pdf?kind={kind}&in=en")
    assert printed.data.startswith(b"%PDF-")
