"""The desk as a focal point and an officer see it, without JavaScript."""

from __future__ import annotations

import io

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import select

from meetings.db import db
from meetings.delegations.models import DelegationPaper
from meetings.delegations.queries import focal_points
from meetings.directory.models import FocalPoint
from meetings.notifications.models import Message
from meetings.permissions import Role
from meetings.registration.models import Participation
from tests.factories.accounts import make_user
from tests.factories.delegations import make_focal_point
from tests.factories.directory import make_person, make_seat
from tests.factories.papers import pdf
from tests.support.desks import At, named, submitted


def test_the_link_opens_the_desk_says_whose_it_is_and_is_kept_nowhere(page, at, client) -> None:
    shown = page.get(at.entrance)
    assert "Delegations: Honduras" in shown.heading
    for words in ("This link belongs to Secretaría de la Mujer", "h…@ministry.example", "Forum"):
        assert words in shown.text
    assert shown.response.headers["Cache-Control"] == "no-store"
    assert shown.response.headers["Referrer-Policy"] == "strict-origin"
    assert "of Honduras" not in shown.text
    assert page.get(shown.link("Open the delegation")).heading == "Delegation: Honduras"
    assert client.get("/en/delegation/forged").status_code == 404


def test_a_forwarded_link_is_ended_by_one_click_and_the_next_goes_to_its_owner(
    app: Flask, page, at
) -> None:
    done = page.get(at.entrance).submit("form[action$='/renew']", status=200)
    assert "opens nothing any more" in done.text
    over = page.get(at.desk, status=410)
    assert "no longer valid" in over.heading
    over.submit("form[action$='/renew']", status=200)
    with app.app_context():
        [who] = db.session.scalars(select(FocalPoint))
        sent = db.session.scalars(select(Message).order_by(Message.id)).all()
        assert [each.to_email for each in sent] == ["hn@ministry.example"] * 3
        assert focal_points.link_token(who) in sent[1].text == sent[2].text
        assert who.link_generation == 1


def test_a_list_is_named_put_in_order_and_submitted(app: Flask, page, at) -> None:
    named(page, at, "Ana", post="Minister")
    shown = named(page, at, "Rosa", email="rosa@mre.example")
    assert "Nobody is marked as head of delegation" in shown.text
    heads = shown.tree.cssselect("form[action$='/head']")
    shown = shown.submit(f"form[action='{heads[1].get('action')}']")
    ups = shown.tree.cssselect("form[action$='/up']")
    shown = shown.submit(f"form[action='{ups[0].get('action')}']")
    assert [text.split()[0] for text in shown.all("tbody th")][:2] == ["Rosa", "Ana"]
    assert "Named: Rosa De Rosa (Adviser, head of delegation)." in shown.text
    done = submitted(page, at)
    assert "List no. 1 is official" in done.text
    with app.app_context():
        rows = db.session.scalars(select(Participation).order_by(Participation.protocol_order))
        assert [(e.status, e.functions) for e in rows] == [
            ("nominated", ["head_of_delegation"]),
            ("nominated", []),
        ]


def test_a_fault_keeps_what_was_typed_and_the_second_editor_sees_the_first(page, at) -> None:
    refused = named(page, at, "", surnames="Ñáñez")
    assert refused.status == 422
    assert refused.values()["surnames"] == "Ñáñez"
    named(page, at, "Ana")
    link = page.get(at.desk).link("Correct")
    one, other = page.get(link), page.get(link)
    one.submit(post="Minister")
    told = other.submit(email="ana@mre.example")
    assert told.status == 422
    assert "Secretaría de la Mujer (Ministry)" in told.text
    assert "corrected" in told.text
    assert "Minister" in told.text
    assert told.values()["email"] == "ana@mre.example"
    [row] = told.all("main tbody tr")
    assert "Post or function" in row
    assert "Minister" in row
    assert told.values()["post"] == "Minister"
    done = told.submit()
    assert done.status == 200
    assert "Minister" in done.text
    kept = page.get(link).values()
    assert (kept["post"], kept["email"]) == ("Minister", "ana@mre.example")


