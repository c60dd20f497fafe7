"""A row of a table as somebody's entry, with all that is wrong with it and all that is asked back.

Pure: what the meeting and the directory know is handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from meetings.calendar.models import Mode
from meetings.directory import countries
from meetings.directory.models import Sex, SexSource
from meetings.directory.rules.languages import usual_language
from meetings.directory.rules.lookalikes import lookalike
from meetings.errors import Refused, RowProblem
from meetings.localized import fold, pick
from meetings.registration.intake import days, words
from meetings.registration.intake.table import Line, Sheet
from meetings.registration.models import QuestionType, Represents
from meetings.registration.rules import NOT_STATED, Entry, faults, lists
from meetings.registration.rules.questions import AGREED, Asked, cleaned, fault

QUESTION: Final = "q:"
# What stands for a cell that could not be read, so that the others are judged all the same.
_UNREAD: Final[dict[str, Any]] = {"sex": Sex.NOT_STATED, "capacity_code": ""}


@dataclass(frozen=True)
class Around:
    """What a meeting's rows are read with.

    `capacities` is code -> what it may represent; `organizations` folded name or acronym ->
    (accreditation, name), of those accredited to the meeting; `observers` folded name -> code, of
    the permanent observers that the secretariat added; `modes` is how people take part in the
    meeting; `closed` says of capacities why nobody new comes in by an import now; `doubt` what the
    directory has against an entry's State in its capacity. Who names no language is written to in
    that of her State, else in the one in which the meeting is first told (`first`); `language` is
    the reader's.
    """

    capacities: Mapping[str, tuple[str, ...]]
    organizations: Mapping[str, tuple[int, str]]
    questions: Mapping[str, Asked]
    language: str
    first: str = ""
    dates: days.Order = days.Order.UNKNOWN
    modes: tuple[str, ...] = (Mode.IN_PERSON, Mode.VIRTUAL)
    closed: Mapping[str, object] = field(default_factory=dict)
    observers: Mapping[str, str] = field(default_factory=dict)
    doubt: Callable[[Entry], object | None] = lambda _entry: None


@dataclass
class Written:
    """A row as read: the entry where it is sound, what is wrong, and the States it may mean, with
    how the State is spelled and which of them was said to be `meant` by that."""

    line: int
    said: frozenset[str]
    entry: Entry | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    states: tuple[str, ...] = ()
    spelled: str = ""
    meant: str = ""
    name: str = ""
    doubt: object | None = None

    def fail(self, column: str, reason: object) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(RowProblem(self.line, column, reason))


class Reader:
    """Reads the rows of one table; `chosen` tells by line which State was meant, there and wherever
    it is spelled so and nothing else was said."""

    def __init__(self, sheet: Sheet, around: Around, chosen: Mapping[int, str]) -> None:
        """Look first at what whole columns tell: which letters mean the sexes, which order days."""
        self.sheet, self.around, self.chosen = sheet, around, chosen
        self.meant: dict[str, str] = {}
        for line in sheet.lines:
            if code := chosen.get(line.number):
                self.meant.setdefault(fold(line.get("represents")), code)
        self.letters = words.letters_of(line.get("sex") for line in sheet.lines)
        self.orders = {
            name: around.dates or days.order(line.get(QUESTION + name) for line in sheet.lines)
            for name, asked in around.questions.items()
            if asked.type == QuestionType.DATE and QUESTION + name in sheet.columns
        }

    @property
    def asks_order(self) -> bool:
        """Whether a column of days holds one that may be two, and doesn't tell by itself which
        number is the day."""
        lines = self.sheet.lines
        return any(
            days.is_open([line.get(QUESTION + name) for line in lines]) for name in self.orders
        )

    def read(self, line: Line) -> Written:
        """Read one row, and tell all that is wrong with it at once."""
        given = (column for column, cell in line.cells.items() if cell)
        found = Written(line.number, frozenset(given))
        found.name = f"{line.get('given_names')} {line.get('surnames')}".strip()
        if line.surplus:
            found.fail("", _l("The line has more cells than the heading."))
        values = self._values(line, found)
        known = {name: value for name, value in values.items() if value is not None}
        entry = Entry(**_UNREAD | known).cleaned()
        for column, reason in self._faults(entry, found).items():
            found.fail(column, reason)
        if entry.mode and entry.mode not in self.around.modes:
            found.fail("mode", _l("Nobody takes part in this meeting in this way."))
        if not found.problems:
            found.entry, found.doubt = entry, self.around.doubt(entry)
        self._answers(line, found)
        if found.problems:
            found.entry = None
        return found

    def _faults(self, entry: Entry, found: Written) -> dict[str, object]:
        """What is wrong with what could be read; of cells that could not, that was said already."""
        failed = {each.column for each in found.problems}
        if failed & {"represents", "represents_type"}:
            failed |= {"represents", "capacity"}
        may = self.around.capacities.get(entry.capacity_code)
        wrong = faults(entry, lists(may) if may is not None else None)
        return {column: reason for column, reason in wrong.items() if column not in failed}

    def _values(self, line: Line, found: Written) -> dict[str, Any]:
        def ask(column: str, read: Callable[[str], Any]) -> Any:
            try:
                return read(line.get(column))
            except Refused as refusal:
                found.fail(column, refusal.sentence)
                return None

        capacity = ask("capacity", self._capacity)
        represented = self._represented(line, found, capacity)
        usual = usual_language(represented.get("state_code"))
        return {
            "given_names": line.get("given_names"),
            "surnames": line.get("surnames"),
            "email": line.get("email"),
            "post": line.get("post"),
            "badge_name": line.get("badge_name"),
            "sex": ask("sex", lambda cell: words.sex(cell, self.letters)),
            "capacity_code": capacity,
            "functions": ask("functions", lambda cell: words.several_of(cell, "functions.csv")),
            "personnel_kind_code": ask("personnel_kind", _kind),
            "language": ask("language", words.language)
            or usual
            or self.around.first
            or self.around.language,
            "mode": ask("mode", words.mode) or "",
            "sex_source": SexSource.IMPORT,
            **represented,
        }

    def _capacity(self, cell: str) -> str:
        if not cell:
            raise Refused(_l("The cell is empty."))
        code = words.one_of(cell, "capacities.csv")
        if code not in self.around.capacities:
            raise Refused(_l("“%(value)s” is not in the list.", value=cell[:60]))
        return code

    def _represented(self, line: Line, found: Written, capacity: str | None) -> dict[str, Any]:
        """Whom she represents: by type and name, or by the name alone."""
        try:
            kind = words.represents_type(line.get("represents_type"))
        except Refused as refusal:
            found.fail("represents_type", refusal.sentence)
            return {}
        cell = line.get("represents")
        may = self.around.capacities.get(capacity or "", ())
        if kind is None:
            kind = self._kind_of(cell, may)
        if kind == Represents.ORGANIZATION and self._is_observer(cell, may):
            kind = Represents.STATE
        if kind == Represents.STATE:
            return {"represents": kind, "state_code": self._state(cell, found)}
        if kind == Represents.ORGANIZATION:
            granted = self.around.organizations.get(fold(cell))
            if granted is None:
                reason = _l("“%(value)s” is not accredited to this meeting.", value=cell[:60])
                found.fail("represents", reason)
            return {"represents": kind, "accreditation_id": granted[0] if granted else None}
        return {"represents": kind}

    def _kind_of(self, cell: str, may: tuple[str, ...]) -> Represents:
        if not cell:
            return Represents.STATE if may == (Represents.STATE,) else Represents.SELF
        if fold(cell) in self.around.organizations:
            return Represents.ORGANIZATION
        if may == (Represents.ORGANIZATION,):
            return Represents.ORGANIZATION
        return Represents.STATE

    def _state(self, cell: str, found: Written) -> str | None:
        if not cell:
            found.fail("represents", _l("The cell is empty."))
            return None
        observers, found.spelled = self.around.observers, fold(cell)
        code = self._code(cell)
        chosen = self.chosen.get(found.line) or self.meant.get(found.spelled)
        known = (*countries.represented_codes(), *dict.fromkeys(observers.values()))
        if code is None or code not in known:
            found.states = known
            if chosen in found.states:
                found.meant = chosen
                return chosen
            reason = _l("“%(value)s” is no State of the directory.", value=cell[:60])
            found.fail("represents", reason)
            return None
        other = lookalike(code)
        is_plain = fold(cell) == code.casefold() or len(fold(cell).split()) > 1
        if other is None or is_plain:  # nobody writes the Dominican Republic for Dominica by a slip
            return code
        found.states = (code, other)
        found.meant = chosen if chosen in found.states else ""
        return found.meant or code

    def _is_observer(self, cell: str, may: tuple[str, ...]) -> bool:
        """Whether an organization speaks as a permanent observer, as a State does: not where the
        capacity is none for that, or the organization is accredited itself and may come so."""
        granted = fold(cell) in self.around.organizations and Represents.ORGANIZATION in may
        code = self._code(cell)
        is_one = code is not None and code not in countries.names("en")
        return Represents.STATE in may and is_one and not granted

    def _code(self, cell: str) -> str | None:
        """Of a State or a permanent observer, one that the secretariat added too."""
        return self.around.observers.get(fold(cell)) or countries.read_represented(cell)

    def _answers(self, line: Line, found: Written) -> None:
        for name, asked in self.around.questions.items():
            cell = line.get(QUESTION + name)
            if not cell:
                continue
            try:
                value = cleaned(asked, self._answer(cell, asked))
            except Refused as refusal:
                found.fail(self._label(asked), refusal.sentence)
                continue
            wrong = fault(asked, value) if value is not None else None
            if wrong is not None:
                found.fail(self._label(asked), wrong)
            elif value is not None:
                found.answers[name] = value

    def _label(self, asked: Asked) -> str:
        return pick(asked.label, self.around.language).text[:60]

    def _answer(self, cell: str, asked: Asked) -> Any:
        match asked.type:
            case QuestionType.DATE:
                return days.read(cell, self.orders[asked.question])
            case QuestionType.CONSENT:
                return AGREED if fold(cell) in {"yes", "si", "oui", "sim", "x", "1"} else None
            case QuestionType.CHOICE | QuestionType.CHOICES:
                found = words.choices(cell, _offered(asked))
                return found if asked.type == QuestionType.CHOICES else "".join(found[:1])
        return cell


def _kind(cell: str) -> str:
    return words.one_of(cell, "personnel_kinds.csv") if cell else NOT_STATED


def _offered(asked: Asked) -> dict[str, str]:
    found = {}
    for choice in asked.offered:
        for text in (choice.code, *choice.label.values()):
            found[fold(text)] = choice.code
    return found
