"""Confirming an erasure; an officer's reasons; how long a meeting keeps names."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired, Optional

from meetings.fields import CountField, RefusingForm


class EraseForm(RefusingForm):
    """Yes, all of it."""

    sure = BooleanField(
        _l("I understand: my data are erased and cannot be brought back."),
        [InputRequired(_l("Tick this if you are sure."))],
    )
    beside = BooleanField(_l("The other record with my address is mine too: erase it as well."))


class EraseOtherForm(RefusingForm):
    """The same of an officer, about somebody else."""

    sure = BooleanField(
        _l("I understand: all that tells who this person is is erased and cannot be brought back."),
        [InputRequired(_l("Tick this if you are sure."))],
    )


class ReasonForm(RefusingForm):
    """Why a request is refused."""

    note = TextAreaField(_l("Reason"), render_kw={"rows": 3, "maxlength": 500})


class HoldForm(RefusingForm):
    """Why a record must be kept."""

    reason = TextAreaField(
        _l("Why this record must be kept for now"), render_kw={"rows": 3, "maxlength": 500}
    )


class RetentionForm(RefusingForm):
    """For how many days a meeting keeps names."""

    retention_days = CountField(
        _l("Days for which names are kept after the meeting"), validators=[Optional()]
    )
