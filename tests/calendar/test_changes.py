"""What is kept when a meeting changes, how it moves on, and what takes its place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from meetings.actor import CLI
from meetings.calendar import operations, queries, rules
from meetings.calendar.models import Meeting, Status
from meetings.calendar.rules import NewDate, history
from meetings.calendar.rules.moves import TRANSITIONS
from meetings.errors import Refused
from tests.factories.calendar import MADE_AT, make_facts, make_meeting

LATER = MADE_AT + timedelta(days=1)
BY: dict[str, Any] = {"by": CLI, "at": LATER}


def edit(meeting: Meeting, **changes: Any) -> None:
    options = {name: changes.pop(name) for name in ("why", "is_why_public") if name in changes}
    operations.edit_meeting(meeting, queries.facts_of(meeting, **changes), **BY, **options)


def told(meeting: Meeting, lang: str = "en", *, public: bool = True) -> list[str]:
    changes = queries.changes_of(meeting.id, public=public)
    return [each.text for each in history.lines(changes, lang, is_public=public)]


def refused(code: str, action: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(Refused) as refusal:
        action(*args, **kwargs)
    assert refusal.value.code == code


def test_each_edit_is_kept_with_old_and_new_who_and_why(session: Any) -> None:
    meeting = make_meeting(starts_on=date(2026, 5, 20), status="tentative")
    edit(meeting, starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 2), why="The hall is taken.")
    edit(meeting, city="Lima", country="PE", status="confirmed", why="Peru offers", is_why_public=1)
    edit(meeting, title={"en": "Another"})

    kept = queries.changes_of(meeting.id)
    assert [each.what for each in kept] == ["status", "place", "dates"]
    assert {each.actor_label for each in kept} == {"command line"}
    lines = history.lines(kept, "en")
    assert [(each.text, each.now, each.why) for each in lines] == [
        ("Until May 5, 2026: Tentative", "Confirmed", "Peru offers"),
        (
            "Until May 5, 2026 announced to take place in: Washington, D.C., United States",
            "Lima, Peru",
            "Peru offers",
        ),
        (
            "Until May 5, 2026 announced for May 20, 2026 (tentative)",
            "June 1–2, 2026 (tentative)",
            "",
        ),
    ]
    assert "The hall is taken." in [each.why for each in history.lines(kept, "en", is_public=False)]


def test_what_was_changed_of_a_draft_is_for_officers_only(session: Any) -> None:
    meeting = make_meeting(published=False)
    edit(meeting, mode="virtual")
    operations.publish(meeting, **BY)
    edit(meeting, mode="hybrid")

    assert len(told(meeting)) == 1
    assert len(told(meeting, public=False)) == 2


def test_that_it_was_held_is_no_news_of_its_announcement(session: Any) -> None:
    meeting = make_meeting(starts_on=date(2026, 5, 4))
    operations.set_status(meeting, Status.HELD, **BY)

    assert told(meeting) == []
    assert told(meeting, public=False) == ["Until May 5, 2026: Confirmed"]


def test_a_meeting_held_by_error_is_in_the_public_history_neither_way(session: Any) -> None:
    meeting = make_meeting(starts_on=date(2026, 5, 4))
    operations.set_status(meeting, Status.HELD, **BY)
    operations.set_status(meeting, Status.CONFIRMED, **BY)
    assert told(meeting) == []
    assert len(told(meeting, public=False)) == 2


def test_several_changes_of_one_day_are_told_with_the_hour(session: Any) -> None:
    meeting = make_meeting(starts_on=date(2026, 5, 20))
    for at, day in ((13, 25), (15, 27)):
        facts = make_facts(starts_on=date(2026, 5, day))
        moment = datetime(2026, 5, 5, at, tzinfo=UTC)
        operations.edit_meeting(meeting, facts, by=CLI, at=moment)
    assert [text.split(" announced")[0] for text in told(meeting)] == [
        "Until May 5, 2026, 11:00\N{NARROW NO-BREAK SPACE}AM",
        "Until May 5, 2026, 9:00\N{NARROW NO-BREAK SPACE}AM",
    ]


def test_a_source_that_contradicts_the_calendar_is_kept_with_its_reason(session: Any) -> None:
    congress = make_meeting("Congress on Tourism", starts_on=date(2003, 4, 23), country="GT")
    june = make_facts(
        starts_on=date(2003, 6, 1),
        ends_on=date(2003, 6, 30),
        precision="month",
        city=congress.city,
        country="GT",
    )
    operations.record_contradiction(
        congress, june, found_in="Work plan, text", why="The host says April.", **BY
    )

    assert told(congress) == [
        "Another source (Work plan, text) says: June 2003 (exact date to be announced)"
    ]
    assert (congress.starts_on, congress.sequence) == (date(2003, 4, 23), 0)
    same = queries.facts_of(congress)
    refused("no_contradiction", operations.record_contradiction, congress, same, found_in="x", **BY)
    refused("no_source", operations.record_contradiction, congress, june, found_in=" ", **BY)


@pytest.mark.parametrize("old", list(Status))
@pytest.mark.parametrize("new", list(Status))
def test_what_was_held_or_cancelled_is_taken_back_before_it_moves(old: Status, new: Status) -> None:
    if new in TRANSITIONS[old] or new == old:
        rules.check_move(old, new)
    else:
        assert (old, new) in {
            (Status.HELD, Status.POSTPONED),
            (Status.HELD, Status.CANCELLED),
            (Status.CANCELLED, Status.POSTPONED),
        }
        with pytest.raises(Refused):
            rules.check_move(old, new)


def test_a_meeting_is_put_off_with_and_without_a_new_date(session: Any) -> None:
    meeting = make_meeting()
    uid = meeting.uid
    assert operations.postpone(meeting, None, why="The host cannot.", **BY)
    assert (meeting.status, meeting.starts_on) == ("postponed", date(2026, 5, 20))

    autumn = NewDate(starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 30), precision="season")
    assert operations.postpone(meeting, autumn, **BY)
    assert (meeting.uid, meeting.status, meeting.sequence) == (uid, "tentative", 2)
    assert queries.text_of(meeting.id, "en").dates.startswith("Autumn, September")

    refused("same_date", operations.postpone, meeting, autumn, **BY)
    operations.set_status(meeting, Status.CANCELLED, **BY)
    refused("is_cancelled", operations.postpone, meeting, None, **BY)


def test_another_meeting_takes_its_place_and_never_in_a_circle(session: Any) -> None:
    first, second, third = (make_meeting(title) for title in ("First", "Second", "Third"))
    assert operations.replace(first, second, **BY)
    assert operations.replace(second, third, **BY)
    assert (first.status, first.replaced_by_id) == ("cancelled", second.id)

    refused("itself", operations.replace, third, third, **BY)
    refused("circle", operations.replace, third, first, **BY)
    assert third.status == "confirmed"

    operations.set_status(first, Status.CONFIRMED, **BY)  # reinstated: nothing takes its place
    assert first.replaced_by_id is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        # 2:30 did not exist in New York when the clocks changed
        ({"starts_on": date(2026, 3, 8), "ends_on": date(2026, 3, 8), "starts_time": time(2, 30)},
         "skipped_hour"),
        # the hour came twice, and the end lies before the start within it
        ({"starts_on": date(2026, 11, 1), "ends_on": date(2026, 11, 1), "starts_time": time(1, 30),
          "ends_time": time(1, 15)}, "end_before_start"),
        # on the other side of the date line it is another day, and the end is still an end
        ({"time_zone": "Pacific/Kiritimati", "ends_on": date(2026, 5, 20), "starts_time": time(23),
          "ends_time": time(1)}, "end_before_start"),
        # Samoa had no such day
        ({"time_zone": "Pacific/Apia", "starts_on": date(2011, 12, 30), "precision": "day",
          "ends_on": date(2011, 12, 30), "starts_time": None, "ends_time": None}, "skipped_day"),
        ({"time_zone": "Pacific/Apia", "starts_on": date(2011, 12, 30),
          "ends_on": date(2011, 12, 30), "starts_time": time(9)}, "skipped_hour"),
    ],
)  # fmt: skip
def test_clocks_and_the_date_line_are_told_in_a_sentence(
    session: Any, wrong: dict[str, Any], code: str
) -> None:
    sound = {"precision": "minute", "starts_time": time(9), "ends_time": time(12)}
    refused(code, make_meeting, **(sound | wrong))


def test_a_meeting_across_the_date_line_lies_where_its_zone_says(session: Any) -> None:
    meeting = make_meeting(
        precision="minute",
        time_zone="Pacific/Kiritimati",
        starts_on=date(2026, 5, 20),
        ends_on=date(2026, 5, 21),
        starts_time=time(22),
        ends_time=time(1),
    )
    assert (meeting.starts_at.day, meeting.ends_at - meeting.starts_at) == (20, timedelta(hours=3))
    assert meeting.starts_at.hour == 8  # fourteen hours ahead of universal time
    # the same moment told from the other side of the line is no change of date
    edit(
        meeting,
        time_zone="Pacific/Honolulu",
        starts_on=date(2026, 5, 19),
        ends_on=date(2026, 5, 20),
        starts_time=time(22),
        ends_time=time(1),
    )
    assert queries.changes_of(meeting.id) == []


def test_a_draft_announced_nothing_and_changes_are_dated_by_the_office(session: Any) -> None:
    meeting = make_meeting(published=False, time_zone="Asia/Tokyo", city="Tokyo", country="JP")
    edit(meeting, starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 2))
    change = queries.changes_of(meeting.id)[0]
    change.at = MADE_AT.replace(hour=22)

    line = history.line(change, "en", zone="America/New_York")
    assert line.text == "Until May 4, 2026 planned for May 20–21, 2026"
