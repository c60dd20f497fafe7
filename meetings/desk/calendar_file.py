"""Reading the calendar from a file, with the actions that each meeting serves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from meetings.actor import Actor
from meetings.calendar import operations as calendar
from meetings.calendar import queries, rules
from meetings.calendar.models import Meeting
from meetings.calendar.rules import Codes, MeetingFacts
from meetings.db import db, one_at_a_time
from meetings.desk import calendar_rows as rows
from meetings.desk.calendar_rows import Said
from meetings.errors import FileRefused, Refused, RowProblem
from meetings.indicators import operations as indicators
from meetings.indicators import queries as served
from meetings.tables import read_csv

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Report:
    """What an import did: meetings by what became of them, and what to tell about the file.

    `skipped` are rows known from an earlier import; `problems` are left-out rows (`partial`).
    """

    created: int
    updated: int
    unchanged: int
    skipped: int
    warnings: tuple[str, ...]
    problems: tuple[RowProblem, ...]

    @property
    def left_out(self) -> int:
        """How many rows were left out because something is wrong with them."""
        return len({problem.line for problem in self.problems})


@dataclass(frozen=True)
class Planned:
    """A sound row, and the meeting that it updates; None when it makes a new one."""

    said: Said
    facts: MeetingFacts
    fingerprint: str
    meeting_id: int | None


def import_calendar(
    data: bytes,
    *,
    by: Actor,
    at: datetime,
    draft: bool = False,
    partial: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Read a calendar file: new rows make meetings, rows with a known uid update theirs.

    A row known by the fingerprint of an earlier import is skipped. New meetings are published
    unless `draft`. Raises FileRefused with every problem, and nothing is written; with `partial`
    bad rows are left out instead. Belongs in a transaction of its own.
    """
    limit = current_app.config["SETTINGS"].max_upload_mb * 1024 * 1024
    table = read_csv(data, required=rows.REQUIRED, optional=rows.OPTIONAL, limit=limit)
    if not table.rows:
        raise FileRefused(_l("The file has a heading and no rows."))
    one_at_a_time("desk.calendar_file")
    plan = _Plan(at=at)
    for row in table.rows:
        said, problems = rows.read(row, table.columns)
        plan.problems += problems
        if said is not None:
            plan.add(said)
    if plan.problems and not partial:
        raise FileRefused(_l("The file has errors."), tuple(plan.problems))
    done: Counter[str] = Counter(skipped=plan.skipped)
    for number, planned in enumerate(plan.rows, 1):
        done[_write(planned, by=by, at=at, draft=draft)] += 1
        if progress is not None:
            progress(number, len(plan.rows))
    return Report(
        created=done["created"],
        updated=done["updated"],
        unchanged=done["unchanged"],
        skipped=done["skipped"],
        warnings=tuple(
            str(_l("The column %(column)s is unknown and was left out.", column=name or "“”"))
            for name in table.unknown
        ),
        problems=tuple(plan.problems),
    )


class _Plan:
    """All rows of a file judged before the first is written."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at
        self.codes: Codes = queries.codes()
        self.actions = {action.code for _plan, found in served.actions() for action in found}
        self.time_zone: str = current_app.config["SETTINGS"].time_zone
        self.known_uids = dict(db.session.execute(select(Meeting.uid, Meeting.id)).all())
        self.known_rows = set(
            db.session.scalars(select(Meeting.fingerprint).where(Meeting.fingerprint.is_not(None)))
        )
        self.equal: Counter[tuple[str, ...]] = Counter()
        self.seen_uids: set[str] = set()
        self.rows: list[Planned] = []
        self.problems: list[RowProblem] = []
        self.skipped = 0

    def add(self, said: Said) -> None:
        """Judge a row that reads well."""
        fingerprint = said.fingerprint(self.equal[tuple(said.key)])
        self.equal[tuple(said.key)] += 1
        meeting_id = self.known_uids.get(said.uid) if said.uid else None
        if said.uid and said.uid in self.seen_uids:
            self._problem(said, "uid", _l("An earlier line has the same UID."))
            return
        self.seen_uids.add(said.uid)
        facts = self._facts(said, meeting_id)
        if facts is None:
            return
        if meeting_id is None and fingerprint in self.known_rows:
            self.skipped += 1
            return
        self.rows.append(Planned(said, facts, fingerprint, meeting_id))

    def _facts(self, said: Said, meeting_id: int | None) -> MeetingFacts | None:
        for code in said.actions or ():
            if code not in self.actions:
                reason = _l("There is no action %(code)s in any plan.", code=code[:60])
                self._problem(said, "actions", reason)
                return None
        known: MeetingFacts | None = None
        if meeting_id is None:
            facts = self._entitled(said)
        else:
            known = queries.facts_of(db.session.get_one(Meeting, meeting_id))
            facts = replace(known, **said.over(known))
        try:
            facts = rules.cleaned(facts, self.codes)
            rules.check(facts, at=self.at, codes=self.codes)
            if known is not None:
                rules.check_move(known.status, facts.status)
        except Refused as refusal:
            field = refusal.field or ""
            self._problem(said, rows.COLUMN_OF.get(field, field), refusal.sentence)
            return None
        return facts

    def _entitled(self, said: Said) -> MeetingFacts:
        """A new meeting's facts; where no column says its number, or that it has none, its title
        may: `II Session of the Executive Committee`."""
        facts = rules.cleaned(said.new(self.time_zone), self.codes)
        series = queries.series_at(facts.body_code, facts.starts_on)
        if series is None or facts.ordinal:
            return facts
        if "session_type" not in said.facts:
            facts = replace(facts, session_type=rules.type_in(facts.title))
        return rules.entitled(facts, series)

    def _problem(self, said: Said, column: str, reason: object) -> None:
        self.problems.append(RowProblem(said.line, column, reason))


def _write(planned: Planned, *, by: Actor, at: datetime, draft: bool) -> str:
    """Write one row; tells what became of it."""
    said, facts = planned.said, planned.facts
    if planned.meeting_id is None:
        meeting = calendar.create_meeting(
            facts,
            by=by,
            at=at,
            published=not draft if said.published is None else said.published,
            fingerprint=planned.fingerprint,
            uid=said.uid or None,
        )
        indicators.set_actions(meeting.id, said.actions or (), by=by, at=at)
        return "created"
    meeting = db.session.get_one(Meeting, planned.meeting_id)
    changed = calendar.edit_meeting(meeting, facts, by=by, at=at)
    if said.published is not None:
        move = calendar.publish if said.published else calendar.unpublish
        changed = move(meeting, by=by, at=at) or changed
    if said.actions is not None and set(said.actions) != set(served.actions_of(meeting.id)):
        indicators.set_actions(meeting.id, said.actions, by=by, at=at)
        changed = True
    return "updated" if changed else "unchanged"
