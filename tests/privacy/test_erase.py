"""Export and erasure: all of hers and nobody else's, and every figure as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from meetings import clock, tokens
from meetings.actor import Actor, ActorKind
from meetings.calendar.models import Meeting
from meetings.db import db, transaction
from meetings.directory.models import Person, Term
from meetings.notifications.models import Delivery, Message
from meetings.privacy.jobs import forget_last_mails
from meetings.privacy.views.labels import LABELS
from meetings.registration import operations, queries
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.registration import TITLE, make_entry, make_open_meeting, make_participation
from tests.factories.statistics import make_presence
from tests.support.pages import Client, Page, Site

Stored = Callable[[], AbstractContextManager[None]]
PAST: dict[str, Any] = {
    "starts_on": date(2026, 3, 2),
    "ends_on": date(2026, 3, 3),
    "time_zone": "UTC",
}
SECTIONS = ("mandates", "registrations")
HERS = ("Ñáñez", "mj@example.org", "Jueza secreta", "nanez", "Rampa grande")


@pytest.fixture
def own(stored: Stored, client: Client, frozen: Any) -> dict[str, str]:
    """Somebody who was at a meeting and is registered to another; a second one shares her mailbox.
    An officer is signed in."""
    with stored():
        past, coming = make_open_meeting(**PAST), make_open_meeting(seats=5)
        about: Any = {"post": "Jueza secreta", "access_needs": "Rampa grande"}
        was_there = make_participation(past, **about)
        make_presence(was_there, day=date(2026, 3, 2))
        make_participation(past, given_names="Ana", surnames="Ruiz", sex="male")
        made = make_participation(coming, **about)
        client.sign_in(make_user().get_id())
        return {
            "url": f"/en/my/{queries.link_token(made)}",
            "past": past.slug,
            "coming": coming.slug,
            "person": made.person.public_id,
            "pass": was_there.pass_code,
        }


def figures(page: Site, slug: str) -> str:
    """A meeting's statistics as they are shown, all that stands on the page."""
    return page.get(f"/en/meetings/{slug}/statistics").one("main")


def named(value: Any) -> set[str]:
    """All names of fields in what is exported, but those of languages and of the file itself."""
    if isinstance(value, list):
        return set().union(*map(named, value))
    if not isinstance(value, dict):
        return set()
    inner = set().union(*(named(each) for name, each in value.items() if name != "title"))
    return (value.keys() | inner) - {"format", "made_at", "person", "earlier", *SECTIONS}


def mails(app: Flask, kind: str) -> list[Message]:
    with app.app_context():
        wanted = select(Message).where(Message.kind == kind).order_by(Message.id)
        return list(db.session.scalars(wanted))


def prove(app: Flask, page: Site, own: dict[str, str]) -> Page:
    """Ask for the link in her mailbox and press the button behind it."""
    page.get(own["url"] + "/data").submit("form[action$='/data/link']")
    mail = mails(app, "registration.data_link")[-1]
    link = re.findall(r"https?://\S+/my/open/\S+", mail.text)[0]
    return page.get(urlsplit(link).path.replace("/es/", "/en/", 1)).submit("main form")


def sent(app: Flask) -> None:
    """All mails leave; what is done by itself is done."""
    with app.app_context():
        with transaction():
            db.session.execute(update(Message).values(status=Delivery.SENT))
        assert forget_last_mails(clock.now()) == 1


def asked(page: Site, own: dict[str, str]) -> Page:
    return page.get(own["url"] + "/data/erase")


def every_text(app: Flask) -> str:
    """All that stands in the database, but for what the tests wrote about others."""
    with app.app_context():
        found = []
        for table in db.metadata.sorted_tables:
            rows = db.session.execute(text(f'SELECT * FROM "{table.name}"')).all()
            found += [f"{table.name}: {row}" for row in rows]
        return "\n".join(found)


