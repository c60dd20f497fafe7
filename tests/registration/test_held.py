"""Who changes an address on one page reaches the registration of that page, until the former
address has had its days to object."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from meetings.actor import CLI, PUBLIC, Actor, ActorKind
from meetings.clock import now
from meetings.db import db
from meetings.directory.models import Person
from meetings.feeds.models import FeedScope
from meetings.feeds.operations import make_for_person
from meetings.feeds.queries import contents
from meetings.notifications.models import Message
from meetings.registration import mails, operations, queries
from meetings.registration.jobs import forget_addresses
from meetings.registration.models import AddressChange, Participation
from meetings.registration.queries import signing_in
from tests.factories.registration import make_entry, make_open_meeting, make_participation
from tests.support.pages import Site

Stored = Callable[[], AbstractContextManager[None]]
OFFICER = Actor(ActorKind.USER, "1", "Ana")
FORMER, NEW = "mj@example.org", "new@example.org"


@pytest.fixture
def three(stored: Stored, frozen: time_machine.Traveller) -> None:
    """Three registrations of one person: the first is the one whose link was passed on."""
    with stored():
        for month in (6, 7, 8):
            starts_on, ends_on = date(2026, month, 2), date(2026, month, 3)
            make_participation(make_open_meeting(starts_on=starts_on, ends_on=ends_on))


def hers() -> list[Participation]:
    return list(db.session.scalars(select(Participation).order_by(Participation.id)))


def change(stored: Stored, email: str, *, by: Actor | None = None, which: int = 0) -> None:
    """Write an address on one of her pages, unless somebody else does."""
    with stored():
        found = hers()[which]
        link = Actor(ActorKind.LINK, found.public_id, "own link")
        operations.correct(found, make_entry(email=email), by=by or link, at=now())


def reached(app: Flask) -> list[str]:
    with app.app_context():
        return [each.mailbox for each in hers()]


def listed(app: Flask, email: str) -> list[int]:
    """Which of her registrations an address is shown that has lost its link, by number."""
    with app.app_context():
        order = [each.id for each in hers()]
        found = signing_in.of_mailbox(email, "es", at=now())
        return sorted(
            order.index(mine.participation.id) for each in found for mine in each.upcoming
        )


def links_to(app: Flask, email: str) -> list[str]:
    with app.app_context():
        wanted = select(Message).where(Message.to_email == email).order_by(Message.id)
        sent = [each.text for each in db.session.scalars(wanted)]
    return [each for text in sent for each in re.findall(r"/my/([\w.-]+)(?=\s)", text)]


def opened(app: Flask, tokens: list[str]) -> list[int]:
    """Which of her registrations links still open."""
    with app.app_context():
        order = [each.id for each in hers()]
        found = [queries.by_link(token) for token in tokens]
        return sorted({order.index(each.id) for each in found if each is not None})


@pytest.mark.usefixtures("three")
def test_the_new_address_is_let_into_one_registration_and_a_week_later_into_all(
    app: Flask, stored: Stored, frozen: time_machine.Traveller
) -> None:
    change(stored, NEW)
    assert reached(app) == [NEW, FORMER, FORMER]
    assert (listed(app, NEW), listed(app, FORMER)) == ([0], [1, 2])
    assert opened(app, links_to(app, NEW)) == [0]
    assert opened(app, links_to(app, FORMER)) == [1, 2], "what it was sent before opens these still"
    with stored():
        mails.confirmed(hers()[1], at=now())
        [news] = db.session.scalars(select(Message).where(Message.kind == "registration.confirmed"))
        assert news.to_email == FORMER
        assert f"mailto:{NEW}".encode() not in news.attachments[-1].content
        [told] = db.session.scalars(select(Message).where(Message.to_email == NEW))
        assert "otras inscripciones" in told.text
        [moved] = db.session.scalars(select(Message).where(Message.kind == "registration.moved"))
        assert "otras inscripciones siguen llegando aquí" in moved.text
    frozen.shift(timedelta(days=7) - timedelta(minutes=1))
    with app.app_context():
        forget_addresses(now())
    assert reached(app) == [NEW, FORMER, FORMER]
    frozen.shift(timedelta(minutes=1))
    with app.app_context():
        assert forget_addresses(now()) == 3
    assert reached(app) == [NEW, NEW, NEW]
    assert opened(app, links_to(app, NEW)) == [0, 1, 2]
    assert opened(app, links_to(app, FORMER)) == []
    with app.app_context():
        assert forget_addresses(now()) == 0


@pytest.mark.usefixtures("three")
def test_taken_back_the_links_to_the_others_have_never_stopped_working(
    app: Flask, page: Site, stored: Stored, frozen: time_machine.Traveller
) -> None:
    change(stored, NEW)
    sent = len(links_to(app, FORMER))
    with app.app_context():
        [moved] = db.session.scalars(select(Message).where(Message.kind == "registration.moved"))
        [path] = re.findall(r"/es/my/address/\S+", moved.text)
    page.get(path).submit("main form", status=200)
    assert reached(app) == [FORMER, FORMER, FORMER]
    assert opened(app, links_to(app, FORMER)[:sent]) == [1, 2]
    assert opened(app, links_to(app, FORMER)[sent:]) == [0], "only this one needed a new link"
    assert opened(app, links_to(app, NEW)) == []
    frozen.shift(timedelta(days=8))
    with app.app_context():
        forget_addresses(now())
    assert reached(app) == [FORMER, FORMER, FORMER]


@pytest.mark.usefixtures("three")
def test_a_second_change_keeps_each_where_it_was_reached_first_until_both_have_settled(
    app: Flask, stored: Stored, frozen: time_machine.Traveller
) -> None:
    change(stored, NEW)
    frozen.shift(timedelta(days=6))
    change(stored, "third@example.org")
    assert reached(app) == ["third@example.org", FORMER, FORMER]
    change(stored, "fourth@example.org", which=1)
    assert reached(app) == ["third@example.org", "fourth@example.org", FORMER]
    frozen.shift(timedelta(days=2))
    with app.app_context():
        forget_addresses(now())
    assert reached(app)[2] == FORMER, "the last change can still be taken back"
    frozen.shift(timedelta(days=6))
    with app.app_context():
        forget_addresses(now())
    assert set(reached(app)) == {"fourth@example.org"}


@pytest.mark.usefixtures("three")
def test_an_officer_vouches_for_all_of_them(app: Flask, stored: Stored) -> None:
    change(stored, NEW)
    change(stored, "officers@example.org", by=OFFICER)
    assert set(reached(app)) == {"officers@example.org"}
    assert opened(app, links_to(app, "officers@example.org")) == [0, 1, 2]
    assert opened(app, links_to(app, FORMER) + links_to(app, NEW)) == []


@pytest.mark.usefixtures("three")
def test_what_an_officer_is_asked_to_take_back_stays_held_until_it_is_decided(
    app: Flask, page: Site, stored: Stored, frozen: time_machine.Traveller
) -> None:
    with stored():
        found = hers()[0]
        own = Actor(ActorKind.LINK, found.public_id, "own link")
        operations.correct(found, make_entry(email=NEW), by=own, at=now())
        [line] = queries.judged_corrections(found.id)
        line.judged_by = "Ministry"  # as if her State had written it
    with app.app_context():
        [moved] = db.session.scalars(select(Message).where(Message.kind == "registration.moved"))
        [path] = re.findall(r"/es/my/address/\S+", moved.text)
    page.get(path).submit("main form", status=200)
    frozen.shift(timedelta(days=8))
    with app.app_context():
        forget_addresses(now())
    assert reached(app) == [NEW, FORMER, FORMER]
    with stored():
        row = queries.waiting_correction(hers()[0].id)
        assert row is not None
        operations.refuse_correction(row, hers()[0], note="It is hers.", by=OFFICER, at=now())
    with app.app_context():
        forget_addresses(now())
    assert set(reached(app)) == {NEW}


def test_who_had_no_address_is_reached_for_the_others_after_a_week(
    app: Flask, stored: Stored, frozen: time_machine.Traveller
) -> None:
    with stored():
        first = make_participation(make_open_meeting())
        make_participation(make_open_meeting(starts_on=date(2026, 7, 2), ends_on=date(2026, 7, 3)))
        first.person.email = ""
    change(stored, NEW)
    assert reached(app) == [NEW, ""]
    with stored():
        before = len(list(db.session.scalars(select(Message))))
        mails.confirmed(hers()[1], at=now())
        assert len(list(db.session.scalars(select(Message)))) == before, "nobody is written to"
        assert not list(
            db.session.scalars(select(Message).where(Message.kind == "registration.moved"))
        )
    frozen.shift(timedelta(days=7))
    with app.app_context():
        forget_addresses(now())
    assert reached(app) == [NEW, NEW]
    assert opened(app, links_to(app, NEW)) == [0, 1]


@pytest.mark.parametrize("proven", [False, True])
@pytest.mark.usefixtures("three")
def test_whoever_reads_the_former_address_takes_all_along(
    app: Flask, page: Site, stored: Stored, *, proven: bool
) -> None:
    with app.app_context():
        own = f"/en/my/{queries.link_token(hers()[0])}/correct"
    said = "come to a new address only after seven days"
    assert said in page.get(own).text
    if proven:
        with stored():
            operations.send_sign_in(FORMER, lang="en", by=PUBLIC, at=now())
            wanted = select(Message.text).where(Message.kind == "registration.sign_in")
            [path] = re.findall(r"/\w\w/my/open/\S+", db.session.scalars(wanted).one())
        page.get(path).submit("main form")
    shown = page.get(own)
    assert (said in shown.text) is not proven
    shown.submit("main form", email=NEW)
    assert reached(app) == ([NEW] * 3 if proven else [NEW, FORMER, FORMER])


@pytest.mark.usefixtures("three")
def test_the_calendar_of_the_new_address_holds_nothing_that_is_held(
    app: Flask, page: Site, stored: Stored
) -> None:
    change(stored, NEW)
    with stored():
        first, second, _third = hers()
        link = Actor(ActorKind.LINK, first.public_id, "own link")
        feed = make_for_person(first.person, language="en", by=link, at=now())
        assert feed.scope == FeedScope.MINE
        held = contents(feed, on=now().date(), at=now())
        assert held is not None
        assert held.meetings == (first.meeting_id,)
        other = f"/en/my/{queries.link_token(second)}"
    shown = page.get(other)
    assert FORMER in shown.text
    assert NEW not in shown.text + page.get(f"{other}/correct").text
    page.get(f"{other}/calendar", status=303)
    assert "there is no calendar here" in page.get(other).text


@pytest.mark.usefixtures("three")
def test_what_is_written_on_a_held_page_leaves_the_address_alone(
    app: Flask, stored: Stored
) -> None:
    change(stored, NEW)
    with stored():
        found = hers()[1]
        link = Actor(ActorKind.LINK, found.public_id, "own link")
        operations.correct(found, make_entry(email=FORMER, post="Jueza"), by=link, at=now())
        assert (found.post, found.person.email) == ("Jueza", NEW)
    assert reached(app) == [NEW, FORMER, FORMER]


@pytest.mark.usefixtures("three")
def test_a_new_registration_with_the_new_address_is_its_own_proof(
    app: Flask, stored: Stored
) -> None:
    change(stored, NEW)
    with stored():
        entry = make_entry(email=NEW)
        later = make_open_meeting(starts_on=date(2026, 9, 2), ends_on=date(2026, 9, 3))
        operations.register(later, entry, nonce="later", by=PUBLIC, at=now())
        operations.register(hers()[1].meeting, entry, nonce="again", by=CLI, at=now())
        last = db.session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
        assert last.to_email == FORMER, "a form sent again is answered where she is reached"
    assert reached(app) == [NEW, FORMER, FORMER, NEW]


@pytest.mark.usefixtures("three")
def test_nothing_of_it_outlives_her_erasure(app: Flask, stored: Stored) -> None:
    from meetings.privacy.operations.erase import erase

    change(stored, NEW)
    with stored():
        erase(db.session.scalars(select(Person)).one(), by=OFFICER, at=now())
        assert {each.held_email for each in hers()} == {None}
        assert not list(db.session.scalars(select(AddressChange)))
