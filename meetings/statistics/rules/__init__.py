"""Who counts, and how figures are split: said here once, for pages, exports and indicators."""

from __future__ import annotations

from meetings.statistics.rules.counting import (
    COUNTED,
    Count,
    Figures,
    Line,
    cross,
    figures,
)
from meetings.statistics.rules.headcounts import (
    Attendances,
    Report,
    ReportCell,
    attendances,
    weakest,
)
from meetings.statistics.rules.splits import (
    NOT_STATED,
    SEXES,
    Split,
    public_women,
    total,
    whole_percent,
)

__all__ = [
    "COUNTED",
    "NOT_STATED",
    "SEXES",
    "Attendances",
    "Count",
    "Figures",
    "Line",
    "Report",
    "ReportCell",
    "Split",
    "attendances",
    "cross",
    "figures",
    "public_women",
    "total",
    "weakest",
    "whole_percent",
]
