"""Writing meetings: stored texts, SEQUENCE, the version, addresses, the audit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import select

from meetings import audit
from meetings.actor import CLI
from meetings.calendar import dates, ical, operations, queries
from meetings.calendar.models import Meeting, MeetingText, Precision, Status
from meetings.db import transaction
from meetings.errors import Refused
from meetings.localized import LANGUAGES
from tests.factories.calendar import MADE_AT, make_facts, make_meeting

LATER = MADE_AT + timedelta(days=1)


def entry(meeting: Meeting, lang: str = "en") -> Any:
    """The meeting's stored entry, read as a calendar program does."""
    text = queries.text_of(meeting.id, lang).vevent
    (event,) = Calendar.from_ical(ical.calendar([text], "Calendar", lang)).walk("VEVENT")
    return event


def edit(meeting: Meeting, at: datetime = LATER, **changes: Any) -> bool:
    return operations.edit_meeting(meeting, queries.facts_of(meeting, **changes), by=CLI, at=at)


def state(meeting: Meeting) -> tuple[object, ...]:
    return (queries.version(), meeting.sequence, meeting.changed_at)


def actions_in_audit(session: Any) -> list[str]:
    found = session.scalars(select(audit.AuditEntry.action).order_by(audit.AuditEntry.id))
    return list(found)


def test_a_new_meeting_is_stored_in_four_languages(session: Any) -> None:
    meeting = make_meeting(
        {"en": "Forum on trafficking", "es": "Foro sobre la trata"}, organizer="OEA", ordinal="XII"
    )
    words = {lang: queries.text_of(meeting.id, lang) for lang in LANGUAGES}
    assert [words[lang].title for lang in LANGUAGES] == [
        "Forum on trafficking",
        "Foro sobre la trata",
        "Forum on trafficking",
        "Forum on trafficking",
    ]
    assert [words[lang].title_lang for lang in LANGUAGES] == ["en", "es", "en", "en"]
    assert words["es"].dates == "20–21 de mayo de 2026"
    assert words["fr"].place == "Washington, D.C., États-Unis"
    assert words["pt"].body == "Secretaria Executiva da CIM"
    assert words["es"].kind == "Foro"
    assert meeting.uid.endswith("@meetings.example")
    assert meeting.slug == "forum-on-trafficking-2026"
    assert (meeting.starts_at.hour, meeting.starts_at.tzinfo) == (4, MADE_AT.tzinfo)
    for searched in ("foro sobre la trata", "etats-unis", "oea", "xii", "washington"):
        assert searched in meeting.search


def test_the_entry_says_what_a_calendar_program_needs(session: Any) -> None:
    meeting = make_meeting(organizer="OAS", description={"en": "What, why; and how."})
    event = entry(meeting)
    assert event["UID"] == meeting.uid
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 5, 20), date(2026, 5, 22))
    assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CONFIRMED", "OPAQUE", 0)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == MADE_AT
    assert event["LOCATION"] == "Washington, D.C., United States"
    assert event["URL"] == "http://127.0.0.1:8000/en/meetings/forum-on-trafficking-2026"
    assert [str(each) for each in event["CATEGORIES"].cats] == [
        "Forum",
        "CIM Executive Secretariat",
    ]
    assert str(event["DESCRIPTION"]) == (
        "May 20–21, 2026\nOrganized by: OAS\n\nWhat, why; and how."
        "\n\nhttp://127.0.0.1:8000/en/meetings/forum-on-trafficking-2026"
    )
    assert event["COLOR"] == "seagreen"
    assert event["GEO"].to_ical() == "38.9072;-77.0369"
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == (
        "mailto:meetings@localhost",
        "Meetings",
    )


def test_what_is_coarser_than_a_day_stands_on_its_first_day_and_says_so(session: Any) -> None:
    meeting = make_meeting(
        "Conference on migration",
        starts_on=date(2003, 5, 1),
        ends_on=date(2003, 5, 31),
        precision="month",
    )
    event = entry(meeting)
    assert event["SUMMARY"] == "(date to be confirmed: May 2003) Conference on migration"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2003, 5, 1), date(2003, 5, 2))
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert "mayo de 2003" in entry(meeting, "es")["SUMMARY"]


