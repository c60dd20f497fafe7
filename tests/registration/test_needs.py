"""Who stated access needs or answered a sensitive question, read as a list by who has the right."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from meetings.accounts.models import Grant
from meetings.audit import READING, AuditEntry
from meetings.db import db
from meetings.permissions import Role
from meetings.registration.models import SensitiveAnswer
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.questions import make_question
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
NEEDS = "/en/manage/meetings/{slug}/needs"


@pytest.fixture
def ids(stored: Stored) -> dict[str, str]:
    """Two who state needs, one of them with an allergy, one who states none, one who left."""
    with stored():
        meeting = make_open_meeting(title={"en": "Forum"})
        other = make_open_meeting(title={"en": "Elsewhere"})
        who: Any = {"capacity_code": "nca", "represents": "state", "state_code": "PY"}
        made = make_participation(
            meeting, given_names="Ángela", surnames="Peña", access_needs="Sign language", **who
        )
        make_participation(meeting, given_names="Bea", surnames="Paz", access_needs="=A ramp")
        make_participation(meeting, given_names="Carla", surnames="Sol")
        gone = make_participation(meeting, given_names="Dora", access_needs="A chair")
        gone.status = "cancelled"
        allergies = make_question(meeting, "Allergies", sensitive=True)
        diet = make_question(meeting, "Diet")
        db.session.add(
            SensitiveAnswer(
                participation_id=made.id,
                question_id=allergies.question_id,
                version_id=allergies.version_id,
                value="Nuts",
                at=AT,
            )
        )
        db.session.flush()
        return {
            "slug": meeting.slug,
            "other": other.slug,
            "angela": made.public_id,
            "allergies": allergies.question.public_id,
            "diet": diet.question.public_id,
            "meeting": str(meeting.id),
        }


def signed_in(stored: Stored, client: Client, role: Role, *, beside: Role | None = None) -> None:
    with stored():
        user = make_user(f"{role}@example.org", role=role)
        if beside:
            user.grants.append(Grant(role=beside))
        db.session.flush()
        identity = user.get_id()
    client.sign_in(identity)


def lines(app: Flask, action: str) -> list[str]:
    with app.app_context():
        wanted = select(AuditEntry.subject_id).where(AuditEntry.action == action)
        return list(db.session.scalars(wanted))


def test_who_has_only_this_right_comes_from_signing_in_to_each_text(
    app: Flask, page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    with stored():
        make_user("confidant@example.org", role=Role.CONFIDANT)
    door = page.get("/en/sign-in")
    home = door.submit(email="confidant@example.org", password=PASSWORD)
    assert home.all("tbody th a") == ["Forum"]
    assert home.all("td.num") == ["2", "1"]
    shown = page.get(home.link("Forum"))
    assert shown.all("tbody th a") == ["Ángela Peña", "Bea Paz"]
    assert "Sign language" in shown.one("tbody")
    assert {"Paraguay"} <= set(shown.all("td[data-label=Represents]"))
    assert "CSV" not in shown.text
    assert len(lines(app, "registration.read_sensitive")) == 2
    assert len(lines(app, "reading.needs")) == 1
    hers = page.get(shown.link("Ángela Peña"))
    assert "Nuts" in hers.text
    page.get(hers.link("Access needs and sensitive answers"))
    page.get("/en/").link("Read access needs")
    page.get(f"{NEEDS.format(slug=ids['slug'])}.csv", status=403)
    page.get(f"/en/manage/meetings/{ids['slug']}/registrations", status=403)


def test_a_sensitive_question_is_read_as_a_list_and_no_other_one(
    page: Site, client: Client, stored: Stored, ids: dict[str, str]
) -> None:
    signed_in(stored, client, Role.OFFICER, beside=Role.CONFIDANT)
    path = NEEDS.format(slug=ids["slug"])
    shown = page.get(path).submit(about=ids["allergies"])
    assert shown.all("tbody th a") == ["Ángela Peña"]
    assert shown.all("td[data-label=Allergies]") == ["Nuts"]
    assert shown.submit(mode="virtual").all("tbody th a") == []
    page.get(f"{path}?about={ids['diet']}", status=404)
    menu = page.get(f"/en/manage/meetings/{ids['slug']}")
    assert menu.link("Access needs") == path
    assert menu.link("2 people state access needs") == path


def test_an_officer_without_the_right_reads_how_many_and_whom_to_ask(
    page: Site, client: Client, stored: Stored, ids: dict[str, str]
) -> None:
    signed_in(stored, client, Role.OFFICER)
    shown = page.get(f"/en/manage/meetings/{ids['slug']}").text
    assert "2 people state access needs Administrators read them" in shown
    assert "Sign language" not in shown
    page.get(NEEDS.format(slug=ids["slug"]), status=403)
    page.get("/en/manage/needs", status=403)
    assert "state access needs" not in page.get(f"/en/manage/meetings/{ids['other']}").text


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_is_taken_along_with_a_right_of_its_own(
    app: Flask, client: Client, stored: Stored, ids: dict[str, str], ending: str
) -> None:
    signed_in(stored, client, Role.CONFIDANT_FILES)
    with client.get(f"{NEEDS.format(slug=ids['slug'])}.{ending}") as answer:
        data = answer.data
    rows: list[Any]
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert rows[2][-1] == "'=A ramp"
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Given names", "Ángela", "Bea"]
    assert (rows[0][-1], rows[1][-1]) == ("Access needs", "Sign language")
    assert lines(app, "registration.export_sensitive") == [ids["slug"]]
    assert len(lines(app, "reading.needs_file")) == 1
    assert len(lines(app, "registration.read_sensitive")) == 2


def test_a_grant_for_one_meeting_opens_no_other_one(
    app: Flask, page: Site, stored: Stored, ids: dict[str, str]
) -> None:
    with stored():
        user = make_user(role=Role.CONFIDANT, meeting_id=int(ids["meeting"]))
        identity = user.get_id()
    page.client.sign_in(identity)
    assert page.get("/en/manage/needs").all("tbody th a") == ["Forum"]
    page.get(NEEDS.format(slug=ids["other"]), status=403)
    with app.app_context():
        wanted = select(AuditEntry.id).where(AuditEntry.subject_type == READING)
        assert db.session.scalar(wanted) is None


def test_a_coordinator_with_the_right_finds_the_list_from_every_page_and_the_meeting_s(
    page: Site, stored: Stored, ids: dict[str, str], client: Client
) -> None:
    signed_in(stored, client, Role.COORDINATOR, beside=Role.CONFIDANT)
    everywhere = page.get(page.get("/en/indicators").link("Access needs"))
    assert everywhere.all("tbody th a") == ["Forum"]
    theirs = page.get(f"/en/meetings/{ids['slug']}")
    assert theirs.all(".officer-bar a") == ["Access needs"]
    address = theirs.tree.cssselect(".officer-bar a")[0].get("href")
    assert page.get(address).all("tbody th a") == ["Ángela Peña", "Bea Paz"]
    statistics = page.get(f"/en/meetings/{ids['slug']}/statistics")
    assert "Access needs" in statistics.all(".sidemenu a")


def test_whose_right_is_for_one_meeting_sees_no_link_at_another(
    page: Site, stored: Stored, ids: dict[str, str], client: Client
) -> None:
    with stored():
        user = make_user(role=Role.COORDINATOR)
        scope = {"scope_type": "meeting", "scope_id": ids["meeting"]}
        user.grants.append(Grant(role=Role.CONFIDANT, **scope))
        db.session.flush()
        identity = user.get_id()
    client.sign_in(identity)
    for name, is_shown in (("slug", True), ("other", False)):
        assert bool(page.get(f"/en/meetings/{ids[name]}").all(".officer-bar a")) is is_shown
        menu = page.get(f"/en/meetings/{ids[name]}/statistics").all(".sidemenu a")
        assert ("Access needs" in menu) is is_shown
