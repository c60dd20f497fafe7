"""The officers' pages of invitations and mail, and the page that ends mails."""

from meetings.invitations.views import (
    chosen,
    listing,
    mailing,
    preview,
    recipients,
    sending,
    templates,
    unsubscribe,
    words,
)
from meetings.invitations.views.blueprint import bp

__all__ = [
    "chosen",
    "listing",
    "mailing",
    "preview",
    "recipients",
    "sending",
    "templates",
    "unsubscribe",
    "words",
]

blueprints = (bp,)
