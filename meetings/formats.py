"""Numbers, dates and days as people write them in their language."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_datetime_format
from babel.numbers import format_decimal

# The first of a month is written as an ordinal in French and in Portuguese.
_ORDINALS = {"fr": "1er", "pt": "1º"}
_FIRST = re.compile(r"(?<!\d)1(?=–\d| [a-zà-ÿ])")
# What belongs to the character before it: accents, joiners, the looks and skins of emoji.
_JOINED = re.compile("[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
LOCALES = {"en": "en_US", "es": "es_419", "fr": "fr_FR", "pt": "pt_BR"}


def locale(lang: str) -> Locale:
    """The locale behind a language of the product (dates as the region writes them)."""
    return Locale.parse(LOCALES[lang])


def day(value: date, lang: str) -> str:
    """`February 20, 2003`."""
    return _first(format_date(value, "long", locale=locale(lang)), lang)


def _first(written: str, lang: str) -> str:
    return _FIRST.sub(_ORDINALS[lang], written) if lang in _ORDINALS else written


def weekday(value: date, lang: str) -> str:
    """`Thursday, February 20, 2003`."""
    return _first(format_date(value, "full", locale=locale(lang)), lang)


def short_day(value: date, lang: str) -> str:
    """`Feb 20, 2003`, for tables."""
    return _first(format_date(value, "medium", locale=locale(lang)), lang)


def days(first: date, last: date, lang: str) -> str:
    """`July 31 – August 2, 2003`: a range without saying anything twice."""
    if first == last:
        return day(first, lang)
    if first.year != last.year:
        return f"{day(first, lang)} – {day(last, lang)}"
    if first.month != last.month:
        pattern = {"en": "MMMM d", "fr": "d MMMM"}.get(lang, "d 'de' MMMM")
        begin = format_date(first, pattern, locale=locale(lang))
        return f"{_first(begin, lang)} – {day(last, lang)}"
    if lang == "en":
        return day(first, lang).replace(f" {first.day},", f" {first.day}–{last.day},")
    return _first(f"{first.day}–{day(last, lang)}", lang)


def month(value: date, lang: str) -> str:
    """`May 2003`, in the middle of a sentence."""
    return format_date(
        value, "MMMM y" if lang in {"en", "fr"} else "MMMM 'de' y", locale=locale(lang)
    )


def short_month(value: date, lang: str) -> str:
    """`Apr`, beside the number of a day."""
    return format_date(value, "LLL", locale=locale(lang))


def hour(value: time, lang: str) -> str:
    """`9:00 AM`, `09:00`."""
    return format_time(value, "short", locale=locale(lang))


def one_stop(sentence: str) -> str:
    """A sentence that ends with an hour in words: the stop of `p.m.` is its own. Escaped text stays
    escaped."""
    if "m.." not in sentence:
        return sentence
    for half in ("a.m.", "p.m.", "a.\N{NO-BREAK SPACE}m.", "p.\N{NO-BREAK SPACE}m."):
        sentence = sentence.replace(f"{half}.", half)
    return sentence


def clock(at: datetime, zone: str, lang: str) -> str:
    """The hour of an instant in a zone."""
    return format_time(at.astimezone(ZoneInfo(zone)).time(), "short", locale=locale(lang))


def instant(at: datetime, zone: str, lang: str) -> str:
    """A day and hour in a zone: `Feb 20, 2003, 9:00 AM`."""
    local = at.astimezone(ZoneInfo(zone))
    pattern = str(get_datetime_format("medium", locale=locale(lang))).replace("'", "")
    words = {"{0}": hour(local.time(), lang), "{1}": short_day(local.date(), lang)}
    return re.sub(r"\{[01]\}", lambda found: words[found[0]], pattern)


def number(value: float, lang: str) -> str:
    """`1,234`, `1.234`."""
    return format_decimal(value, locale=locale(lang))


def percent(share: float, lang: str) -> str:
    """A share of 1 as whole percent, in every language with a space that doesn't break: `75 %`."""
    return f"{number(round(100 * share), lang)}\N{NO-BREAK SPACE}%"


def size(count: int, lang: str) -> str:
    """Bytes as people read them: `340 KB`, `1,2 MB`."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)), lang)}\u00a0KB"
    return f"{format_decimal(count / 1_000_000, format='#,##0.0', locale=locale(lang))}\u00a0MB"


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters: cut at a word, with an ellipsis that says so.

    A word that fills half of it is cut itself, never within what is shown as one sign.
    """
    if len(text) <= most:
        return text
    end = most - 1
    while end > 1 and (_JOINED.match(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    blank = text.rfind(" ", 0, end + 1)
    head = text[: blank if blank > most // 2 else end]
    return head.rstrip(" ,;:.·–-") + "…"
