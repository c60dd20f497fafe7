"""Whether every sentence has its translation in every language, and up to date.

`python -m tests.support.translations` names what is missing, doubtful, empty or left over;
with `--update` it brings the translators' files up to date with the sources first.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
DIRECTORY = ROOT / "meetings" / "translations"
MAPPING = ROOT / "babel.cfg"
LANGUAGES = ("es", "fr", "pt")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "_n": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "_p": ((1, "c"), 2),
    "_lp": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
LETTERS_THAT_TELL = 6
# French sets a space before these marks and inside its quotation marks; no line breaks there.
BREAKS = re.compile(r" (?=[:;!?»])|(?<=«) ")


def path_of(language: str) -> Path:
    """The translator's file."""
    return DIRECTORY / language / "LC_MESSAGES" / "messages.po"


def extract() -> Catalog:
    """Every string of the sources and templates, with where it stands."""
    with MAPPING.open() as handle:
        methods, options = parse_mapping_cfg(handle)
    catalog = Catalog(project="Meetings", charset="utf-8")
    found = extract_from_dir(
        ROOT, methods, options, KEYWORDS, ("Translators:",), directory_filter=_is_source
    )
    for filename, line, message, comments, context in found:
        place = (Path(filename).as_posix(), line)
        catalog.add(message, None, [place], auto_comments=comments, context=context)
    return catalog


def _is_source(directory: str | Path) -> bool:
    return Path(directory).relative_to(ROOT).parts[0] in {"meetings", "templates"}


@cache
def load(language: str) -> Catalog:
    """What the translators have written; nothing where there is no file."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as handle:
        return read_po(handle, locale=language, abort_invalid=True)


def faults(language: str, wanted: Catalog) -> list[str]:
    """What a language lacks, sentence by sentence."""
    catalog = load(language)
    known = {(_key(message), message.context) for message in wanted}
    lacking = (
        f"{language}: {fault}: {message.id!r} ({_place(message)})"
        for message in wanted
        if message.id
        and (fault := _fault(catalog.get(_key(message), message.context), message, language))
    )
    unused = (
        f"{language}: no longer used: {message.id!r}"
        for message in catalog
        if message.id and (_key(message), message.context) not in known
    )
    return [*lacking, *unused, *(f"{language}: left over: {name!r}" for name in catalog.obsolete)]


def _fault(given: Message | None, wanted: Message, language: str) -> str | None:
    if given is None:
        return "missing"
    if given.fuzzy:
        return "doubtful (fuzzy)"
    strings = _texts(given.string)
    if not all(strings):
        return "empty"
    if given.pluralizable != wanted.pluralizable:
        return "singular here, plural there"
    if language == "fr" and any(BREAKS.search(text) for text in strings):
        return "breaks a line before a mark (`--update` mends it)"
    names = _placeholders(wanted.id)
    if any(not set(PLACEHOLDER.findall(text)) <= names for text in strings):
        return "names a placeholder that isn't given"
    whole = strings if not wanted.pluralizable else strings[-1:]
    if wanted.python_format and any(set(PLACEHOLDER.findall(text)) != names for text in whole):
        return "leaves a placeholder out"
    return None


def _placeholders(identity: str | tuple[str, ...] | list[str]) -> set[str]:
    return {name for form in _texts(identity) for name in PLACEHOLDER.findall(form)}


def _texts(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The forms of a message, of which a singular one has a single form."""
    return [value] if isinstance(value, str) else list(value or [""])


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _place(message: Message) -> str:
    return ", ".join(f"{name}:{line}" for name, line in message.locations[:2])


@cache
def reads_as_english(text: str, language: str) -> bool:
    """Whether a whole text is English although the language says it otherwise."""
    whole, pattern = _english(language)
    return text in whole or (pattern is not None and pattern.fullmatch(text) is not None)


@cache
def _english(language: str) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """What reads as English: whole sentences, and a pattern of those with something put in."""
    english: set[str] = set()
    own: set[str] = set()
    for message in load(language):
        strings = _texts(message.string)
        if message.id and all(strings):
            english.update(_texts(message.id))
            own.update(strings)
    told = [text for text in sorted(english - own) if _tells(text)]
    patterns = [_as_pattern(text) for text in told if PLACEHOLDER.search(text)]
    whole = frozenset(_spaced(text) for text in told if not PLACEHOLDER.search(text))
    return whole, re.compile("|".join(patterns)) if patterns else None


def _tells(text: str) -> bool:
    """Whether enough of it is words: `%(a)s: %(b)s` would match any text."""
    words = PLACEHOLDER.sub("", text)
    letters = sum(letter.isalpha() for letter in words)
    return "<" not in text and (words == text or letters >= LETTERS_THAT_TELL)


def _as_pattern(text: str) -> str:
    parts = PLACEHOLDER.split(_spaced(text))
    return "(?:" + ".+?".join(re.escape(part) for part in parts[::2]) + ")"


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().replace("%%", "%")


def update() -> None:
    """Bring each language's file up to date: new strings empty, unused ones gone."""
    wanted = extract()
    for language in LANGUAGES:
        catalog = load(language)
        created = catalog.creation_date
        catalog.update(wanted, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if language == "fr":
            _keep_marks(catalog)
        catalog.fuzzy = False
        catalog.project, catalog.version = "Meetings", "1"
        catalog.creation_date = catalog.revision_date = created  # a diff shows sentences only
        catalog.last_translator = catalog.language_team = "the Meetings authors"
        catalog.msgid_bugs_address = "see CONTRIBUTING.md"
        catalog.header_comment = f"# Meetings in {catalog.locale.english_name}."
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as handle:
            write_po(handle, catalog, width=100, omit_header=False, include_lineno=False)


def _keep_marks(catalog: Catalog) -> None:
    """The spaces of French marks, so that no line breaks there."""
    for message in catalog:
        if message.id:
            kept = tuple(BREAKS.sub("\N{NO-BREAK SPACE}", text) for text in _texts(message.string))
            message.string = kept if message.pluralizable else kept[0]


def main() -> None:
    """Name what is wrong; 1 when anything is."""
    if "--update" in sys.argv:
        update()
        load.cache_clear()
    wanted = extract()
    found = [fault for language in LANGUAGES for fault in faults(language, wanted)]
    print("\n".join(found) or f"{len(wanted)} strings in {len(LANGUAGES)} languages: complete")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
