"""The sentence to paste into a report: who was present, in each of the four languages."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings import formats
from meetings.attendance.models import Qualifier
from meetings.language import reading
from meetings.localized import LANGUAGES
from meetings.statistics.rules import Attendances, Split, whole_percent


def sentences(there: Attendances) -> tuple[tuple[str, str], ...]:
    """Language -> the sentence, for all four."""
    written = []
    for lang in LANGUAGES:
        with reading(lang):
            written.append((lang, sentence(there, lang)))
    return tuple(written)


def sentence(there: Attendances, lang: str) -> str:
    """`84 present: 61 women (75 % of 81 who declared), 20 men; 3 not stated`.

    In the current language; `lang` writes the numbers. Another and not stated are named only
    where there are any, no men is said: a zero is a finding. What a headcount left blank is none:
    `40 present: 30 women; the sex of the others is not recorded`, and no share.
    """
    if not there.number:
        return _("Nobody was present")
    written = _frame(there, _words(there, lang))
    return written[0].upper() + written[1:]


def _frame(there: Attendances, words: dict[str, str]) -> str:
    split = there.by_sex
    if split.unknown and words["known"]:
        return _known(split, words)
    if not split.declared and there.has_headcount:
        return _("%(present)s; sex not recorded", **words)
    if not split.declared:
        return _("%(present)s; nobody declared a sex", **words)
    if split.another and split.not_stated:
        return _("%(present)s: %(women)s, %(men)s, %(another)s; %(unknown)s", **words)
    if split.another:
        return _("%(present)s: %(women)s, %(men)s, %(another)s", **words)
    if split.not_stated:
        return _("%(present)s: %(women)s, %(men)s; %(unknown)s", **words)
    return _("%(present)s: %(women)s, %(men)s", **words)


def _known(split: Split, words: dict[str, str]) -> str:
    if split.not_stated:
        return _("%(present)s: %(known)s; the sex of the others is not recorded", **words)
    return _("%(present)s: %(known)s", **words)


def _words(there: Attendances, lang: str) -> dict[str, str]:
    split = there.by_sex
    male, another, unknown = (
        formats.number(each, lang) for each in (split.male, split.another, split.not_stated)
    )
    sexes = {
        "female": _women(split, lang),
        "male": ngettext("%(number)s man", "%(number)s men", split.male, number=male),
        "another": ngettext(
            "%(number)s another", "%(number)s another", split.another, number=another
        ),
    }
    said = [words for sex, words in sexes.items() if sex in split.known and _is_said(sex, split)]
    return {
        "present": _present(there, formats.number(split.total, lang)),
        "known": ", ".join(said),
        "women": sexes["female"],
        "men": sexes["male"],
        "another": sexes["another"],
        "unknown": ngettext(
            "%(number)s not stated", "%(number)s not stated", split.not_stated, number=unknown
        ),
    }


def _is_said(sex: str, split: Split) -> bool:
    return sex != "another" or split.another > 0


def _present(there: Attendances, number: str) -> str:
    count = there.number
    if there.qualifier == Qualifier.ABOUT:
        return ngettext(
            "about %(number)s present", "about %(number)s present", count, number=number
        )
    if there.qualifier == Qualifier.MORE_THAN:
        return ngettext(
            "more than %(number)s present", "more than %(number)s present", count, number=number
        )
    return ngettext("%(number)s present", "%(number)s present", count, number=number)


def _women(split: Split, lang: str) -> str:
    women = ngettext(
        "%(number)s woman",
        "%(number)s women",
        split.female,
        number=formats.number(split.female, lang),
    )
    if split.unknown:
        return women
    return ngettext(
        "%(women)s (%(percent)s of %(number)s who declared)",
        "%(women)s (%(percent)s of %(number)s who declared)",
        split.declared,
        women=women,
        percent=formats.percent(whole_percent(split.female, split.declared) / 100, lang),
        number=formats.number(split.declared, lang),
    )
