"""The upload of a calendar, and the form of the style guide."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, EmailField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from meetings.fields import ChoiceField, SeveralField, offered


class UploadForm(FlaskForm):
    """A calendar as a CSV file."""

    file = FileField(_l("CSV file"), validators=[FileRequired(_l("Choose the file to import."))])
    draft = BooleanField(_l("Keep new meetings as drafts"))


class GuideForm(FlaskForm):
    """Every kind of field, for the style guide, which is written in English."""

    name = StringField("Given names", validators=[InputRequired("Write your given names.")])
    email = EmailField("E-mail address", description="We send your pass to this address.")
    sex = RadioField(
        "Sex, for statistics",
        choices=offered([("female", "Female"), ("male", "Male"), ("another", "Another")]),
        validators=[InputRequired("Choose one of the answers.")],
    )
    state = ChoiceField("State", choices=offered([("", "Choose"), ("PY", "Paraguay")]))
    days = SeveralField("Days", choices=offered([("1", "Monday"), ("2", "Tuesday")]))
    date = DateField("A date", validators=[Optional()])
    notes = TextAreaField("Access needs", description="Only officers read this.")
    consent = BooleanField("I agree", validators=[InputRequired("Agree to go on.")])