def test_the_export_holds_all_of_hers_and_nothing_of_whoever_shares_her_mailbox(
    app: Flask, client: Client, page: Site, own: dict[str, str]
) -> None:
    data = prove(app, page, own)
    answer = client.get(data.link("As a file for programs (JSON)"))
    assert answer.headers["Cache-Control"] == "no-store"
    everything = json.loads(answer.text)
    assert everything["person"]["surnames"] == "Ñáñez Güell"
    earlier, later = everything["registrations"]
    assert [each["day"] for each in earlier["presence"]] == ["2026-03-02"]
    assert later["access_needs"] == [{"needs": "Rampa grande"}]
    assert later["changes"][0]["after"] == "confirmed"
    assert [(each["purpose"], each["version"]) for each in later["consents"]] == [
        ("registration", "2026-2")
    ]
    assert later["mails"][0]["title"]
    assert "Ruiz" not in answer.text
    written = later["mails"][0]["text"]
    assert "Forum on justice" in written or "Foro sobre justicia" in written
    assert "/my/…" in written, "a file that is passed on opens nothing"
    assert own["url"].rsplit("/", 1)[1] not in answer.text
    shown = page.get(data.link("Read everything"))
    assert "Jueza secreta" in shown.text
    assert any("/my/…" in each for each in shown.all("dd details"))
    assert "Ruiz" not in shown.text
    assert "badge_name" not in shown.text
    spanish = page.get(own["url"].replace("/en/", "/es/", 1) + "/data/everything.html").text
    assert "Nombre para la credencial" in spanish
    assert "Confirmada" in spanish
    assert not [name for name in named(everything) if name not in LABELS]


def test_her_own_export_is_said_in_her_words(
    app: Flask, page: Site, own: dict[str, str], stored: Stored
) -> None:
    with stored():
        found = db.session.scalars(select(Participation).order_by(Participation.id.desc())).first()
        assert found is not None
        by = Actor(ActorKind.LINK, found.public_id, "own link")
        entry = make_entry(post="Jueza", access_needs="Una rampa")
        operations.correct(found, entry, by=by, at=clock.now())
    prove(app, page, own)
    shown = page.get(own["url"].replace("/en/", "/pt/", 1) + "/data/everything.html").text
    said = re.sub(r"\s+", " ", shown)
    assert "Resposta ao conviteAinda sem resposta" in said
    assert "Situação: Enviada" not in said
    assert "Situação: Pendente" in said
    assert "Necessidades de acessibilidade: houve alteração; o que constava antes" in said
    assert "Cargo ou função: Jueza secreta → Jueza" in said
    assert not re.search(r": (none|sent|queued|search|scan)\b|Antes: ;", said)


def test_erased_nothing_tells_who_she_was_and_the_figures_stay(
    app: Flask, page: Site, own: dict[str, str]
) -> None:
    before = figures(page, own["past"])
    prove(app, page, own)
    ask = asked(page, own)
    assert "Forum on justice" in ask.one("main .prose ul + p + ul")
    assert ask.submit().status == 422
    done = ask.submit(sure="y")
    assert done.heading == "Your data are erased"
    assert figures(page, own["past"]) == before
    page.get(own["url"], status=404)
    [told] = mails(app, "privacy.erased")
    assert (told.to_email, told.language, told.to_name) == ("mj@example.org", "es", "")
    assert not [word for word in HERS if word in told.text]
    sent(app)
    kept = every_text(app)
    for words in HERS:
        mine = [row for row in kept.split("\n") if words in row and not re.search("ruiz|Ruiz", row)]
        assert not mine, words
    assert "Ruiz" in kept
    with app.app_context():
        rows = db.session.scalars(select(Participation).order_by(Participation.id)).all()
        assert [row.status for row in rows] == ["confirmed", "confirmed", "cancelled"]
        assert rows[0].pass_code != own["pass"]
        assert db.session.scalars(text("SELECT taken FROM seat_limit")).all() == [0]
        assert rows[0].person.full_name == "—"
    officers = page.get(f"/en/manage/meetings/{own['past']}/registrations")
    assert officers.all("tbody th a") == ["Ana Ruiz"]
    assert "1 registration more is of a person whose name is no longer kept" in officers.text
    listed = page.get(f"/en/manage/meetings/{own['past']}/participants")
    names = listed.all("main article li strong")
    assert names == ["Ana Ruiz", "1 person whose name is no longer kept"]
    file = page.client.get(f"/en/manage/meetings/{own['past']}/registrations.csv").text
    given = [line.split(",")[0] for line in file.splitlines()[1:]]
    assert given == ["Ana", "Name no longer kept"]


