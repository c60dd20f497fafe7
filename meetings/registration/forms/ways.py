"""What an officer is asked of the ways into a meeting, of its seats and its waiting list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired, Optional

from meetings.fields import (
    ChoiceField,
    CountField,
    MomentField,
    RefusingForm,
    SeveralField,
    offered,
)
from meetings.registration.models import Each
from meetings.registration.operations import Plan, Scope, WayIn
from meetings.registration.rules import WITH_WINDOW
from meetings.registration.rules.corrections import NOTHING
from meetings.registration.rules.way_words import APPROVALS, FOR_EACH, PROMOTIONS, WAYS
from meetings.registration.rules.words import MODE

Pairs = Iterable[tuple[str, Any]]
Clock = Callable[[datetime | None], datetime | None]
ANY = ("", _l("All"))
REVIEWED = {
    "names": _l("Names"),
    "email": _l("E-mail address"),
    "sex": _l("Sex, for statistics"),
    "post": _l("Post or function"),
    "personnel_kind": _l("Kind of personnel"),
    "mode": _l("How you will take part"),
    NOTHING: _l("Nothing, not even where somebody must agree to the registration"),
}


class WayForm(RefusingForm):
    """A way in for a capacity, with its window and who must agree."""

    capacity = ChoiceField(_l("Capacity"))
    way = ChoiceField(_l("Way in"), choices=offered((each, WAYS[each]) for each in WITH_WINDOW))
    opens_at = MomentField(_l("Opens"), validators=[Optional()])
    closes_at = MomentField(_l("Closes"), validators=[Optional()])
    approval = ChoiceField(
        _l("Who must agree"),
        choices=offered([("", _l("As usual for the capacity")), *APPROVALS.items()]),
    )

    def wanted(self, to_instant: Clock) -> WayIn:
        """What was typed; `to_instant` reads the meeting's clocks."""
        return WayIn(
            capacity_code=self.capacity.data,
            way=self.way.data,
            opens_at=to_instant(self.opens_at.data),
            closes_at=to_instant(self.closes_at.data),
            approval=self.approval.data or None,
        )


class LimitForm(RefusingForm):
    """How many seats, within which scope; nothing chosen is the whole meeting."""

    capacity = ChoiceField(_l("Capacity"))
    mode = ChoiceField(_l("How people take part"), choices=offered([ANY, *MODE.items()]))
    way = ChoiceField(_l("Way in"), choices=offered([ANY, *WAYS.items()]))
    session = ChoiceField(_l("Session"))
    counted = ChoiceField(_l("Counted"))
    seats = CountField(_l("Seats"), validators=[InputRequired(_l("Write a whole number."))])

    def scope(self, session_ids: dict[str, int]) -> Scope:
        """What is counted; `session_ids` knows the sessions by their public ids."""
        counted = self.counted.data
        is_each = counted in set(Each)
        return Scope(
            capacity_code=self.capacity.data or None,
            mode=self.mode.data or None,
            way=self.way.data or None,
            session_id=session_ids.get(self.session.data or ""),
            each=counted if is_each else None,
            state_code=None if is_each else counted or None,
        )


COUNTED = [("", _l("for all together")), *FOR_EACH.items()]


class HoldForm(RefusingForm):
    """Seats held back for a State's nominations."""

    state = ChoiceField(_l("State"))
    seats = CountField(_l("Seats"), validators=[InputRequired(_l("Write a whole number."))])
    until = MomentField(_l("Held until"), validators=[Optional()])


class PlanForm(RefusingForm):
    """The waiting list, corrections, the second form, and how long names are kept."""

    has_waiting_list = BooleanField(_l("Who finds no seat stands on a waiting list"))
    promotion = ChoiceField(_l("A seat that comes free goes"), choices=offered(PROMOTIONS.items()))
    accept_hours = CountField(_l("Hours to accept an offered seat"), validators=[Optional()])
    correct_until = MomentField(
        _l("People may correct what they declared until"), validators=[Optional()]
    )
    reviewed_fields = SeveralField(
        _l("Corrections that wait for an officer"), choices=offered(REVIEWED.items())
    )
    form_closes_at = MomentField(_l("The form after confirmation closes"), validators=[Optional()])
    retention_days = CountField(
        _l("Days for which names are kept after the meeting"), validators=[Optional()]
    )

    def plan(self, to_instant: Clock) -> Plan:
        """What was typed; `to_instant` reads the meeting's clocks."""
        return Plan(
            has_waiting_list=bool(self.has_waiting_list.data),
            promotion=self.promotion.data,
            accept_hours=self.accept_hours.data,
            correct_until=to_instant(self.correct_until.data),
            form_closes_at=to_instant(self.form_closes_at.data),
            retention_days=self.retention_days.data,
            reviewed_fields=tuple(self.reviewed_fields.data or ()),
        )
