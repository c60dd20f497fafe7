"""The counting words, case by case."""

from __future__ import annotations

import pytest

from meetings.registration.models import Status
from meetings.statistics.rules import (
    COUNTED,
    Attendances,
    Count,
    Line,
    Report,
    ReportCell,
    Split,
    attendances,
    figures,
    public_women,
    weakest,
    whole_percent,
)


def test_who_counts_by_status() -> None:
    assert set(COUNTED[Count.REGISTERED]) == {Status.NOMINATED, Status.PENDING, Status.CONFIRMED}
    assert set(COUNTED[Count.CONFIRMED]) == set(COUNTED[Count.ATTENDED]) == {Status.CONFIRMED}


@pytest.mark.parametrize(
    ("split", "declared", "women", "coverage"),
    [
        (Split(61, 20, 0, 3), 81, 61 / 81, 81 / 84),
        (Split(3, 0, 1, 0), 4, 3 / 4, 1.0),
        (Split(0, 2, 0, 0), 2, 0.0, 1.0),
        (Split(0, 0, 0, 5), 0, None, 0.0),
        (Split(), 0, None, None),
    ],
)
def test_women_are_a_share_of_those_who_declared(
    split: Split, declared: int, women: float | None, coverage: float | None
) -> None:
    assert (split.declared, split.women, split.coverage) == (declared, women, coverage)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (61, 81, 75),
        (1, 8, 13),  # halves go up
        (1, 1000, 1),  # somebody is not nobody
        (999, 1000, 99),  # and nearly all are not all
        (0, 7, 0),
        (7, 7, 100),
        (0, 0, 0),
    ],
)
def test_whole_percent(part: int, whole: int, percent: int) -> None:
    assert whole_percent(part, whole) == percent


@pytest.mark.parametrize(
    ("split", "shown"),
    [
        (Split(61, 20, 0, 3), 75),
        (Split(61, 4, 0, 3), None),  # four men would be known
        (Split(61, 3, 2, 0), 92),  # men and another together are five
        (Split(4, 61, 0, 0), None),
        (Split(61, 0, 0, 0), 100),  # no men is a finding
        (Split(0, 61, 0, 0), 0),
        (Split(4, 0, 0, 90), None),  # four who declared
        (Split(0, 0, 0, 90), None),
        (Split(), None),
    ],
)
def test_the_public_share_of_women_tells_nothing_of_a_few(split: Split, shown: int | None) -> None:
    assert public_women(split, threshold=5) == shown


def test_a_threshold_of_nothing_withholds_nothing_but_an_empty_share() -> None:
    assert public_women(Split(1, 1), threshold=0) == 50
    assert public_women(Split(not_stated=9), threshold=0) is None


def line(sex: str, capacity: str, state: str | None = None, *numbers: int) -> Line:
    return Line(sex, capacity, state, *numbers)


def test_cross_tables_keep_the_counts_and_those_who_do_not_count_apart() -> None:
    found = figures(
        [
            line("female", "nca", "HN", 5, 4, 3, 6),
            line("male", "nca", "PE", 2, 2, 0, 0),
            line("not_stated", "participant", None, 3, 3, 2, 2),
            line("female", "interpreter", None, 2, 2, 2, 4),
        ],
        counting=frozenset({"nca", "participant"}),
    )
    assert [found.of(each).total for each in ("registered", "confirmed", "attended")] == [10, 9, 5]
    assert found.of("day_presences") == Split(female=6, not_stated=2)
    assert found.by_capacity("registered") == {
        "nca": Split(female=5, male=2),
        "participant": Split(not_stated=3),
    }
    assert found.by_state("attended") == {"HN": Split(female=3), None: Split(not_stated=2)}
    assert found.apart_by_capacity("attended") == {"interpreter": Split(female=2)}


NAMED = Attendances(Split(6, 4))


@pytest.mark.parametrize(
    ("reports", "by_sex", "qualifier"),
    [
        ([], Split(6, 4), "exact"),
        ([Report("everyone", 80, "about")], Split(not_stated=80), "about"),
        ([Report("unlisted", 30)], Split(6, 4, 0, 30), "exact"),
        ([Report("unlisted", 30, "more_than")], Split(6, 4, 0, 30), "more_than"),
        # a headcount of everyone has those who are not on the list in it
        ([Report("unlisted", 30), Report("everyone", 80)], Split(not_stated=80), "exact"),
        ([Report("everyone", 0)], Split(), "exact"),
    ],
)
def test_a_headcount_replaces_or_adds(reports: list[Report], by_sex: Split, qualifier: str) -> None:
    found = attendances(NAMED, reports)
    assert (found.by_sex, found.qualifier) == (by_sex, qualifier)


CROSSED = (ReportCell("female", "police", 10), ReportCell("male", "police", 20))
BY_SEX = (ReportCell("female", None, 25), ReportCell("male", None, 10))
BLANK = frozenset({"male", "another"})
BY_KIND = (ReportCell(None, "police", 30), ReportCell(None, "health", 8))


@pytest.mark.parametrize(
    ("cells", "by_sex", "by_personnel"),
    [
        ((), Split(not_stated=40), {"not_stated": Split(not_stated=40)}),
        (BY_SEX, Split(25, 10, 0, 5), {"not_stated": Split(25, 10, 0, 5)}),
        (
            CROSSED,
            Split(10, 20, 0, 10),
            {"police": Split(10, 20), "not_stated": Split(not_stated=10)},
        ),
        (
            BY_SEX + BY_KIND,  # two margins of the same forty people
            Split(25, 10, 0, 5),
            {
                "police": Split(not_stated=30),
                "health": Split(not_stated=8),
                "not_stated": Split(not_stated=2),
            },
        ),
        (CROSSED + BY_SEX, Split(10, 20, 0, 10), None),
        (BY_SEX[:1], Split(25, not_stated=15, unknown=BLANK), None),
        ((*BY_SEX[:1], ReportCell("male", None, 0)), Split(25, not_stated=15), None),
        (
            CROSSED[:1],
            Split(10, not_stated=30, unknown=BLANK),
            {"police": Split(10, unknown=BLANK), "not_stated": Split(not_stated=30)},
        ),
        (CROSSED[:1] + BY_SEX, Split(25, 10, 0, 5), None),  # the table that is whole
        ((ReportCell("not_stated", None, 40),), Split(not_stated=40), None),
    ],
)
def test_the_tables_of_a_headcount_split_its_total_and_never_add_to_it(
    cells: tuple[ReportCell, ...], by_sex: Split, by_personnel: dict[str, Split] | None
) -> None:
    report = Report("everyone", 40, cells=cells)
    assert report.by_sex == by_sex
    assert by_personnel is None or report.by_personnel == by_personnel
    assert sum(split.total for split in report.by_personnel.values()) == 40


def test_there_is_no_share_of_women_where_the_men_are_unknown() -> None:
    half = Split(30, not_stated=10, unknown=BLANK)
    assert (half.women, half.sharing, half.known) == (None, 0, {"female": 30, "not_stated": 10})
    both = half + Split(6, 5)
    assert (both.women, both.known["male"]) == (None, 5)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((), "exact"),
        (("exact", "exact"), "exact"),
        (("exact", "more_than"), "more_than"),
        (("about", "more_than"), "about"),
    ],
)
def test_a_sum_is_as_exact_as_its_weakest_part(parts: tuple[str, ...], whole: str) -> None:
    assert weakest(parts) == whole
