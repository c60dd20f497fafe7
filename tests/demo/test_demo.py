"""The demonstration: what it shows, and that it never deletes what it did not make."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from meetings import clock, installation
from meetings.calendar import queries as calendar
from meetings.calendar.models import Involvement, Meeting, Status
from meetings.calendar.rules.clashes import planned
from meetings.db import db, transaction
from meetings.delegations.queries import lists
from meetings.delegations.queries.lists import Place
from meetings.demo import operations
from meetings.desk.clashes import clashes
from meetings.desk.telling import recipients
from meetings.directory.models import FocalPoint
from meetings.errors import Refused
from meetings.indicators import queries as indicators
from meetings.invitations import queries as invitations
from meetings.invitations.models import MailTemplate
from meetings.notifications import rules
from meetings.notifications.models import Message
from meetings.registration import queries as registration
from meetings.registration.models import Participation
from meetings.registration.queries.questions import form_questions
from meetings.statistics import queries as statistics
from meetings.statistics.rules import Count
from tests.factories.accounts import make_user
from tests.factories.calendar import make_meeting


def _meetings() -> list[Meeting]:
    return list(db.session.scalars(select(Meeting).order_by(Meeting.starts_on)))


def _invented_meetings_say_so_and_real_ones_do_not() -> None:
    real = [each for each in _meetings() if each.starts_on.year < 2010]
    invented = [each for each in _meetings() if each.starts_on.year >= 2010]
    assert len(real) == 34
    assert len([each for each in invented if each.starts_on.year == 2016]) >= 12
    for meeting in invented:
        assert all(title.endswith("(demo)") for title in meeting.title.values()), meeting.title
        assert set(meeting.title) == {"en", "es", "fr", "pt"}
    assert not any("(demo)" in meeting.title["en"] for meeting in real)
    assert all(meeting.status != Status.HELD for meeting in real)


def _the_forum_runs_today_with_one_organ_present() -> None:
    forum = next(each for each in _meetings() if each.title["en"].startswith("Workshop-forum"))
    today = clock.local_day(clock.now(), forum.time_zone)
    assert (forum.starts_on, forum.ends_on) == (today - timedelta(1), today + timedelta(1))
    assert (forum.kind_code, forum.body_code) == ("workshop", "technical_secretariat")
    assert (forum.status, forum.involvement) == (Status.HELD, Involvement.CONVENED)
    assert set(indicators.actions_of(forum.id)) == {"MESECVI-1.1", "MESECVI-1.4", "MESECVI-4.1"}
    plan = indicators.framework("mesecvi-2014-2017")
    assert plan is not None
    one = next(
        each
        for each in indicators.year(plan, forum.starts_on.year, as_of=clock.now())
        if each.indicator.code == "MESECVI-1.1"
    )
    behind = next(each for each in one.value.evidence if each.meeting.slug == forum.slug)
    assert list(behind.organs) == ["technical_secretariat"]
    assert not behind.counts


def _registered_confirmed_and_attended_differ() -> None:
    forum = next(each for each in _meetings() if each.title["en"].startswith("Workshop-forum"))
    figures = statistics.figures(forum.id)
    counts = [figures.of(count).total for count in Count if count != Count.COMPLETED]
    assert counts == sorted(set(counts), reverse=True)


def _a_session_comes_in_six_weeks() -> None:
    last = _meetings()[-1]
    assert last.starts_on == clock.local_day(clock.now(), last.time_zone) + timedelta(weeks=6)
    held_against = clashes(planned(calendar.facts_of(last), meeting_id=last.id), "en")
    assert "CEDAW, session 94" in [each.title for each in held_against.days]
    ((notice, meeting),) = calendar.open_notices()
    assert meeting.id == last.id
    assert notice.due_at > clock.now()
    assert len(recipients([last.id])[last.id]) == 5


def _a_dialogue_shows_how_people_are_convened() -> None:
    dialogue = next(each for each in _meetings() if each.title["en"].startswith("Dialogue on she"))
    assert registration.counts_by_status(dialogue.id) == {
        "nominated": 5,
        "replaced": 1,
        "confirmed": 4,
        "waitlisted": 3,
        "invited": 5,
        "declined": 1,
    }
    assert len(form_questions(dialogue.id)) == 3
    reminder, sent = invitations.mailings(dialogue.id)
    assert (reminder.state, sent.state) == ("scheduled", "sent")
    tally = invitations.tallies([sent.id])[sent.id]
    assert (tally.sent, tally.bounced, tally.skipped, tally.answered) == (5, 1, 1, 1)
    desk = db.session.scalars(select(FocalPoint)).one()
    shown = lists.shown(Place(dialogue, "HN", desk))
    assert shown.number == 2
    assert shown.draft is not None


AT_LEAST = {
    "MESECVI-1.1": 1,
    "MESECVI-1.3.b": 20,
    "MESECVI-1.4": 2,
    "MESECVI-4.1.c": 200,
    "MESECVI-3.4.d": 30,
    "CIM-3.1.1-IO1-b.2": 30,
    "CIM-3.3-IO2-b.1": 1,
}


def _every_computed_indicator_has_something_to_show_in_2016() -> None:
    numbers = {
        each.indicator.code: each.value.number
        for plan in indicators.frameworks()
        for each in indicators.year(plan, 2016, as_of=clock.now())
        if each.value.number is not None
    }
    assert set(numbers) == set(AT_LEAST)
    assert all(numbers[code] >= least for code, least in AT_LEAST.items()), numbers


def test_what_the_demo_shows(app, client) -> None:
    with app.app_context():
        with transaction():
            operations.make(at=clock.now())
        _invented_meetings_say_so_and_real_ones_do_not()
        _the_forum_runs_today_with_one_organ_present()
        _registered_confirmed_and_attended_differ()
        _a_session_comes_in_six_weeks()
        _a_dialogue_shows_how_people_are_convened()
        _every_computed_indicator_has_something_to_show_in_2016()
    with app.app_context():
        receivers = db.session.scalars(select(Message.to_email)).all()
    assert receivers
    assert all(rules.leads_nowhere(each) for each in receivers)
    for planning, entries, tentative in (("", 27, 3), ("&planning=1", 34, 10)):
        feed = client.get(f"/calendar.ics?from=2002-11-01&to=2003-12-31{planning}").text
        assert feed.count("BEGIN:VEVENT") == entries
        assert feed.count("STATUS:TENTATIVE") == tentative


def test_it_is_made_in_an_empty_database_only(app, stored) -> None:
    with stored():
        make_meeting()
    with app.app_context(), pytest.raises(Refused, match="empty"), transaction():
        operations.make(at=clock.now())


def test_reset_leaves_a_database_that_the_demo_did_not_make_alone(app, stored) -> None:
    with stored():
        make_meeting()
    with app.app_context(), pytest.raises(Refused, match="not made by the demo"), transaction():
        operations.clear()
    with app.app_context():
        assert len(_meetings()) == 1


def test_reset_tells_what_was_added_and_makes_the_same_again(app) -> None:
    runner = app.test_cli_runner()
    from meetings.demo.cli import demo

    assert "officer@example.org" in runner.invoke(demo, []).output
    with app.app_context():
        people = db.session.scalar(select(func.count()).select_from(Participation))
        with transaction():
            make_meeting()
    refused = runner.invoke(demo, ["--reset"])
    assert isinstance(refused.exception, Refused)
    assert "meeting: 1 added" in refused.output
    assert runner.invoke(demo, ["--reset", "--yes"]).exit_code == 0
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Participation)) == people
        assert installation.read(installation.MADE_BY_DEMO)
        assert not operations.added_since()
        assert db.session.scalar(select(func.count()).select_from(MailTemplate)) == 5


def test_reset_tells_of_a_user_that_was_made_since(app, stored) -> None:
    runner = app.test_cli_runner()
    from meetings.demo.cli import demo

    runner.invoke(demo, [])
    with stored():
        make_user()
    refused = runner.invoke(demo, ["--reset"])
    assert isinstance(refused.exception, Refused)
    assert "user_account: 1 added" in refused.output


def test_production_has_no_demo(make_app) -> None:
    from meetings.demo.cli import demo

    app = make_app(env="production")
    refused = app.test_cli_runner().invoke(demo, [])
    assert isinstance(refused.exception, Refused)
    with app.app_context():
        assert operations.is_empty()
