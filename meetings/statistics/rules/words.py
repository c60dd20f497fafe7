"""The words of figures: what is counted, and how it is defined."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p

# In the order in which a reader meets them; each names a number of rules.Line.
MEASURES: Final[dict[str, Any]] = {
    "registered": _p("figures", "Registered"),
    "confirmed": _p("figures", "Confirmed"),
    "attended": _p("figures", "Attended"),
    "day_presences": _l("Day presences"),
    "completed": _p("figures", "Completed"),
}
SEXES: Final[dict[str, Any]] = {
    "female": _p("figures", "Women"),
    "male": _p("figures", "Men"),
    "another": _p("figures", "Another"),
    "not_stated": _p("figures", "Not stated"),
}
ALL: Final = _p("figures", "All")
COVERAGE: Final = _p("figures", "Coverage")
WOMEN_SHARE: Final = _p("figures", "Share of women")
MARKS: Final = {"exact": "", "about": "~", "more_than": ">"}


def definitions() -> tuple[tuple[str, str], ...]:
    """The counting words with what they mean, in the current language."""
    return (
        (
            str(MEASURES["registered"]),
            _("Persons nominated, waiting to be confirmed, or confirmed."),
        ),
        (str(MEASURES["confirmed"]), _("Persons whose registration is confirmed.")),
        (str(MEASURES["attended"]), _("Confirmed persons who were present on at least one day.")),
        (str(MEASURES["day_presences"]), _("Persons multiplied by the days they were present.")),
        (
            str(MEASURES["completed"]),
            _(
                "Confirmed persons who were present on at least one day; of a course, those with "
                "a dated record that they completed it."
            ),
        ),
        (
            _("Attendances"),
            _(
                "Persons multiplied by meetings. A headcount of everyone stands in place of the "
                "named attendances; one of those not on the list adds to them. Headcounts never "
                "add to persons."
            ),
        ),
        (
            _("Who counts"),
            _(
                "Interpreters, technical and security staff, media, guests and the secretariat "
                "do not count; they are shown apart."
            ),
        ),
        (
            _("Sex"),
            _(
                "As each person declared it. Those who did not are shown as not stated and never "
                "divided among the others."
            ),
        ),
        (
            str(WOMEN_SHARE),
            _("Women divided by all who declared their sex (women, men and another)."),
        ),
        (str(COVERAGE), _("Those who declared their sex, divided by all.")),
    )


def suppression(threshold: int) -> str:
    """The rule by which small numbers are withheld from the public."""
    return _(
        "The public sees totals only. The share of women is withheld where women, or the others "
        "who declared, are fewer than %(threshold)d persons but not none. Signed-in staff with "
        "the right to figures see every cell.",
        threshold=threshold,
    )
