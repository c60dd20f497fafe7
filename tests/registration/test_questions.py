"""Building forms and keeping answers: versions, the library, what is sensitive."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from meetings import actor
from meetings.audit import AuditChange
from meetings.db import db
from meetings.errors import Refused
from meetings.registration.models import Answer, FormQuestion, SensitiveAnswer, Stage
from meetings.registration.operations import answers, library
from meetings.registration.operations import questions as operations
from meetings.registration.queries import answers as read
from meetings.registration.queries import questions as queries
from meetings.registration.rules.builder import Place, QuestionFacts
from meetings.registration.rules.questions import Choice, stamp_of
from tests.factories.questions import make_question
from tests.factories.registration import AT, make_open_meeting, make_participation

BY: dict[str, Any] = {"by": actor.CLI, "at": AT}

pytestmark = pytest.mark.usefixtures("session")


def facts_of(placed: FormQuestion, **changes: Any) -> QuestionFacts:
    question = placed.question
    given = QuestionFacts(
        type=question.type,
        wording=queries.wording(placed.version),
        is_sensitive=question.is_sensitive,
        is_in_library=question.is_in_library,
        retention_days=question.retention_days,
    )
    return replace(given, **changes)


def reworded(placed: FormQuestion, label: str, *more: str) -> QuestionFacts:
    wording = queries.wording(placed.version)
    choices = (*wording.choices, *(Choice("", {"en": each}) for each in more))
    return facts_of(placed, wording=replace(wording, label={"en": label}, choices=choices))


def number(table: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_draft_is_reworded_in_place_and_a_published_form_by_a_new_version() -> None:
    draft, public = make_open_meeting(published=False), make_open_meeting()
    for meeting, expected in ((draft, 1), (public, 2)):
        placed = make_question(meeting, "Diet")
        operations.edit_question(placed, reworded(placed, "Your diet"), place=Place(), **BY)
        assert (placed.version.number, placed.version.label) == (expected, {"en": "Your diet"})


def test_an_answer_keeps_the_wording_and_the_choices_that_were_read() -> None:
    meeting = make_open_meeting()
    placed = make_question(meeting, "Diet", kind="choice", choices=("None", "Vegan"))
    ana = make_participation(meeting)
    public_id = placed.question.public_id
    seen = stamp_of(queries.sheet(meeting.id).asked)
    answers.write(ana, {public_id: "vegan"}, stamp=seen, **BY)
    changed = reworded(placed, "What may you eat?", "Kosher")
    wording = changed.wording
    renamed = tuple(
        replace(each, label={"en": "No animals"}) if each.code == "vegan" else each
        for each in wording.choices
    )
    changed = replace(changed, wording=replace(wording, choices=renamed))
    assert operations.edit_question(placed, changed, place=Place(), **BY)
    (shown,) = read.shown(ana.id, "en", sensitive=False)
    assert (shown.label.text, shown.words, shown.version) == ("Diet", "Vegan", 1)
    assert queries.answer_counts([placed.question_id]) == {placed.question_id: {1: 1}}
    late = make_participation(meeting, email="late@example.org")
    answers.write(late, {public_id: "vegan"}, stamp=seen, **BY)
    fresh = make_participation(meeting, email="fresh@example.org")
    answers.write(fresh, {public_id: "kosher"}, stamp="", **BY)
    words = read.answers_of([late.id, fresh.id], "en")
    assert [words[each.id][public_id] for each in (late, fresh)] == ["Vegan", "Kosher"]
    with pytest.raises(Refused) as refusal:
        answers.write(late, {public_id: "kosher"}, stamp=seen, **BY)
    assert refusal.value.field == f"q-{public_id}"


def test_another_meetings_form_keeps_its_wording_until_it_takes_the_newest_over() -> None:
    first, second = make_open_meeting(published=False), make_open_meeting(published=False)
    placed = make_question(first, "Diet")
    other = operations.add_from_library(second, placed.question, **BY)
    operations.edit_question(placed, reworded(placed, "Your diet"), place=Place(), **BY)
    assert other.version.label == {"en": "Diet"}
    assert operations.take_newest(other, **BY)
    assert other.version.label == {"en": "Your diet"}
    assert not operations.take_newest(other, **BY)
    with pytest.raises(Refused):
        operations.add_from_library(second, placed.question, **BY)


def test_a_form_is_cloned_with_its_conditions_once() -> None:
    source, target = make_open_meeting(), make_open_meeting()
    diet = make_question(source, "Diet", kind="choice", choices=("None", "Other"))
    make_question(source, "Which?", when={diet.question.public_id: ("other",)}, is_required=True)
    make_question(source, "Flight", stage=Stage.AFTER)
    assert operations.clone_form(target, source, **BY) == 3
    assert operations.clone_form(target, source, **BY) == 0
    before, after = (queries.sheet(each.id, None).asked for each in (source, target))
    assert before == after


@pytest.mark.parametrize(("place", "way"), [(0, "down"), (1, "up")])
def test_a_question_stays_behind_the_one_it_depends_on(place: int, way: Any) -> None:
    meeting = make_open_meeting()
    diet = make_question(meeting, "Diet", kind="choice", choices=("None", "Other"))
    which = make_question(meeting, "Which?", when={diet.question.public_id: ("other",)})
    with pytest.raises(Refused, match="Which"):
        operations.move_question((diet, which)[place], way, **BY)


def test_a_question_moves_up() -> None:
    meeting = make_open_meeting()
    first, second = make_question(meeting, "First"), make_question(meeting, "Second")
    assert operations.move_question(second, "up", **BY)
    assert [each.id for each in queries.form_questions(meeting.id)] == [second.id, first.id]
    assert not operations.move_question(second, "up", **BY)


def test_what_another_question_depends_on_is_not_removed() -> None:
    meeting = make_open_meeting()
    diet = make_question(meeting, "Diet", kind="choice", choices=("None", "Other"))
    make_question(meeting, "Which?", when={diet.question.public_id: ("other",)})
    with pytest.raises(Refused, match="Diet"):
        operations.remove_question(diet, **BY)


def test_a_removed_question_leaves_its_answers_and_takes_no_new_ones() -> None:
    meeting = make_open_meeting()
    placed = make_question(meeting, "Diet")
    public_id = placed.question.public_id
    ana = make_participation(meeting)
    answers.write(ana, {public_id: "None"}, stamp="", **BY)
    operations.remove_question(placed, **BY)
    bea = make_participation(meeting, email="bea@example.org")
    assert answers.write(bea, {public_id: "Vegan"}, stamp=f"{public_id}:1", **BY) == []
    assert read.answers_of([ana.id, bea.id], "en") == {ana.id: {public_id: "None"}}
    assert [each.question for each in read.columns(meeting.id, "en")] == [public_id]


def test_sensitive_answers_stand_apart_and_in_no_default_column_export_or_audit() -> None:
    meeting = make_open_meeting()
    open_one = make_question(meeting, "Flight")
    secret = make_question(meeting, "Allergies", sensitive=True)
    flight, allergies = open_one.question.public_id, secret.question.public_id
    ana = make_participation(meeting)
    answers.write(ana, {flight: "KL 1", allergies: "Penicillin"}, stamp="", **BY)
    assert (number(Answer), number(SensitiveAnswer)) == (1, 1)
    assert [each.question for each in read.columns(meeting.id, "en")] == [flight]
    assert read.answers_of([ana.id], "en") == {ana.id: {flight: "KL 1"}}
    assert len(read.columns(meeting.id, "en", sensitive=True)) == 2
    assert read.answers_of([ana.id], "en", sensitive=True)[ana.id][allergies] == "Penicillin"
    written = str(db.session.scalars(select(AuditChange.changes)).all())
    assert allergies in written
    assert "Penicillin" not in written
    assert "KL 1" not in written


def test_a_question_that_becomes_sensitive_takes_its_answers_along_and_stays_so() -> None:
    meeting = make_open_meeting()
    placed = make_question(meeting, "Diet")
    ana = make_participation(meeting)
    answers.write(ana, {placed.question.public_id: "None"}, stamp="", **BY)
    operations.edit_question(placed, facts_of(placed, is_sensitive=True), place=Place(), **BY)
    assert (number(Answer), number(SensitiveAnswer)) == (0, 1)
    with pytest.raises(Refused) as refusal:
        operations.edit_question(placed, facts_of(placed, is_sensitive=False), place=Place(), **BY)
    assert refusal.value.field == "is_sensitive"


def test_an_answer_is_changed_and_taken_away() -> None:
    meeting = make_open_meeting()
    public_id = make_question(meeting, "Diet").question.public_id
    ana = make_participation(meeting)
    for value, changed in (("None", True), (" None ", False), ("Vegan", True), (None, True)):
        found = answers.write(ana, {public_id: value}, stamp="", **BY)
        assert found == [public_id] * changed
    assert number(Answer) == 0


def test_a_retired_question_is_offered_no_more() -> None:
    meeting, other = make_open_meeting(), make_open_meeting()
    question = make_question(meeting, "Diet").question
    assert [each.id for each, _version in queries.library(retired=False)] == [question.id]
    library.retire_question(question, **BY)
    assert queries.library(retired=False) == []
    with pytest.raises(Refused):
        operations.add_from_library(other, question, **BY)
    library.restore_question(question, **BY)
    operations.add_from_library(other, question, **BY)
    (used,) = queries.usage([question.id], "en").values()
    assert {each.slug for each in used} == {meeting.slug, other.slug}


def test_the_same_form_sent_twice_makes_one_question() -> None:
    meeting = make_open_meeting()
    facts = facts_of(make_question(meeting, "Diet"))
    nonce = "8f0b7a52-7f8f-4b8e-9a59-2f2a2a1f0c11"
    made = [
        operations.add_question(meeting, facts, place=Place(), public_id=nonce, **BY)
        for _press in range(2)
    ]
    assert made[0] is made[1]
    assert number(FormQuestion) == 2
