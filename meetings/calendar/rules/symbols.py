"""Symbols of documents: how they are compared and ordered, what is doubtful about one. Pure.

A symbol is kept as printed. Nothing here refuses one: institutions misprint their own, and a new
form is no mistake. The forms are those of the Organization's bodies; in a session's mark, O means
ordinary and E extraordinary.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from flask_babel import lazy_gettext as _l

LONGEST_SYMBOL: Final = 80
_WORDS = "DOC|INF|RES|DEC|REV|CORR|ADD|ACTA"
_ROMAN = "[IVXLC]+"
_REVISION = r"(REV\.\d+)?"
_SESSION = rf"\({_ROMAN}-[OE]/\d{{2}}\)"
_KNOWN: Final = tuple(
    re.compile(form)
    for form in (
        rf"OEA/SER\.[A-Z](/{_ROMAN}(\.\d+)*)+{_REVISION}",
        rf"MESECVI(-{_ROMAN})?/([A-Z]+/)?(DOC|INF)\.\d+(/\d{{2}})?{_REVISION}",
        rf"CIM/(CD/|SEPIA{_ROMAN}?/|REMIM-{_ROMAN}/)?(DOC|INF)\.\d+(/\d{{2}})?{_REVISION}",
        rf"CIM/RES\.\d+(/\d{{2}})?({_SESSION})?",
        rf"CP/([A-Z]+-\d+|(DOC|RES|ACTA|INF)\.\d+)(/\d{{2}})?{_REVISION}(\(\d+/\d{{2}}\))?",
        rf"AG/(RES|DEC|DOC)\.\d+(/\d{{2}})?({_SESSION})?{_REVISION}",
    )
)
_VOCABULARY = re.compile(
    rf"{_WORDS}|CIM|CD|MESECVI|CEVI|GT|OEA|SER|AG|CP|CISC|REMIM|SEPIA[IVX]*|[A-Z]|{_ROMAN}|D0C"
)
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_NUMBERED = re.compile(rf"(?<![A-Z])({_WORDS})[./]?(?=\d)")
_ZERO_IN_MARK = re.compile(rf"(?<=\()({_ROMAN})-0(?=/)")
_ZERO_IN_WORD = re.compile(r"(?<=[A-Z])0(?=[A-Z])|(?:^|(?<=[/(.-]))0(?=[A-Z]{2})")
_O_IN_NUMBER = re.compile(r"(?<=\d)O(?=[\d/). ]|$)|(?<=[./])O(?=\d)")
_YEAR = re.compile(r"/(?:19|20)(\d{2})(?!\d)")
_LEADING = re.compile(r"(?<=[A-Z]\.)0+(?=\d)")
_REV = re.compile(r"REV\.(\d*)")


@dataclass(frozen=True)
class Doubt:
    """What may be wrong with a symbol: a stable code, and a sentence for the officer."""

    code: str
    sentence: object


@dataclass(frozen=True)
class Guess:
    """What a file's name says of a document; empty or None where it says nothing."""

    symbol: str
    language: str | None
    title: str


def symbol_key(symbol: str) -> str:
    """How a symbol is compared: without blanks and case, `RES 5`, `RES.5` and `res. 5` alike.

    A zero that stands for the letter O (and the reverse) is read as what is meant, a year of four
    digits as its last two, `rev3` as `REV.3`.
    """
    key = _upright(symbol)
    key = _ZERO_IN_MARK.sub(r"\1-O", _ZERO_IN_WORD.sub("O", key))
    key = _O_IN_NUMBER.sub("0", key)
    key = _YEAR.sub(r"/\1", _NUMBERED.sub(r"\1.", key))
    return _LEADING.sub("", key)[:LONGEST_SYMBOL]


def _upright(symbol: str) -> str:
    """A symbol without blanks, in capitals, with plain dashes."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", symbol))
    return "".join(plain.upper().split())


def search_keys(symbol: str) -> str:
    """A symbol as it is searched: with its words' points and without, for those who type few."""
    key = symbol_key(symbol).casefold()
    return f"{key} {bare_key(symbol)}" if key else ""


def bare_key(symbol: str) -> str:
    """A symbol's letters and whole numbers only: `cimcddoc|5|5|`, so that doc.1/2 is no doc.12."""
    apart = re.sub(r"(?<=\d)\s+(?=\d)", "/", symbol)
    bare = re.sub(r"0*(\d+)", r"|\1|", symbol_key(apart).casefold())
    return re.sub(r"\|+", "|", re.sub(r"[^a-z0-9|]", "", bare))


