"""The form in which an officer says where a meeting stands, and why."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from meetings.calendar.rules import LONGEST_REASON
from meetings.desk.forms.words import PUBLIC_REASON
from meetings.fields import RefusingForm, prose


class StatusForm(RefusingForm):
    """The status that is asked for, and the reason."""

    status = HiddenField("")
    why = prose(_l("Why did it change?"), LONGEST_REASON)
    is_why_public = BooleanField(PUBLIC_REASON)
