"""Whatever page of the staff shows somebody's name, its reading is noted; no page can forget it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import delete, select
from werkzeug.routing import Rule

from meetings.audit import READING, AuditChange, AuditEntry
from meetings.db import db, transaction
from meetings.permissions import PUBLIC, Role
from meetings.privacy.views import read_pages
from tests.factories.accounts import make_user
from tests.factories.everywhere import RARE, SURNAMES, Everywhere, make_everywhere
from tests.factories.registration import AT
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]
FIND: Final = {"people-q": SURNAMES, "do": "find"}
UNKNOWN: Final = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
# What stands in an address -> which id of hers, by the words before it.
IDS: Final = (
    (r"/merge$", "person"),
    (r"/registrations/import/<", "table"),
    (r"/registrations/<|/corrections/<", "registration"),
    (r"/people/<", "person"),
    (r"/duplicates/<", "pair"),
    (r"/outbox/<", "message"),
    (r"/replies/<", "reply"),
    (r"/papers/<", "paper"),
    (r"/privacy/requests/<", "request"),
    (r"/agenda/sessions/<", "session"),
    (r"/invitations/<", "draft"),
)
CODES: Final = (
    (r"/bodies/<", "committee_of_experts"),
    (r"/tags/<", "media"),
    (r"/mail-templates/<", "invitation"),
    (r"/groups/<", "caricom"),
)
# Pages that name people whom everybody may read of.
PUBLISHED: Final = {
    "calendar.session": "the programme's speakers",
    "calendar.sessions": "the programme's speakers",
    "directory.manage_body": "who sits in a body",
}
# Pages that are noted although the walk finds nobody on them.
EMPTY_HERE: Final = {
    "attendance.door": "shows whom one has just let in",
    "attendance.found": "shows whom one looked for",
    "delegations.reprints": "tells whose badges changed after they were printed",
    "desk.walk_in": "asks whether somebody known is meant",
    "feed_pages.members": "tells who sits in a body now, and who has a calendar of it",
    "invitations.recipients": "shows whom one looked for",
    "letters.certificates": "gives them out to all who were there",
    "notifications.attachment": "passes and letters travel with mails",
    "registration.enter": "asks whether somebody known is meant",
}
# What the walk has nothing of: {reason: pages}.
UNOPENED: Final = {
    "things that name nobody": (
        "accreditation.accredited accreditation.application calendar.document"
        " calendar.followed_calendar calendar.imported"
        " calendar.item delegations.focal_point_edit"
        " desk.clone desk.earlier_file desk.edit_obligation desk.edit_organization"
        " desk.new desk.from_template desk.manage_course desk.organization"
        " desk.set_status desk.skip_notice directory.edit_fact directory.edit_member"
        " directory.edit_observer directory.edit_period directory.edit_places directory.edit_term"
        " directory.end_term directory.rename_group indicators.indicator letters.letterhead"
        " registration.ask_no_more registration.edit_question registration.library_question"
    ),
    "files that are not kept here; noted by their room": (
        "delegations.officer_paper registration.answer_file registration.sensitive_file"
    ),
    "nothing waits, ended or differs here; noted by their room": (
        "registration.take_up delegations.officer_decline"
        " delegations.officer_differences delegations.officer_give_up"
    ),
}


@pytest.fixture
def her(stored: Stored, client: Client, frozen: Any) -> Everywhere:
    """Her everywhere, and somebody signed in who may do everything."""
    frozen.move_to(AT)
    with stored():
        made = make_everywhere()
        identity = make_user(role=Role.ADMINISTRATOR).get_id()
    client.sign_in(identity)
    return made


def addresses(app: Flask, her: Everywhere) -> list[tuple[str, str]]:
    """(endpoint, address) of every page of the staff, for each meeting of hers."""
    found = []
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "__access__", PUBLIC)
        if access == PUBLIC or "GET" not in (rule.methods or ()):
            continue
        for slug in (her.past, her.coming, her.named):
            values = {name: value(rule, name, her, slug) for name in rule.arguments}
            found.append((rule.endpoint, adapter.build(rule.endpoint, values)))
    return sorted(set(found))


def value(rule: Rule, name: str, her: Everywhere, slug: str) -> str | int:
    if name == "public_id":
        return next((her.ids[key] for words, key in IDS if re.search(words, rule.rule)), UNKNOWN)
    if name == "code":
        return next((code for words, code in CODES if re.search(words, rule.rule)), "HN")
    given: dict[str, str | int] = {
        "lang": "en",
        "slug": slug,
        "key": her.ids["key"],
        "ending": "docx" if "letter" in rule.rule else "csv",
        "kind": "people" if "merge" in rule.rule else "certificate",
        "written_in": "en",
        "language": "en",
        "number": 1,
    }
    return given.get(name, UNKNOWN)


def names_her(answer: Any) -> bool:
    """Whether her name or address stands in a page or a file."""
    data = answer.get_data()
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = b" ".join(package.read(each) for each in package.namelist())
    if data[:4] == b"%PDF":
        return True
    text = data.decode("utf-8", "replace").casefold()
    return any(each in text for each in RARE)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_every_page_that_names_somebody_is_noted(
    app: Flask, client: Client, her: Everywhere
) -> None:
    shows, opened, forgotten = set(), set(), set()
    pages = addresses(app, her)
    for endpoint, address in pages:
        with client.get(address) as answer:
            if answer.status_code != 200:
                continue
            is_shown = names_her(answer)
        opened.add(endpoint)
        shows |= {endpoint} if is_shown else set()
        forgotten |= {endpoint} if is_shown and not noted(app) else set()
        forget(app)
    assert forgotten == PUBLISHED.keys(), "note them (read_pages.py), they name people"
    needless = {each for each in opened if read_pages.kind_of(each)} - shows
    assert needless == EMPTY_HERE.keys(), "they name nobody: put them into NOBODY (read_pages.py)"
    closed = {endpoint for endpoint, _address in pages} - opened
    assert closed == set(" ".join(UNOPENED.values()).split()), "give the walk something to open"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_neither_the_log_nor_the_audit_holds_what_was_looked_for(
    app: Flask, client: Client, her: Everywhere
) -> None:
    slug = her.coming
    for path, fields in (
        (f"meetings/{slug}/registrations/search", {"q": SURNAMES}),
        ("outbox/search", {"q": SURNAMES}),
        ("people", {"q": SURNAMES}),
        (f"meetings/{slug}/invitations/{her.ids['draft']}/recipients/people", FIND),
    ):
        forget(app)
        answer = client.post(f"/en/manage/{path}", data=fields, follow_redirects=True)
        assert names_her(answer), path
        assert SURNAMES not in answer.request.url
        assert noted(app), path
    with client.post(f"/en/door/{slug}/results", data={"q": SURNAMES}):
        assert noted(app)
    with app.app_context():
        entries = db.session.scalars(select(AuditEntry).where(AuditEntry.actor_kind == "user"))
        values = {each.entry_id: each.changes for each in db.session.scalars(select(AuditChange))}
        for entry in entries:
            line = f"{vars(entry)} {values.get(entry.id, '')}".casefold()
            assert not any(each in line for each in RARE), line


def test_an_administrator_reads_who_read_what_of_all_meetings(page: Site, her: Everywhere) -> None:
    for slug in (her.past, her.coming):
        page.get(f"/en/manage/meetings/{slug}/registrations")
    page.get("/en/manage/people")
    everywhere = page.get("/en/manage/readers")
    assert {"Past", "Coming"} <= set(everywhere.all("td[data-label=Meeting] a"))
    assert "Who is who" in everywhere.one("table")
    here = page.get(everywhere.link("Past"))
    assert here.all("td[data-label=What]") == ["List of registrations"]


def noted(app: Flask) -> bool:
    with app.app_context():
        wanted = select(AuditEntry.id).where(AuditEntry.subject_type == READING)
        return db.session.scalar(wanted.limit(1)) is not None


def forget(app: Flask) -> None:
    with app.app_context(), transaction():
        read = AuditEntry.subject_type == READING
        of = select(AuditEntry.id).where(read)
        db.session.execute(delete(AuditChange).where(AuditChange.entry_id.in_(of)))
        db.session.execute(delete(AuditEntry).where(read))
