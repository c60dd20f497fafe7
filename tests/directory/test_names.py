"""What is kept of a name as it was typed."""

from __future__ import annotations

import pytest

from meetings.directory.rules import clean, email_fault


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana\x00 María", "Ana María"),
        ("Ana\r\nMaría", "Ana María"),
        ("Ana\tMaría\u2028Luz", "Ana María Luz"),
        *((f"Ana {sign}María", "Ana María") for sign in "\u202a\u202b\u202c\u202d\u202e"),
        *((f"{sign}Ana María", "Ana María") for sign in "\u2066\u2067\u2068\u2069\u200e\u200f"),
        ("A\u200bna", "Ana"),
        ("نرگس\u200cجان", "نرگس\u200cجان"),
        ("  Ana   María  ", "Ana María"),
        (None, ""),
    ],
)
def test_a_name_is_one_line_without_control_or_turning_signs(typed: str | None, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("josé@example.org", "no accents"),
        ("анна@example.org", "no accents"),
        ("jose@", "Write it like"),
        ("jose@exámple", "Write it like"),
    ],
)
def test_why_an_address_is_refused_is_said(email: str, why: str) -> None:
    assert why in str(email_fault(email))
