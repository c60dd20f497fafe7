"""Sending: over a real SMTP server, again after a failure, never twice."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from meetings.db import db, transaction
from meetings.notifications import operations, queries, rules
from meetings.notifications.jobs import send_due
from meetings.notifications.models import Delivery, Urgency
from tests.factories.notifications import AT, make_message

MINUTE = timedelta(minutes=1)


@pytest.fixture
def sender(make_app, smtp_server):
    """An application that sends to the test's mail server."""
    return make_app(smtp_url=smtp_server.url, mail_from="CIM <cim@meetings.example>")


def state(app, public_id: str):
    """What the outbox says of a message now."""
    with app.app_context():
        found = queries.by_public_id(public_id)
        assert found is not None
        return found.status, found.attempts, found.next_attempt_at - AT, found.last_error


def send(app, after: timedelta = timedelta()) -> int:
    """One round of the worker."""
    with app.app_context():
        return send_due(AT + after)


def test_a_french_message_arrives_as_it_was_written(stored, sender, smtp_server) -> None:
    with stored():
        public_id = make_message().public_id
    assert send(sender) == 1
    (mail,) = smtp_server.to("zoe@example.org")
    assert mail["Subject"] == "Votre inscription à la réunion est confirmée"
    assert mail["To"].addresses[0].display_name == "Zoé Lefèvre, déléguée"
    assert mail["Content-Language"] == "fr"
    assert mail["Message-ID"] == f"<{public_id}@meetings.example>"
    assert "Bonjour Zoé" in mail.get_body(("plain",)).get_content()
    assert [part.get_filename() for part in mail.iter_attachments()] == ["reunion.ics"]
    assert state(sender, public_id)[0] == Delivery.SENT
    assert send(sender, timedelta(days=1)) == 0
    assert len(smtp_server.messages) == 1


def test_nothing_is_sent_without_a_mail_server(stored, app) -> None:
    with stored():
        public_id = make_message().public_id
    assert send(app) == 0
    assert state(app, public_id)[:2] == (Delivery.QUEUED, 0)


def test_a_message_that_fails_waits_longer_each_time_and_is_given_up(
    stored, sender, smtp_server
) -> None:
    with stored():
        public_id = make_message().public_id
    smtp_server.refuse = True
    assert send(sender) == 0
    assert state(sender, public_id) == (
        Delivery.QUEUED,
        1,
        timedelta(minutes=1),
        "451 try again later",
    )
    assert send(sender, timedelta(seconds=59)) == 0
    assert state(sender, public_id)[1] == 1
    passed = timedelta(0)
    for _attempt in range(1, rules.MAX_ATTEMPTS):
        passed = state(sender, public_id)[2]
        send(sender, passed)
    assert state(sender, public_id)[:2] == (Delivery.DEAD, rules.MAX_ATTEMPTS)
    smtp_server.refuse = False
    assert send(sender, timedelta(days=30)) == 0
    assert smtp_server.messages == []


def test_a_server_that_is_away_costs_one_message_an_attempt_and_loses_none(
    stored, make_app, smtp_server
) -> None:
    with stored():
        first = make_message().public_id
        second = make_message().public_id
    assert send(make_app(smtp_url="smtp://127.0.0.1:1")) == 0
    away = make_app(smtp_url=smtp_server.url)
    assert state(away, first)[:2] == (Delivery.QUEUED, 1)
    assert state(away, second)[:2] == (Delivery.QUEUED, 0)
    assert send(away, timedelta(minutes=1)) == 2


def test_an_address_that_is_none_harms_no_other_message(stored, sender, smtp_server) -> None:
    with stored():
        bad = make_message(to_email="nobody").public_id
        good = make_message().public_id
    assert send(sender) == 1
    assert state(sender, bad)[0] == Delivery.DEAD
    assert state(sender, good)[0] == Delivery.SENT


