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
from meetings.directory.operations.duplicates import (
    dismiss,
    find_duplicates,
    keep_candidates,
    propose,
)
from meetings.directory.operations.entries import (
    add_organization,
    add_person,
    edit_organization,
    edit_person,
)
from meetings.directory.operations.looking import keep_turn
from meetings.directory.operations.merges import merge, undo_merge
from meetings.directory.operations.observers import add_observer, correct_observer
from meetings.directory.operations.people import (
    correct_person,
    find_or_create_person,
    find_or_make_person,
)
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
from meetings.directory.operations.tags import add_tag, rename_tag, set_tags
from meetings.directory.operations.terms import appoint, correct_term, end_term, take_back_term

__all__ = [
    "add_body",
    "add_fact",
    "add_group",
    "add_member",
    "add_observer",
    "add_organization",
    "add_period",
    "add_person",
    "add_tag",
    "appoint",
    "correct_body",
    "correct_fact",
    "correct_member",
    "correct_observer",
    "correct_period",
    "correct_person",
    "correct_places",
    "correct_term",
    "dismiss",
    "edit_organization",
    "edit_person",
    "end_fact",
    "end_term",
    "find_duplicates",
    "find_or_create_person",
    "find_or_make_person",
    "keep_candidates",
    "keep_turn",
    "load_reference",
    "merge",
    "propose",
    "remove_fact",
    "remove_member",
    "remove_period",
    "remove_places",
    "rename_group",
    "rename_tag",
    "set_places",
    "set_tags",
    "take_back_term",
    "undo_merge",
]
