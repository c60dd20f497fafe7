"""What a State is on a day, by the dated facts of the directory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from meetings.directory import queries as directory
from meetings.directory.rules.facts import true_on
from meetings.directory.rules.observers import is_observing
from meetings.directory.rules.standings import FLAGS, Standing, standings


def standing_on(state_code: str, day: date) -> frozenset[Standing]:
    """What a State is on a day: nothing where the directory knows no fact of it then."""
    return standings_on(day)(state_code)


def standings_on(day: date) -> Callable[[str], frozenset[Standing]]:
    """The same for many States: the directory is read once."""
    observers = {each.code for each in directory.observers() if is_observing(each.since, day)}
    true = true_on(directory.facts(FLAGS), day)
    return lambda state_code: standings(true, state_code, observers=observers)
