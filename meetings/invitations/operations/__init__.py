"""Writing mailings: draft, schedule, send, send again; templates; who wants no more."""

from meetings.invitations.operations.again import Again, send_again
from meetings.invitations.operations.drafts import (
    Draft,
    add_source,
    choose,
    create,
    forget_rows,
    remove_source,
    write_words,
)
from meetings.invitations.operations.reference import load_reference
from meetings.invitations.operations.schedule import (
    Plan,
    cancel,
    follow,
    schedule,
    send_test,
    unschedule,
)
from meetings.invitations.operations.sending import send_batch
from meetings.invitations.operations.templates import copy_template, write_template
from meetings.invitations.operations.unsubscribing import subscribe_again, unsubscribe

__all__ = [
    "Again",
    "Draft",
    "Plan",
    "add_source",
    "cancel",
    "choose",
    "copy_template",
    "create",
    "follow",
    "forget_rows",
    "load_reference",
    "remove_source",
    "schedule",
    "send_again",
    "send_batch",
    "send_test",
    "subscribe_again",
    "unschedule",
    "unsubscribe",
    "write_template",
    "write_words",
]
