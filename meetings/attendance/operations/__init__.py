"""Writing attendance: presence events, and headcounts by page or by file."""

from meetings.attendance.operations.file import Done, import_headcounts
from meetings.attendance.operations.headcounts import report_headcount, take_back_headcount
from meetings.attendance.operations.presence import ALREADY_UNDONE, NOTHING, find, record, undo

__all__ = [
    "ALREADY_UNDONE",
    "NOTHING",
    "Done",
    "find",
    "import_headcounts",
    "record",
    "report_headcount",
    "take_back_headcount",
    "undo",
]