def is_symbol_like(words: str) -> bool:
    """Whether what somebody looks for has a symbol's words and numbers only."""
    runs = re.findall(r"[^\W\d_]+", _upright(" ".join(words.split()).replace(" ", "/")))
    has_number = any(each.isdigit() for each in words)
    return has_number and bool(runs) and all(_VOCABULARY.fullmatch(run) for run in runs)


def revision_of(symbol: str) -> int:
    """The number of its revision: 3 for `rev.3`, 1 for a bare `rev.`, 0 without one."""
    found = _REV.search(symbol_key(symbol)) or re.search(r"REV\.?()$", _upright(symbol))
    return (int(found[1][:4]) if found[1] else 1) if found else 0


def unrevised_key(symbol: str) -> str:
    """How a symbol and its revisions are compared: as the one that they all revise."""
    return re.sub(r"[/-]?(?<![A-Z])REV\.?\d*(?=\(|$)", "", symbol_key(symbol))


def next_revision(symbol: str) -> str:
    """The symbol of the revision that replaces one: `... rev.1`, `... rev.2`; empty of none."""
    if not symbol.strip():
        return ""
    bare = re.sub(r"\s*\brev\.?\s*\d*", "", symbol, flags=re.IGNORECASE).strip()
    return f"{bare} rev.{revision_of(symbol) + 1}"[:LONGEST_SYMBOL]


def natural(symbol: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts doc.9 before doc.10; what has no symbol comes last."""
    parts = re.findall(r"\d+|\D+", symbol_key(symbol)) or ["~"]
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def doubts(symbol: str, *, in_use: str | None = None) -> tuple[Doubt, ...]:
    """What an officer should look at again; `in_use` names where the symbol is already.

    Never a reason to refuse. Without a symbol there is nothing to doubt.
    """
    if not symbol.strip():
        return ()
    found = [*_letters(_upright(symbol)), *_form(symbol_key(symbol))]
    if in_use:
        sentence = _l("This symbol is already in use: %(where)s.", where=in_use)
        found.append(Doubt("in_use", sentence))
    return tuple(found)


def _letters(upright: str) -> list[Doubt]:
    found = []
    if _ZERO_IN_MARK.search(upright) or _ZERO_IN_WORD.search(upright):
        sentence = _l("The symbol seems to have a zero where the letter O is meant.")
        found.append(Doubt("zero_for_o", sentence))
    if _O_IN_NUMBER.search(_ZERO_IN_MARK.sub(r"\1-O", upright)):
        sentence = _l("The symbol seems to have the letter O where a zero is meant.")
        found.append(Doubt("o_for_zero", sentence))
    return found


def _form(key: str) -> list[Doubt]:
    if not any(form.fullmatch(key) for form in _KNOWN):
        sentence = _l("The symbol has none of the forms known here: check it for a misprint.")
        return [Doubt("unknown_form", sentence)]
    if key.startswith("OEA/") or re.search(r"/\d{2}(?!\d)", key):
        return []
    return [Doubt("no_year", _l("The symbol does not say a year."))]


def guess(filename: str, languages: dict[str, str]) -> Guess:
    """What a file's name says: `CIM-CD-doc.5-05_es.docx`, `MESECVI_III_doc.56_11 rev1 (ING).pdf`.

    `languages` are the words that end a name, folded, with the code of each.
    """
    stem = PurePath(filename.replace("\\", "/")).name
    stem = re.sub(r"\.[A-Za-z0-9]{2,5}$", "", stem)
    *front, last = re.split(r"[\s_.()\[\]-]+", re.sub(r"[\s)\]]+$", "", stem))
    language = languages.get(last.casefold()) if front else None
    if language:
        stem = re.sub(rf"[\s_.(\[-]+{re.escape(last)}[\s)\]]*$", "", stem)
    title = " ".join(re.sub(r"[_\s]+", " ", stem).split())
    return Guess(_rebuilt(stem), language, title)


def _rebuilt(stem: str) -> str:
    """The symbol that a name without slashes stands for, where it has a known form."""
    text = "/".join(part for part in re.split(r"[\s_/-]+", stem) if part)
    text = re.sub(r"(?i)/?\(?\b([IVXLC]+)/([OE0])/(\d{2})\)?$", r" (\1-\2/\3)", text)
    text = re.sub(r"(?i)^(MESECVI|CIM/REMIM)/([IVXL]+)/", r"\1-\2/", text)
    text = re.sub(r"(?i)^(CP/[A-Z]+)/(\d)", r"\1-\2", text)
    text = re.sub(r"(?i)/(doc|inf|res|dec|acta)[./]*(?=\d)", r"/\1.", text)
    text = re.sub(r"(?i)/rev[./]*(\d+)", r" rev.\1", text)
    return text if any(form.fullmatch(symbol_key(text)) for form in _KNOWN) else ""
