"""What a page shows to who opened it by its address alone, and to who proved to be she."""

from __future__ import annotations

from flask import session
from flask_login import current_user

from meetings import clock
from meetings.registration.models import Participation
from meetings.registration.queries import signing_in
from meetings.registration.queries.proving import is_proven


def is_she(found: Participation) -> bool:
    """Whether she herself reads this page, by what this browser opened (see queries.proving)."""
    opened = session.get(signing_in.OPENED, 0)
    return is_proven(found, link_id=opened, reader=current_user, at=clock.now())
