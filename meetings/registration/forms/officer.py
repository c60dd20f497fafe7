"""What an officer is asked: her reasons."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField

from meetings.directory.rules.wording import SEXES
from meetings.fields import offered
from meetings.registration import rules
from meetings.registration.forms.own import Needed
from meetings.registration.models import Status
from meetings.registration.rules.corrections import ANOTHER, SAME


class NoteForm(FlaskForm):
    """What an officer says of a correction that she accepts or refuses."""

    note = TextAreaField(
        _l("Note to the person"), render_kw={"rows": 3, "maxlength": rules.MAX_REASON}
    )


class JudgingForm(NoteForm):
    """The same where it is asked too whether a correction means the same person; nothing is ticked
    for the officer."""

    MEANT: Final = {
        SAME: _l(
            "The same person, by another name (marriage, gender, a slip): all that is hers stays"
        ),
        ANOTHER: _l(
            "Somebody else comes instead: a new registration, without what was the first one’s"
        ),
    }
    who = RadioField(_l("Who is meant?"), choices=offered(MEANT.items()), validate_choice=False)
    sex = RadioField(
        _l("Sex, for statistics, of who comes instead"),
        choices=offered(SEXES.items()),
        validate_choice=False,
        description=_l(
            "As that person declares it. Where you choose none, the one that the correction asks "
            "for, if any."
        ),
    )


class DeclineForm(FlaskForm):
    """Why a registration is declined; the person reads it."""

    reason = TextAreaField(
        _l("Reason"),
        [Needed()],
        description=_l("The e-mail to the person includes it exactly as you write it."),
        render_kw={"rows": 4, "maxlength": rules.MAX_REASON},
    )


class WithdrawForm(DeclineForm):
    """Why a registration is withdrawn on somebody's behalf; she reads it."""


class TakeUpForm(NoteForm):
    """As what a registration is taken up again, and a word to the person."""

    TARGETS: Final = {
        Status.CONFIRMED: _l("Confirmed"),
        Status.NOMINATED: _l("Nominated, as before: the secretariat has yet to confirm"),
        Status.PENDING: _l("Pending: it is decided later"),
    }
    target = RadioField(_l("As what"), [Needed()])

    def offer(self, *, is_nominee: bool) -> None:
        """As what she may come back: as nominated only who was named by those she stands for."""
        targets = self.TARGETS.items()
        self.target.choices = offered(
            each for each in targets if is_nominee or each[0] != Status.NOMINATED
        )
