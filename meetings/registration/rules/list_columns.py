"""The columns of the officer's list and of its export, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from meetings.localized import LANGUAGES, pick
from meetings.reference import names, rows
from meetings.registration.rules import reply_words, way_words, words

Row = Any  # one of queries.lists: rules know no queries
QUESTION: Final = "q-"
SHOWN: Final = ("capacity", "represents", "sex", "status")
# In the order in which an export writes them; given names and surnames stand before them.
COLUMNS: Final[Mapping[str, Any]] = {
    "email": _l("E-mail address"),
    "sex": _l("Sex"),
    "represents_type": _l("Represents"),
    "represents": _l("Entity represented"),
    "capacity": _l("Capacity"),
    "functions": _l("Functions"),
    "personnel_kind": _l("Kind of personnel"),
    "language": _l("Language"),
    "status": _l("Status"),
    "state": _l("State"),
    "organization": _l("Organization"),
    "badge_name": _l("Name on the badge"),
    "post": _l("Post or function"),
    "created": _l("Registered at (UTC)"),
    "reply": _l("Answer to the invitation"),
    "mode": _l("How people take part"),
    "way": lazy_pgettext("registration", "Way in"),
}
ANSWERED: Final = _l("Answered question")
EXPORTED: Final = tuple(name for name in COLUMNS if name not in {"mode", "way"})
LISTED: Final = tuple(name for name in COLUMNS if name not in {"represents_type", "badge_name"})
SORTABLE: Final = {"capacity", "represents", "status", "sex"}
Teller = Callable[["Row"], str]


def tellers(lang: str) -> dict[str, Teller]:
    """Column -> what it says of a row, in one language; the code lists are read once."""
    capacities, functions = coded("capacities.csv", lang), coded("functions.csv", lang)
    kinds = coded("personnel_kinds.csv", lang)

    def represented(row: Row) -> str:
        return words.represented(row.state_code, row.organization, lang=lang)

    return {
        "email": lambda row: row.email,
        "sex": lambda row: _said(words.SEX, row.sex),
        "represents_type": lambda row: _said(words.REPRESENTS, row.represents),
        "represents": represented,
        "capacity": lambda row: capacities.get(row.capacity_code, row.capacity_code),
        "functions": lambda row: "; ".join(functions.get(code, code) for code in row.functions),
        "personnel_kind": lambda row: kinds.get(row.personnel_kind_code, row.personnel_kind_code),
        "language": lambda row: row.language,
        "status": lambda row: _said(words.STATUS, row.status),
        "state": lambda row: represented(row) if row.state_code else "",
        "organization": lambda row: row.organization or "",
        "badge_name": lambda row: row.badge_name,
        "post": lambda row: row.post,
        "created": lambda row: row.created_at.strftime("%Y-%m-%d %H:%M"),
        "reply": _reply,
        "mode": lambda row: _said(words.MODE, row.mode),
        "way": lambda row: _said(way_words.WAYS, row.way),
    }


def chosen(asked: Iterable[str], questions: Iterable[str], *, usual: Iterable[str]) -> list[str]:
    """The columns that were asked for, known ones only, each once; else the usual ones."""
    known = {*COLUMNS, *(QUESTION + each for each in questions)}
    found = [each for each in dict.fromkeys(asked) if each in known]
    return found or list(usual)


def coded(filename: str, lang: str) -> dict[str, str]:
    """Code -> name of a list of the reference data."""
    return {row["code"]: pick(names(row), lang, LANGUAGES).text for row in rows(filename)}


def _reply(row: Row) -> str:
    """Her answer; whether the meeting changed since, for it may not be what she would say now."""
    told = [_said(reply_words.REPLY, row.reply, "")]
    if row.answered_before:
        told.append(str(reply_words.BEFORE))
    return " · ".join(filter(None, told))


def _said(known: Mapping[Any, Any], code: str, other: str | None = None) -> str:
    return str(known.get(code, code if other is None else other))
