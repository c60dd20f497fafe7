"""Participations, what they represent, the ways into a meeting, its seats, and answers by mail."""

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
from meetings.registration.models.replies import Doubt, IncomingReply, ReplyState
from meetings.registration.models.ways import Opening, SeatLimit, Way

__all__ = [
    "GONE",
    "SEATED",
    "AccessNeed",
    "Affiliation",
    "Doubt",
    "IncomingReply",
    "Opening",
    "Participation",
    "Reply",
    "ReplyState",
    "Represents",
    "SeatLimit",
    "Status",
    "Way",
]
