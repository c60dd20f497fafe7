"""Writing the directory, by noun."""

from __future__ import annotations

from meetings.directory.operations.bodies import (
    add_body,
    add_period,
    correct_body,
    correct_period,
    correct_places,
    remove_period,
    remove_places,
    set_places,
)
from meetings.directory.operations.people import correct_person, find_or_create_person
from meetings.directory.operations.reference import load_reference
from meetings.directory.operations.states import (
    add_fact,
    add_group,
    add_member,
    correct_fact,
    correct_member,
    end_fact,
    remove_fact,
    remove_member,
    rename_group,
)
from meetings.directory.operations.terms import appoint, correct_term, end_term, take_back_term

__all__ = [
    "add_body",
    "add_fact",
    "add_group",
    "add_member",
    "add_period",
    "appoint",
    "correct_body",
    "correct_fact",
    "correct_member",
    "correct_period",
    "correct_person",
    "correct_places",
    "correct_term",
    "end_fact",
    "end_term",
    "find_or_create_person",
    "load_reference",
    "remove_fact",
    "remove_member",
    "remove_period",
    "remove_places",
    "rename_group",
    "set_places",
    "take_back_term",
]
