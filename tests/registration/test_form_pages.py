"""A meeting's questions, as those who answer them and their officers meet them."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings import actor, clock
from meetings.accounts.models import Grant
from meetings.audit import AuditEntry
from meetings.calendar import queries as calendar
from meetings.db import db, transaction
from meetings.registration import queries as registration
from meetings.registration.models import Participation
from meetings.registration.operations import WayIn, set_way
from meetings.registration.operations import questions as operations
from meetings.registration.queries import answers
from meetings.registration.queries import questions as queries
from meetings.registration.rules.builder import Place, QuestionFacts
from tests.factories.accounts import make_user
from tests.factories.papers import pdf
from tests.factories.questions import make_question
from tests.factories.registration import make_open_meeting
from tests.support.pages import Client, Page, Site
from tests.support.proof import prove

Stored = Callable[[], AbstractContextManager[None]]
ANA: dict[str, Any] = {
    "given_names": "Ana Lucía",
    "surnames": "Ñandú Güell",
    "email": "ana@example.org",
    "sex": "female",
    "capacity": "participant",
    "represents": "self",
    "personnel_kind": "judge",
    "language": "en",
    "consent": "y",
}


def typing(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields that a reader fills in."""
    return fields


def test_a_missing_consent_names_its_question_in_the_summary(page: Site, stored: Stored) -> None:
    with stored():
        meeting = make_open_meeting()
        make_question(meeting, "My picture may be taken", kind="consent", is_required=True)
        slug = meeting.slug
    told = page.get(f"/en/meetings/{slug}/register").submit(**ANA)
    assert told.status == 422
    assert "My picture may be taken: " in told.one(".error-summary")


class Made:
    """A hybrid meeting of next year, and its questions by their names."""

    slug: str
    ids: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return f"q-{self.ids[name]}"


@pytest.fixture
def made(stored: Stored) -> Made:
    found = Made()
    with stored():
        next_year = clock.now().year + 1
        days: dict[str, Any] = {
            "starts_on": date(next_year, 6, 2),
            "ends_on": date(next_year, 6, 4),
        }
        meeting = make_open_meeting(mode="hybrid", **days)
        diet = make_question(meeting, "Diet", kind="choice", choices=("None", "Other"))
        which = {diet.question.public_id: ("other",)}
        placed = {
            "diet": diet,
            "which": make_question(meeting, "Which diet?", when=which, is_required=True),
            "link": make_question(meeting, "Which platform?", when={"mode": ("virtual",)}),
            "file": make_question(meeting, "A letter", kind="file"),
            "health": make_question(meeting, "Allergies", sensitive=True),
            "flight": make_question(meeting, "Flight", stage="after", is_required=True),
        }
        found.slug = meeting.slug
        found.ids = {name: each.question.public_id for name, each in placed.items()}
    return found


@pytest.fixture
def entry(page: Site, made: Made) -> Page:
    return page.get(f"/en/meetings/{made.slug}/register")


def change(app: Flask, made: Made, name: str, act: Callable[[Any], object]) -> None:
    """What an officer does to a question meanwhile."""
    with app.app_context(), transaction():
        meeting = calendar.by_slug(made.slug)
        assert meeting is not None
        placed = queries.placed(meeting.id, made.ids[name])
        act(placed)


def answered(app: Flask, *, sensitive: bool = False) -> dict[str, str]:
    """What was kept of the only registration: question -> answer."""
    with app.app_context():
        found = db.session.scalars(select(Participation)).one()
        shown = answers.shown(found.id, "en", sensitive=sensitive)
        return {each.label.text: each.words for each in shown}


def my(app: Flask, path: str = "") -> str:
    """The address of the only participant's own page."""
    with app.app_context():
        found = db.session.scalars(select(Participation)).one()
        return f"/en/my/{registration.link_token(found)}{path}"


