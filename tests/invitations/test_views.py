"""The officer's pages: from the template to the log; and the page that ends mails."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import clock
from meetings.accounts.models import User
from meetings.actor import CLI
from meetings.calendar import queries as calendar
from meetings.db import db
from meetings.directory.models import Person
from meetings.invitations import jobs, operations
from meetings.invitations.models import Mailing, MailRefusal
from meetings.notifications.models import Attachment, Message
from meetings.registration import operations as registration
from meetings.registration.operations import WayIn
from meetings.registration.queries import link_token
from tests.factories.accounts import make_user
from tests.factories.directory import make_person
from tests.factories.invitations import make_mailing, make_row
from tests.factories.registration import make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def slug(stored: Stored, client: Client) -> str:
    """A meeting and its officer, signed in."""
    with stored():
        user = make_user()
        make_person("Rosa", "Quispe", "rosa@example.org")
        slug, identity = make_open_meeting().slug, user.get_id()
    client.sign_in(identity)
    return slug


def sent(**values: Any) -> dict[str, Any]:
    """Fields whose names hold a hyphen, written with an underscore."""
    return {name.replace("_", "-"): value for name, value in values.items()}


def test_from_the_template_to_the_log(app: Flask, page: Site, slug: str) -> None:
    listed = page.get(f"/en/manage/meetings/{slug}/invitations")
    assert "Nothing was written yet" in listed.text
    draft = listed.submit("main section form", template="invitation")
    assert "Nobody is on the list" in draft.text
    whom = page.get(draft.link("To whom"))
    found = whom.submit("#by-people form", **sent(people_q="quispe", do="find"), status=200)
    assert "Rosa Quispe" in found.text
    who = found.tree.cssselect("#by-people input[type=checkbox]")[0].get("value")
    added = found.submit("#by-people form", **sent(people_people=[who], do="add"))
    assert "1 person of the directory" in added.text
    wrong = added.submit(
        "#by-file form", **sent(file_text="given_names,email,language\nLuz,luz@x.org,es\nEva,no,xx")
    )
    assert "1 line cannot be read" in wrong.text
    assert "luz@x.org" in wrong.text, "what was pasted is kept"
    taken = wrong.submit("#by-file form", **sent(file_skip="y"))
    assert "1 person of the table is on the list." in taken.text
    shown = page.get(taken.link("See the list"))
    assert "No capacity is known" in shown.text
    words = page.get(shown.link("Subject and text"))
    refused = words.submit(text_es="Hola {nombre}", capacity="participant")
    assert "There is no placeholder {nombre}." in refused.text
    kept = refused.submit(text_es="Hola {name}: {link}", text_fr="", title_fr="")
    assert "Not written in: Français" in kept.text
    assert kept.all(".key-figure") == ["Will be written to2"]
    seen = page.get(kept.link("Preview: Luz"))
    assert "Hola Luz" in seen.text
    tested = kept.submit('form[action$="/test"]', language="fr")
    assert "A test goes to you, as Luz" in tested.text
    scheduled = tested.submit("#schedule form", when="at", at="2035-01-02T09:00")
    assert "Scheduled" in scheduled.text
    with app.app_context():
        due = db.session.scalars(select(Mailing.due_at)).one()
        assert due == datetime(2035, 1, 2, 14, tzinfo=UTC)
        test = db.session.scalars(select(Message)).one()
        assert test.title.startswith("[Test] ")
        assert test.to_email == "ana@cim.example"
        assert "Dear Ana Núñez" in test.text, "English stands in for French"
    rosa = next(each for each in scheduled.tree.cssselect("input[name=out]"))
    out = scheduled.submit("#recipients form", out=[rosa.get("value")])
    assert "Taken out" in out.text
    out.submit("#schedule form", when="now")
    with app.app_context():
        jobs.send_mailings(clock.now())
    log = page.get(f"/en/manage/meetings/{slug}/invitations")
    log = page.get(log.link("Personal invitation"))
    assert "What became of it" in log.text
    assert "Waiting" in log.text
    assert "@" not in log.url
    spanish = page.get(f"/es/manage/meetings/{slug}/invitations")
    assert "Personal invitation" not in spanish.text
    assert page.get(spanish.link("Invitación personal")).heading == "Invitación personal"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_hour_that_has_passed_is_refused_with_the_present_one(
    page: Site, slug: str, stored: Stored
) -> None:
    with stored():
        meeting = calendar.by_slug(slug)
        assert meeting is not None
        made = make_mailing(meeting, {"file": [make_row("Luz")]}).public_id
    shown = page.get(f"/en/manage/meetings/{slug}/invitations/{made}")
    past = shown.submit("#schedule form", when="at", at="2001-01-02T09:00")
    assert "That was Jan 2, 2001, 9:00 AM in Lima, " in past.text
    assert "there it is now" in past.text
    assert past.values("#schedule form")["at"] == "2001-01-02T09:00", "what was typed is kept"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_one_click_ends_mails_and_she_may_want_them_again(
    app: Flask, page: Site, client: Client, slug: str, stored: Stored
) -> None:
    with stored():
        from meetings.actor import CLI
        from meetings.invitations import operations

        meeting = calendar.by_slug(slug)
        assert meeting is not None
        mailing = make_mailing(meeting, {"file": [make_row("Luz")]})
        operations.schedule(mailing, operations.Plan(), by=CLI, at=clock.now())
    with app.app_context():
        jobs.send_mailings(clock.now())
        message = db.session.scalars(select(Message)).one()
        address = message.unsubscribe
    assert "luz" not in address
    path = "/" + address.split("/", 3)[3]
    asked = page.get(path).text
    assert "addressed to Luz Paz?" in asked
    assert "Other people who use the same mailbox still get theirs." in asked
    answer = client.post(path, data={"List-Unsubscribe": "One-Click"}, csrf=False)
    assert answer.status_code == 200
    with app.app_context():
        assert db.session.scalars(select(MailRefusal.person_id)).all() == [
            db.session.scalars(select(Person.id).where(Person.given_names == "Luz")).one()
        ]
    again = page.get(path).submit(status=200)
    assert "We write to you again." in again.text
    page.get(path[:-4] + "AAAA", status=404)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_another_meetings_officer_sees_nothing(
    page: Site, client: Client, slug: str, stored: Stored
) -> None:
    with stored():
        other = make_open_meeting(title={"en": "Another"})
        user = make_user("b@cim.example", meeting_id=other.id)
        identity, own = user.get_id(), other.slug
    client.sign_in(identity)
    page.get(f"/en/manage/meetings/{slug}/invitations", status=403)
    draft = page.get(f"/en/manage/meetings/{own}/invitations").submit("main section form")
    whom = page.get(draft.link("To whom"))
    assert "Single people of the directory" not in whom.text
    path = re.sub(r"\?.*", "", whom.url)
    assert client.post(f"{path}/people", data={"people-q": "a"}).status_code in {422, 403}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_file_in_windows_1252_is_read(
    app: Flask, page: Site, client: Client, slug: str, stored: Stored
) -> None:
    draft = page.get(f"/en/manage/meetings/{slug}/invitations").submit("main section form")
    path = page.get(draft.link("To whom")).url
    data = "Nombres;Apellidos;Correo\nÍñigo;Ñáñez;i@x.org\n".encode("cp1252")
    answer = client.post(
        f"{path}/file",
        data={"file-file": (io.BytesIO(data), "lista.csv")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    with app.app_context():
        rows = db.session.scalars(select(Mailing.audience)).one()[0]["file"]
        assert rows[0]["given_names"] == "Íñigo"
        assert db.session.scalars(select(User.id)).first()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_example_of_a_mail_holds_no_address_that_is_its_readers_alone(
    stored: Stored, client: Client, page: Site, slug: str
) -> None:
    with stored():
        meeting = calendar.by_slug(slug)
        assert meeting is not None
        participation = make_participation(meeting)
        mailing = make_mailing(meeting, template="before_meeting")
        token, path = link_token(participation), f"/en/manage/meetings/{slug}/invitations"
        path = f"{path}/{mailing.public_id}/preview"
    assert "stands only in the mail itself" in page.get(path).text
    for shown in (path, f"{path}.html"):
        text = client.get(shown).text
        assert "/my/" in text
        assert token not in text


@pytest.fixture
def three(stored: Stored, client: Client) -> str:
    """A meeting with three registrations, and its officer signed in."""
    with stored():
        meeting, user = make_open_meeting(), make_user()
        for name in ("Ana", "Eva"):
            make_participation(meeting, given_names=name, surnames="Paz")
        make_participation(meeting, given_names="Luz", surnames="Gil")
        slug, identity = meeting.slug, user.get_id()
    client.sign_in(identity)
    return f"/en/manage/meetings/{slug}/registrations"


def mail(listed: Any, **fields: Any) -> Any:
    """Press "Mail" below the officer's list."""
    form = listed.tree.cssselect("#several")[0]
    form.set("action", form.cssselect("button[formaction*='chosen']")[0].get("formaction"))
    return listed.submit("#several", **fields)


