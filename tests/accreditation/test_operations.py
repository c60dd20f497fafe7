"""Applying, deciding, and an organization's places."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from meetings.accreditation import operations, queries
from meetings.accreditation.models import Accreditation, Application
from meetings.actor import CLI
from meetings.audit import AuditEntry
from meetings.db import db, transaction
from meetings.directory.models import Organization
from meetings.errors import Refused
from meetings.notifications.models import Message
from tests.factories.accreditation import AT, make_accreditation, make_application
from tests.factories.calendar import make_meeting


def last_mail() -> Message:
    return db.session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()


def test_an_application_is_kept_as_submitted_and_answered_by_a_receipt(session) -> None:
    application = make_application(make_meeting(), "Asociación Ñandutí", acronym="ÑAN")
    assert (application.name, application.status) == ("Asociación Ñandutí", "submitted")
    mail = last_mail()
    assert (mail.to_email, mail.language) == ("berta@red.example", "es")
    assert mail.kind == "accreditation.receipt"
    assert "Asociación Ñandutí" in mail.text


def test_the_same_form_sent_twice_makes_one_application_and_one_mail(session) -> None:
    meeting = make_meeting()
    first = make_application(meeting, nonce="1")
    assert make_application(meeting, nonce="1").id == first.id
    assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_going_back_to_apply_for_another_organization_is_another_application(session) -> None:
    meeting = make_meeting()
    first = make_application(meeting, "Red de Mujeres", nonce="1")
    assert make_application(meeting, "Colectiva Ixchel", nonce="1").id != first.id


@pytest.mark.parametrize(
    ("published", "status", "code"),
    [(False, "confirmed", "draft"), (True, "cancelled", "cancelled")],
)
def test_nobody_applies_to_a_draft_or_a_cancelled_meeting(session, published, status, code) -> None:
    meeting = make_meeting(published=published, status=status)
    with pytest.raises(Refused) as refused:
        make_application(meeting)
    assert refused.value.code == code
    assert session.scalar(select(func.count()).select_from(Application)) == 0


def test_an_accredited_contact_gets_the_number_and_a_link_that_leads_to_it(session) -> None:
    granted = make_accreditation(make_meeting(), places=3)
    mail = last_mail()
    assert mail.kind == "accreditation.accredited"
    assert "3" in mail.text
    token = queries.link_token(granted)
    assert f"/es/organizations/represent/{token}" in mail.text
    assert f"/es/organizations/represent/{token}" in mail.html
    found = queries.by_link(token)
    assert found is not None
    assert found.id == granted.id


def test_a_forged_or_revoked_link_leads_nowhere(session) -> None:
    granted = make_accreditation(make_meeting())
    token = queries.link_token(granted)
    assert queries.by_link(token + "x") is None
    granted.link_generation += 1
    session.flush()
    assert queries.by_link(token) is None


def test_a_declined_contact_reads_the_reason(session) -> None:
    application = make_application(make_meeting())
    operations.decline(application, "La solicitud llegó tarde.", by=CLI, at=AT)
    assert application.status == "declined"
    assert "La solicitud llegó tarde." in last_mail().text


def test_a_decline_needs_a_reason(session) -> None:
    application = make_application(make_meeting())
    with pytest.raises(Refused):
        operations.decline(application, "  ", by=CLI, at=AT)
    assert application.status == "submitted"


def test_an_application_is_decided_once(session) -> None:
    application = make_application(make_meeting())
    operations.accredit(application, 1, by=CLI, at=AT)
    for again in (
        lambda: operations.accredit(application, 2, by=CLI, at=AT),
        lambda: operations.decline(application, "No.", by=CLI, at=AT),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code == "decided"


def test_an_organization_already_accredited_is_refused_with_its_name(session) -> None:
    meeting = make_meeting()
    granted = make_accreditation(meeting, "Red de Mujeres")
    twice = make_application(meeting, "RED DE MUJERES")
    with pytest.raises(Refused, match="Red de Mujeres"):
        operations.accredit(twice, 2, organization=granted.organization, by=CLI, at=AT)


def test_a_known_organization_keeps_one_record_over_its_meetings(session) -> None:
    granted = make_accreditation(make_meeting("First"))
    second = make_application(make_meeting("Second"))
    operations.accredit(second, 2, organization=granted.organization, by=CLI, at=AT)
    assert session.scalar(select(func.count()).select_from(Organization)) == 1


def test_likely_organizations_come_with_their_reasons(session) -> None:
    meeting, other = make_meeting("First"), make_meeting("Second")
    make_accreditation(other, "Asociación de Mujeres", country="GT")
    make_accreditation(other, "asociacion  de mujeres", country="HN", acronym="AM")
    make_accreditation(other, "Alianza Maya", country="MX", acronym="ám")
    make_accreditation(other, "AM", country="BR")
    make_accreditation(other, "Colectiva Ixchel", country="HN")
    application = make_application(meeting, "Asociación de mujeres", acronym="AM", country="HN")
    found = [
        (each.organization.country, set(each.reasons))
        for each in queries.likely_organizations(application)
    ]
    assert found == [
        ("HN", {"name", "acronym"}),
        ("GT", {"name"}),
        ("MX", {"acronym"}),
        ("BR", {"acronym_as_name"}),
    ]


def test_an_organization_that_applies_twice_is_seen(session) -> None:
    meeting = make_meeting("First")
    first = make_application(meeting, "Red de Mujeres")
    second = make_application(meeting, "red de  mujerés")
    make_application(make_meeting("Second"), "Red de Mujeres")
    assert [each.id for each in queries.same_applicant(second)] == [first.id]


@pytest.mark.parametrize("places", [0, -1, 501])
def test_the_number_of_representatives_is_bounded(session, places: int) -> None:
    application = make_application(make_meeting())
    with pytest.raises(Refused) as refused:
        operations.accredit(application, places, by=CLI, at=AT)
    assert refused.value.field == "places"


def test_places_are_taken_to_the_last_and_given_back(session) -> None:
    granted = make_accreditation(make_meeting(), places=2)
    operations.take_place(granted.id)
    operations.take_place(granted.id)
    with pytest.raises(Refused) as refused:
        operations.take_place(granted.id)
    assert refused.value.code == "full"
    operations.free_place(granted.id)
    assert granted.taken == 1
    operations.take_place(granted.id)
    assert granted.taken == 2


def test_the_number_changes_but_not_below_what_is_taken(session) -> None:
    granted = make_accreditation(make_meeting(), places=2)
    operations.take_place(granted.id)
    operations.take_place(granted.id)
    with pytest.raises(Refused) as refused:
        operations.change_places(granted, 1, by=CLI, at=AT)
    assert refused.value.code == "taken"
    operations.change_places(granted, 3, by=CLI, at=AT)
    assert granted.places == 3


def test_each_decision_is_audited(session) -> None:
    granted = make_accreditation(make_meeting())
    operations.change_places(granted, 5, by=CLI, at=AT + timedelta(days=1))
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    wanted = ["accreditation.apply", "accreditation.accredit", "accreditation.change_places"]
    assert [action for action in actions if action.startswith("accreditation")] == wanted


def test_more_threads_than_places_take_exactly_the_places(app, stored) -> None:
    with stored():
        accreditation_id = make_accreditation(make_meeting(), places=3).id
    full: list[Refused] = []
    start = threading.Barrier(12)

    def register() -> None:
        start.wait()
        with app.app_context():
            try:
                with transaction():
                    operations.take_place(accreditation_id)
            except Refused as refusal:
                full.append(refusal)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=register) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert db.session.get_one(Accreditation, accreditation_id).taken == 3
    assert len(full) == 9


def test_two_officers_cannot_both_accredit(app, stored) -> None:
    with stored():
        application_id = make_application(make_meeting()).id
    refusals: list[str] = []
    start = threading.Barrier(4)

    def decide() -> None:
        start.wait()
        with app.app_context():
            try:
                with transaction():
                    application = db.session.get_one(Application, application_id)
                    operations.accredit(application, 2, by=CLI, at=AT)
            except Refused as refusal:
                refusals.append(refusal.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=decide) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Accreditation)) == 1
        assert db.session.scalar(select(func.count()).select_from(Organization)) == 1
    assert refusals == ["decided"] * 3