@pytest.mark.parametrize(
    ("status", "said", "transparent"),
    [
        (Status.FORESEEN, "TENTATIVE", False),
        (Status.TENTATIVE, "TENTATIVE", False),
        (Status.CONFIRMED, "CONFIRMED", False),
        (Status.POSTPONED, "TENTATIVE", True),
        (Status.CANCELLED, "CANCELLED", True),
        (Status.HELD, "CONFIRMED", False),
    ],
)
def test_each_status_as_calendar_programs_read_it(
    session: Any, status: Status, said: str, *, transparent: bool
) -> None:
    meeting = make_meeting("Forum", starts_on=date(2026, 5, 4), status=status)
    event = entry(meeting)
    assert event["STATUS"] == said
    words = {Status.CANCELLED: "(cancelled) ", Status.POSTPONED: "(postponed) "}
    assert event["SUMMARY"] == words.get(status, "") + "Forum"
    assert event["TRANSP"] == ("TRANSPARENT" if transparent else "OPAQUE")


@pytest.mark.parametrize(("last", "said"), [(24, "OPAQUE"), (25, "TRANSPARENT")])
def test_a_course_of_months_leaves_ones_days_free(session: Any, last: int, said: str) -> None:
    made = make_meeting("Diploma", starts_on=date(2026, 5, 4), ends_on=date(2026, 5, last))
    assert entry(made)["TRANSP"] == said


def test_an_edit_that_changes_nothing_moves_nothing(session: Any) -> None:
    meeting = make_meeting()
    before = state(meeting), actions_in_audit(session)
    assert edit(meeting) is False
    assert edit(meeting, title={"en": "  Forum  on trafficking "}) is False
    assert (state(meeting), actions_in_audit(session)) == before


@pytest.mark.parametrize(
    ("changes", "sequence"),
    [
        ({"ends_on": date(2026, 5, 22)}, 1),
        ({"city": "Lima", "country": "PE"}, 1),
        ({"status": "tentative"}, 1),
        ({"title": {"en": "Another title"}}, 0),
        ({"organizer": "OAS"}, 0),
        ({"kind_code": "seminar"}, 0),
    ],
)
def test_what_readers_see_raises_the_version_and_some_of_it_sequence(
    session: Any, changes: dict[str, Any], sequence: int
) -> None:
    meeting = make_meeting()
    version, _at = queries.version()
    assert edit(meeting, **changes)
    assert queries.version() == (version + 1, LATER)
    assert (meeting.sequence, meeting.changed_at) == (sequence, LATER)
    assert entry(meeting)["SEQUENCE"] == sequence
    assert entry(meeting)["LAST-MODIFIED"].dt == LATER
    assert actions_in_audit(session)[-1] == "calendar.edit"


def test_what_no_reader_of_the_feed_sees_moves_no_etag(session: Any) -> None:
    meeting = make_meeting()
    before = state(meeting)
    assert edit(meeting, themes=("peace",), beneficiaries=("PE", "BO"), technical_assistance=True)
    assert state(meeting) == before
    assert queries.facts_of(meeting).beneficiaries == ("BO", "PE")
    assert edit(meeting, beneficiaries=("BO",), themes=())
    assert queries.facts_of(meeting).beneficiaries == ("BO",)


def test_held_is_said_by_an_officer_and_raises_nothing(session: Any) -> None:
    meeting = make_meeting()
    before = state(meeting)
    with pytest.raises(Refused) as refused:
        operations.set_status(meeting, Status.HELD, by=CLI, at=MADE_AT)
    assert refused.value.field == "status"
    assert meeting.status == Status.CONFIRMED
    on_the_day = MADE_AT + timedelta(days=16)
    assert operations.set_status(meeting, Status.HELD, by=CLI, at=on_the_day)
    assert (meeting.status, state(meeting)) == (Status.HELD, before)