def test_a_mandate_waits_for_an_officer(
    app: Flask, page: Site, own: dict[str, str], stored: Stored
) -> None:
    with stored():
        person = db.session.scalars(select(Person).where(Person.surnames != "Ruiz")).one()
        term = Term(
            public_id="t1",
            body_code="committee_of_experts",
            position_code="expert_titular",
            person_id=person.id,
            state_code="PE",
            from_on=date(2026, 1, 1),
        )
        db.session.add(term)
    prove(app, page, own)
    ask = asked(page, own)
    assert "public mandate" in ask.text
    waits = ask.submit(sure="y")
    assert "an officer has not decided yet" in waits.text
    page.get(own["url"])
    today = page.get("/en/today")
    listed = page.get(today.link("1 request to be erased waits for you"))
    assert "a public mandate in force" in listed.text
    refusing = page.get(listed.link("Refuse: María José Ñáñez Güell"))
    assert refusing.submit(note="").status == 422
    refusing.submit(note="Her term ends in June.")
    answered = asked(page, own)
    assert "Her term ends in June." in answered.text
    answered.submit(sure="y")
    listed = page.get("/en/manage/privacy")
    assert not listed.all("main li form")  # what cannot be undone asks back on a page of its own
    hers = page.get(listed.link("Erase: María José Ñáñez Güell"))
    assert "It waits for: a public mandate in force." in hers.text
    hers.submit("main form[action$=erase]", sure="y")
    assert "Nobody waits to be erased" in page.get("/en/manage/privacy").text
    page.get(own["url"], status=404)


def test_of_a_meeting_where_she_was_present_it_is_said_that_she_stays_counted(
    app: Flask, page: Site, own: dict[str, str], stored: Stored
) -> None:
    with stored():
        today: dict[str, Any] = {"starts_on": date(2026, 5, 4), "ends_on": date(2026, 5, 5)}
        running = make_open_meeting(**today, time_zone="UTC")
        make_presence(make_participation(running), day=date(2026, 5, 4))
        own["running"] = running.slug
    prove(app, page, own)
    for path in (f"{own['url']}/data/erase", f"/en/manage/people/{own['person']}/data"):
        shown = page.get(path).text
        gone, _mark, stays = shown.partition("This one is not withdrawn, for presence was noted")
        assert "This registration is withdrawn:" in gone
        assert "it stays counted, without a name" in stays
    page.get(f"/en/manage/people/{own['person']}/data").submit("main form[action$=erase]", sure="y")
    with app.app_context():
        rows = dict(
            db.session.execute(
                select(Meeting.slug, Participation.status)
                .join(Participation)
                .where(Meeting.slug.in_((own["running"], own["coming"])))
            ).all()
        )
    assert rows == {own["running"]: "confirmed", own["coming"]: "cancelled"}


def test_an_officer_keeps_a_record_and_erases_it_at_request(
    app: Flask, page: Site, own: dict[str, str]
) -> None:
    address = f"/en/manage/people/{own['person']}/data"
    hers = page.get(page.get(f"/en/manage/people/{own['person']}").link("Data protection"))
    assert hers.submit(reason="").status == 422
    held = hers.submit(reason="Court order 12/26")
    assert "Court order 12/26" in held.text
    assert "Erase this person" not in held.text
    assert "The law asks us" in asked(page, own).text
    free = held.submit("main form[action$=release]")
    unsure = free.submit("main form[action$=erase]")
    assert unsure.status == 422
    assert "Tick this if you are sure." in unsure.text
    assert page.client.post(f"{address}/erase").status_code == 422
    unsure.submit("main form[action$=erase]", sure="y")
    page.get(address, status=404)
    page.get(own["url"], status=404)
    with app.app_context():
        person = db.session.scalars(select(Person).where(Person.public_id == own["person"])).one()
        assert person.erased_at is not None
        [kept] = db.session.scalars(
            select(Participation)
            .join(Meeting)
            .where(Meeting.slug == own["past"], Participation.person_id == person.id)
        )
        record, code = kept.public_id, tokens.show_pass(kept.pass_code)
    shown = page.get(f"/en/manage/registrations/{record}")
    assert "was erased; what counts in statistics is kept" in shown.text
    assert not [
        word for word in (code, "Letter of invitation", "Correct this") if word in shown.text
    ]


@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_in_every_language(app: Flask, page: Site, own: dict[str, str], lang: str) -> None:
    mine = own["url"].replace("/en/", f"/{lang}/", 1) + "/data"
    page.get(mine)
    assert TITLE[lang] in page.get(f"{mine}/erase").text
    prove(app, page, own | {"url": own["url"].replace("/en/", f"/{lang}/", 1)})
    for path in (mine, f"{mine}/erase", f"{mine}/everything.html", f"/{lang}/my/erased"):
        page.get(path)
    assert "privacy" in page.get(f"/{lang}/manage/privacy").url
    assert TITLE[lang] in page.get(f"/{lang}/manage/people/{own['person']}/data").text
