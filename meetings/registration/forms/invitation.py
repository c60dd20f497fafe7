"""What somebody invited is asked when she says yes, or no."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from meetings.fields import short
from meetings.registration import rules
from meetings.registration.forms.own import ConsentForm
from meetings.registration.rules import Entry
from meetings.registration.rules.consents import Purpose


class AcceptForm(ConsentForm):
    """What an invitation cannot know: sex as she declares it, her language, her agreement, and to
    what else she consents, as the public form asks it."""

    settled: ClassVar[tuple[str, ...]] = (
        "given_names",
        "surnames",
        "badge_name",
        "email",
        "nonce",
    )
    known: Entry | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The fields that her invitation has settled are not asked again."""
        super().__init__(*args, **kwargs)
        for name in self.settled:
            del self[name]

    def entry(self) -> Entry:
        """What was typed, over what is known of her."""
        assert self.known is not None  # noqa: S101 - the view says whom it shows the form to
        agreed = tuple(each for each in Purpose if self[f"consent_{each}"].data)
        typed = replace(
            self.known,
            consents=agreed,
            is_unlisted=Purpose.LIST not in agreed,
            sex=self.sex.data or "",
            post=self.post.data or "",
            personnel_kind_code=self.personnel_kind.data or rules.NOT_STATED,
            mode=self.mode.data if "mode" in self and self.mode.data else self.known.mode,
            language=self.language.data or "",
            access_needs=self.access_needs.data or "",
        )
        return replace(typed, consent_version=rules.CONSENT_VERSION * bool(self.consent.data))

    def may_represent(self) -> tuple[str, ...]:
        """Settled by the invitation."""
        assert self.known is not None  # noqa: S101 - as above
        return (self.known.represents,)


class RefuseForm(FlaskForm):
    """Why she cannot come, if she wants to say so."""

    reason = TextAreaField(
        _l("Reason, if you want to give one"),
        [short(rules.MAX_REASON)],
        description=_l("The officers of the meeting read it."),
        render_kw={"rows": 3},
    )