def test_drafts_move_no_version_until_they_are_published(session: Any) -> None:
    before, _at = queries.version()
    draft = make_meeting(published=False)
    assert edit(draft, city="Lima")
    assert queries.version()[0] == before
    assert operations.publish(draft, by=CLI, at=LATER)
    assert not operations.publish(draft, by=CLI, at=LATER)
    assert queries.version() == (before + 1, LATER)
    assert operations.unpublish(draft, by=CLI, at=LATER)
    assert not operations.unpublish(draft, by=CLI, at=LATER)
    assert queries.version()[0] == before + 2
    assert queries.by_slug(draft.slug) is None
    assert queries.by_slug(draft.slug, drafts=True) is draft
    said = ["calendar.create", "calendar.edit", "calendar.publish", "calendar.unpublish"]
    assert actions_in_audit(session) == said


def test_addresses_are_unique_and_never_given_to_another_meeting(session: Any) -> None:
    first, second = make_meeting("Día de la Mujer"), make_meeting("Dia de la mujer")
    assert (first.slug, second.slug) == ("dia-de-la-mujer-2026", "dia-de-la-mujer-2026-2")
    facts = queries.facts_of(first)
    assert operations.edit_meeting(first, facts, by=CLI, at=LATER, slug="women-2026")
    assert queries.resolve("dia-de-la-mujer-2026") is first
    assert queries.resolve("women-2026") is first
    assert make_meeting("Día de la mujer").slug == "dia-de-la-mujer-2026-3"
    assert (first.sequence, first.changed_at) == (0, LATER)
    assert str(entry(first)["URL"]).endswith("/en/meetings/women-2026")
    for taken in ("women-2026", "dia-de-la-mujer-2026"):
        with pytest.raises(Refused) as refused:
            operations.edit_meeting(second, queries.facts_of(second), by=CLI, at=LATER, slug=taken)
        assert refused.value.code == "slug_taken"
    back = "dia-de-la-mujer-2026"
    assert operations.edit_meeting(first, facts, by=CLI, at=LATER, slug=back)
    assert queries.resolve("women-2026") is first


@pytest.mark.parametrize("slug", ["", "Forum", "a--b", "-a", "foro/x", "día", "new", "a" * 101])
def test_a_malformed_address_is_refused(session: Any, slug: str) -> None:
    meeting = make_meeting()
    with pytest.raises(Refused) as refused:
        operations.edit_meeting(meeting, queries.facts_of(meeting), by=CLI, at=LATER, slug=slug)
    assert (refused.value.field, refused.value.code) == ("slug", "malformed")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Women's Day 2026", "womens-day-2026"),
        ("47° período: «género & niñez»", "47-periodo-genero-ninez-2026"),
        ("!!!", "2026"),
        ("會議", "huiyi-2026"),
    ],
)
def test_an_address_is_made_from_title_and_year(session: Any, title: str, slug: str) -> None:
    assert make_meeting(title).slug == slug


def test_a_very_long_title_makes_a_short_address(session: Any) -> None:
    meeting = make_meeting("long words " * 27)
    assert len(meeting.slug) <= 100
    assert meeting.slug.endswith("-2026")


def test_texts_are_made_anew_when_they_are_outdated(session: Any) -> None:
    meeting, draft = make_meeting(), make_meeting(published=False)
    version, _at = queries.version()
    assert operations.rebuild_texts(at=LATER) == 0
    assert (queries.version()[0], meeting.changed_at) == (version, MADE_AT)
    for stale in (meeting, draft):
        text = session.get(MeetingText, (stale.id, "fr"))
        text.vevent = text.vevent.replace("127.0.0.1:8000", "elsewhere.example")
    assert operations.rebuild_texts(at=LATER) == 2
    assert queries.version() == (version + 1, LATER)
    assert (meeting.changed_at, meeting.sequence) == (LATER, 0)
    assert "elsewhere" not in queries.text_of(meeting.id, "fr").vevent


