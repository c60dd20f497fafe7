"""Time-driven checks across rooms: changes whose quiet period is over are told."""

from __future__ import annotations

import logging
from datetime import datetime

from meetings import health
from meetings.actor import WORKER
from meetings.calendar import operations as calendar
from meetings.calendar.models import Outcome
from meetings.db import transaction
from meetings.desk import telling

log = logging.getLogger("meetings.notices")


def tell_changes(at: datetime) -> int:
    """Tell what is due, each notice with its mails in one writing unit.

    Returns how many notices were sent. One that fails stays open for the next round, and the
    others go on.
    """
    sent = 0
    failed: set[int] = set()
    while True:
        notice_id = None
        try:
            with transaction():
                notice = calendar.take_due(at=at, but=failed)
                if notice is None:
                    return sent
                notice_id = notice.id
                outcome = telling.tell(notice, by=WORKER, at=at)
        except Exception as error:
            if notice_id is None:
                raise
            failed.add(notice_id)
            # Without its message, which may quote what people typed.
            log.error("notice %d not told:\n%s", notice_id, health.outline(error))
        else:
            sent += outcome == Outcome.SENT


jobs = (tell_changes,)
