"""Who signs letters; the code of a certificate."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from meetings.fields import RefusingForm, line


class LetterheadForm(RefusingForm):
    """What stands above the letters of a body, and who signs them."""

    heading = TextAreaField(
        _l("Letterhead"),
        description=_l("Up to a few lines: the institution, its address."),
        render_kw={"rows": 4},
    )
    signer = StringField(_l("Who signs"), description=_l("Her or his name, with the title."))
    post_en = line(_l("Post of who signs, in English"))
    post_es = line(_l("Post of who signs, in Spanish"))
    post_fr = line(_l("Post of who signs, in French"))
    post_pt = line(_l("Post of who signs, in Portuguese"))


class VerifyForm(RefusingForm):
    """The code that a certificate bears."""

    code = StringField(
        _l("Verification code"),
        description=_l("It stands at the foot of the certificate: five groups of four."),
        render_kw={"autocomplete": "off", "maxlength": 40, "spellcheck": "false"},
    )
