"""A meeting's statistics as people see and download them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from meetings.audit import AuditEntry
from meetings.db import db
from meetings.permissions import Role
from tests.factories.accounts import make_user
from tests.factories.attendance import make_listed
from tests.factories.statistics import (
    make_headcount,
    make_held,
    make_organization,
    make_present,
)
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
SEXES = ["female"] * 6 + ["male"] * 2 + ["not_stated"]


@pytest.fixture
def slug(stored: Stored) -> str:
    """A held workshop: 11 registered, 10 confirmed, 9 present, and an interpreter."""
    with stored():
        meeting = make_held("Workshop")
        for sex in SEXES:
            make_present(meeting, sex=sex, capacity="nca", state="HN", days=2)
        make_listed(meeting, sex="male", capacity="nca", state="PE")
        make_listed(meeting, sex="male", status="pending")
        make_present(meeting, capacity="interpreter")
        return meeting.slug


@pytest.fixture
def coordinator(stored: Stored, client: Client) -> None:
    """Signed in with the right to figures."""
    with stored():
        identity = make_user(role=Role.COORDINATOR).get_id()
    client.sign_in(identity)


def figures(page: Site, address: str) -> dict[str, str]:
    """The key figures: label -> number."""
    found = page.get(address)
    numbers = found.all(".key-figure dd:nth-of-type(1)")
    return dict(zip(found.all(".key-figure dt"), numbers, strict=True))


def downloaded(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_the_public_sees_totals_and_no_cell(page: Site, slug: str) -> None:
    found = page.get(f"/en/meetings/{slug}/statistics")
    assert found.heading == "Statistics"
    assert figures(page, f"/en/meetings/{slug}/statistics") == {
        "Registered": "11",
        "Confirmed": "10",
        "Attended": "9",
    }  # two men would be known by a share of women
    assert found.all("table") == []
    assert "woman" not in found.text


def test_the_public_sees_the_share_of_women_where_nobody_is_disclosed(
    page: Site, stored: Stored
) -> None:
    with stored():
        meeting = make_held("Big")
        for sex in ["female"] * 15 + ["male"] * 5:
            make_present(meeting, sex=sex)
        address = f"/en/meetings/{meeting.slug}/statistics"
    assert figures(page, address)["Women"] == "75 %"


@pytest.mark.usefixtures("coordinator")
def test_the_cells_of_what_was_attended(page: Site, slug: str) -> None:
    found = page.get(f"/en/meetings/{slug}/statistics")
    (row,) = found.tree.xpath("//tbody/tr[th='Competent National Authority']")
    cells = [cell.text_content() for cell in row.cssselect("td")]
    assert cells == ["6", "2", "0", "1", "9", "75\xa0%", "89\xa0%"]
    assert "9 present: 6 women (75 % of 8 who declared), 2 men; 1 not stated" in found.text
    assert "Honduras" in found.text
    assert "Peru" not in found.text  # registered, not there
    assert "Shown apart: these do not count" in found.text


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("count", "total"),
    [("registered", 11), ("confirmed", 10), ("attended", 9), ("day_presences", 18)],
)
def test_each_count_has_its_tables(page: Site, slug: str, count: str, total: int) -> None:
    found = page.get(f"/en/meetings/{slug}/statistics?count={count}")
    assert found.tree.cssselect("tfoot td:nth-of-type(5)")[0].text_content() == str(total)
    assert len(found.all(".bars")) == 2


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_in_every_language(page: Site, slug: str, lang: str) -> None:
    found = page.get(f"/{lang}/meetings/{slug}/statistics")
    assert [found.tree.get_element_by_id(f"sentence-{code}").get("lang") for code in ("es", "pt")]


@pytest.mark.usefixtures("coordinator")
def test_headcounts_and_organizations(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_held("Counted")
        present = make_organization("=1+1", acronym="RM")
        make_present(meeting, capacity="cso_representative", organization=present)
        make_headcount(meeting, 30, covers="unlisted", qualifier="about")
        address = f"/en/meetings/{meeting.slug}/statistics"
    found = page.get(address)
    assert figures(page, address)["Attendances"] == "~31"
    assert figures(page, address)["Attended"] == "1"
    assert "=1+1 (RM)" in found.text
    assert "About 31 present: 1 woman" in found.text


@pytest.mark.usefixtures("coordinator")
def test_no_sentence_where_nothing_was_recorded(page: Site, stored: Stored) -> None:
    with stored():
        address = f"/en/meetings/{make_held('Coming').slug}/statistics"
    found = page.get(address)
    assert "Nobody has been recorded as present yet." in found.text
    assert "Nobody was present" not in found.text


@pytest.mark.usefixtures("coordinator")
def test_more_than_is_not_at_least(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_held("Crowd")
        make_headcount(meeting, 100, qualifier="more_than")
        address = f"/en/meetings/{meeting.slug}/statistics"
    assert figures(page, address)["Attendances"] == ">100"


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("lang", "names"),
    [("en", ["Brazil", "Dominican Republic", "Peru"]), ("es", ["Brasil", "Perú", "República"])],
)
def test_states_stand_in_the_order_of_the_readers_language(
    page: Site, stored: Stored, lang: str, names: list[str]
) -> None:
    with stored():
        meeting = make_held("Represented")
        for state in ("PE", "DO", "BR"):
            make_present(meeting, state=state, capacity="nca")
        address = f"/{lang}/meetings/{meeting.slug}/statistics"
    rows = page.get(address).tree.xpath(
        "//table[.//th[contains('State Estado', text())]]//tbody//th"
    )
    shown = [row.text_content() for row in rows]
    assert len(shown) == 3
    assert all(each.startswith(name) for each, name in zip(shown, names, strict=True))


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_percent_is_written_one_way(page: Site, slug: str, lang: str) -> None:
    share = "75\xa0%"
    found = page.get(f"/{lang}/meetings/{slug}/statistics")
    assert f"({share} " in found.tree.get_element_by_id(f"sentence-{lang}").text_content()
    cells = [cell.text_content() for cell in found.tree.cssselect("td")]
    assert share in cells


def test_a_draft_is_there_for_those_with_the_right_only(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        address = f"/en/meetings/{make_held('Draft', published=False).slug}/statistics"
        identity = make_user(role=Role.COORDINATOR).get_id()
    assert client.get(address).status_code == 404
    client.sign_in(identity)
    assert page.get(address).status == 200
    assert client.get("/en/meetings/none/statistics").status_code == 404


def test_a_door_user_sees_what_the_public_sees(page: Site, client: Client, stored: Stored) -> None:
    with stored():
        meeting = make_held()
        make_present(meeting)
        address = f"/en/meetings/{meeting.slug}/statistics"
        identity = make_user(role=Role.DOOR, meeting_id=meeting.id).get_id()
    client.sign_in(identity)
    assert page.get(address).all("table") == []


def test_the_public_csv_has_totals_and_says_what_they_are(client: Client, slug: str) -> None:
    rows = downloaded(client, f"/en/meetings/{slug}/statistics.csv")
    assert rows[:4] == [
        ["Figure", "All"],
        ["Registered", "11"],
        ["Confirmed", "10"],
        ["Attended", "9"],
    ]
    notes = {row[0] for row in rows if len(row) == 2}
    assert {"Meeting", "Period", "Extracted", "Coverage", "Suppression of small numbers"} <= notes


def test_the_public_reads_the_same_headcount_on_the_page_and_in_the_files(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_held("Counted only")
        make_headcount(meeting, 225, qualifier="more_than")
        address = f"/en/meetings/{meeting.slug}/statistics"
    shown = page.get(address)
    assert figures(page, address)["Attendances"] == ">225"
    assert "Nobody has been recorded" not in shown.text
    assert downloaded(client, f"{address}.csv")[3:5] == [["Attended", "0"], ["Attendances", ">225"]]
    with client.get(f"{address}.xlsx") as answer:
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    assert ["Attendances", ">225"] in book.get_sheet_by_index(0).to_python()


@pytest.mark.usefixtures("coordinator")
def test_what_a_headcount_left_blank_is_unknown_and_no_zero(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_held("Half")
        make_headcount(meeting, 40, qualifier="about", cells=(("female", None, 30),))
        address = f"/en/meetings/{meeting.slug}/statistics"
    (row,) = page.get(address).tree.xpath("//tbody/tr[th='Attendances']")
    cells = [cell.text_content() for cell in row.cssselect("td")]
    assert cells == ["30", "–", "–", "10", "~40", "–", "75\xa0%"]
    exported = downloaded(client, f"{address}.csv")
    written = ["30", "", "", "10", "~40", "75\xa0%", ""]
    assert ["Whole meeting", "", "Attendances", *written] in exported


@pytest.mark.usefixtures("coordinator")
def test_the_csv_of_those_with_the_right_has_the_cells(
    client: Client, slug: str, stored: Stored
) -> None:
    rows = downloaded(client, f"/en/meetings/{slug}/statistics.csv")
    assert rows[0][:7] == ["Table", "Group", "Figure", "Women", "Men", "Another", "Not stated"]
    cells = ["By State", "Honduras", "Attended", "6", "2", "0", "1", "9", "89\xa0%", "75\xa0%"]
    assert cells in rows
    with stored():
        audited = db.session.scalars(select(AuditEntry.action)).all()
    assert "statistics.export" in audited


@pytest.mark.usefixtures("coordinator")
def test_the_xlsx_has_the_same_and_a_title_is_never_a_formula(
    client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_held("=1+1")
        make_present(meeting)
        address = f"/en/meetings/{meeting.slug}/statistics"
    with client.get(f"{address}.xlsx") as answer:
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    assert book.sheet_names == ["Statistics", "About these figures"]
    assert book.get_sheet_by_index(0).to_python()[0][0] == "Table"
    assert ["Meeting", "=1+1"] in book.get_sheet_by_index(1).to_python()
    assert ["Meeting", "'=1+1"] in downloaded(client, f"{address}.csv")
    assert client.get(f"{address}.pdf").status_code == 404
