"""What may be said of a body, a term of office of the whole body, and a group of States."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import lazy_gettext as _l

from meetings.directory.models import Body, BodyType, Numbering, Within
from meetings.directory.rules.spans import check_apart, check_days, overlap
from meetings.errors import Refused
from meetings.localized import LANGUAGES, fold

MAX_BODY_NAME = 160
MAX_CODE = 50
MECHANISMS = ("CIM", "MESECVI")
LEVELS = ("hemispheric", "regional", "subregional", "national", "local")


@dataclass(frozen=True)
class BodyFacts:
    """What is said about a body; `parent_code` is the body it belongs to."""

    names: Mapping[str, str]
    mechanism: str = "CIM"
    type: str = BodyType.WORKING_GROUP
    parent_code: str | None = None
    level: str | None = None
    country: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    numbering: str = Numbering.NONE
    numbering_within: str = Within.EVER


@dataclass(frozen=True)
class Period:
    """A term of office of a whole body."""

    from_on: date
    to_on: date = field(default=date.max)


def check_names(names: Mapping[str, str]) -> None:
    """Refuse no name at all, and one that is too long for lists and calendars."""
    if not any(names.values()):
        sentence = _l("Write a name in at least one language.")
        raise Refused(sentence, field="name_en", code="no_name")
    for lang in LANGUAGES:
        if len(names.get(lang, "")) > MAX_BODY_NAME:
            sentence = _l(
                "This text is too long: use at most %(count)d characters.", count=MAX_BODY_NAME
            )
            raise Refused(sentence, field=f"name_{lang}", code="too_long")


def check_body(facts: BodyFacts, *, code: str | None, parents: Mapping[str, str | None]) -> None:
    """Refuse what no body can be; `parents` tells each body's own parent."""
    check_names(facts.names)
    check_days(facts)
    if facts.type == BodyType.NATIONAL_COMMITTEE and not facts.country:
        sentence = _l("A national committee has a country: choose it.")
        raise Refused(sentence, field="country", code="no_country")
    above, seen = facts.parent_code, {code}
    while above is not None:
        if above in seen:
            sentence = _l("A body cannot belong to itself, nor to a body that belongs to it.")
            raise Refused(sentence, field="parent", code="circle")
        seen.add(above)
        above = parents.get(above)


def check_name_is_free(facts: BodyFacts, others: Iterable[Body]) -> None:
    """Refuse a name that another body bears at the same time, of the same body and country: lists
    and calendars could not tell them apart. Committees of several projects or countries may."""
    for other in others:
        beside = (other.parent_code, other.country) == (facts.parent_code, facts.country or None)
        if not beside or not overlap(facts, other):
            continue
        for lang, name in facts.names.items():
            if name and fold(other.names.get(lang, "")) == fold(name):
                sentence = _l("There is a body of this name already.")
                raise Refused(sentence, field=f"name_{lang}", code="known")


def check_period(period: Period, others: Iterable[Period]) -> None:
    """Refuse a period out of order, or one that shares days with another of the body."""
    check_days(period)
    sentence = _l("Another term of office of this body covers some of these days.")
    check_apart(period, others, sentence=sentence)


def code_for(names: Mapping[str, str], taken: Collection[str]) -> str:
    """A code for an address, made of the first name there is; never one that exists."""
    name = next(names[lang] for lang in LANGUAGES if names.get(lang))
    stem = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:MAX_CODE].strip("_") or "body"
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}_{number}"
    return found
