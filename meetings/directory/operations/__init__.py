"""Writing the directory, by noun."""

from __future__ import annotations

from meetings.directory.operations.people import correct_person, find_or_create_person
from meetings.directory.operations.reference import load_reference

__all__ = ["correct_person", "find_or_create_person", "load_reference"]
