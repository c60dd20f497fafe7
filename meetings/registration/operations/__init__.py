"""Writing registrations: register, decide, correct, open the ways in, set the seats."""

from meetings.registration.operations.correct import correct
from meetings.registration.operations.decide import confirm, decline, withdraw
from meetings.registration.operations.openings import set_openings
from meetings.registration.operations.register import register
from meetings.registration.operations.search import renew_search
from meetings.registration.operations.seats import set_seats
from meetings.registration.rules import Entry

__all__ = [
    "Entry",
    "confirm",
    "correct",
    "decline",
    "register",
    "renew_search",
    "set_openings",
    "set_seats",
    "withdraw",
]
