"""What a table of people would change, in the words of the reader's language."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from meetings import formats
from meetings.directory import countries
from meetings.directory.models import Sex
from meetings.localized import LANGUAGES, NATIVE_NAMES, pick
from meetings.reference import names, rows
from meetings.registration.intake.judged import Change, Sort
from meetings.registration.intake.known import Gone
from meetings.registration.models import Status
from meetings.registration.rules import question_words, words
from meetings.registration.rules.questions import Asked

SORTS = {
    Sort.BAD: lazy_pgettext("rows", "With errors"),
    Sort.DOUBT: lazy_pgettext("rows", "To be decided"),
    Sort.CHANGED: lazy_pgettext("rows", "Changed"),
    Sort.NEW: lazy_pgettext("rows", "New"),
    Sort.SAME: lazy_pgettext("rows", "Unchanged"),
}
FIELDS = {
    "capacity_code": _l("Capacity"),
    "functions": _l("Functions"),
    "personnel_kind_code": _l("Kind of personnel"),
    "language": _l("Language"),
    "post": _l("Post or function"),
    "mode": _l("How people take part"),
    "sex": _l("Sex"),
    "state_code": _l("State"),
}
_LISTS = {
    "capacity_code": "capacities.csv",
    "functions": "functions.csv",
    "personnel_kind_code": "personnel_kinds.csv",
}


def field(change: Change, questions: dict[str, Asked], *, lang: str) -> str:
    """What is changed: a field, or a question by its label."""
    if change.field.startswith("q:"):
        asked = questions.get(change.field.removeprefix("q:"))
        return pick(asked.label, lang).text if asked else ""
    return str(FIELDS[change.field])


def value(change: Change, given: Any, *, questions: dict[str, Asked], lang: str) -> str:
    """What stands in a field before or after, in words; a dash for nothing."""
    if given in (None, "", (), []):
        return "–"
    name = change.field
    if name.startswith("q:"):
        asked = questions.get(name.removeprefix("q:"))
        return (
            question_words.answer(asked.type, given, choices=asked.choices, lang=lang)
            if asked
            else ""
        )
    if name in _LISTS:
        several = given if isinstance(given, (list, tuple)) else (given,)
        return "; ".join(coded(_LISTS[name], code, lang=lang) for code in several)
    if name == "state_code":
        return countries.name(given, lang)
    if name == "sex":
        return str(words.SEX.get(Sex(given), given))
    if name == "mode":
        return str(words.MODE.get(given, given))
    return NATIVE_NAMES.get(given, given) if name == "language" else str(given)


def gone(ended: Gone, *, lang: str, zone: str) -> str:
    """How and when somebody's participation ended who would be registered again."""
    day = formats.day(ended.at.astimezone(ZoneInfo(zone)).date(), lang)
    told = {
        Status.CANCELLED: _("withdrew on %(day)s", day=day),
        Status.DECLINED: _("declined the invitation on %(day)s", day=day)
        if ended.has_refused
        else _("was declined on %(day)s", day=day),
        Status.REPLACED: _("was replaced on %(day)s", day=day),
    }
    return _("%(ended)s; is registered again if you tick the row", ended=told[Status(ended.status)])


def full(why: object) -> str:
    """Why there is no seat for what a row makes of somebody, and the other way there is."""
    return _(
        "%(why)s If you tick the row, the seat this person holds is free and this person stands at "
        "the end of the waiting list.",
        why=str(why),
    )


def coded(filename: str, code: str, *, lang: str) -> str:
    """An entry of the reference data by its code, in a language."""
    found = next((row for row in rows(filename) if row["code"] == code), None)
    return pick(names(found), lang, LANGUAGES).text if found else code


def outcome(result: dict[str, Any]) -> str:
    """What was done, in one sentence."""
    created, changed = result.get("created", 0), result.get("changed", 0)
    told = [
        ngettext("%(num)d registration was made.", "%(num)d registrations were made.", created),
        ngettext("%(num)d was changed.", "%(num)d were changed.", changed) if changed else "",
    ]
    return " ".join(filter(None, told))
