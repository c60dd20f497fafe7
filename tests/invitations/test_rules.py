"""Placeholders, moments, whom a mailing fits, and tables as offices save them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from meetings.directory.rules.languages import usual_language
from meetings.errors import FileRefused, Refused
from meetings.invitations.models import MailingKind, Moment, Reach, Receipt
from meetings.invitations.rules import placeholders, reach, sheet, timing
from meetings.invitations.rules.fitting import (
    Candidate,
    Sort,
    StandsFor,
    receipt,
    stands_for,
)
from meetings.registration.models import Represents

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANA = Candidate(key="a", given_names="Ana", surnames="Lima", email="ana@x.org", language="es")
MAY = {
    "participant": ("self", "state"),
    "principal_delegate": ("state",),
    "cso": ("organization",),
    "secretariat": ("none",),
}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Dear {name},\nuntil {deadline}.\nWell", "Dear Ana,\nWell"),
        ("{name} {name}", "Ana Ana"),
        ("no { brace } of ours {", "no { brace } of ours {"),
    ],
)
def test_a_line_that_has_nothing_to_say_is_left_out(text: str, filled: str) -> None:
    values = {"name": "Ana", "deadline": "", " brace ": "{ brace }"}
    assert placeholders.filled(text, values) == filled


@pytest.mark.parametrize(
    ("title", "text", "field", "said"),
    [
        ({"es": "T"}, {"es": "Hola {nombre} y {name} {x}"}, "text_es", "{nombre}, {x}"),
        ({"es": "{quien}"}, {"es": "Hola"}, "title_es", "{quien}"),
        ({"es": "T"}, {"es": "Hola", "fr": "Salut"}, "title_fr", "both"),
        ({}, {}, "text", "at least one language"),
    ],
)
def test_what_is_wrong_is_named(
    title: dict[str, str], text: dict[str, str], field: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        placeholders.check_words(title, text)
    assert refused.value.field == field
    assert said in str(refused.value)


TIMES = timing.Times(
    starts_at=AT + 10 * DAY,
    ends_at=AT + 12 * DAY,
    precision="minute",
    status="confirmed",
    closings=(AT + 3 * DAY, AT + 5 * DAY),
)


@pytest.mark.parametrize(
    ("moment", "after", "changes", "due"),
    [
        (Moment.BEFORE_CLOSING, None, {}, AT + 2 * DAY),
        (Moment.BEFORE_CLOSING, AT + 2 * DAY, {}, AT + 4 * DAY),
        (Moment.BEFORE_CLOSING, AT + 4 * DAY, {}, None),
        (Moment.BEFORE_CLOSING, None, {"precision": "month"}, AT + 2 * DAY),
        (Moment.BEFORE_MEETING, None, {}, AT + 9 * DAY),
        (Moment.BEFORE_MEETING, None, {"starts_at": AT + 20 * DAY}, AT + 19 * DAY),
        (Moment.BEFORE_MEETING, None, {"status": "postponed"}, None),
        (Moment.AFTER_MEETING, None, {}, AT + 13 * DAY),
        (Moment.AFTER_MEETING, None, {"precision": "season"}, None),
    ],
)
def test_a_reminder_follows_the_meeting(
    moment: Moment, after: datetime | None, changes: dict[str, object], due: datetime | None
) -> None:
    times = replace(TIMES, **changes)  # type: ignore[arg-type]  # by name
    assert timing.next_due(moment, 24, times=times, after=after) == due


@pytest.mark.parametrize(
    ("moment", "hours", "due"),
    [
        (Moment.BEFORE_MEETING, 24, "2026-06-01 09:00"),
        (Moment.BEFORE_MEETING, 2, "2026-06-02 07:00"),
        (Moment.AFTER_MEETING, 0, "2026-06-05 09:00"),
        (Moment.AFTER_MEETING, 24, "2026-06-06 09:00"),
    ],
)
def test_a_meeting_without_hours_is_counted_from_the_morning(
    moment: Moment, hours: int, due: str
) -> None:
    there = ZoneInfo("America/Lima")
    times = timing.Times(
        starts_at=datetime(2026, 6, 2, tzinfo=there),
        ends_at=datetime(2026, 6, 5, tzinfo=there),
        precision="day",
        status="confirmed",
        zone="America/Lima",
    )
    found = timing.next_due(moment, hours, times=times)
    assert found is not None
    assert f"{found.astimezone(there):%Y-%m-%d %H:%M}" == due
    assert not timing.is_at_night(found, "America/Lima")


@pytest.mark.parametrize(
    ("hour", "night"), [(6, True), (7, False), (21, False), (22, True), (0, True), (12, False)]
)
def test_what_is_night(hour: int, night: bool) -> None:
    there = datetime(2026, 6, 2, hour, 30, tzinfo=ZoneInfo("America/Lima"))
    assert timing.is_at_night(there.astimezone(UTC), "America/Lima") is night


@pytest.mark.parametrize(
    ("moment", "due", "changes", "since"),
    [
        (Moment.BEFORE_MEETING, AT + 9 * DAY, {}, None),
        (Moment.BEFORE_MEETING, AT + 10 * DAY, {}, AT + 10 * DAY),
        (Moment.BEFORE_MEETING, AT + 10 * DAY, {"precision": "month"}, None),
        (Moment.BEFORE_MEETING, None, {}, None),
        (Moment.BEFORE_CLOSING, AT + 4 * DAY, {}, None),
        (Moment.BEFORE_CLOSING, AT + 5 * DAY, {}, AT + 5 * DAY),
        (Moment.BEFORE_CLOSING, AT + 5 * DAY, {"closings": ()}, None),
        (Moment.AFTER_MEETING, AT + 20 * DAY, {}, None),
        ("", AT + 20 * DAY, {}, None),
    ],
)
def test_what_is_meant_to_come_before_does_not_come_after(
    moment: str, due: datetime | None, changes: dict[str, object], since: datetime | None
) -> None:
    times = replace(TIMES, **changes)  # type: ignore[arg-type]  # by name
    if since is None:
        timing.check_early(moment, times, due=due, field="at")
        return
    with pytest.raises(timing.Late) as late:
        timing.check_early(moment, times, due=due, field="at")
    assert (late.value.since, late.value.moment, late.value.field) == (since, moment, "at")


@pytest.mark.parametrize(
    ("kind", "whom", "changes", "why"),
    [
        ("invitation", "", {"capacity_code": "participant"}, None),
        ("invitation", "", {}, Receipt.NO_CAPACITY),
        ("invitation", "", {"capacity_code": "principal_delegate"}, Receipt.NO_STATE),
        ("invitation", "", {"capacity_code": "principal_delegate", "country": "PE"}, None),
        ("invitation", "", {"capacity_code": "cso"}, Receipt.NO_ENTITY),
        ("invitation", "", {"capacity_code": "cso", "accreditation_id": 7}, None),
        ("invitation", "", {"capacity_code": "secretariat"}, None),
        ("invitation", "", {"status": "invited"}, Receipt.ALREADY_IN),
        ("note", "", {"email": ""}, Receipt.NO_ADDRESS),
        ("note", "", {"person_id": 7}, Receipt.UNSUBSCRIBED),
        ("note", "", {"person_id": 8}, None),
        ("reminder", "confirmed", {"person_id": 7, "status": "confirmed"}, Receipt.UNSUBSCRIBED),
        ("reminder", "unanswered", {"status": "invited", "reply": "tentative"}, Receipt.ANSWERED),
    ],
)
def test_whom_it_fits(kind: str, whom: str, changes: dict[str, str], why: str | None) -> None:
    one = replace(ANA, **changes)  # type: ignore[arg-type]  # by name
    sort = Sort(kind, whom, is_necessary=False)
    assert receipt(one, sort, unsubscribed={7}, may_represent=MAY) == why


OPEN, SAID = "none", "accepted"
REACHED = {  # as somebody stands when it goes out -> which mails reach her
    ("", "", False): "",
    ("invited", OPEN, False): "unanswered",
    ("invited", "tentative", False): "",
    ("nominated", OPEN, False): "",
    ("pending", SAID, False): "",
    ("waitlisted", OPEN, False): "",
    ("confirmed", OPEN, False): "confirmed",
    ("confirmed", SAID, True): "confirmed present",
    ("pending", OPEN, True): "",
}


@pytest.mark.parametrize("stands", REACHED)
def test_who_stands_so_is_reached_by_what_is_meant_for_her(stands: tuple[str, str, bool]) -> None:
    status, reply, was_present = stands
    given = {"status": status, "reply": reply, "was_present": was_present}
    found = [
        each.value
        for each in (Reach.UNANSWERED, Reach.CONFIRMED, Reach.PRESENT)
        if reach.missed(each, **given) is None  # type: ignore[arg-type]  # by name
    ]
    assert found == REACHED[stands].split()
    assert reach.missed(Reach.EVERYBODY, status=status, reply=reply, was_present=False) is None


@pytest.mark.parametrize(
    ("kind", "moment", "wish", "known", "whom"),
    [
        ("reminder", "before_closing", "present", "", "unanswered"),
        ("reminder", "before_meeting", "", "unanswered", "confirmed"),
        ("note", "after_meeting", "", "", "present"),
        ("note", "after_meeting", "confirmed", "present", "confirmed"),
        ("reminder", None, None, "confirmed", "confirmed"),
        ("reminder", None, "", "", "unanswered"),
        ("note", None, "", "present", ""),
        ("note", None, None, "", ""),
        ("invitation", None, "confirmed", "", ""),
    ],
)
def test_each_reminder_has_its_readers(
    kind: str, moment: str | None, wish: str | None, known: str, whom: str
) -> None:
    assert reach.settled(kind, moment, wish, known) == whom


def test_what_is_necessary_goes_to_those_too_who_want_no_mails() -> None:
    sort = Sort(MailingKind.NOTE, "", is_necessary=True)
    one = replace(ANA, person_id=7)
    assert receipt(one, sort, unsubscribed={7}, may_represent=MAY) is None
    of_bolivia = stands_for(replace(ANA, state_code="BO"), ("self", "state"))
    assert of_bolivia == StandsFor(Represents.STATE, "BO")


@pytest.mark.parametrize(
    ("country", "lang"),
    [
        ("BO", "es"),
        ("BR", "pt"),
        ("HT", "fr"),
        ("US", "en"),
        ("CA", "en"),
        ("SR", None),
        (None, None),
    ],
)
def test_the_language_of_a_country(country: str | None, lang: str | None) -> None:
    assert usual_language(country) == lang


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_table_as_an_office_saves_it(app: Flask) -> None:
    text = (
        "Nombres;Apellidos;Correo electrónico;Idioma;Calidad;País\r\n"
        "Íris;Ñáñez;iris@x.org;francés;Participante;Perú\r\n"
        "IRIS;NANEZ;Iris@x.org;;;\r\n"
        "Luz;;luz@x.org;;;\r\n"
        "Rosa;Paz;no;klingon;;Atlantis\r\n"
        ";;z@x.org;;;\r\n"
    )
    for data in (text.encode("cp1252"), text.encode("utf-8-sig")):
        with app.app_context():
            found = sheet.read_people(
                sheet.decoded(data), capacities={"participante": "participant"}
            )
        assert [each["email"] for each in found.rows] == ["iris@x.org", "luz@x.org"]
        assert found.rows[0] == {
            "given_names": "Íris",
            "surnames": "Ñáñez",
            "email": "iris@x.org",
            "language": "fr",
            "capacity": "participant",
            "country": "PE",
            "organization": "",
        }
        assert found.doubles == 1
        wrong = [(each.line, each.column) for each in found.problems]
        assert wrong == [(5, "email"), (5, "language"), (5, "country"), (6, "given_names")]
    with pytest.raises(FileRefused, match="among them the name"):
        sheet.read_people("a,b\n1,2", capacities={})


@pytest.mark.parametrize("heading", ["name", "Nombre completo", "Nom complet", "NOME COMPLETO"])
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_whole_name_may_stand_in_one_column(app: Flask, heading: str) -> None:
    with app.app_context():
        found = sheet.read_people(f"{heading},email\nLuz Paz,luz@x.org\n", capacities={})
        both = sheet.read_people(
            f"given_names,surnames,{heading},email\nLuz,Paz,Luz Paz,luz@x.org\n", capacities={}
        )
    assert [each["given_names"] for each in found.rows] == ["Luz Paz"]
    assert [(each["given_names"], each["surnames"]) for each in both.rows] == [("Luz", "Paz")]
