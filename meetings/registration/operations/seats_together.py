"""Seats for many at once: counted one by one, written by a statement a limit."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from meetings.db import db
from meetings.registration.models import SeatCount, SeatLimit
from meetings.registration.queries import ways
from meetings.registration.rules import seating
from meetings.registration.rules.seating import Seeker

_PLAIN = {"synchronize_session": False}


class Together:
    """The seats of a meeting without seats held back, for as long as the unit holds them alone
    (`seats.hold_alone`): what is taken is written by `write`."""

    def __init__(self, meeting_id: int) -> None:
        """Read once what is free."""
        self.limits = [each for each in ways.limits(meeting_id) if each.session_id is None]
        self.room = ways.room(self.limits)
        self._taken: Counter[tuple[int, str]] = Counter()

    def take(self, seeker: Seeker) -> None:
        """Take a seat of every limit, as `seats.take` does. Raises Refused (code full, naming the
        scope) when one has none left; nothing is taken then."""
        under = [
            (each, (each.id, seating.key_of(each, seeker) or ""))
            for each in self.limits
            if seating.falls_under(each, seeker)
        ]
        for limit, key in under:
            if self.room.setdefault(key, limit.seats) < 1:
                raise seating.no_seat(limit)
        for _limit, key in under:
            self.room[key] -= 1
            self._taken[key] += 1

    def write(self) -> None:
        """Write what was taken since the last time."""
        apart = {each.id for each in self.limits if each.each}
        for (limit_id, key), count in sorted(self._taken.items()):
            if limit_id in apart:
                _count(limit_id, key, count)
            else:
                more = update(SeatLimit).where(SeatLimit.id == limit_id)
                values = {"taken": SeatLimit.taken + count}
                db.session.execute(more.values(values), execution_options=_PLAIN)
        self._taken.clear()


def _count(limit_id: int, key: str, count: int) -> None:
    """So many more for a State or an organization: its row is made with the first."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    db.session.execute(
        insert(SeatCount)
        .values(limit_id=limit_id, key=key, taken=count)
        .on_conflict_do_update(
            index_elements=[SeatCount.limit_id, SeatCount.key],
            set_={"taken": SeatCount.taken + count},
        )
    )
