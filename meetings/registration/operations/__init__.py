"""Writing registrations: register, decide, correct, open the ways in, set the seats."""

from meetings.registration.operations.accept import (
    accept,
    admit,
    calendar_files,
    decline_invitation,
)
from meetings.registration.operations.addresses import forget_addresses
from meetings.registration.operations.by_hand import enter_by_hand
from meetings.registration.operations.consents import give_consent, withdraw_consent
from meetings.registration.operations.correct import correct
from meetings.registration.operations.decide import (
    agree,
    confirm,
    decline,
    end,
    withdraw,
    withdraw_for,
)
from meetings.registration.operations.holds import hold_seats_for, release_hold
from meetings.registration.operations.judge import (
    accept_correction,
    refuse_correction,
    take_back_correction,
)
from meetings.registration.operations.limits import (
    Plan,
    set_limit,
    set_plan,
    set_seats,
)
from meetings.registration.operations.moves import move
from meetings.registration.operations.openings import (
    WayIn,
    remove_way,
    renew_link,
    set_openings,
    set_way,
)
from meetings.registration.operations.register import enter, register
from meetings.registration.operations.replies import (
    apply_reply,
    dismiss_reply,
    restore_reply,
    take_in,
)
from meetings.registration.operations.search import renew_search
from meetings.registration.operations.session_places import leave_place, take_place
from meetings.registration.operations.signing_in import (
    forget_sign_ins,
    send_data_link,
    send_sign_in,
    use_sign_in,
)
from meetings.registration.operations.substitute import substitute
from meetings.registration.operations.take_back import take_address_back
from meetings.registration.operations.take_up import restore, take_up
from meetings.registration.operations.waiting import accept_offer, lapse, promote
from meetings.registration.rules import Entry
from meetings.registration.rules.seating import Scope

__all__ = [
    "Entry",
    "Plan",
    "Scope",
    "WayIn",
    "accept",
    "accept_correction",
    "accept_offer",
    "admit",
    "agree",
    "apply_reply",
    "calendar_files",
    "confirm",
    "correct",
    "decline",
    "decline_invitation",
    "dismiss_reply",
    "end",
    "enter",
    "enter_by_hand",
    "forget_addresses",
    "forget_sign_ins",
    "give_consent",
    "hold_seats_for",
    "lapse",
    "leave_place",
    "move",
    "promote",
    "refuse_correction",
    "register",
    "release_hold",
    "remove_way",
    "renew_link",
    "renew_search",
    "restore",
    "restore_reply",
    "send_data_link",
    "send_sign_in",
    "set_limit",
    "set_openings",
    "set_plan",
    "set_seats",
    "set_way",
    "substitute",
    "take_address_back",
    "take_back_correction",
    "take_in",
    "take_place",
    "take_up",
    "use_sign_in",
    "withdraw",
    "withdraw_consent",
    "withdraw_for",
]
