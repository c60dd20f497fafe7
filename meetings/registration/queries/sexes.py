"""What is known of somebody's sex from her earlier participations."""

from __future__ import annotations

from sqlalchemy import case, select

from meetings.db import db
from meetings.directory.models import Person, Sex, SexSource
from meetings.directory.queries import kin
from meetings.registration.models import Participation


def known_sex(person_id: int) -> tuple[str, str] | None:
    """Somebody's sex and who said so: what she declared herself before what others said of her,
    and of these the latest; None where nobody ever stated it. Participations that ended tell it
    too, and those by records that were merged into hers."""
    by_herself = case((Participation.sex_source == SexSource.SELF, 0), else_=1)
    row = db.session.execute(
        select(Participation.sex, Participation.sex_source)
        .where(
            Participation.person_id.in_(kin(Person, person_id)),
            Participation.sex != Sex.NOT_STATED,
        )
        .order_by(by_herself, Participation.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row is not None else None
