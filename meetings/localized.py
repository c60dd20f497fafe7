"""Content in several languages: one JSON value a field, language -> text, and its fallback."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anyascii import anyascii


class _Plain(dict[int, str]):
    """A character (its code point) -> the same in ASCII, each asked for once."""

    def __missing__(self, code: int) -> str:
        """What AnyAscii says of it."""
        self[code] = plain = anyascii(chr(code))
        return plain


_PLAIN = _Plain()
LANGUAGES = ("en", "es", "fr", "pt")
NATIVE_NAMES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}


@dataclass(frozen=True)
class Text:
    """One text as shown: its own language, and whether it stands in for another."""

    text: str
    lang: str
    is_fallback: bool

    def __str__(self) -> str:
        """The bare text."""
        return self.text


def pick(content: Mapping[str, str], lang: str, order: Sequence[str] = LANGUAGES) -> Text:
    """The text for a reader of `lang`; without one, the first of `order` that exists."""
    for candidate in (lang, *order):
        if content.get(candidate):
            return Text(content[candidate], candidate, is_fallback=candidate != lang)
    return Text("", lang, is_fallback=False)


def missing(content: Mapping[str, str]) -> tuple[str, ...]:
    """The languages in which the content is not available, in the product's order."""
    return tuple(lang for lang in LANGUAGES if not content.get(lang))


def fold(text: str) -> str:
    """Text as it is searched and compared: no accents, no case, single blanks."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    return " ".join(plain.casefold().split())


def folded(*contents: Mapping[str, str] | str | None) -> str:
    """One search column over texts and localized contents, each variant once."""
    seen: dict[str, None] = {}
    for content in contents:
        values = content.values() if isinstance(content, Mapping) else [content or ""]
        for value in values:
            if value:
                seen[fold(value)] = None
    return "\n".join(seen)


def like(query: str) -> str:
    """A LIKE pattern (escape character `\\`) that finds a folded query anywhere."""
    escaped = fold(query).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
