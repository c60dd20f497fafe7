"""Meetings and all that hangs on them: series, changes, sessions, documents."""

from __future__ import annotations

from meetings.calendar.models.changes import (
    Changed,
    ChangeNotice,
    FollowedCalendar,
    FollowedDay,
    MeetingChange,
    Outcome,
)
from meetings.calendar.models.documents import (
    Access,
    Document,
    DocumentFile,
    DocumentType,
    EarlierFile,
)
from meetings.calendar.models.meetings import (
    CalendarVersion,
    Involvement,
    Kind,
    Level,
    Meeting,
    MeetingBeneficiary,
    MeetingText,
    MeetingTheme,
    Mode,
    Precision,
    SessionType,
    SlugAlias,
    Status,
)
from meetings.calendar.models.series import (
    BodyTemplate,
    Obligation,
    TemplateDocument,
)
from meetings.calendar.models.sessions import (
    AgendaDocument,
    AgendaItem,
    Audience,
    Course,
    JoinLink,
    MeetingSession,
    RemovedSession,
    SessionKind,
    SessionSpeaker,
)

__all__ = [
    "Access",
    "AgendaDocument",
    "AgendaItem",
    "Audience",
    "BodyTemplate",
    "CalendarVersion",
    "ChangeNotice",
    "Changed",
    "Course",
    "Document",
    "DocumentFile",
    "DocumentType",
    "EarlierFile",
    "FollowedCalendar",
    "FollowedDay",
    "Involvement",
    "JoinLink",
    "Kind",
    "Level",
    "Meeting",
    "MeetingBeneficiary",
    "MeetingChange",
    "MeetingSession",
    "MeetingText",
    "MeetingTheme",
    "Mode",
    "Obligation",
    "Outcome",
    "Precision",
    "RemovedSession",
    "SessionKind",
    "SessionSpeaker",
    "SessionType",
    "SlugAlias",
    "Status",
    "TemplateDocument",
]