def test_a_draft_to_those_who_were_ticked_or_found(page: Site, three: str) -> None:
    """The ticks, the search and the filters go into the mail; nobody else is written to."""
    listed = page.get(three)
    box = listed.tree.cssselect("tbody input[name=chosen]")[0]
    draft = mail(listed, chosen=[box.get("value")])
    assert draft.all(".key-figure") == ["Will be written to1"]
    found = listed.submit("main form[role=search]", q="paz")
    draft = mail(found, all="1")
    assert draft.all(".key-figure") == ["Will be written to2"]
    assert [each[:7] for each in draft.all("tbody th")] == ["Ana Paz", "Eva Paz"]
    assert "2 registrations of this meeting, chosen in the list" in draft.text
    assert "Ana Paz" in page.get(draft.link("Preview: Ana Paz")).text


def test_nobody_is_written_to_whom_the_list_did_not_promise(
    app: Flask, page: Site, three: str
) -> None:
    listed = page.get(three)
    assert "Tick the registrations first." in mail(listed).text
    refused = mail(listed, all="1", promised="2")
    assert "the list has changed" in refused.text
    with app.app_context():
        assert db.session.scalars(select(Mailing)).all() == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_each_recipient_is_counted_once_by_what_became_of_the_mail(
    app: Flask, page: Site, slug: str, stored: Stored
) -> None:
    """Six went out, one of them came back, one server asked to be tried later, one refused."""
    rows = [make_row(f"P{number}") for number in range(8)]
    with stored():
        meeting = calendar.by_slug(slug)
        assert meeting is not None
        mailing = make_mailing(meeting, {"file": [*rows, make_row("Lost", email="")]})
        operations.schedule(mailing, operations.Plan(), by=CLI, at=clock.now())
        public_id = mailing.public_id
    with app.app_context():
        for job in jobs.jobs:
            job(clock.now())
    with stored():
        first, second, third, *rest = db.session.scalars(select(Message))
        first.last_error = "451 Try again later"
        second.status, second.last_error = "dead", "550 Refused"
        third.status, third.bounced_at, third.bounce = "sent", clock.now(), "5.1.1"
        for each in rest:
            each.status = "sent"
    shown = page.get(f"/en/manage/meetings/{slug}/invitations/{public_id}")
    figures = dict(zip(shown.all(".key-figure dt"), shown.all(".key-figure dd"), strict=True))
    assert figures == {
        "Recipients": "9",
        "Waiting": "1",
        "Sent": "5",
        "Came back": "1",
        "Given up": "1",
        "Not written to": "1",
    }
    listed = page.get(f"/en/manage/meetings/{slug}/invitations")
    assert listed.all("tbody td.num") == ["1", "5", "1", "1", "0"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_test_reads_as_the_first_recipients_mail_and_names_the_hour_only(
    app: Flask, frozen: Any, page: Site, slug: str, stored: Stored
) -> None:
    """Nothing is invented, the calendar's part is there, and the mail is true when it is read
    later."""
    with stored():
        meeting = calendar.by_slug(slug)
        assert meeting is not None
        closes = datetime(2026, 5, 6, 4, 59, tzinfo=UTC)
        way = WayIn(capacity_code="participant", way="invitation", closes_at=closes)
        registration.set_way(meeting, way, by=CLI, at=clock.now())
        text = {"en": "Dear {name}\n\nAs {capacity} until {deadline}\n\n{link}"}
        mailing = make_mailing(meeting, title={"en": "Come"}, text=text)
        where = f"/en/manage/meetings/{slug}/invitations/{mailing.public_id}"
    empty = page.get(where).submit('form[action$="/test"]', language="en")
    assert "Nobody is written to yet: it names no capacity." in empty.text
    with stored():
        mailing = db.session.scalars(select(Mailing)).one()
        mailing.capacity_code, mailing.audience = "participant", [{"file": [make_row("Luz")]}]
    tried = page.get(where).submit('form[action$="/test"]', language="en")
    assert "A test goes to you, as Luz Paz will get it: Participant" in tried.text
    seen = page.get(page.get(where).link("Preview: Luz Paz"))
    with app.app_context():
        without, test = db.session.scalars(select(Message).order_by(Message.id))
        assert "As " not in without.text
        for text_of in (test.text, seen.text):
            assert "until May 5, 2026, 11:59 PM in Lima" in text_of.replace("\u202f", " ")
            assert "in 1 day" not in text_of
        assert "Dear Ana Núñez" in test.text
        (part,) = db.session.scalars(select(Attachment).where(Attachment.message_id == test.id))
        assert part.content_type == "text/calendar; method=REQUEST; charset=utf-8"
        told = part.content.decode().replace("\r\n ", "")
        assert "UID:test-" in told
        assert "ana@cim.example" in told


def test_a_mail_written_in_one_language_warns_of_the_others(page: Site, slug: str) -> None:
    draft = page.get(f"/en/manage/meetings/{slug}/invitations").submit(
        "main section form", template="note"
    )
    assert "Still as in the template" not in draft.text
    words = page.get(draft.link("Subject and text"))
    written = words.submit(title_en="The bus", text_en="Dear {name},\n\nThe bus leaves at 8.")
    assert "Still as in the template: Español, Français, Português." in written.text
