"""Symbols of documents: the forms that are found, how they are compared, what is doubtful."""

from __future__ import annotations

import pytest

from meetings.calendar.rules import symbols

# As printed, the key, the codes of what is doubtful, the revision.
FORMS = [
    ("CIM/CD/doc.5/05", "CIM/CD/DOC.5/05", "", 0),
    ("CIM/CD/doc.6/13 rev.3", "CIM/CD/DOC.6/13REV.3", "", 3),
    ("CIM/CD/doc.7/23", "CIM/CD/DOC.7/23", "", 0),
    ("CIM/CD/inf.1/23", "CIM/CD/INF.1/23", "", 0),
    ("CIM/CD/doc.2/22 rev.1", "CIM/CD/DOC.2/22REV.1", "", 1),
    ("CIM/CD/doc.9/07 rev.1", "CIM/CD/DOC.9/07REV.1", "", 1),
    ("CIM/doc.56/04", "CIM/DOC.56/04", "", 0),
    ("CIM/SEPIAI/doc/12/01", "CIM/SEPIAI/DOC.12/01", "", 0),
    ("CIM/REMIM-II/doc.4/04", "CIM/REMIM-II/DOC.4/04", "", 0),
    ("CIM/RES.219 (XXXI-O/02)", "CIM/RES.219(XXXI-O/02)", "", 0),
    ("CIM/RES.221", "CIM/RES.221", "no_year", 0),
    ("CIM/RES. 236 (XXXII-0/04)", "CIM/RES.236(XXXII-O/04)", "zero_for_o", 0),
    ("CIM/RES.191/96 (XXVIII-0/96)", "CIM/RES.191/96(XXVIII-O/96)", "zero_for_o", 0),
    ("MESECVI-III/doc.56/11", "MESECVI-III/DOC.56/11", "", 0),
    ("MESECVI-VI/doc.120/15", "MESECVI-VI/DOC.120/15", "", 0),
    ("MESECVI-II/doc.15/08 rev. 4", "MESECVI-II/DOC.15/08REV.4", "", 4),
    ("MESECVI/GT/doc.6", "MESECVI/GT/DOC.6", "no_year", 0),
    ("MESECVI/CEVI/doc.10/14", "MESECVI/CEVI/DOC.10/14", "", 0),
    ("OEA/Ser.L/II.7.10", "OEA/SER.L/II.7.10", "", 0),
    ("OEA/Ser.L/II.2.32", "OEA/SER.L/II.2.32", "", 0),
    ("OEA/Ser.L/II.5.29", "OEA/SER.L/II.5.29", "", 0),
    ("AG/RES.2560 (XL-O/10)", "AG/RES.2560(XL-O/10)", "", 0),
    ("AG/RES 1741", "AG/RES.1741", "no_year", 0),
    ("AG/RES. 1456 (XVII-O/97)", "AG/RES.1456(XVII-O/97)", "", 0),
    ("AG/RES. 2802 (XLIII-O/13)", "AG/RES.2802(XLIII-O/13)", "", 0),
    ("CP/doc.3999/05 rev. 1", "CP/DOC.3999/05REV.1", "", 1),
    ("CP/RES. 759 (1217/99)", "CP/RES.759(1217/99)", "", 0),
    ("CP/RES. 840 (1361/03)", "CP/RES.840(1361/03)", "", 0),
    ("CP/CISC-106/04 rev. 1", "CP/CISC-106/04REV.1", "", 1),
    # Misprints, other spellings, and what nobody knows.
    ("cim / cd / DOC 05 / 2005", "CIM/CD/DOC.5/05", "", 0),
    ("CIM/CD/D0C.5/05", "CIM/CD/DOC.5/05", "zero_for_o", 0),
    ("0EA/Ser.L/II.2.34", "OEA/SER.L/II.2.34", "zero_for_o", 0),
    ("CIM/CD/doc.1O/05", "CIM/CD/DOC.10/05", "o_for_zero", 0),
    ("MESECVI–III/doc.56/11", "MESECVI-III/DOC.56/11", "", 0),
    ("CIM/CD/doc.5/05 rev.", "CIM/CD/DOC.5/05REV.", "unknown_form", 1),
    ("Aide-mémoire 3", "AIDE-MÉMOIRE3", "unknown_form", 0),
    ("", "", "", 0),
]


@pytest.mark.parametrize(("printed", "key", "codes", "revision"), FORMS)
def test_a_symbol_is_read_as_it_is_meant(printed: str, key: str, codes: str, revision: int) -> None:
    assert symbols.symbol_key(printed) == key
    assert " ".join(doubt.code for doubt in symbols.doubts(printed)) == codes
    assert symbols.revision_of(printed) == revision


def test_a_symbol_in_use_is_doubtful_and_says_where() -> None:
    (doubt,) = symbols.doubts("CIM/CD/doc.5/05", in_use="II Session")
    assert doubt.code == "in_use"
    assert "II Session" in str(doubt.sentence)


def test_symbols_come_in_the_order_of_their_numbers() -> None:
    given = ["", "CIM/CD/doc.10/05", "CIM/CD/doc.9/05", "cim/cd/doc. 9/05 rev.1", "CIM/CD/doc.1/05"]
    assert sorted(given, key=symbols.natural) == [
        "CIM/CD/doc.1/05",
        "CIM/CD/doc.9/05",
        "cim/cd/doc. 9/05 rev.1",
        "CIM/CD/doc.10/05",
        "",
    ]


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("CIM/CD/doc.5/05", "CIM/CD/doc.5/05 rev.1"),
        ("CIM/CD/doc.5/05 rev. 1", "CIM/CD/doc.5/05 rev.2"),
        ("", ""),
    ],
)
def test_the_next_revision_is_named(symbol: str, expected: str) -> None:
    assert symbols.next_revision(symbol) == expected


LANGUAGES = {"es": "es", "esp": "es", "ing": "en", "en": "en", "fra": "fr", "por": "pt"}


@pytest.mark.parametrize(
    ("filename", "symbol", "language"),
    [
        ("CIM-CD-doc.5-05_es.docx", "CIM/CD/doc.5/05", "es"),
        ("CIM_CD_doc_5_05 rev1 (ING).pdf", "CIM/CD/doc.5/05 rev.1", "en"),
        ("MESECVI_III_doc.56_11.fra.pdf", "MESECVI-III/doc.56/11", "fr"),
        ("CIM-RES.219-(XXXI-O-02)-por.pdf", "CIM/RES.219 (XXXI-O/02)", "pt"),
        ("C:\\papers\\Agenda provisional.pdf", "", None),
        ("es.pdf", "", None),
    ],
)
def test_a_file_name_tells_symbol_and_language(
    filename: str, symbol: str, language: str | None
) -> None:
    found = symbols.guess(filename, LANGUAGES)
    assert (found.symbol, found.language) == (symbol, language)
