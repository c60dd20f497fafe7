"""Dates as secretariats write them: what they say, and what they leave open."""

from __future__ import annotations

import pytest

from meetings.calendar.written.dates import is_date, read

# The work plan of 2003, its 34 dates as they stand in the document.
OF_2003 = [
    ("November 8, 2002", "2002-11-08", "2002-11-08", "day", "confirmed"),
    ("November 25, 2002", "2002-11-25", "2002-11-25", "day", "confirmed"),
    ("December 9-10, 2002", "2002-12-09", "2002-12-10", "day", "confirmed"),
    ("December 12-13, 2002", "2002-12-12", "2002-12-13", "day", "confirmed"),
    ("January 13-31, 2003", "2003-01-13", "2003-01-31", "day", "confirmed"),
    ("January 28-29, 2003", "2003-01-28", "2003-01-29", "day", "confirmed"),
    ("February 5-6, 2003", "2003-02-05", "2003-02-06", "day", "confirmed"),
    ("February 14, 2003", "2003-02-14", "2003-02-14", "day", "confirmed"),
    ("February 18, 2003", "2003-02-18", "2003-02-18", "day", "confirmed"),
    ("February 20-21, 2003", "2003-02-20", "2003-02-21", "day", "confirmed"),
    ("February 23-26, 2003", "2003-02-23", "2003-02-26", "day", "confirmed"),
    ("March 3-14, 2003", "2003-03-03", "2003-03-14", "day", "confirmed"),
    ("March 8, 2003", "2003-03-08", "2003-03-08", "day", "confirmed"),
    ("March 20, 2003", "2003-03-20", "2003-03-20", "day", "confirmed"),
    ("March 24-25, 2003", "2003-03-24", "2003-03-25", "day", "confirmed"),
    ("March 25, 2003", "2003-03-25", "2003-03-25", "day", "confirmed"),
    ("April 1, 2003", "2003-04-01", "2003-04-01", "day", "confirmed"),
    ("April 23-25, 2003", "2003-04-23", "2003-04-25", "day", "confirmed"),
    ("April 28-29, 2003", "2003-04-28", "2003-04-29", "day", "confirmed"),
    ("May 2003*", "2003-05-01", "2003-05-31", "month", "tentative"),
    ("May 2003*", "2003-05-01", "2003-05-31", "month", "tentative"),
    ("June 8-10, 2003", "2003-06-08", "2003-06-10", "day", "confirmed"),
    ("June 26-28, 2003", "2003-06-26", "2003-06-28", "day", "confirmed"),
    ("June 2003*", "2003-06-01", "2003-06-30", "month", "tentative"),
    ("June 30-July 18, 2003", "2003-06-30", "2003-07-18", "day", "confirmed"),
    ("July 31- August 2, 2003*", "2003-07-31", "2003-08-02", "day", "tentative"),
    ("August, 2003", "2003-08-01", "2003-08-31", "month", "confirmed"),
    ("September 2003*", "2003-09-01", "2003-09-30", "month", "tentative"),
    ("September 2003*", "2003-09-01", "2003-09-30", "month", "tentative"),
    ("September 23, 2003", "2003-09-23", "2003-09-23", "day", "confirmed"),
    ("October 2003*", "2003-10-01", "2003-10-31", "month", "tentative"),
    ("November 18-19, 2003*", "2003-11-18", "2003-11-19", "day", "tentative"),
    ("November 20-21, 2003*", "2003-11-20", "2003-11-21", "day", "tentative"),
    ("November 25, 2003", "2003-11-25", "2003-11-25", "day", "confirmed"),
]
IN_OTHER_WORDS = [
    ("20-21 February 2003", "2003-02-20", "2003-02-21", "day", "confirmed"),
    ("Feb. 20th – 21st,  2003 *", "2003-02-20", "2003-02-21", "day", "tentative"),
    ("Thursday, February 20, 2003", "2003-02-20", "2003-02-20", "day", "confirmed"),
    ("from 20 to 21 February 2003", "2003-02-20", "2003-02-21", "day", "confirmed"),
    ("February 20 and 21, 2003", "2003-02-20", "2003-02-21", "day", "confirmed"),
    ("May 2003**", "2003-05-01", "2003-05-31", "month", "foreseen"),
    ("del 31 de julio al 2 de agosto de 2003", "2003-07-31", "2003-08-02", "day", "confirmed"),
    ("31 de julio – 2 de agosto de 2003*", "2003-07-31", "2003-08-02", "day", "tentative"),
    ("los días 20, 21 y 22 de febrero de 2003", "2003-02-20", "2003-02-22", "day", "confirmed"),
    ("SEPTIEMBRE DE 2003 (tentativa)", "2003-09-01", "2003-09-30", "month", "tentative"),
    ("1er-3 mars 2003", "2003-03-01", "2003-03-03", "day", "confirmed"),
    ("du 1er au 3 mars 2003", "2003-03-01", "2003-03-03", "day", "confirmed"),
    ("juil. 2003 (annulée)", "2003-07-01", "2003-07-31", "month", "cancelled"),
    ("31 de julho a 2 de agosto de 2003", "2003-07-31", "2003-08-02", "day", "confirmed"),
    ("1º–3 de março de 2003", "2003-03-01", "2003-03-03", "day", "confirmed"),
    (
        "maio de 2003 (adiada, nova data a ser anunciada)",
        "2003-05-01",
        "2003-05-31",
        "month",
        "postponed",
    ),
    ("December 30 - January 2, 2004", "2003-12-30", "2004-01-02", "day", "confirmed"),
    (
        "30 de diciembre de 2003 al 2 de enero de 2004",
        "2003-12-30",
        "2004-01-02",
        "day",
        "confirmed",
    ),
    ("2003-05-31", "2003-05-31", "2003-05-31", "day", "confirmed"),
    ("31/5/2003", "2003-05-31", "2003-05-31", "day", "confirmed"),
    ("2004", "2004-01-01", "2004-12-31", "year", "confirmed"),
    ("Spring, March – May 2004", "2004-03-01", "2004-05-31", "season", "confirmed"),
    ("hiver, décembre 2003 – février 2004", "2003-12-01", "2004-02-29", "season", "confirmed"),
]