@pytest.mark.parametrize(
    ("said", "is_bounce"),
    [
        ("550 5.1.1 No such user", True),
        ("551 User not local", True),
        ("553 Mailbox name not allowed", True),
        ("550-5.1.1 No such\r\n550 5.1.1 user", True),
        ("550 5.7.1 Unable to relay", False),
        ("554 5.7.1 Spam", False),
    ],
)
def test_what_a_server_refuses_for_its_address_came_back(
    stored, sender, smtp_server, said: str, *, is_bounce: bool
) -> None:
    with stored():
        bad = make_message().public_id
        good = make_message(to_email="ana@example.org").public_id
    smtp_server.unknown["zoe@example.org"] = said
    assert send(sender) == 1
    assert state(sender, bad)[:2] == (Delivery.DEAD, 1)
    assert state(sender, good)[0] == Delivery.SENT
    with sender.app_context():
        found = queries.by_public_id(bad)
        assert found is not None
        assert (found.bounced_at is not None) is is_bounce
        assert (found.bounce[:3] == said[:3]) is is_bounce
        assert queries.returned() == ({"zoe@example.org"} if is_bounce else set())
        assert queries.counts() == {
            "queued": 0,
            "sent": 1,
            "dead": int(not is_bounce),
            "bounced": int(is_bounce),
        }


def test_an_awaited_mail_goes_before_a_thousand(stored, app) -> None:
    with stored():
        for number in range(3):
            make_message(to_email=f"many{number}@example.org", urgency=Urgency.BULK)
        make_message(to_email="decided@example.org")
        make_message(to_email="lost@example.org", urgency=Urgency.AWAITED, at=AT + MINUTE)
    sent = []
    with stored():
        for _attempt in range(5):
            claimed = operations.claim(at=AT + MINUTE)
            assert claimed is not None
            sent.append(queries.by_id(claimed.message_id).to_email.partition("@")[0])
    assert sent == ["lost", "decided", "many0", "many1", "many2"]


def test_an_awaited_mail_that_waits_for_another_try_holds_nobody_up(stored, app) -> None:
    with stored():
        make_message(to_email="lost@example.org", urgency=Urgency.AWAITED)
        make_message(to_email="many@example.org", urgency=Urgency.BULK)
        claimed = operations.claim(at=AT)
        assert claimed is not None
        operations.note_failed(claimed, "451", final=False, at=AT)
    with stored():
        claimed = operations.claim(at=AT)
        assert claimed is not None
        assert queries.by_id(claimed.message_id).to_email == "many@example.org"


def test_the_demos_people_never_get_mail(stored, sender, smtp_server) -> None:
    with stored():
        invented = make_message(to_email="ana@demo.invalid").public_id
        real = make_message().public_id
    assert send(sender) == 1
    status, attempts, _due, reason = state(sender, invented)
    assert (status, attempts) == (Delivery.DEAD, 1)
    assert "lead nowhere" in reason
    assert state(sender, real)[0] == Delivery.SENT
    assert [str(mail["To"].addresses[0].addr_spec) for mail in smtp_server.messages] == [
        "zoe@example.org"
    ]


def test_a_worker_that_died_while_sending_loses_nothing(stored, sender, smtp_server) -> None:
    with stored():
        public_id = make_message().public_id
        claimed = operations.claim(at=AT)
    assert claimed is not None
    assert send(sender, rules.LEASE - timedelta(seconds=1)) == 0
    assert send(sender, rules.LEASE) == 1
    with stored():
        assert not operations.note_failed(claimed, "late", final=True, at=AT)
    assert state(sender, public_id)[0] == Delivery.SENT


def test_a_message_that_kills_its_worker_each_time_is_given_up(stored, app) -> None:
    with stored():
        public_id = make_message().public_id
    for attempt in range(rules.MAX_ATTEMPTS):
        with stored():
            assert operations.claim(at=AT + rules.LEASE * attempt) is not None
    with stored():
        assert operations.claim(at=AT + rules.LEASE * rules.MAX_ATTEMPTS) is None
    assert state(app, public_id)[0] == Delivery.DEAD


def test_workers_side_by_side_send_each_message_once(stored, sender, smtp_server) -> None:
    with stored():
        for number in range(30):
            make_message(to_email=f"p{number}@example.org", attachments=())
    threads = [threading.Thread(target=send, args=(sender,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    receivers = sorted(str(mail["To"].addresses[0].addr_spec) for mail in smtp_server.messages)
    assert receivers == sorted(f"p{number}@example.org" for number in range(30))


def test_what_is_written_in_a_failed_transaction_is_never_sent(app, sender, smtp_server) -> None:
    def fail() -> None:
        with app.app_context(), transaction():
            make_message()
            raise RuntimeError("the business failed")

    with pytest.raises(RuntimeError):
        fail()
    assert send(sender) == 0
    with app.app_context():
        assert db.session.execute(db.text("SELECT count(*) FROM message")).scalar() == 0
