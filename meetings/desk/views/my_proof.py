"""Whether somebody's own page is read by her, or by whoever was passed its address."""

from __future__ import annotations

from flask import session
from flask_login import current_user

from meetings import clock
from meetings.registration.models import Participation
from meetings.registration.queries import signing_in
from meetings.registration.queries.proving import is_proven


def is_she(found: Participation) -> bool:
    """Whether she proved in this browser to be she (see registration.queries.proving)."""
    opened = session.get(signing_in.OPENED, 0)
    return is_proven(found, link_id=opened, reader=current_user, at=clock.now())
