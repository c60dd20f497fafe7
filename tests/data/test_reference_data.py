"""The reference data are complete and agree with each other, in all four languages."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

import meetings

DATA = Path(meetings.__file__).parent / "data"
NAMES = ("name_en", "name_es", "name_fr", "name_pt")
TRANSLATED = (
    "goal", "objective", "indicator", "unit", "rule",
    "disaggregation", "target_text", "frequency", "responsible", "data_source",
)  # fmt: skip
FILES = {
    "actions": "code",
    "bodies": "code",
    "capacities": "code",
    "former_countries": "code",
    "frameworks": "code",
    "functions": "code",
    "kinds": "code",
    "personnel_kinds": "code",
    "observers": "code",
    "positions": "code",
    "state_flags": "code",
    "state_groups": "code",
    "states": "iso2",
    "tags": "code",
    "themes": "code",
}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file, refused where a line has more or fewer cells than the header."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, restkey="surplus", restval="\0"))
    assert all("surplus" not in row and "\0" not in row.values() for row in found), name
    return found


def codes(name: str) -> set[str]:
    return {row[FILES[name]] for row in rows(name)}


def action_of(indicator: str) -> str:
    """An action's code is the indicator's without its last part, where it has one."""
    return re.sub(r"(?<=\d)\.[a-z]$|(?<=-[a-z])\.\d+$", "", indicator)


@pytest.mark.parametrize(("name", "key"), FILES.items())
def test_codes_are_unique_and_names_stand_in_four_languages(name: str, key: str) -> None:
    found = rows(name)
    assert len({row[key] for row in found}) == len(found)
    assert not [row[key] for row in found for column in NAMES if not row[column].strip()]


def test_cells_carry_no_stray_blanks() -> None:
    stray = [
        (path.name, row)
        for path in sorted(DATA.glob("*.csv"))
        for row in rows(path.stem)
        for cell in row.values()
        if cell != cell.strip() or "  " in cell
    ]
    assert stray == []


def test_the_directory_has_35_states_and_72_observers() -> None:
    assert len(rows("states")) == 35
    observers = {row["code"] for row in rows("observers")}
    assert len(observers) == 72
    assert not observers & codes("states")


def test_facts_groups_and_places_name_what_exists_and_notes_stand_in_four_languages() -> None:
    facts, members, places = rows("state_facts"), rows("state_group_members"), rows("body_places")
    assert {row["state"] for row in facts} == codes("states")
    assert {row["flag"] for row in facts} == codes("state_flags")
    assert len({row["state"] for row in facts if row["flag"] == "belem_party"}) == 32
    assert {row["state"] for row in facts if row["contested"] == "yes"} == {"VE"}
    notes = [[row[f"note_{lang}"] for lang in ("en", "es", "fr", "pt")] for row in facts]
    assert not [each for each in notes if any(each) and not all(each)]
    assert {row["group"] for row in members} == codes("state_groups")
    assert {row["state"] for row in members} == codes("states")
    assert {row["body"] for row in places} <= codes("bodies")
    assert {row["position"] for row in places} <= codes("positions")
    assert {row["flag"] for row in places} - {""} <= codes("state_flags")


def test_kinds_and_capacities_name_bodies_that_exist() -> None:
    assert len(rows("kinds")) == 26
    assert {row["body"] for row in rows("kinds")} - {""} <= codes("bodies")
    assert {row["organ"] for row in rows("capacities")} - {""} <= codes("bodies")
    assert {row["mechanism"] for row in rows("bodies")} == {"CIM", "MESECVI"}


def test_capacities_use_the_known_words() -> None:
    for row in rows("capacities"):
        assert set(row["represents"].split(";")) <= {"state", "organization", "self", "none"}
        assert row["approval"] in {"officer", "none"}
        assert {row["counts"], row["trained"], row["public"]} <= {"yes", "no"}
    assert [row["code"] for row in rows("capacities") if row["trained"] == "yes"] == ["participant"]


def test_a_kind_of_personnel_belongs_to_a_reporting_group() -> None:
    found = rows("personnel_kinds")
    groups = {row["code"] for row in found if row["group"] == row["code"]}
    assert {row["group"] for row in found} == groups
    assert {"justice", "police", "other", "not_stated"} <= groups


def test_the_calendar_of_2003_has_34_titled_rows_of_known_kinds() -> None:
    found = rows("calendar_2003")
    assert len(found) == 34
    assert {row["kind"] for row in found} <= codes("kinds")
    assert sum(row["date_precision"] == "month" for row in found) == 7
    assert sum(row["tentative"] == "yes" for row in found) == 9
    for row in found:
        assert date.fromisoformat(row["start"]) <= date.fromisoformat(row["end"])
        assert all(row[column] for column in ("title", "title_es", "title_fr", "title_pt"))


def test_fifty_indicators_are_complete_and_their_actions_exist() -> None:
    found = rows("indicators")
    actions = {row["code"]: row["framework"] for row in rows("actions")}
    assert len({row["code"] for row in found}) == len(found) == 50
    for row in found:
        assert row["framework"] in codes("frameworks")
        assert actions[action_of(row["code"])] == row["framework"]
        assert row["computation"] in {"auto", "partly", "manual"}
        empty = [f"{c}_{x}" for c in TRANSLATED for x in ("es", "fr", "pt") if not row[f"{c}_{x}"]]
        assert empty == [], row["code"]
    assert set(actions) == {action_of(row["code"]) for row in found}


def test_a_family_has_parameters_that_refer_to_known_codes() -> None:
    with_family = [row for row in rows("indicators") if row["family"] or row["params"]]
    assert len(with_family) == 7
    for row in with_family:
        params = json.loads(row["params"])
        assert row["family"] in {
            "meetings", "term_holders", "organizations", "attendances", "persons",
        }  # fmt: skip
        assert params.get("action", "MESECVI-1.1") in codes("actions")
        assert {*params.get("kinds", []), params.get("kind", "workshop")} <= codes("kinds")
        assert params.get("body", "committee_of_experts") in codes("bodies")
