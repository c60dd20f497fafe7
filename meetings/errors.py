"""Refusals: what the product says no to, in words that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.exceptions import NotFound, ServiceUnavailable


class MeetingsError(Exception):
    """A refusal with a sentence for the person who asked; nothing has changed."""


class SettingError(MeetingsError):
    """A setting is missing, unknown or malformed."""

    def __init__(self, variable: str, reason: str) -> None:
        """Keep the variable's name; its value may be a secret and is never shown."""
        super().__init__(f"{variable} {reason}.")
        self.variable = variable


class Refused(MeetingsError):
    """A rule says no. `sentence` is already in the reader's language; `field` names the input."""

    def __init__(self, sentence: object, *, field: str | None = None, code: str = "") -> None:
        """`sentence` may be a lazy translation; `code` is stable for programs and tests."""
        super().__init__(str(sentence))
        self.sentence = sentence
        self.field = field
        self.code = code

    def __str__(self) -> str:
        """Translate as late as possible: in the language of whoever reads."""
        return str(self.sentence)


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with one line of a file: line number from 1, column's name, reason."""

    line: int
    column: str
    reason: object

    def __str__(self) -> str:
        """One line of a report, in the reader's language."""
        sentence: str = _(
            "Line %(line)d, column %(column)s: %(reason)s",
            line=self.line,
            column=self.column,
            reason=str(self.reason),
        )
        return sentence


class FileRefused(MeetingsError):
    """A file is refused, with all its problems; nothing of it was written."""

    def __init__(self, sentence: object, problems: tuple[RowProblem, ...] = ()) -> None:
        """`problems` may be empty when the file as a whole is wrong."""
        super().__init__(str(sentence))
        self.sentence = sentence
        self.problems = problems

    def __str__(self) -> str:
        """The sentence, then a line for each problem."""
        return "\n".join([str(self.sentence), *map(str, self.problems)])


class FileLost(NotFound):
    """A file that is in a list, and that the storage has no more."""


class StorageSilent(ServiceUnavailable):
    """The storage of files does not answer: what was asked for may be there in a minute."""

    def __init__(self) -> None:
        """Tell programs when to ask again."""
        super().__init__(retry_after=60)
