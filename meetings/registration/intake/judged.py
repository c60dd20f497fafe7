"""A row of a table of people as it was judged, and what an officer says of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from meetings.registration.intake.known import Gone, Here, Somebody
from meetings.registration.intake.people import Written
from meetings.registration.rules import NOT_STATED

# The column of the table -> the field of an entry and of a participation that it fills.
FIELDS: Final = {
    "capacity": "capacity_code",
    "sex": "sex",
    "post": "post",
    "functions": "functions",
    "personnel_kind": "personnel_kind_code",
    "mode": "mode",
    "language": "language",
}


class Sort(StrEnum):
    """What becomes of a row."""

    BAD = "bad"
    DOUBT = "doubt"
    CHANGED = "changed"
    NEW = "new"
    SAME = "same"


@dataclass(frozen=True)
class Decision:
    """What an officer said of a row: the State meant, who it is, whether to take it at all, and
    whether to take her who is told to have withdrawn, to have been declined, to come for a State
    that is not what her capacity takes, or to lose her seat by it."""

    state: str = ""
    person: str = ""
    is_left_out: bool = False
    comes_again: bool = False


UNDECIDED: Final = Decision()


@dataclass(frozen=True)
class Candidate:
    """Who a row may be already, and why: somebody of the directory, or another line's."""

    reasons: tuple[str, ...]
    score: int
    somebody: Somebody | None = None
    is_here: bool = False
    line: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Change:
    """A field that a row would change (a question is `q:` and its id), from what to what."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Judged:
    """A row, and what becomes of it. `full` says why there is no seat for what it makes of somebody
    who holds one; who is new and finds none `queues` (see `seats`)."""

    written: Written
    sort: Sort
    here: Here | None = None
    person_id: int | None = None
    changes: tuple[Change, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    decision: Decision = UNDECIDED
    gone: Gone | None = None
    full: object | None = None
    queues: bool = False

    @property
    def line(self) -> int:
        """Its number in the file."""
        return self.written.line

    @property
    def is_taken(self) -> bool:
        """Whether it would be written."""
        return self.sort in {Sort.NEW, Sort.CHANGED} and not self.decision.is_left_out

    @property
    def is_ticked(self) -> bool:
        """Whether it is taken unless an officer says otherwise: not she who withdrew, was declined,
        comes for a State that is not what her capacity takes or would lose her seat, before
        somebody asked for it."""
        is_told = any(each is not None for each in (self.gone, self.doubt, self.full))
        return not self.decision.is_left_out and (not is_told or self.decision.comes_again)

    @property
    def doubt(self) -> object | None:
        """What the directory has against her State in her capacity, where the row brings either."""
        said = {each.field for each in self.changes}
        is_news = self.here is None or bool(said & {"capacity_code", "state_code"})
        return self.written.doubt if is_news else None

    @property
    def reads(self) -> tuple[Change, ...]:
        """What is read of somebody new beside name, address, capacity and State, as changes from
        nothing: a letter or a date that is misread is seen before it is written."""
        entry = self.written.entry
        if entry is None or self.here is not None:
            return ()
        fields = [name for name in FIELDS.values() if name != "capacity_code"]
        found = [Change(name, None, getattr(entry, name)) for name in fields]
        found += [Change(f"q:{name}", None, told) for name, told in self.written.answers.items()]
        nothing = (None, "", (), NOT_STATED)
        return tuple(each for each in found if each.field == "sex" or each.after not in nothing)

    @property
    def asks_state(self) -> bool:
        """Whether to say which State is meant would change what becomes of it: not of a row that is
        wrong for another reason."""
        is_wrong = self.sort == Sort.BAD
        about = {problem.column for problem in self.written.problems}
        return bool(self.written.states) and (not is_wrong or "represents" in about)

    @property
    def has_question(self) -> bool:
        """Whether something is asked back of it, answered or not."""
        return bool(self.written.states or self.candidates)
