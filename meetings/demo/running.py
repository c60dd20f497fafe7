"""What runs when the demo is made: a workshop-forum since yesterday, a session in six weeks."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flask import current_app

from meetings import clock
from meetings.accreditation import operations as accreditation
from meetings.accreditation.models import Application
from meetings.actor import Actor
from meetings.calendar.models import Level, Meeting, Mode, Precision, Status
from meetings.calendar.operations import create_meeting
from meetings.calendar.rules import MeetingFacts
from meetings.demo import agendas, around, papers
from meetings.demo.cast import Cast
from meetings.demo.enrolment import Enrolment, days_until
from meetings.demo.organizations import facts
from meetings.demo.programme import FORUM, ORGANIZATIONS
from meetings.directory.models import Organization
from meetings.indicators.operations import set_actions
from meetings.registration.operations import set_openings, set_seats

FORUM_TITLE: Final = {
    "en": "Workshop-forum on access to justice for women survivors of violence (demo)",
    "es": "Taller-foro sobre el acceso a la justicia de mujeres sobrevivientes de violencia (demo)",
    "fr": "Atelier-forum sur l’accès à la justice des femmes victimes de violence (demo)",
    "pt": "Oficina-fórum sobre o acesso à justiça das mulheres sobreviventes de violência (demo)",
}
FORUM_DESCRIPTION: Final = {
    "en": "Three days of practice for those who receive complaints, and a forum with the women's "
    "organizations that accompany them.",
    "es": "Tres días de práctica para quienes reciben las denuncias, y un foro con las "
    "organizaciones de mujeres que las acompañan.",
    "fr": "Trois jours d’exercices pour qui reçoit les plaintes, et un forum avec les "
    "organisations de femmes qui accompagnent les plaignantes.",
    "pt": "Três dias de prática para quem recebe as denúncias e um fórum com as organizações de "
    "mulheres que as acompanham.",
}
SESSION_TITLE: Final = {
    "en": "Ordinary session of the CIM Executive Committee (demo)",
    "es": "Sesión ordinaria del Comité Directivo de la CIM (demo)",
    "fr": "Session ordinaire du Comité directeur de la CIM (demo)",
    "pt": "Sessão ordinária do Comitê Diretor da CIM (demo)",
}
FORUM_ZONE: Final = "America/Costa_Rica"
CONTACTS: Final = ("Marta Núñez Cáceres", "Faith Greaves")


def make(cast: Cast, organizations: Sequence[Organization], *, by: Actor, at: datetime) -> Meeting:
    """Make both meetings; gives back the workshop-forum, held and still open.

    One organization is accredited to it, with a representative who has not come yet; another
    one's application waits. Of the organs only the Technical Secretariat is present.
    """
    today = clock.local_day(at, FORUM_ZONE)
    forum = _forum(today, by=by, at=at)
    openings = ("participant", "nca", "cso_representative")
    _open(forum, openings, until=forum.ends_on, by=by, at=at)
    application = _apply(forum, 0, by=by, at=at)
    granted = accreditation.accredit(application, 3, organization=organizations[0], by=by, at=at)
    _apply(forum, 1, by=by, at=at)
    yesterday = today - timedelta(days=1)
    enrolment = Enrolment(forum, cast, by=by, days=days_until(forum, yesterday))
    for group in FORUM:
        enrolment.enrol(group, {0: granted})
    set_seats(forum, 120, by=by, at=at)
    session = _session(by=by, at=at)
    delegates = ("principal_delegate", "alternate_delegate")
    _open(session, delegates, until=session.starts_on - timedelta(days=3), by=by, at=at)
    around.make(session, cast, by=by, at=at)
    papers.make(session, by=by, at=at)
    agendas.of_forum(forum, by=by, at=at)
    agendas.of_session(session, by=by, at=at)
    agendas.course(cast, by=by, at=at)
    return forum


def _forum(today: date, *, by: Actor, at: datetime) -> Meeting:
    facts = MeetingFacts(
        title=FORUM_TITLE,
        description=FORUM_DESCRIPTION,
        starts_on=today - timedelta(days=1),
        ends_on=today + timedelta(days=1),
        time_zone=FORUM_ZONE,
        status=Status.HELD,
        kind_code="workshop",
        body_code="technical_secretariat",
        organizer="MESECVI",
        level=Level.HEMISPHERIC,
        venue="Centro de Capacitación",
        city="San José",
        country="CR",
        technical_assistance=True,
        themes=("access_to_justice", "violence_against_women"),
        beneficiaries=("CR", "GT", "HN"),
    )
    meeting = create_meeting(facts, by=by, at=at, published=True)
    set_actions(meeting.id, ("MESECVI-1.1", "MESECVI-1.4", "MESECVI-4.1"), by=by, at=at)
    return meeting


def _session(*, by: Actor, at: datetime) -> Meeting:
    zone = current_app.config["SETTINGS"].time_zone
    starts_on = clock.local_day(at, zone) + timedelta(weeks=6)
    facts = MeetingFacts(
        title=SESSION_TITLE,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=1),
        starts_time=time(9, 0),
        ends_time=time(17, 30),
        precision=Precision.MINUTE,
        time_zone=zone,
        kind_code="executive_committee",
        organizer="CIM",
        level=Level.HEMISPHERIC,
        mode=Mode.HYBRID,
        venue="Sala de sesiones",
        city="Washington, D.C.",
        country="US",
    )
    return create_meeting(facts, by=by, at=at, published=True)


def _open(
    meeting: Meeting, capacities: Sequence[str], *, until: date, by: Actor, at: datetime
) -> None:
    """Open the ways in until the end of a day in the meeting's zone."""
    closes = datetime.combine(until, time(23, 59), ZoneInfo(meeting.time_zone))
    opened = at - timedelta(days=30)
    set_openings(meeting, capacities, opens_at=opened, closes_at=closes, by=by, at=at)


def _apply(forum: Meeting, number: int, *, by: Actor, at: datetime) -> Application:
    submitted = facts(ORGANIZATIONS[number], CONTACTS[number])
    return accreditation.apply(forum, submitted, nonce=str(uuid.uuid4()), by=by, at=at)
