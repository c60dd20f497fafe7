"""Which questions somebody is asked, what is wrong with an answer, what a version keeps."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from meetings.errors import Refused
from meetings.registration.rules import builder, questions
from meetings.registration.rules.builder import Place, QuestionFacts, Wording
from meetings.registration.rules.questions import Asked, Choice, Condition, Seen, Sheet

DIET, OTHER, LINK = (str(uuid.UUID(int=number)) for number in (1, 2, 3))
CHOICES = (Choice("none", {"en": "None"}), Choice("other", {"en": "Other"}))


def make(question: str = DIET, type_: str = "text", **values: Any) -> Asked:
    return Asked(question=question, version=1, type=type_, label={"en": "Diet"}, **values)


def after(question: str, *codes: str) -> tuple[Condition, ...]:
    return (Condition(question, codes),)


FORM = Sheet(
    "form",
    (
        make(DIET, "choice", choices=CHOICES),
        make(OTHER, conditions=after(DIET, "other")),
        make(LINK, conditions=after("mode", "virtual"), capacities=("nca", "expert")),
    ),
)


@pytest.mark.parametrize(
    ("facts", "answers", "expected"),
    [
        ({}, {}, [DIET]),
        ({}, {DIET: "none"}, [DIET]),
        ({}, {DIET: "other"}, [DIET, OTHER]),
        ({}, {OTHER: "other"}, [DIET]),
        ({"mode": ("virtual",)}, {}, [DIET]),
        ({"mode": ("virtual",), "capacity": ("nca",)}, {}, [DIET, LINK]),
        ({"mode": ("in_person",), "capacity": ("nca",)}, {}, [DIET]),
        ({"mode": ("virtual",), "capacity": ("guest",)}, {DIET: "other"}, [DIET, OTHER]),
    ],
)
def test_who_is_asked_what(facts: Any, answers: Any, expected: list[str]) -> None:
    assert [each.question for each in questions.needed(FORM, facts, answers=answers)] == expected


def test_an_answer_that_was_not_asked_for_opens_nothing() -> None:
    chain = Sheet(
        "chain",
        (
            make(DIET, "choice", choices=CHOICES, conditions=after("mode", "virtual")),
            make(OTHER, conditions=after(DIET, "other")),
        ),
    )
    assert questions.needed(chain, {"mode": ("in_person",)}, answers={DIET: "other"}) == []


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"mode": ("virtual",), "capacity": ("nca",)}, {DIET: {}, OTHER: {DIET}, LINK: {}}),
        ({"mode": ("in_person",)}, {DIET: {}, OTHER: {DIET}}),
        ({"capacity": ("nca",)}, {DIET: {}, OTHER: {DIET}, LINK: {"mode"}}),
    ],
)
def test_what_is_settled_is_no_condition_any_more(known: Any, expected: Any) -> None:
    found = questions.narrowed(FORM, known)
    assert {each.question: set(each.when) for each in found.asked} == {
        question: set(when) for question, when in expected.items()
    }
    assert found != FORM


@pytest.mark.parametrize(
    ("type_", "typed", "kept", "is_right"),
    [
        ("text", "  a   b ", "a b", True),
        ("text", "   ", None, True),
        ("text", "a" * 301, "a" * 301, False),
        ("long_text", "a\r\nb", "a\nb", True),
        ("long_text", "a" * 4001, "a" * 4001, False),
        ("choice", "none", "none", True),
        ("choice", "gone", "gone", False),
        ("choice", "", None, True),
        ("choices", ["other", "none", "none"], ["none", "other"], True),
        ("choices", ["none", "wizard"], ["none", "wizard"], False),
        ("choices", [], None, True),
        ("date", date(2026, 5, 4), "2026-05-04", True),
        ("date", "tomorrow", "tomorrow", False),
        ("consent", "yes", True, True),
        ("consent", False, None, True),
    ],
)
def test_an_answer_is_cleaned_and_judged(type_: str, typed: Any, kept: Any, is_right: bool) -> None:
    asked = make(type_=type_, choices=(*CHOICES, Choice("gone", {"en": "Gone"}, is_retired=True)))
    value = questions.cleaned(asked, typed)
    assert value == kept
    assert (questions.fault(asked, value) is None) == is_right
    assert questions.fault(replace(asked, is_required=True), None) is not None


def test_a_form_tells_what_it_showed() -> None:
    asked = (make(DIET, is_required=True), replace(make(OTHER), version=12))
    stamp = questions.stamp_of(asked)
    assert questions.read_stamp(stamp) == {DIET: Seen(1, True), OTHER: Seen(12, False)}
    assert questions.read_stamp(f"nonsense {DIET} {DIET}:x {OTHER}:3") == {OTHER: Seen(3, False)}


def test_a_form_that_was_changed_meanwhile_is_read_as_it_was_shown() -> None:
    now = Sheet("now", (replace(make(DIET, "choice"), version=2), make(OTHER)))
    old = make(DIET, "choice", choices=CHOICES)
    seen = {DIET: Seen(1, True), LINK: Seen(1, True)}
    assert questions.versions_behind(now, seen) == [(DIET, 1)]
    shown = questions.as_seen(now, seen, earlier={(DIET, 1): old})
    assert [(each.question, each.version, each.choices) for each in shown.asked] == [
        (DIET, 1, CHOICES),
        (OTHER, 1, ()),
    ]


@pytest.mark.parametrize(
    ("seen", "was_open", "words"),
    [
        (None, False, "new since"),
        (Seen(1, False), False, "follows from"),
        (Seen(1, True), False, "follows from"),
        (Seen(1, False), True, "become required"),
        (Seen(1, True), True, None),
    ],
)
def test_a_question_is_asked_back_with_its_reason(
    app: Any, seen: Seen | None, was_open: bool, words: str | None
) -> None:
    with app.test_request_context("/en/"):
        sentence = questions.asked_back(seen, was_open=was_open)
        assert (words in str(sentence)) if words else sentence is None


def test_new_answers_get_codes_and_old_ones_keep_theirs() -> None:
    typed = Wording(
        label={"en": " Diet ", "es": ""},
        choices=(
            Choice("vegetarian", {"en": "No meat"}),
            Choice("", {"en": "Vegetarian"}),
            Choice("", {"es": "Sin gluten"}),
            Choice("", {}),
        ),
    )
    found = builder.cleaned_wording(typed, "choice")
    assert found.label == {"en": "Diet"}
    assert [each.code for each in found.choices] == ["vegetarian", "vegetarian_2", "sin_gluten"]
    assert builder.cleaned_wording(typed, "text").choices == ()
    assert builder.is_missing_somewhere(found) == ("en", "es", "fr", "pt")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"type": "riddle"}, "type"),
        ({"wording": Wording(label={})}, "label"),
        ({"wording": Wording(label={"fr": "a" * 501})}, "label_fr"),
        ({"wording": Wording(label={"en": "A"}, help={"pt": "a" * 1001})}, "help_pt"),
        ({"type": "choice"}, "choices"),
        ({"retention_days": -1}, "retention_days"),
        ({"retention_days": 99_999}, "retention_days"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(changes: Any, field: str) -> None:
    sound = QuestionFacts(type="text", wording=Wording(label={"en": "Diet"}))
    builder.check_question(sound)
    with pytest.raises(Refused) as refusal:
        builder.check_question(replace(sound, **changes))
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (Place(conditions=after("mode", "virtual")), None),
        (Place(conditions=after(DIET, "other")), None),
        (Place(conditions=after(OTHER, "other")), "conditions"),
        (Place(conditions=after(DIET, "wizard")), "conditions"),
        (Place(conditions=after("mode", "dreaming")), "conditions"),
        (Place(capacities=("nca",)), None),
        (Place(capacities=("wizard",)), "capacities"),
        (Place(stage="never"), "stage"),
    ],
)
def test_a_condition_asks_about_what_stands_before(place: Place, field: str | None) -> None:
    before = [make(DIET, "choice", choices=CHOICES)]
    if field is None:
        builder.check_place(place, before, capacities={"nca"})
        return
    with pytest.raises(Refused) as refusal:
        builder.check_place(place, before, capacities={"nca"})
    assert refusal.value.field == field


def test_no_question_may_come_before_the_one_it_depends_on() -> None:
    names = {DIET: "Diet", OTHER: "Which other"}
    builder.check_order(FORM.asked, names)
    with pytest.raises(Refused, match="Which other"):
        builder.check_order(tuple(reversed(FORM.asked)), names)


@pytest.mark.parametrize(
    ("answers", "is_shown", "elsewhere", "expected"),
    [(0, False, 0, False), (1, False, 0, True), (0, True, 0, True), (0, False, 1, True)],
)
def test_a_wording_is_kept_once_somebody_may_have_read_it(
    answers: int, is_shown: bool, elsewhere: int, expected: bool
) -> None:
    kept = builder.must_keep(answers=answers, is_shown=is_shown, elsewhere=elsewhere)
    assert kept is expected


def test_answers_stand_in_the_order_of_their_numbers() -> None:
    typed = [(2, CHOICES[0]), (None, Choice("last", {})), (1, CHOICES[1])]
    assert [each.code for each in builder.ordered(typed)] == ["other", "none", "last"]