def test_two_offices_lists_side_by_side(page, stored, at) -> None:
    with stored():
        token = focal_points.link_token(
            make_focal_point(name="Misión", office="mission", email="m@hn.example")
        )
    mission = At("", f"/en/delegation/{token}/{at.slug}", "", at.slug)
    named(page, mission, "Luz")
    named(page, at, "Ana")
    submitted(page, at)
    assert "Another office has submitted a list meanwhile" in page.get(mission.desk).text
    differ = submitted(page, mission)
    assert differ.heading == "Two lists of one delegation"
    lists = differ.all("main .grid--3 ol")
    assert lists == ["Ana De Ana Adviser", "Luz De Luz Adviser", lists[1] + lists[0]]
    done = differ.submit("main .grid--2 section:nth-child(2) form")
    assert "List no. 2 is official" in done.text
    assert "Ana De Ana" in done.text
    undone = done.submit("form[action$='/undo']")
    assert "list no. 3" in undone.text


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_papers_hold_the_official_list_in_four_languages(page, client, at, lang) -> None:
    assert client.get(f"{at.desk}/letter.pdf").status_code == 303
    named(page, at, "Ana", post="Ministra")
    submitted(page, at)
    made = client.get(f"{at.desk}/letter.docx?kind=note_verbale&in={lang}")
    document = Document(io.BytesIO(made.data))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert cells[4:6] == ["1", "Ana De Ana"]
    assert cells[7] == "Ministra"
    assert "1" in document.sections[0].footer.paragraphs[0].text
    note = " ".join(each.text for each in document.paragraphs)
    assert "Secretaría de la Mujer (Honduras)" in note
    assert "Permanent" not in note
    made = client.get(f"{at.desk}/letter.docx?kind=credentials&in={lang}")
    said = " ".join(each.text for each in Document(io.BytesIO(made.data)).paragraphs)
    government = {
        "en": "The Government of Honduras accredits",
        "es": "El Gobierno de Honduras acredita",
        "fr": "Le Gouvernement du Honduras accrédite",
        "pt": "O Governo de Honduras acredita",
    }
    assert government[lang] in said
    printed = client.get(f"{at.desk}/letter.pdf?kind=credentials&in={lang}")
    assert printed.data.startswith(b"%PDF-")


def test_a_signed_paper_is_known_by_its_content(app: Flask, page, client, at, officer) -> None:
    named(page, at, "Ana")
    submitted(page, at)
    form = page.get(f"{at.desk}/papers/new")
    refused = form.submit(file=(io.BytesIO(b"only words"), "signed.pdf"))
    assert refused.status == 422
    assert "as PDF, or as a photo (JPEG, PNG)" in refused.text
    broken = form.submit(file=(io.BytesIO(b"%PDF-1.7 and no end"), "signed.pdf"))
    assert broken.status == 422
    assert "Excel" not in broken.text
    done = form.submit(file=(io.BytesIO(pdf("firmado")), "Carta.pdf"))
    assert "The signed paper was received" in done.text
    with app.app_context():
        [paper] = db.session.scalars(select(DelegationPaper))
        assert (paper.kind, paper.list_number) == ("credentials", 1)
        public_id = paper.public_id
    assert client.get(f"{at.office}/papers/{public_id}").data.startswith(b"%PDF-")
    peru = at.office.replace("/HN", "/PE")
    assert client.get(f"{peru}/papers/{public_id}").status_code == 404
    assert "Received" in page.get(f"/en/manage/meetings/{at.slug}/delegations").text
    named(page, at, "Eva")
    submitted(page, at)
    form = page.get(f"{at.desk}/papers/new")
    assert form.values()["number"] == "2"
    assert "The number stands at the foot of the paper" in form.text
    done = form.submit(file=(io.BytesIO(pdf("again")), "Carta.pdf"), number="1")
    assert "Carta.pdf" in done.text
    with app.app_context():
        numbers = select(DelegationPaper.list_number)
        assert list(db.session.scalars(numbers)) == [1, 1]
    refused = form.submit(file=(io.BytesIO(pdf("none")), "Carta.pdf"), number="9")
    assert refused.status == 422


def test_nobody_is_a_principal_delegate_unless_chosen_and_a_second_one_is_told(page, at) -> None:
    form = page.get(f"{at.desk}/members/new")
    assert form.values()["capacity"] == ""
    assert form.values().get("sex") is None
    refused = form.submit(given_names="Ana")
    assert refused.status == 422
    assert "Choose a capacity from the list." in refused.text
    assert "Choose one; “Not stated” where it is not known." in refused.text
    one = named(page, at, "Ana", capacity="principal_delegate")
    assert "More than one person" not in one.text
    two = named(page, at, "Eva", capacity="principal_delegate")
    assert "as principal delegate: Ana De Ana, Eva De Eva." in two.text


def test_a_nominee_who_may_be_an_expert_is_left_to_an_officers_eyes(
    app: Flask, page, at, officer, stored
) -> None:
    with stored():
        expert = make_person("Eva María", "De Eva")
        make_seat("HN", "expert_titular", body="committee_of_experts", person=expert, to_on=None)
    named(page, at, "Ana")
    named(page, at, "Eva")
    submitted(page, at)
    table = page.get(f"/en/manage/meetings/{at.slug}/delegations")
    told = table.submit("form[action$='/confirm']")
    assert "1 person is confirmed" in told.text
    assert "Eva De Eva was left out: she or he may be Eva María De Eva" in told.text
    listed = page.get(f"/en/manage/meetings/{at.slug}/registrations")
    record = page.get(listed.link("Eva De Eva"))
    assert "Eva De Eva may be Eva María De Eva" in record.text
    assert "may be" not in page.get(listed.link("Ana De Ana")).text


def test_the_last_act_is_told_by_the_secretariats_clocks(page, at, officer) -> None:
    named(page, at, "Ana")
    told = page.get("/en/manage/delegations/HN").text
    assert "11:00" in told  # 15:00 UTC
    assert "Eastern" in told


