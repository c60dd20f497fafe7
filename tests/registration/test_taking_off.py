"""A question that people answered is taken off a form only after one read what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from meetings.actor import CLI
from meetings.registration.operations import answers
from tests.factories.accounts import make_user
from tests.factories.questions import make_question
from tests.factories.registration import AT, make_open_meeting, make_participation
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


def test_it_says_how_many_answered_and_until_when_and_can_be_asked_again(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        meeting = make_open_meeting()
        diet = make_question(meeting, "Diet", library=False).question.public_id
        make_question(meeting, "Hotel", library=False)
        answers.write(make_participation(meeting), {diet: "None"}, stamp="", by=CLI, at=AT)
        slug, identity = meeting.slug, make_user().get_id()
    client.sign_in(identity)
    form = page.get(f"/en/manage/meetings/{slug}/form")
    assert "Asked no more" not in form.text
    asked = page.get(form.link("Remove"))
    assert "1 person has answered it at this meeting." in asked.text
    assert "until June 3, 2028" in asked.text
    assert "Diet" in page.get(form.url).all("ol h3"), "nothing is done by reading"
    gone = asked.submit()
    assert gone.all("ol h3") == ["Hotel"]
    assert "Diet (1 answer)" in gone.one("section[aria-labelledby=taken-off]")
    assert asked.submit().all("ol h3") == ["Hotel"], "a second press does no harm"
    back = gone.submit("section[aria-labelledby=taken-off] form")
    assert back.all("ol h3") == ["Hotel", "Diet"]
    nobody = page.get(f"/en/manage/meetings/{slug}/form").link("Remove")
    assert "Nobody has answered it" in page.get(nobody).text
