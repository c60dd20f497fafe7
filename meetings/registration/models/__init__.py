"""Participations, what they represent, the ways in, seats, questions, and what happened to them."""

from meetings.registration.models.history import (
    AddressChange,
    Consent,
    Correction,
    ParticipationChange,
    SavedView,
    SignInLink,
)
from meetings.registration.models.imports import RegistrationImport
from meetings.registration.models.participations import (
    GONE,
    SEATED,
    AccessNeed,
    Affiliation,
    Participation,
    Reply,
    Represents,
    Status,
)
from meetings.registration.models.questions import (
    Answer,
    AnswerFile,
    FormQuestion,
    Question,
    QuestionType,
    QuestionVersion,
    SensitiveAnswer,
    Stage,
)
from meetings.registration.models.replies import Doubt, IncomingReply, ReplyState
from meetings.registration.models.seats import Each, SeatCount, SeatHold, SeatLimit, SessionPlace
from meetings.registration.models.ways import (
    Approval,
    Opening,
    Promotion,
    RegistrationPlan,
    StatePlace,
    Way,
)

__all__ = [
    "GONE",
    "SEATED",
    "AccessNeed",
    "AddressChange",
    "Affiliation",
    "Answer",
    "AnswerFile",
    "Approval",
    "Consent",
    "Correction",
    "Doubt",
    "Each",
    "FormQuestion",
    "IncomingReply",
    "Opening",
    "Participation",
    "ParticipationChange",
    "Promotion",
    "Question",
    "QuestionType",
    "QuestionVersion",
    "RegistrationImport",
    "RegistrationPlan",
    "Reply",
    "ReplyState",
    "Represents",
    "SavedView",
    "SeatCount",
    "SeatHold",
    "SeatLimit",
    "SensitiveAnswer",
    "SessionPlace",
    "SignInLink",
    "Stage",
    "StatePlace",
    "Status",
    "Way",
]
