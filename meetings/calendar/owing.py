"""What a body owes, in words: `three owed, two planned: one missing`. Pure."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings import formats
from meetings.calendar.rules import Account
from meetings.language import reading

# Of meetings and sessions, which are feminine in the three other languages.
_NUMBERS = {
    "en": "none one two three four five six seven eight nine ten eleven twelve",
    "es": "ninguna una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "aucune une deux trois quatre cinq six sept huit neuf dix onze douze",
    "pt": "nenhuma uma duas três quatro cinco seis sete oito nove dez onze doze",
}


def number(count: int, lang: str) -> str:
    """A small number in words, a greater one in digits."""
    words = _NUMBERS[lang].split()
    return words[count] if count < len(words) else formats.number(count, lang)


def sentence(account: Account, lang: str) -> str:
    """What is owed, planned and missing, and apart from it what was postponed without a date."""
    with reading(lang):
        said = _balance(account, lang)
        if not account.postponed:
            return said
        count = account.postponed
        apart = ngettext(
            "%(number)s postponed without a new date",
            "%(number)s postponed without a new date",
            count,
            number=number(count, lang),
        )
        return _("%(sentence)s; %(postponed)s", sentence=said, postponed=apart)


def _balance(account: Account, lang: str) -> str:
    owed = ngettext(
        "%(number)s owed", "%(number)s owed", account.owed, number=number(account.owed, lang)
    )
    planned = ngettext(
        "%(number)s planned",
        "%(number)s planned",
        account.planned,
        number=number(account.planned, lang),
    )
    # `None` is singular in Spanish and Portuguese, whose plural forms begin at nought.
    owed = owed if account.owed else _("none owed")
    planned = planned if account.planned else _("none planned")
    if not account.missing:
        return _("%(owed)s, %(planned)s", owed=owed, planned=planned)
    missing = ngettext(
        "%(number)s missing",
        "%(number)s missing",
        account.missing,
        number=number(account.missing, lang),
    )
    return _("%(owed)s, %(planned)s: %(missing)s", owed=owed, planned=planned, missing=missing)


def years(account: Account) -> str:
    """`2003`, or `2016–2018` where the cycle has several years."""
    if account.first == account.last:
        return str(account.first)
    return f"{account.first}–{account.last}"