def test_officers_see_all_delegations_and_confirm_one_by_one_press(page, at, officer) -> None:
    named(page, at, "Ana")
    submitted(page, at)
    table = page.get(f"/en/manage/meetings/{at.slug}/delegations")
    assert "Honduras" in table.one("tbody th")
    assert "Not received" in table.text
    assert "1 person is confirmed" in table.submit("form[action$='/confirm']").text
    page.get(f"/en/manage/meetings/{at.slug}/badges").submit()
    assert "Secretaría de la Mujer" in page.get(f"{at.office}/history").text
    by_hand = page.get(f"{at.office}/members/new").submit(
        given_names="Eva", sex="another", capacity="adviser"
    )
    assert by_hand.status == 200
    late = page.get(at.office).submit("form[action$='/submit']")
    assert "List no. 2 is official" in late.text
    assert page.get(f"{at.office}/history?one=1&other=2").status == 200


def test_the_order_of_states_is_drawn_or_written(page, at, officer) -> None:
    url = f"/en/manage/meetings/{at.slug}/precedence"
    drawn = page.get(url).submit("form[action$='/lots']")
    places = {k: v for k, v in drawn.values("form.form").items() if k.startswith("place_")}
    assert sorted(map(int, places.values())) == list(range(1, 36))
    asked = drawn.submit("form[action$='/lots']")
    assert "Draw lots again?" in asked.text
    kept = {k: v for k, v in asked.values("form.form").items() if k.startswith("place_")}
    assert kept == places
    again = asked.submit("form[action$='/lots']")
    assert "The lots are drawn." in again.text
    refused = drawn.submit("form.form", place_HN="1", place_PE="1")
    assert "Two States have the same place" in refused.text


def test_dominica_is_asked_back_once_before_a_desk_is_given(page, at, officer, app) -> None:
    given = {"state": "DM", "name": "Bureau of Gender Affairs", "email": "x@gov.example"}
    unsaid = page.get("/en/manage/delegations/new").submit(**given)
    assert "Choose the office: a ministry, a mission or another one." in unsaid.text
    asked = unsaid.submit(office="mission")
    assert asked.status == 422
    assert "not Dominican Republic (Santo Domingo)" in asked.text
    done = asked.submit()
    assert done.heading == "Focal points: Dominica"
    page.get("/en/manage/delegations")
    ended = done.submit("form[action$='/end']")
    assert "Access ended" in ended.text


def test_an_account_is_led_to_its_desk_after_signing_in(page, stored, client) -> None:
    with stored():
        who = make_user("ana@mre.example", role=Role.FOCAL_POINT)
        make_focal_point(account="ana@mre.example")
        identity = who.get_id()
    client.sign_in(identity)
    assert client.get("/en/sign-in").headers["Location"].endswith("/en/delegations")
    opened = client.get("/en/delegations")
    assert "/en/delegation/" in opened.headers["Location"]
    assert client.get("/en/manage/delegations").status_code == 403


def test_who_is_withdrawn_reads_who_did_it_and_why(page, at, app) -> None:
    named(page, at, "Ana", email="ana@mre.example")
    named(page, at, "Rosa")
    submitted(page, at)
    asked = page.get(page.get(at.desk).link("Withdraw"))
    assert asked.heading == "Withdraw: Ana De Ana"
    page.get(page.get(at.desk).link("Correct")).submit(post="Minister")
    told = asked.submit(note="Otra misión")
    assert told.status == 422
    assert told.values()["note"].strip() == "Otra misión"
    told.submit()
    submitted(page, at)
    with app.app_context():
        sent = select(Message).where(Message.kind == "registration.withdrawn")
        [mail] = db.session.scalars(sent)
        assert "Secretaría de la Mujer" in mail.text
        assert "Otra misión" in mail.text


def test_a_draft_is_thrown_away_after_a_page_that_asks(page, at) -> None:
    named(page, at, "Ana")
    asked = page.get(page.get(at.desk).link("Throw the draft away"))
    assert "Named: Ana De Ana (Adviser)." in asked.text
    assert "Ana De Ana" in page.get(at.desk).text
    gone = asked.submit()
    assert "Ana De Ana" not in gone.text
    assert "Name somebody." in gone.text
    assert "begin as last time" not in gone.text


def test_a_name_that_is_likely_an_expert_s_is_told_and_her_mailbox_is_refused(
    page, at, stored, officer
) -> None:
    with stored():
        expert = make_person("María Elena", "Güell Ñáñez", email="eva@mre.example")
        make_seat("HN", "expert_titular", body="committee_of_experts", person=expert, to_on=None)
    told = named(page, at, "Maria", surnames="Guell Nanez")
    assert "may be María Elena Güell Ñáñez" in told.text
    typed = {"surnames": "Guell Ñáñez", "email": "eva@mre.example"}
    assert named(page, at, "Maria E.", **typed).status == 422
    submitted(page, at)
    assert "may be María Elena Güell Ñáñez" in page.get(at.office).text