def test_a_question_that_follows_is_shown_once_the_form_is_sent(
    app: Flask, entry: Page, made: Made
) -> None:
    assert "PNG or JPEG, at most 10 MB." in entry.one(f"#{made['file']}-hint")
    hidden = entry.all("fieldset[hidden]")
    assert "Only if you answer “Other” to: “Diet”" in hidden[0]
    assert [each.split("?")[0] for each in hidden] == ["Which diet", "Which platform"]
    sent = {made["diet"]: "other", made["health"]: "Nuts", "mode": "virtual", "post": "Judge"}
    again = entry.submit(**ANA | sent)
    assert again.status == 422
    assert again.all(".error-summary li") == [
        "Which diet?: Please answer this too: it follows from what you chose.",
        "Which platform?: This follows from what you chose: answer it or leave it, and send again.",
    ]
    kept = again.values()
    assert (kept["post"], kept[made["health"]], kept[made["diet"]]) == ("Judge", "Nuts", "other")
    done = again.submit(**typing({made["which"]: "Kosher"}))
    assert done.heading == "Your registration is confirmed"
    assert answered(app) == {"Diet": "Other", "Which diet?": "Kosher"}
    assert answered(app, sensitive=True) == {"Allergies": "Nuts"}


def test_an_answer_to_what_is_not_asked_is_not_kept(app: Flask, entry: Page, made: Made) -> None:
    entry.submit(**ANA | {made["diet"]: "none", made["which"]: "Kosher", made["link"]: "Any"})
    assert answered(app) == {"Diet": "None"}


def test_a_form_that_was_changed_meanwhile_keeps_what_she_read(
    app: Flask, entry: Page, made: Made
) -> None:
    def reword(placed: Any) -> object:
        wording = replace(queries.wording(placed.version), label={"en": "What do you eat?"})
        facts = QuestionFacts(type=placed.question.type, wording=wording)
        return operations.edit_question(placed, facts, place=Place(), by=actor.CLI, at=clock.now())

    def require(placed: Any) -> None:
        placed.is_required = True

    change(app, made, "diet", reword)
    change(app, made, "health", require)
    told: dict[str, Any] = {"by": actor.CLI, "at": clock.now()}
    change(app, made, "file", lambda placed: operations.remove_question(placed, **told))
    again = entry.submit(**ANA | {made["diet"]: "none"})
    assert again.all(".error-summary li") == [
        "Allergies: An answer has become required since you opened the form."
    ]
    assert "A letter" not in again.text
    again.submit(**typing({made["health"]: "None"}))
    assert answered(app) == {"Diet": "None"}


def test_a_new_required_question_is_asked_back(app: Flask, entry: Page, made: Made) -> None:
    with app.app_context(), transaction():
        meeting = calendar.by_slug(made.slug)
        assert meeting is not None
        make_question(meeting, "Visa", is_required=True)
        make_question(meeting, "Hobby")
    again = entry.submit(**ANA)
    assert again.all(".error-summary li") == [
        "Visa: This question is new since you opened the form: please answer it."
    ]


def test_a_false_file_is_refused_and_a_true_one_is_kept_across_a_refusal(
    client: Client, page: Site, app: Flask, entry: Page, made: Made
) -> None:
    path, sent = f"/en/meetings/{made.slug}/register", dict(entry.values()) | ANA
    sent["asked"] = made.ids["file"]
    false = client.post(path, data=sent | {made["file"]: (io.BytesIO(b"MZ" + b"x" * 99), "cv.pdf")})
    assert false.status_code == 422
    assert "is not accepted. What was found in it: a program" in false.text
    letter = {made["file"]: (io.BytesIO(pdf()), "Carta de Ñandú.pdf"), "email": "no"}
    kept = Page(page, path, client.post(path, data=sent | letter))
    assert "“Carta de Ñandú.pdf” is kept with this form" in kept.text
    kept.submit(email="ana@example.org")
    assert answered(app) == {"A letter": "Carta de Ñandú.pdf"}


def test_a_note_of_another_form_brings_no_file(app: Flask, entry: Page, made: Made) -> None:
    entry.submit(**ANA | {f"h-{made.ids['file']}": "forged"})
    assert answered(app) == {}


