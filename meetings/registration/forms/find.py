"""Asking for the link to one's own registrations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField

from meetings.directory.rules import email_fault
from meetings.fields import RefusingForm


class FindForm(RefusingForm):
    """The address with which somebody registered."""

    email = EmailField(
        _l("E-mail address"),
        description=_l("The one that you wrote when you registered."),
        render_kw={"autocomplete": "email", "maxlength": 254, "required": True},
    )

    def validate(self, extra_validators: object = None) -> bool:  # noqa: ARG002 - WTForms' signature
        """Only what can be an address is looked up."""
        is_sound = bool(super().validate())
        fault = email_fault((self.email.data or "").strip())
        if fault is not None:
            self.email.errors = [str(fault)]
        return is_sound and fault is None
