"""Applying, deciding, and the places of an accredited organization."""

from meetings.accreditation.operations.admitting import admit, renew_link
from meetings.accreditation.operations.applications import accredit, apply, decline
from meetings.accreditation.operations.places import change_places, free_place, take_place

__all__ = [
    "accredit",
    "admit",
    "apply",
    "change_places",
    "decline",
    "free_place",
    "renew_link",
    "take_place",
]