@pytest.mark.parametrize(("text", "first", "last", "precision", "status"), OF_2003 + IN_OTHER_WORDS)
def test_a_date_is_read_without_a_doubt(
    text: str, first: str, last: str, precision: str, status: str
) -> None:
    said = read(text)
    found = (str(said.starts_on), str(said.ends_on), said.precision, said.status)
    assert found == (first, last, precision, status)
    assert not said.doubts


@pytest.mark.parametrize(
    ("text", "first", "last", "start", "end"),
    [
        ("May 3, 2016, 9:00 AM–5:30 PM", "2016-05-03", "2016-05-03", "09:00", "17:30"),
        ("May 3, 2016, 9-11 a.m.", "2016-05-03", "2016-05-03", "09:00", "11:00"),
        ("3 de mayo de 2016, de 9h30 a 17h", "2016-05-03", "2016-05-03", "09:30", "17:00"),
        ("3 mai 2016, 09:00–17:00", "2016-05-03", "2016-05-03", "09:00", "17:00"),
        ("3 de maio de 2016, às 14:00", "2016-05-03", "2016-05-03", "14:00", "14:00"),
        (
            "May 3, 2016, 9:00 AM – May 4, 2016, 12:15 p.m.",
            "2016-05-03",
            "2016-05-04",
            "09:00",
            "12:15",
        ),
    ],
)
def test_hours_are_read(text: str, first: str, last: str, start: str, end: str) -> None:
    said = read(text)
    assert said.precision == "minute"
    assert (str(said.starts_on), str(said.ends_on)) == (first, last)
    assert (f"{said.starts_time:%H:%M}", f"{said.ends_time:%H:%M}") == (start, end)


@pytest.mark.parametrize(
    ("text", "first", "code"),
    [
        ("May 13-14", "2003-05-13", "no_year"),
        ("May 5, '03", "2003-05-05", "year"),
        ("3/4/2003", "2003-04-03", "two_readings"),
        ("Winter 2004", "2003-12-01", "two_readings"),
        ("Primavera de 2004", "2004-03-01", "season"),
        ("Tuesday, May 5, 2003", "2003-05-05", "weekday"),
        ("June-July 2003", "2003-06-01", "months"),
        ("2003-2004", "2003-01-01", "years"),
        ("20 y 23 de febrero de 2003", "2003-02-20", "two_days"),
        ("May 5, 2003, after lunch", "2003-05-05", "words"),
        ("May 2003, 9:00", "2003-05-01", "hours"),
        ("May 5, 2003, 17:00-9:00", "2003-05-05", "end_before_start"),
        ("August 5-2, 2003", "None", "end_before_start"),
        ("February 30, 2003", "None", "no_such_day"),
        ("to be decided", "None", "unreadable"),
        ("", "None", "unreadable"),
        ("5 " * 200, "None", "unreadable"),
    ],
)
def test_what_is_open_is_told(text: str, first: str, code: str) -> None:
    said = read(text, year=2003)
    assert str(said.starts_on) == first
    assert code in [doubt.code for doubt in said.doubts]


@pytest.mark.parametrize(
    "text",
    [
        "10 days in May 2003",
        "10 días en mayo de 2003",
        "10 jours en mai 2003",
        "10 dias em maio de 2003*",
    ],
)
def test_a_number_of_days_in_a_month_is_no_day_of_it(text: str) -> None:
    said = read(text)
    assert (str(said.starts_on), str(said.ends_on)) == ("2003-05-01", "2003-05-31")
    assert said.precision == "month"
    assert [doubt.code for doubt in said.doubts] == ["words"]
    assert read("los días 10 y 11 de mayo de 2003").precision == "day"


def test_without_a_heading_a_year_is_needed_and_english_puts_the_month_first() -> None:
    assert [doubt.code for doubt in read("May 13-14").doubts] == ["no_year"]
    assert str(read("3/4/2003", day_first=False).starts_on) == "2003-03-04"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("May 2003*", True), ("13-14 mayo", True), ("III Session of 2003", False), ("Cuba", False)],
)
def test_a_date_is_told_from_a_title(text: str, is_one: bool) -> None:
    assert is_date(text) is is_one


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("April 30/May 2, 2027", "2027-04-30", "2027-05-02"),
        ("4–6.V.2027", "2027-05-04", "2027-05-06"),
        ("1. XII. 2027", "2027-12-01", "2027-12-01"),
    ],
)
def test_months_after_a_slash_and_in_roman_numerals(text: str, first: str, last: str) -> None:
    said = read(text)
    assert (str(said.starts_on), str(said.ends_on), said.doubts) == (first, last, ())
