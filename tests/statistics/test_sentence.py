"""The sentence to paste."""

from __future__ import annotations

import pytest
from flask import Flask

from meetings.statistics.rules import Attendances, Report, Split, attendances
from meetings.statistics.sentence import sentence, sentences

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

BLANK = frozenset({"male", "another"})


@pytest.mark.parametrize(
    ("split", "qualifier", "words"),
    [
        (
            Split(61, 20, 0, 3),
            "exact",
            "84 present: 61 women (75\xa0% of 81 who declared), 20 men; 3 not stated",
        ),
        (Split(61, 20), "exact", "81 present: 61 women (75\xa0% of 81 who declared), 20 men"),
        (
            Split(1, 1, 1, 1),
            "exact",
            "4 present: 1 woman (33\xa0% of 3 who declared), 1 man, 1 another; 1 not stated",
        ),
        (
            Split(2, 0, 1, 0),
            "exact",
            "3 present: 2 women (67\xa0% of 3 who declared), 0 men, 1 another",
        ),
        (Split(not_stated=80), "exact", "80 present; nobody declared a sex"),
        (
            Split(700, 500),
            "more_than",
            "More than 1,200 present: 700 women (58\xa0% of 1,200 who declared), 500 men",
        ),
        (Split(), "exact", "Nobody was present"),
        (
            Split(30, 0, 0, 10, unknown=BLANK),
            "about",
            "About 40 present: 30 women; the sex of the others is not recorded",
        ),
        (Split(30, unknown=BLANK), "exact", "30 present: 30 women"),
        (
            Split(36, 5, 1, 9, unknown=BLANK),
            "exact",
            "51 present: 36 women, 5 men, 1 another; the sex of the others is not recorded",
        ),
    ],
)
def test_in_english(app: Flask, split: Split, qualifier: str, words: str) -> None:
    with app.test_request_context("/en/"):
        assert sentence(Attendances(split, qualifier), "en") == words


def test_a_headcount_without_sexes_says_nothing_of_who_declared(app: Flask) -> None:
    there = attendances(Attendances(Split(6, 4)), [Report("everyone", 100, "about")])
    with app.test_request_context("/en/"):
        assert sentence(there, "en") == "About 100 present; sex not recorded"


def test_one_for_each_language(app: Flask) -> None:
    with app.test_request_context("/en/"):
        found = sentences(Attendances(Split(61, 20, 0, 3)))
    assert [lang for lang, _words in found] == ["en", "es", "fr", "pt"]
    assert all("61" in words and "75" in words for _lang, words in found)