def test_a_repeat_by_whomever_changes_no_answer(app: Flask, page: Site, made: Made) -> None:
    for text in ("Nuts", "Nothing"):
        page.get(f"/en/meetings/{made.slug}/register").submit(**ANA | {made["health"]: text})
    assert answered(app, sensitive=True) == {"Allergies": "Nuts"}


def test_the_second_form_is_a_thing_to_do_until_it_is_sent(
    app: Flask, page: Site, entry: Page, made: Made
) -> None:
    entry.submit(**ANA)
    assert "We still need something from you" in page.get(my(app)).text
    form = page.get(my(app, "/form"))
    assert "You can answer and change your answers until" in form.text
    refused = form.submit(**typing({made["flight"]: " "}))
    assert refused.all(".error-summary li") == ["Flight: Please answer this question."]
    done = refused.submit(**typing({made["flight"]: "KL 744"}))
    assert "We still need something from you" not in done.text
    assert page.get(my(app, "/form")).values()[made["flight"]] == "KL 744"
    assert answered(app)["Flight"] == "KL 744"


def test_the_second_form_closes_and_keeps_what_was_typed(
    app: Flask, page: Site, entry: Page, made: Made
) -> None:
    entry.submit(**ANA)
    form = page.get(my(app, "/form"))
    with app.app_context(), transaction():
        meeting = calendar.by_slug(made.slug)
        assert meeting is not None
        plan = registration.plan(meeting.id)
        plan.form_closes_at = clock.now()
        db.session.add(plan)
    late = form.submit(**typing({made["flight"]: "KL 744"}))
    assert late.status == 422
    assert late.values()[made["flight"]] == "KL 744"
    assert page.get(my(app, "/form")).tree.cssselect("main form") == []


def test_own_answers_are_changed_and_what_no_longer_follows_goes(
    app: Flask, page: Site, entry: Page, made: Made
) -> None:
    first = entry.submit(**ANA | {made["diet"]: "other"})
    first.submit(**typing({made["which"]: "Kosher"}))
    page.get(my(app, "/answers")).submit(**typing({made["diet"]: "none"}))
    assert answered(app) == {"Diet": "None"}


def test_a_retired_choice_stays_hers_until_she_changes_it(
    app: Flask, page: Site, entry: Page, made: Made
) -> None:
    def retire(placed: Any) -> None:
        version = placed.version
        placed.is_required = True
        version.choices = [each | {"retired": each["code"] == "none"} for each in version.choices]

    entry.submit(**ANA | {made["diet"]: "none"})
    change(app, made, "diet", retire)
    form = page.get(my(app, "/answers"))
    assert form.values()[made["diet"]] == "none"
    form.submit(**typing({made["health"]: "Nuts"}))
    assert answered(app) == {"Diet": "None"}
    assert answered(app, sensitive=True) == {"Allergies": "Nuts"}
    changed = page.get(my(app, "/answers")).submit(**typing({made["diet"]: "other"}))
    changed.submit(**typing({made["which"]: "Kosher"}))
    assert answered(app) == {"Diet": "Other", "Which diet?": "Kosher"}
    assert "None" not in page.get(my(app, "/answers")).one("main form").split()


def test_of_two_windows_the_second_sees_what_the_first_kept(
    app: Flask, page: Site, entry: Page, made: Made
) -> None:
    entry.submit(**ANA)
    prove(page.client)
    one, other = page.get(my(app, "/answers")), page.get(my(app, "/answers"))
    one.submit(**typing({made["health"]: "Nuts"}))
    assert one.submit(**typing({made["health"]: "Nuts"})).status == 200
    told = other.submit(**typing({made["health"]: "Milk"}))
    assert told.status == 422
    assert "You changed your answers in another window" in told.one(".error-summary")
    assert "Nuts" in told.one("#kept")
    assert told.values()[made["health"]] == "Milk"
    assert answered(app, sensitive=True) == {"Allergies": "Nuts"}
    told.submit()
    assert answered(app, sensitive=True) == {"Allergies": "Milk"}


