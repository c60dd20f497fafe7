"""Records that may be one: looking for them, and the list that waits for an officer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from meetings.db import db
from meetings.directory.models import DuplicateCandidate, Merge, Organization, Person, Record
from meetings.directory.queries.alike import organization_facts, person_facts
from meetings.directory.rules import likeness
from meetings.directory.rules.likeness import Pair, Sieve, Step
from meetings.pagination import Page, offset

MODELS: Mapping[str, type[Any]] = {
    Record.PERSON: Person,
    Record.ORGANIZATION: Organization,
}
FEW: Final = 300  # new records; of more it isn't worth telling who can't be like any of them


@dataclass(frozen=True)
class Search:
    """What a search, or a part of it, found: (first id, second id, likeness).

    `among` are the records of the whole search, `looked_at` those of this part: a pair is found, or
    not any more, by the lower of its two that is `among` them.
    """

    record: Record
    pairs: Sequence[Pair]
    looked_at: frozenset[int]
    among: frozenset[int]


@dataclass(frozen=True)
class Candidate:
    """Two records side by side, and why they may be one."""

    row: DuplicateCandidate
    first: Any
    second: Any


@dataclass(frozen=True)
class Joined:
    """A line of the log of merges, with both records."""

    row: Merge
    kept: Any
    merged: Any


class Round:
    """A search that goes on where it stopped: what is compared is read at its beginning, what is
    written meanwhile the next one finds. `after` is the last record of which an earlier process
    has laid everything side by side. Writes nothing, and locks nothing.
    """

    def __init__(
        self, record: Record, *, since: datetime | None = None, after: int | None = None
    ) -> None:
        """Read what is compared: of all records that stand for themselves, or with `since` only of
        those new or changed, and who may be like them."""
        self.record = record
        self.after = after
        self.is_over = False
        fresh = None if since is None else frozenset(_changed(record, since))
        facts = _facts(record, fresh)
        self.among = frozenset(facts) if fresh is None else fresh & facts.keys()
        is_person = record == Record.PERSON
        self._steps: Iterator[Step] = likeness.in_steps(
            facts if self.among else {},
            keys=likeness.person_keys if is_person else likeness.organization_keys,
            compare=likeness.compare_people if is_person else likeness.compare_organizations,
            fresh=None if fresh is None else self.among,
            after=after,
        )

    def go_on(self, *, ends: Callable[[], bool] = lambda: False) -> Search:
        """Compare until it is over, or until `ends` says so, which is asked after each step."""
        pairs: list[Pair] = []
        looked: set[int] = set()
        for number, found in self._steps:
            pairs += found
            if number is not None:
                looked.add(number)
                self.after = number
            if ends():
                break
        else:
            self.is_over = True
        return Search(self.record, tuple(pairs), frozenset(looked), self.among)


def search(record: Record, *, since: datetime | None = None) -> Search:
    """Compare all records that stand for themselves; with `since` only those new or changed.

    Writes nothing: it takes minutes for fifty thousand people, for which nobody should wait.
    """
    return Round(record, since=since).go_on()


def _facts(record: Record, fresh: frozenset[int] | None) -> dict[int, Any]:
    """What is compared; beside few who are new only of those who may share a key with them."""
    if record == Record.ORGANIZATION:
        return organization_facts()
    if fresh is None or len(fresh) > FEW:
        return person_facts()
    if not fresh:
        return {}
    ids = select(Person.id).where(Person.id.in_(fresh))
    return person_facts(Sieve(person_facts(among=ids).values()))


def has_changed(record: Record, since: datetime) -> bool:
    """Whether any record is new or was changed since."""
    model = MODELS[record]
    return bool(db.session.scalar(select(select(model.id).where(_since(model, since)).exists())))


def candidates(record: Record, *, page: int = 1, size: int = 20) -> Page[Candidate]:
    """The pairs that wait for an officer, the likeliest first; neither record is merged."""
    wanted = _open(record)
    total = db.session.scalar(wanted.with_only_columns(func.count(DuplicateCandidate.id))) or 0
    ordered = wanted.order_by(DuplicateCandidate.score.desc(), DuplicateCandidate.id)
    rows = db.session.execute(ordered.offset(offset(page, size)).limit(size))
    return Page([Candidate(*row) for row in rows], page, size, total)


def candidates_of(record: Record, record_id: int) -> Sequence[Candidate]:
    """The pairs one record is in."""
    mine = or_(DuplicateCandidate.first_id == record_id, DuplicateCandidate.second_id == record_id)
    rows = db.session.execute(_open(record).where(mine).order_by(DuplicateCandidate.score.desc()))
    return [Candidate(*row) for row in rows]


def candidate(public_id: str) -> Candidate | None:
    """One pair, dismissed or not."""
    row = db.session.scalar(
        select(DuplicateCandidate).where(DuplicateCandidate.public_id == public_id)
    )
    if row is None:
        return None
    model = MODELS[row.record]
    return Candidate(
        row, db.session.get_one(model, row.first_id), db.session.get_one(model, row.second_id)
    )


def stored(
    record: Record, *, first: int | None = None, last: int | None = None
) -> Mapping[tuple[int, int], DuplicateCandidate]:
    """Every pair that was ever suggested, dismissed ones too, by its ids; only those that hold a
    record from the `first` id to the `last` where these are given."""
    wanted = select(DuplicateCandidate).where(DuplicateCandidate.record == record)
    if first is not None and last is not None:
        wanted = wanted.where(
            or_(
                DuplicateCandidate.first_id.between(first, last),
                DuplicateCandidate.second_id.between(first, last),
            )
        )
    return {(each.first_id, each.second_id): each for each in db.session.scalars(wanted)}


def merged_ids(record: Record) -> frozenset[int]:
    """The records for which another one stands."""
    model = MODELS[record]
    return frozenset(db.session.scalars(select(model.id).where(model.merged_into_id.is_not(None))))


def gone_ids(record: Record) -> frozenset[int]:
    """The records that stand for nobody: merged into another one, or erased."""
    gone = merged_ids(record)
    if record != Record.PERSON:
        return gone
    return gone.union(db.session.scalars(select(Person.id).where(Person.erased_at.is_not(None))))


def merges(record: Record, *, page: int = 1, size: int = 20) -> Page[Joined]:
    """The log of merges, the latest first."""
    model = MODELS[record]
    kept, merged = aliased(model), aliased(model)
    wanted = (
        select(Merge, kept, merged)
        .join(kept, kept.id == Merge.kept_id)
        .join(merged, merged.id == Merge.merged_id)
        .where(Merge.record == record)
    )
    total = db.session.scalar(wanted.with_only_columns(func.count(Merge.id))) or 0
    rows = wanted.order_by(Merge.at.desc(), Merge.id.desc()).offset(offset(page, size)).limit(size)
    return Page([Joined(*row) for row in db.session.execute(rows)], page, size, total)


def merges_into(record: Record, ids: Select[int]) -> Sequence[Joined]:
    """The merges that hold among records that are one, the latest first."""
    model = MODELS[record]
    kept, merged = aliased(model), aliased(model)
    rows = db.session.execute(
        select(Merge, kept, merged)
        .join(kept, kept.id == Merge.kept_id)
        .join(merged, merged.id == Merge.merged_id)
        .where(Merge.record == record, Merge.undone_at.is_(None), Merge.kept_id.in_(ids))
        .order_by(Merge.at.desc(), Merge.id.desc())
    )
    return [Joined(*row) for row in rows]


def _open(record: Record) -> Select[Any]:
    model = MODELS[record]
    first, second = aliased(model), aliased(model)
    wanted: Select[Any] = (
        select(DuplicateCandidate, first, second)
        .join(first, first.id == DuplicateCandidate.first_id)
        .join(second, second.id == DuplicateCandidate.second_id)
        .where(
            DuplicateCandidate.record == record,
            DuplicateCandidate.dismissed_at.is_(None),
            first.merged_into_id.is_(None),
            second.merged_into_id.is_(None),
        )
    )
    return wanted


def _since(model: type[Any], since: datetime) -> ColumnElement[bool]:
    return or_(model.created_at >= since, model.changed_at >= since)


def _changed(record: Record, since: datetime) -> Sequence[int]:
    model = MODELS[record]
    return db.session.scalars(select(model.id).where(_since(model, since))).all()
