"""What goes on by itself: what is kept no longer is purged, once a day; last mails at once."""

from __future__ import annotations

from datetime import date, datetime

from flask import current_app

from meetings import clock, installation
from meetings.actor import WORKER
from meetings.db import transaction
from meetings.privacy.operations import purge
from meetings.privacy.operations.told import forget_told

_MOST = 25  # batches of one round
_looked: dict[str, date] = {}  # database -> the day on which this process found nothing more


def purge_what_is_over(at: datetime) -> int:
    """Purge in batches, each a writing unit of its own; how many answers and registrations went."""
    settings = current_app.config["SETTINGS"]
    today = clock.local_day(at, settings.time_zone)
    if _looked.get(settings.database_url) == today:
        return 0
    if installation.read(installation.MADE_BY_DEMO):
        return 0  # the invented people of a demonstration stay for whoever looks at it
    gone = 0
    for _batch in range(_MOST):
        with transaction():
            went = purge.purge_answers(
                usual_days=settings.retention_days, today=today, by=WORKER, at=at
            )
            went += purge.purge_registrations(
                usual_days=settings.retention_days, today=today, by=WORKER, at=at
            )
            went += purge.purge_leftovers(
                usual_days=settings.retention_days, today=today, by=WORKER, at=at
            )
        if not went:
            _looked[settings.database_url] = today
            break
        gone += went
    return gone


def forget_last_mails(at: datetime) -> int:
    """The addresses of who was told that she is erased are kept no longer; how many."""
    with transaction():
        return forget_told(at=at)


jobs = (purge_what_is_over, forget_last_mails)
