"""Writing frameworks, and which actions a meeting serves."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from meetings import audit, reference
from meetings.actor import Actor
from meetings.calendar.models import Meeting
from meetings.db import db
from meetings.errors import Refused
from meetings.indicators import queries
from meetings.indicators.models import Action, Framework, Indicator, MeetingAction
from meetings.indicators.rules import action_of


def load_reference() -> str:
    """Bring the plans, their actions and their indicators up to date."""
    touched = (
        reference.merge(Framework, "code", _frameworks())
        + reference.merge(Action, "code", _actions())
        + reference.merge(Indicator, "code", _indicators())
    )
    return f"indicators: {touched} entries written"


def set_actions(meeting_id: int, codes: Iterable[str], *, by: Actor, at: datetime) -> None:
    """Say which actions a meeting serves, in place of those said before.

    Raises Refused (field `actions`) for a code that no plan has; nothing is changed then.
    """
    wanted = set(codes)
    known = set(db.session.scalars(select(Action.code).where(Action.code.in_(wanted))))
    for code in sorted(wanted - known):
        raise Refused(
            _("There is no action %(code)s in any plan.", code=code),
            field="actions",
            code="unknown_action",
        )
    before = set(queries.actions_of(meeting_id))
    if wanted == before:
        return
    gone = before - wanted
    db.session.execute(
        delete(MeetingAction).where(
            MeetingAction.meeting_id == meeting_id, MeetingAction.action_code.in_(gone)
        )
    )
    db.session.add_all(
        MeetingAction(meeting_id=meeting_id, action_code=code) for code in sorted(wanted - before)
    )
    db.session.flush()
    slug = db.session.scalars(select(Meeting.slug).where(Meeting.id == meeting_id)).one()
    audit.record(
        "indicators.set_actions",
        ("meeting", slug),
        by=by,
        at=at,
        changes={"before": sorted(before), "after": sorted(wanted)},
    )


def _frameworks() -> list[dict[str, object]]:
    return [
        {
            "code": row["code"],
            "names": reference.names(row),
            "sort": number,
            "mechanism": row["mechanism"],
            "starts_on": datetime.fromisoformat(row["starts_on"]).date(),
            "ends_on": datetime.fromisoformat(row["ends_on"]).date(),
        }
        for number, row in enumerate(reference.rows("frameworks.csv"))
    ]


def _actions() -> list[dict[str, object]]:
    return [
        {
            "code": row["code"],
            "names": reference.names(row),
            "sort": int(row["sort"]),
            "framework_code": row["framework"],
        }
        for row in reference.rows("actions.csv")
    ]


def _indicators() -> list[dict[str, object]]:
    texts = ("goal", "objective", "unit", "rule", "disaggregation", "target_text", "frequency")
    return [
        {
            "code": row["code"],
            "framework_code": row["framework"],
            "action_code": action_of(row["code"]),
            "sort": number,
            "text": _text(row, "indicator"),
            **{name: _text(row, name) for name in (*texts, "responsible")},
            **{name: row[name] for name in ("computation", "baseline", "target", "family")},
            "params": json.loads(row["params"] or "{}"),
        }
        for number, row in enumerate(reference.rows("indicators.csv"))
    ]


def _text(row: dict[str, str], column: str) -> dict[str, str]:
    """The original in English, and our own translations beside it."""
    return {"en": row[column]} | reference.names(row, column)
