"""What is written in the cells of a table of people, as the codes that are kept. Pure.

Codes and names in any of the four languages are read, whatever their accents and case.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from meetings.calendar.models import Mode
from meetings.directory.models import Sex
from meetings.directory.rules.languages import read_language
from meetings.errors import Refused
from meetings.localized import LANGUAGES, NATIVE_NAMES, fold
from meetings.reference import rows
from meetings.registration.models import Represents
from meetings.registration.rules import words as said

_SEX: Final[dict[Sex, tuple[str, ...]]] = {
    Sex.FEMALE: ("f", "w", "female", "femenino", "feminino", "feminin", "woman", "mujer", "femme",
        "mulher", "fem"),
    Sex.MALE: ("male", "masculino", "masculin", "man", "hombre", "homme", "homem", "h", "masc"),
    Sex.ANOTHER: ("x", "another", "other", "otro", "otra", "autre", "outro", "outra", "nb"),
    Sex.NOT_STATED: ("", "-", "not stated", "no declara", "no declarado", "non declare",
        "nao declarado", "no indicado", "non precise", "nao informado", "n/a"),
}  # fmt: skip
_SEXES: Final = {word: sex for sex, words in _SEX.items() for word in (*words, str(sex))}
_TYPES: Final = {
    word: kind
    for kind, words in {
        Represents.STATE: ("state", "estado", "etat", "country", "pais", "pays"),
        Represents.ORGANIZATION: ("organization", "organizacion", "organisation", "organizacao"),
        Represents.SELF: ("self", "in her or his own name", "a titulo personal",
            "a titre personnel", "em nome proprio"),
    }.items()
    for word in words
}  # fmt: skip
_MODES: Final = {
    word: mode
    for mode, words in {
        Mode.IN_PERSON: ("in_person", "in person", "presencial", "en presentiel", "presentiel"),
        Mode.VIRTUAL: ("virtual", "virtually", "en mode virtuel", "virtuel", "online", "en linea",
            "en ligne"),
    }.items()
    for word in words
}  # fmt: skip


@cache
def codes(filename: str) -> dict[str, str]:
    """Folded name or code -> code, for a list of the reference data."""
    found = {}
    for row in rows(filename):
        for name in (row["code"], *(row[f"name_{lang}"] for lang in LANGUAGES)):
            found[fold(name)] = row["code"]
            found[fold(name.replace("_", " "))] = row["code"]
    return found


def letters_of(cells: Iterable[str]) -> frozenset[str]:
    """The single letters by which a column tells the sexes apart."""
    return frozenset(letter for cell in cells if len(letter := fold(cell)) == 1)


def sex(cell: str, letters: Collection[str]) -> Sex:
    """The sex that a cell tells; an empty one tells none.

    M is male beside F, and a woman (mujer, mulher) beside H; alone it may be either. Raises
    Refused for what cannot be read.
    """
    word = fold(cell)
    if word == "m" and "h" in letters and "f" not in letters:
        return Sex.FEMALE
    if word == "m" and "f" in letters and "h" not in letters:
        return Sex.MALE
    if word in _SEXES:
        return _SEXES[word]
    if word == "m":
        raise Refused(_l("M may mean a man or “mujer”: write female or male."))
    raise _none_of(cell, said.SEX)


def represents_type(cell: str) -> Represents | None:
    """Whom somebody represents, as a type; None for an empty cell. Raises Refused for others."""
    if not cell:
        return None
    found = _TYPES.get(fold(cell))
    if found is None:
        raise _none_of(cell, said.REPRESENTS)
    return found


def mode(cell: str) -> str:
    """How somebody takes part; empty for an empty cell. Raises Refused for what it isn't."""
    if cell and fold(cell) not in _MODES:
        raise _none_of(cell, said.MODE)
    return _MODES[fold(cell)] if cell else ""


def language(cell: str) -> str:
    """The language of her mails; empty for an empty cell. Raises Refused for another one."""
    found = read_language(cell) if cell else ""
    if found is None:
        raise _none_of(cell, NATIVE_NAMES)
    return found


def _none_of(cell: str, known: Mapping[Any, Any]) -> Refused:
    """That a cell says none of a few words: they are told in the reader's language, each with the
    code that is read in all of them."""
    offered = LazyString(lambda: ", ".join(f"{label} ({code})" for code, label in known.items()))
    return Refused(_l("“%(value)s” is none of %(known)s.", value=cell[:40], known=offered))


def one_of(cell: str, filename: str) -> str:
    """The code of a list's entry. Raises Refused for what is not in the list."""
    found = codes(filename).get(fold(cell))
    if found is None:
        raise Refused(_l("“%(value)s” is not in the list.", value=cell[:60]))
    return found


def several_of(cell: str, filename: str) -> tuple[str, ...]:
    """The codes in a cell that may name several, parted by ; or | or commas."""
    known = codes(filename)
    if fold(cell) in known:
        return (known[fold(cell)],)
    parts = [part.strip() for part in re.split(r"[;|,]", cell) if part.strip()]
    return tuple(dict.fromkeys(one_of(part, filename) for part in parts))


def choices(cell: str, offered: Mapping[str, str]) -> list[str]:
    """The codes of a question's choices, by code or label. Raises Refused for another one."""
    if fold(cell) in offered:
        return [offered[fold(cell)]]
    found = []
    for part in (each.strip() for each in cell.split(";")):
        if part and fold(part) not in offered:
            raise Refused(_l("“%(value)s” is none of the answers.", value=part[:60]))
        found += [offered[fold(part)]] if part else []
    return found
