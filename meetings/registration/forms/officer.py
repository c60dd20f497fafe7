"""What an officer is asked: her reasons."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from meetings.registration import rules
from meetings.registration.forms.own import Needed


class NoteForm(FlaskForm):
    """What an officer says of a correction that she accepts or refuses."""

    note = TextAreaField(
        _l("Note to the person"), render_kw={"rows": 3, "maxlength": rules.MAX_REASON}
    )


class DeclineForm(FlaskForm):
    """Why a registration is declined; the person reads it."""

    reason = TextAreaField(
        _l("Reason"),
        [Needed()],
        description=_l("The e-mail to the person includes it exactly as you write it."),
        render_kw={"rows": 4, "maxlength": rules.MAX_REASON},
    )