@pytest.fixture
def may(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def reader(stored: Stored, may: bool) -> str:
    """An officer, with or without the right to sensitive answers."""
    with stored():
        user = make_user()
        if may:
            user.grants.append(Grant(role="confidant"))
        return user.get_id()


@pytest.mark.parametrize("may", [False, True], indirect=True)
def test_sensitive_answers_are_read_by_right_and_each_reading_is_noted(
    app: Flask, page: Site, reader: str, made: Made, *, may: bool
) -> None:
    page.get(f"/en/meetings/{made.slug}/register").submit(**ANA | {made["health"]: "Nuts"})
    client = page.client
    client.sign_in(reader)
    with app.app_context():
        public_id = db.session.scalars(select(Participation.public_id)).one()
    path = f"/en/manage/registrations/{public_id}"
    page_of = page.get(path).text
    assert "1 sensitive answer is kept apart." in page_of
    assert "Nuts" not in page_of
    shown = client.get(f"{path}/sensitive")
    assert shown.status_code == (200 if may else 403)
    assert ("Nuts" in shown.text) is may
    with app.app_context():
        wanted = AuditEntry.action == "registration.read_sensitive"
        assert len(db.session.scalars(select(AuditEntry).where(wanted)).all()) == int(may)


@pytest.fixture
def officer(client: Client, stored: Stored) -> None:
    with stored():
        identity = make_user().get_id()
    client.sign_in(identity)


@pytest.mark.usefixtures("officer")
def test_an_officer_writes_a_question_and_nothing_typed_is_lost(page: Site, made: Made) -> None:
    form = page.get(f"/en/manage/meetings/{made.slug}/form/new")
    assert form.all("main form [type=submit]")[0] == "Save"  # what Enter presses
    typed: dict[str, Any] = {
        "type": "choice",
        "label_pt": "Como viaja?",
        "choice_1_pt": "De avião",
        "conditions": f"{made.ids['diet']}=other",
    }
    refused = form.submit(**typed)
    assert refused.all(".error-summary li") == ["Write at least two answers to choose from."]
    assert typed.items() <= refused.values().items()
    more = refused.submit(more="1", status=200)
    assert more.values()["choice_1_pt"] == "De avião"
    listed = more.submit(choice_5_pt="De trem", place_5="1", place_1="2")
    line = listed.one("li:contains('Como viaja?')")
    assert "Only of who answers “Other” to: “Diet”" in line
    assert "Missing: EN, ES, FR" in line
    shown = page.get(f"/pt/manage/meetings/{made.slug}/form/preview?capacity=nca")
    assert [each for each in shown.all("label.choice") if each.startswith("De ")] == [
        "De trem",
        "De avião",
    ]


@pytest.mark.usefixtures("officer")
def test_a_question_that_somebody_changed_meanwhile_is_not_overwritten_silently(
    page: Site, made: Made
) -> None:
    path = f"/en/manage/meetings/{made.slug}/form/questions/{made.ids['diet']}"
    first, second = page.get(path), page.get(path)
    first.submit(label_en="Your diet")
    late = second.submit(label_en="Diets")
    assert "Somebody changed this question since you opened it" in late.text
    assert late.values()["label_en"] == "Diets"
    assert "Diets" in late.submit().text


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("path", ["form", "form/preview", "form/missing"])
@pytest.mark.parametrize("lang", ["es", "fr", "pt"])
def test_pages_of_a_form_in_every_language(page: Site, made: Made, path: str, lang: str) -> None:
    page.get(f"/{lang}/manage/meetings/{made.slug}/{path}")


@pytest.mark.usefixtures("officer")
def test_a_preview_opens_on_the_first_capacity_that_fills_in_the_form(
    page: Site, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting(capacities=("participant", "guest"))
        way = WayIn(capacity_code="principal_delegate", way="state")
        set_way(meeting, way, by=actor.CLI, at=clock.now())
        path = f"/en/manage/meetings/{meeting.slug}/form/preview"
    first = page.get(path)
    assert first.values()["capacity"] == "participant"
    assert first.all("#as-capacity option")[:3] == ["Participant", "Guest", "Principal Delegate"]
    assert "is not open to this capacity" not in first.text
    assert "is not open to this capacity" in page.get(f"{path}?capacity=media").text
