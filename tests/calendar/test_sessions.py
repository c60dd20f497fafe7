"""A meeting's sessions and agenda in the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from meetings.actor import CLI
from meetings.audit import AuditChange, AuditEntry
from meetings.calendar import queries as calendar
from meetings.calendar.models import AgendaDocument, Document, JoinLink, Meeting, SessionSpeaker
from meetings.calendar.operations import agenda as items
from meetings.calendar.operations import courses as courses_
from meetings.calendar.operations import edit_meeting, joining
from meetings.calendar.operations import sessions as operations
from meetings.calendar.operations.documents import add_document
from meetings.calendar.queries import courses
from meetings.calendar.queries import sessions as queries
from meetings.calendar.rules.documents import DocumentFacts
from meetings.calendar.rules.items import ItemFacts
from meetings.calendar.rules.sessions import SessionFacts, SpeakerFacts
from meetings.errors import Refused
from tests.factories.calendar import make_meeting
from tests.factories.sessions import make_session

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
BY: dict[str, Any] = {"by": CLI, "at": AT}
MAY_20, MAY_21 = date(2026, 5, 20), date(2026, 5, 21)

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def meeting(session: Any) -> Meeting:
    assert session is not None
    return make_meeting()


def programme(meeting: Meeting) -> list[str]:
    return [
        f"{each.starts_on:%d} {f'{each.starts_time:%H:%M}' if each.starts_time else '-'} "
        f"{each.title['en']}"
        for each in queries.sessions(meeting.id)
    ]


def test_sessions_stand_in_the_order_of_their_hours(meeting: Meeting) -> None:
    make_session(meeting, "Closing", "16:00-17:00", day=MAY_21)
    make_session(meeting, "Panel", "10:30-12:00")
    make_session(meeting, "Opening", "09:00-10:30")
    make_session(meeting, "Visit", "", day=MAY_21)
    expected = ["20 09:00 Opening", "20 10:30 Panel", "21 - Visit", "21 16:00 Closing"]
    assert programme(meeting) == expected
    found = [each.title["en"] for each in queries.outline(meeting.id)]
    assert found == ["Opening", "Panel", "Visit", "Closing"]


def test_what_is_impossible_leaves_nothing(meeting: Meeting, session: Any) -> None:
    good = SessionFacts(title={"en": "A"}, starts_on=MAY_20, ends_on=MAY_20)
    with pytest.raises(Refused):
        operations.add_sessions(meeting, [good, replace(good, title={})], **BY)
    assert programme(meeting) == []
    told = select(AuditEntry).where(AuditEntry.action == "calendar.add_session")
    assert session.scalars(told).all() == []


def test_an_edit_keeps_the_record_of_a_speaker_and_tells_the_audit(
    meeting: Meeting, session: Any
) -> None:
    made = make_session(
        meeting, speakers=(SpeakerFacts(name="Ana Núñez", function_code="chair", sex="female"),)
    )
    facts = queries.session_facts(made)
    assert not operations.edit_session(meeting, made, facts=facts, **BY)
    more = (*facts.speakers, SpeakerFacts(name="Rosa Díaz", function_code="rapporteur"))
    assert operations.edit_session(
        meeting, made, facts=replace(facts, speakers=more, room="A"), **BY
    )
    assert [each.name for each in queries.sessions(meeting.id)[0].speakers] == [
        "Ana Núñez",
        "Rosa Díaz",
    ]
    values = session.scalars(select(AuditChange.changes)).all()
    assert not any("Ana" in str(each) or "female" in str(each) for each in values)
    assert len(session.scalars(select(SessionSpeaker)).all()) == 2


def test_sessions_change_places_within_their_day(meeting: Meeting) -> None:
    make_session(meeting, "Opening", "09:00-10:00")
    panel = make_session(meeting, "Panel", "10:30-12:00")
    make_session(meeting, "Parallel", "10:30-11:00")
    assert operations.move_session(meeting, panel, way="earlier", **BY)
    assert programme(meeting) == ["20 09:00 Panel", "20 10:30 Parallel", "20 11:00 Opening"]
    assert not operations.move_session(meeting, panel, way="earlier", **BY)


def test_sessions_at_one_hour_change_their_order_only(meeting: Meeting) -> None:
    make_session(meeting, "A", "09:00-10:00")
    second = make_session(meeting, "B", "09:00-10:00")
    assert operations.move_session(meeting, second, way="earlier", **BY)
    assert programme(meeting) == ["20 09:00 B", "20 09:00 A"]
    make_session(meeting, "C", "")
    with pytest.raises(Refused):
        operations.move_session(meeting, second, way="earlier", **BY)


def test_a_session_is_sent_to_another_day_copied_and_removed(meeting: Meeting) -> None:
    one = make_session(meeting, "Opening", "09:00-10:00")
    item = items.add_item(meeting, ItemFacts(title={"en": "Quorum"}, session=one.public_id), **BY)
    joining.set_join_link(
        meeting, "https://meet.example/1", audience="experts", session=one.public_id, **BY
    )
    operations.copy_session(meeting, one, **BY)
    assert operations.send_session(meeting, one, day=MAY_21, **BY)
    assert programme(meeting) == ["20 10:00 Opening", "21 09:00 Opening"]
    with pytest.raises(Refused):
        operations.send_session(meeting, one, day=date(2026, 5, 30), **BY)
    operations.remove_session(meeting, one, **BY)
    assert programme(meeting) == ["20 10:00 Opening"]
    assert queries.agenda(meeting.id) == [item]
    assert (item.session_id, queries.join_links(meeting.id)) == (None, [])


@pytest.mark.parametrize(
    ("dates", "after"),
    [
        (
            {"starts_on": date(2026, 6, 3), "ends_on": date(2026, 6, 4)},
            ["03 09:00 Opening", "04 09:00 Closing"],
        ),
        ({"ends_on": MAY_20}, ["20 09:00 Opening", "21 09:00 Closing"]),
        ({"city": "Lima"}, ["20 09:00 Opening", "21 09:00 Closing"]),
    ],
)
def test_sessions_move_along_with_the_meeting(
    meeting: Meeting, dates: dict[str, Any], after: list[str]
) -> None:
    make_session(meeting, "Opening", "09:00-10:00")
    make_session(meeting, "Closing", "09:00-10:00", day=MAY_21)
    edit_meeting(meeting, calendar.facts_of(meeting, **dates), **BY)
    assert programme(meeting) == after


def test_points_are_added_moved_and_removed(meeting: Meeting) -> None:
    made = [
        items.add_item(meeting, ItemFacts(title={"en": title}, number=number), **BY)
        for number, title in (("1", "Quorum"), ("2", "Report"), ("2 bis", "Budget"))
    ]
    assert items.move_item(meeting, made[1], way="up", **BY)
    assert not items.move_item(meeting, made[1], way="up", **BY)
    items.move_item(meeting, made[2], way="up", **BY)
    shown = [(each.number, each.title["en"]) for each in queries.agenda(meeting.id)]
    assert shown == [("1", "Report"), ("2 bis", "Budget"), ("2", "Quorum")]
    items.remove_item(meeting, made[0], **BY)
    assert len(queries.agenda(meeting.id)) == 2


def make_document(meeting: Meeting, public_id: str) -> Document:
    from meetings.db import db

    document = Document(
        public_id=public_id,
        meeting_id=meeting.id,
        title={"en": "Report"},
        type="report",
        access="public",
        search="",
        created_at=AT,
        changed_at=AT,
    )
    db.session.add(document)
    db.session.flush()
    return document


def test_a_point_has_documents_and_a_session_of_its_own_meeting_only(
    meeting: Meeting, session: Any
) -> None:
    other = make_meeting("Other")
    theirs, ours = make_document(other, "x"), make_document(meeting, "y")
    facts = ItemFacts(title={"en": "Report"}, documents=(ours.public_id,))
    item = items.add_item(meeting, facts, **BY)
    assert queries.agenda_documents(meeting.id) == {item.id: [ours]}
    for wrong in (
        replace(facts, documents=(theirs.public_id,)),
        replace(facts, session=make_session(other).public_id),
    ):
        with pytest.raises(Refused):
            items.edit_item(meeting, item, facts=wrong, **BY)
    items.edit_item(meeting, item, facts=replace(facts, documents=()), **BY)
    assert session.scalars(select(AgendaDocument)).all() == []


def test_an_agenda_is_taken_over_without_what_was_true_once(meeting: Meeting) -> None:
    one = make_session(
        meeting,
        "Opening",
        "09:00-10:00",
        speakers=(SpeakerFacts(name="Ana", function_code="chair"),),
    )
    make_session(meeting, "Closing", "09:00-10:00", day=MAY_21)
    document = make_document(meeting, "x")
    items.add_item(
        meeting,
        ItemFacts(
            title={"en": "Quorum"},
            number="1",
            session=one.public_id,
            documents=(document.public_id,),
        ),
        **BY,
    )
    joining.set_join_link(meeting, "https://meet.example/1", audience="experts", **BY)
    target = make_meeting("Next", starts_on=date(2027, 4, 1), ends_on=date(2027, 4, 1))
    assert items.copy_agenda(meeting, target, **BY) == 2
    assert programme(target) == ["01 09:00 Opening", "02 09:00 Closing"]
    first = queries.sessions(target.id)[0]
    [item] = queries.agenda(target.id)
    assert (first.speakers, item.session_id, item.number) == ([], first.id, "1")
    assert not queries.agenda_documents(target.id)
    assert not queries.join_links(target.id)
    assert len(queries.sessions(meeting.id)[0].speakers) == 1


def test_a_way_to_join_takes_the_place_of_the_earlier_one(meeting: Meeting, session: Any) -> None:
    one = make_session(meeting)
    for url in ("https://a.example/1", "https://b.example/2"):
        joining.set_join_link(meeting, url, audience="delegates", **BY)
        joining.set_join_link(meeting, url, audience="delegates", session=one.public_id, **BY)
    found = queries.join_links(meeting.id)
    assert [(each.session_id, each.url) for each in found] == [
        (None, "https://b.example/2"),
        (one.id, "https://b.example/2"),
    ]
    assert "example" not in str(session.scalars(select(AuditChange.changes)).all()[1:])
    assert joining.remove_join_link(meeting, found[0].public_id, **BY)
    assert not joining.remove_join_link(meeting, found[0].public_id, **BY)
    assert len(session.scalars(select(JoinLink)).all()) == 1


ZOOM = "https://zoom.example/j/9876?pwd=secret"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"room": "https://elsewhere.example/x"}, "room"),
        ({"room": "zoom.example/j/9876"}, "room"),
        ({"title": f"Opening {ZOOM}"}, "title_en"),
        ({"description": {"es": "Entre por ZOOM.example/j/9876/ a las 9"}}, "description_es"),
        ({"speakers": (SpeakerFacts(name=ZOOM, function_code="chair"),)}, "speakers"),
    ],
)
def test_a_way_to_join_is_no_public_text_of_a_session(
    meeting: Meeting, facts: dict[str, Any], field: str
) -> None:
    joining.set_join_link(meeting, ZOOM, audience="delegates", **BY)
    with pytest.raises(Refused, match="“Ways to join”") as refused:
        make_session(meeting, **facts)
    assert refused.value.field == field
    assert queries.sessions(meeting.id) == []
    make_session(meeting, room="Salón Simón Bolívar", description={"en": "www.oas.org/cim"})


def test_a_way_to_join_is_no_public_text_of_a_meeting_nor_of_its_agenda(meeting: Meeting) -> None:
    joining.set_join_link(meeting, ZOOM, audience="delegates", **BY)
    for changed in ({"venue": "https://any.example"}, {"description": {"en": f"By {ZOOM}"}}):
        with pytest.raises(Refused, match="Ways to join"):
            edit_meeting(meeting, calendar.facts_of(meeting, **changed), **BY)
        with pytest.raises(Refused, match="Ways to join"):
            make_meeting("Another", **changed)
    with pytest.raises(Refused, match="Ways to join"):
        items.add_item(meeting, ItemFacts(title={"en": ZOOM}), **BY)
    other = "https://other.example/j/1"
    make_session(meeting, description={"en": f"Join: {other} at nine"})
    with pytest.raises(Refused, match="Everybody reads this address already"):
        joining.set_join_link(meeting, other, audience="experts", **BY)
    target = make_meeting("Next", starts_on=date(2027, 4, 1), ends_on=date(2027, 4, 1))
    joining.set_join_link(target, other, audience="experts", **BY)
    items.copy_agenda(meeting, target, **BY)
    assert queries.sessions(target.id)[0].description == {"en": "Join:  at nine"}


def test_a_course_has_editions_in_its_languages() -> None:
    course = courses_.create_course({"es": "Curso de género"}, description={}, **BY)
    again = courses_.create_course({"en": "Curso de género"}, description={}, **BY)
    assert (course.slug, again.slug) == ("curso-de-genero", "curso-de-genero-2")
    first, draft = (
        make_meeting(title, kind_code="virtual_course", published=title == "I")
        for title in ("I", "II")
    )
    assert len(courses.possible_editions("en")) == 2
    for meeting, lang in ((first, "es"), (draft, "pt")):
        assert courses_.set_edition(meeting, course, edition="2026", taught_in=lang, **BY)
    assert not courses_.set_edition(draft, course, edition="2026", taught_in="pt", **BY)
    assert [each.taught_in for each in courses.editions(course.id, "en")] == ["es"]
    assert len(courses.editions(course.id, "en", drafts=True)) == 2
    assert courses.public_courses() == [course]
    assert courses.course_of(first.id) == course
    assert courses_.set_edition(first, None, **BY)
    assert (first.course_id, first.edition, first.taught_in) == (None, "", None)
    with pytest.raises(Refused):
        courses_.set_edition(first, course, taught_in="de", **BY)


UNRECORDED = "https://us02web.zoom.us/j/44?pwd=ZZ"


def test_a_way_to_join_that_nobody_recorded_is_no_public_text_either(meeting: Meeting) -> None:
    facts = calendar.facts_of(meeting)
    document = DocumentFacts(title={"en": f"Minutes {UNRECORDED}"}, type="agenda")
    refused: tuple[tuple[str, Callable[[], object]], ...] = (
        ("description_en", lambda: make_meeting(description={"en": f"Join: {UNRECORDED}"})),
        ("title_es", lambda: edit_meeting(meeting, replace(facts, title={"es": UNRECORDED}), **BY)),
        ("venue", lambda: edit_meeting(meeting, replace(facts, venue="zoom.us/j/98?pwd=3"), **BY)),
        ("why", lambda: edit_meeting(meeting, facts, why="Passcode 991", **BY)),
        ("room", lambda: make_session(meeting, room="Zoom 823 4455 1122 passcode 991")),
        ("title_en", lambda: make_session(meeting, title=f"Opening {UNRECORDED}")),
        ("title_en", lambda: items.add_item(meeting, ItemFacts(title={"en": UNRECORDED}), **BY)),
        ("title_en", lambda: add_document(document, meeting=meeting, **BY)),
        ("description_en", lambda: _course(UNRECORDED)),
    )
    for field, write in refused:
        with pytest.raises(Refused, match="“Ways to join”") as refusal:
            write()
        assert refusal.value.field == field
    make_session(meeting, description={"en": "Read https://www.oas.org/en/cim first."})


def _course(said: str) -> None:
    courses_.create_course({"en": "A course"}, description={"en": said}, **BY)
