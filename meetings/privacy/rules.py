"""Until when what is kept of people is kept, and when an erasure must wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from flask_babel import lazy_gettext as _l

BLANK: Final = "—"  # what stands where a name stood


class Waits(StrEnum):
    """Why an officer judges an erasure first."""

    MANDATE = "mandate"
    HOLD = "hold"
    NEW_ADDRESS = "new_address"
    NO_ADDRESS = "no_address"


WAITS: Final = {
    Waits.MANDATE: _l(
        "You hold a public mandate at present: who sits in a body is a public record. "
        "An officer reads your request."
    ),
    Waits.HOLD: _l("The law asks us to keep this record for now. An officer reads your request."),
    Waits.NEW_ADDRESS: _l(
        "Your e-mail address was changed a few days ago, and whoever reads the former one may "
        "still take that back. An officer reads your request."
    ),
    Waits.NO_ADDRESS: _l(
        "We have no e-mail address of yours at which to ask whether it is you. An officer reads "
        "your request."
    ),
}
WAITS_OFFICER: Final = {
    Waits.MANDATE: _l("a public mandate in force"),
    Waits.HOLD: _l("a record that must be kept for now"),
    Waits.NEW_ADDRESS: _l("an address that was changed a few days ago"),
    Waits.NO_ADDRESS: _l("a person without an e-mail address, who cannot be asked"),
}


@dataclass(frozen=True)
class Stay:
    """How long a meeting's names are kept: its days, and whether they are its own."""

    days: int
    is_own: bool


def stay(own_days: int | None, usual_days: int) -> Stay:
    """A meeting's own number of days where an officer set one, else the installation's."""
    return Stay(own_days or usual_days, own_days is not None)


def kept_until(ended_on: date, days: int) -> date:
    """The last day on which something of a meeting is kept; it goes the day after."""
    return ended_on + timedelta(days=days)


def is_over(ended_on: date, days: int, *, today: date) -> bool:
    """Whether the time for which something is kept has passed."""
    return today > kept_until(ended_on, days)


def answer_days(days: int, question_days: int | None) -> int:
    """For how many days an answer is kept: its question's own, else as names are."""
    return days if question_days is None else question_days