def test_another_base_address_makes_the_texts_anew(
    stored: Callable[[], AbstractContextManager[None]], make_app: Callable[..., Flask]
) -> None:
    with stored():
        slug = make_meeting().slug
        assert "0 meetings with new texts" in operations.load_reference()
    moved = make_app(base_url="https://cim.example/meetings")
    with moved.app_context(), transaction():
        assert "1 meetings with new texts" in operations.load_reference()
        assert "0 meetings with new texts" in operations.load_reference()
        meeting = queries.by_slug(slug)
        assert meeting
        address = "https://cim.example/meetings/fr/meetings/forum-on-trafficking-2026"
        assert str(entry(meeting, "fr")["URL"]) == address
        assert meeting.sequence == 0


FACTS = st.fixed_dictionaries(
    {
        "title": st.dictionaries(
            st.sampled_from(LANGUAGES), st.text(min_size=1, max_size=290), min_size=1
        ),
        "venue": st.text(max_size=190),
        "city": st.text(max_size=110),
        "description": st.fixed_dictionaries({"es": st.text(max_size=500)}),
        "status": st.sampled_from([each for each in Status if each != Status.HELD]),
        "country": st.sampled_from([None, "US", "BO", "AN"]),
        "time_zone": st.sampled_from(["America/New_York", "America/La_Paz", "Asia/Kathmandu"]),
        "starts_on": st.dates(date(1900, 1, 1), date(2198, 1, 1)),
        "precision": st.sampled_from(Precision),
        "hour": st.times(time(4), time(23)).map(lambda at: at.replace(microsecond=0)),
        "length": st.integers(0, 60),
    }
)


def settled(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts in which the dates fit the precision."""
    length, hour, precision = facts.pop("length"), facts.pop("hour"), facts["precision"]
    facts["ends_on"] = facts["starts_on"] + timedelta(days=length)
    if precision == Precision.MINUTE:
        facts |= {"starts_time": hour, "ends_time": max(hour, time(20))}
    elif precision in dates.PERIODS:
        first, last = dates.bounds(precision, facts["starts_on"])
        facts |= {"starts_on": first, "ends_on": last}
    return facts


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=FACTS)
def test_any_meeting_that_is_accepted_can_be_read_by_a_calendar_program(
    session: Any, drawn: dict[str, Any]
) -> None:
    try:
        meeting = make_meeting(**settled(dict(drawn)))
    except Refused:
        return
    facts = queries.facts_of(meeting)
    for lang in LANGUAGES:
        text = queries.text_of(meeting.id, lang)
        assert max(len(line) for line in text.vevent.encode().split(b"\r\n")) <= 75
        event = entry(meeting, lang)
        assert not event.errors
        assert str(event["SUMMARY"]).endswith(text.title)
        assert str(event.get("LOCATION", "")) == text.place
        if meeting.precision == Precision.MINUTE:
            assert event["DTSTART"].dt == dates.instants(facts)[0]
        else:
            assert event["DTSTART"].dt == facts.starts_on


def test_a_refused_edit_leaves_the_meeting_as_it_was(session: Any) -> None:
    meeting = make_meeting()
    before = state(meeting), queries.facts_of(meeting)
    with pytest.raises(Refused):
        edit(meeting, title={"en": "New"}, ends_on=date(2026, 5, 1))
    assert (state(meeting), queries.facts_of(meeting)) == before


def test_facts_can_be_taken_from_a_meeting_and_changed(session: Any) -> None:
    facts = make_facts(themes=("peace",), beneficiaries=("PE",), description={"en": "Why"})
    meeting = operations.create_meeting(facts, by=CLI, at=MADE_AT)
    known = queries.facts_of(meeting)
    assert known == replace(facts, body_code="executive_secretariat")
    assert queries.facts_of(meeting, city="Lima") == replace(known, city="Lima")
