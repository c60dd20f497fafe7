"""What is said once something was done with an address."""

from __future__ import annotations

from flask_babel import gettext as _


def said(act: str) -> str:
    """The sentence after a button was pressed."""
    return {
        "make": _("The address is made. It is secret: please do not pass it on."),
        "renew": _("The address is renewed. The earlier one no longer answers."),
        "revoke": _("The address is revoked. Whatever has it reads nothing any more."),
        "choices": _("Your choice is kept. Your calendar follows when it asks next."),
    }[act]
