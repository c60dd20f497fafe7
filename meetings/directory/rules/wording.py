"""What bodies, numberings, levels, days and sexes are called in the reader's language."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from meetings.directory.models import BodyType, Exactness, Numbering, Sex, Within
from meetings.directory.rules.likeness.verdict import Reason

BODY_TYPES: Final[dict[str, Any]] = {
    BodyType.ORGAN: _l("Organ"),
    BodyType.SECRETARIAT: _l("Secretariat"),
    BodyType.WORKING_GROUP: _l("Working group"),
    BodyType.SESSION_COMMITTEE: _l("Committee of one session"),
    BodyType.STEERING_COMMITTEE: _l("Steering committee of a project"),
    BodyType.NATIONAL_COMMITTEE: _l("National committee of a project"),
    BodyType.OTHER: lazy_pgettext("body", "Other"),
}
NUMBERINGS: Final[dict[str, Any]] = {
    Numbering.NONE: _l("Not numbered"),
    Numbering.ROMAN: _l("Roman: I, II, III"),
    Numbering.ORDINAL: _l("Ordinal: 1st, 2nd, 3rd"),
    Numbering.CARDINAL: _l("Cardinal: 1, 2, 3"),
}
WITHIN: Final[dict[str, Any]] = {
    Within.EVER: _l("Never begins again"),
    Within.YEAR: _l("Begins again each year"),
    Within.PERIOD: _l("Begins again with each term of office"),
}
LEVELS: Final[dict[str, Any]] = {
    "hemispheric": _l("Hemispheric"),
    "regional": _l("Regional"),
    "subregional": _l("Subregional"),
    "national": lazy_pgettext("level", "National"),
    "local": lazy_pgettext("level", "Local"),
}
EXACTNESS: Final[dict[str, Any]] = {
    Exactness.DAY: _l("The day"),
    Exactness.MONTH: _l("The month only"),
    Exactness.YEAR: _l("The year only"),
}
# Of one person.
SEXES: Final[dict[Sex, Any]] = {
    Sex.FEMALE: _l("Female"),
    Sex.MALE: _l("Male"),
    Sex.ANOTHER: _l("Another"),
    Sex.NOT_STATED: _l("Not stated"),
}
# Beside numbers of people.
SEXES_COUNTED: Final[dict[Sex, Any]] = {
    Sex.FEMALE: _l("Women"),
    Sex.MALE: _l("Men"),
    Sex.ANOTHER: _l("Another"),
    Sex.NOT_STATED: _l("Not stated"),
}
# Why two records may be one.
LIKENESS: Final[dict[str, Any]] = {
    Reason.SAME_NAME: _l("The same name"),
    Reason.SPELLING: _l("A name is spelt otherwise"),
    Reason.INITIAL: _l("A name is only an initial"),
    Reason.GIVEN_DROPPED: _l("One has a given name more"),
    Reason.SURNAME_DROPPED: _l("One has a surname more"),
    Reason.MARRIED: _l("A surname may have changed by marriage"),
    Reason.SWAPPED: _l("Given names and surnames change places"),
    Reason.SAME_EMAIL: _l("The same e-mail address"),
    Reason.SAME_DOMAIN: _l("E-mail or website of the same institution"),
    Reason.SAME_COUNTRY: _l("The same country"),
    Reason.SAME_NUMBER: _l("The same registration number"),
    Reason.SAME_ACRONYM: _l("The same acronym"),
    Reason.SAME_WEBSITE: _l("The same website"),
    Reason.SIMILAR_NAME: _l("A similar name"),
    Reason.ALIAS: _l("One bears the other’s name as another name"),
    Reason.ORDER: _l("The same surnames in another order"),
    Reason.CHOSEN: _l("Chosen by an officer"),
}
