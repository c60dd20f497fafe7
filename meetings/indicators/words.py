"""The words of indicators: statuses, second figures, what cells count."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p

from meetings.indicators.rules import Status

UNDETERMINED: Final = "TBD"  # as the plans write it


def stated(figure: str) -> str:
    """A baseline or target as the plan states it: a number, nothing, or that it is to come."""
    return _("TBD") if figure == UNDETERMINED else figure


STATUSES: Final[dict[str, Any]] = {
    Status.VALUE: _l("Computed"),
    Status.NOT_YET_COMPUTED: _l("Not yet computed"),
    Status.BY_HAND: _l("Entered by hand"),
    Status.NOT_AVAILABLE: _l("Not available: the year has not begun"),
}
TONES: Final[dict[str, str]] = {
    Status.VALUE: "good",
    Status.NOT_YET_COMPUTED: "neutral",
    Status.BY_HAND: "news",
    Status.NOT_AVAILABLE: "neutral",
}
COMPANIONS: Final[dict[str, Any]] = {
    "attendances": _l("Attendances (persons × meetings)"),
    "distinct_persons": _l("Distinct persons, named ones only"),
    "meetings": _l("Held meetings looked at"),
    "organization_attendances": _l("Attendances of organizations (organizations × meetings)"),
    "representatives": _l("Representatives, each once"),
    "in_oas_register": _l("Of them in the OAS Register"),
    "womens_organizations": _l("Of them women’s organizations"),
}
CELLS_OF: Final[dict[str, Any]] = {
    "attendances": _l("Attendances by sex"),
    "persons": _l("Persons by sex"),
    "representatives": _l("Representatives by sex"),
}
DIMENSIONS: Final[dict[str, Any]] = {
    "capacity": _l("By capacity"),
    "personnel_kind": _l("By kind of personnel"),
    "state": _l("By State"),
}
HEADS: Final[dict[str, Any]] = {
    "capacity": _l("Capacity"),
    "personnel_kind": _l("Kind of personnel"),
    "state": _l("State"),
}
# What has no value along a dimension.
NAMELESS: Final[dict[str, Any]] = {
    "capacity": _l("By headcount"),
    "personnel_kind": _p("figures", "Not stated"),
    "state": _l("No State represented"),
}
SHARES: Final[dict[str, Any]] = {
    "meetings": _p("evidence", "Counted"),
    "attendances": _l("Attendances"),
    "persons": _l("Persons present by name"),
    "trained": _l("Persons who completed it"),
    "organizations": _l("Organizations present"),
    "term_holders": _l("Holders of a term present"),
}
