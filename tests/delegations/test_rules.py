"""What a State may name, until when, and how lists are written, compared and put together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from meetings.delegations.rules import lists, members
from meetings.delegations.rules.balance import Balance, balance, of_others
from meetings.delegations.rules.deeds import Deed, may
from meetings.delegations.rules.members import Member
from meetings.delegations.rules.precedence import check_places, ordered
from meetings.delegations.rules.twice import remark, twins, unsaid
from meetings.directory.rules.lookalikes import ask_back, lookalike
from meetings.directory.rules.standings import Standing, standings
from meetings.errors import Refused
from meetings.registration.rules import Span
from meetings.registration.rules.of_states import offered
from tests.factories.delegations import make_member

NOW = datetime(2026, 6, 1, 23, 0, tzinfo=UTC)
ENDS = NOW + timedelta(days=3)
OPEN = Span(None, None)
EARLY = Span(NOW + timedelta(hours=1), None)
CLOSED = Span(None, NOW)
STATE = ["state"]
OPENED = [
    ("principal_delegate", STATE),
    ("adviser", STATE),
    ("nca", STATE),
    ("observer_state", STATE),
    ("permanent_observer", STATE),
    ("expert_titular", ["self"]),
    ("participant", ["self", "state", "organization"]),
    ("cso_representative", ["organization"]),
]


@pytest.mark.parametrize(
    ("body", "mechanism", "held", "expected"),
    [
        (
            "conference_of_states_parties",
            "MESECVI",
            {"party", "member"},
            ("principal_delegate", "adviser", "nca"),
        ),
        ("conference_of_states_parties", "MESECVI", {"member"}, ("observer_state",)),
        ("conference_of_states_parties", "MESECVI", {"observer"}, ("permanent_observer",)),
        ("conference_of_states_parties", "MESECVI", set(), ()),
        ("conference_of_states_parties", "MESECVI", {"apart"}, ()),
        (None, None, {"apart"}, ()),
        ("committee_of_experts", "MESECVI", {"party", "member"}, ("nca",)),
        ("assembly_of_delegates", "CIM", {"member"}, ("principal_delegate", "adviser")),
        ("assembly_of_delegates", "CIM", {"party"}, ()),
        (None, None, {"member"}, ("principal_delegate", "adviser", "participant")),
        (None, None, {"party"}, ("principal_delegate", "adviser", "nca", "participant")),
        ("another_body", "OTHER", {"observer"}, ("permanent_observer", "participant")),
    ],
)
def test_what_a_state_names_depends_on_what_it_is(body, mechanism, held, expected) -> None:
    assert offered(OPENED, body=body, mechanism=mechanism, held=held) == expected


def test_experts_are_in_no_delegation_even_where_their_capacity_was_opened() -> None:
    opened = [("expert_titular", ["self", "state"]), ("adviser", STATE)]
    assert offered(opened, body=None, mechanism=None, held={"member"}) == ("adviser",)


def test_standings_follow_the_facts_of_the_day() -> None:
    facts = {
        "oas_member": {"HN", "CU", "BO"},
        "oas_participant": {"HN", "BO"},
        "oas_suspended": {"BO"},
        "belem_party": {"HN", "NI"},
    }
    assert standings(facts, "HN") == {Standing.MEMBER, Standing.PARTY}
    assert standings(facts, "CU") == standings(facts, "BO") == {Standing.APART}
    assert standings(facts, "NI") == {Standing.PARTY}
    assert standings(facts, "ES", observers={"ES"}) == {Standing.OBSERVER}


@pytest.mark.parametrize(
    ("deed", "opening", "hours", "code"),
    [
        (Deed.NOMINATE, OPEN, 0, None),
        (Deed.NOMINATE, EARLY, 0, "early"),
        (Deed.NOMINATE, CLOSED, 0, "closed"),
        (Deed.NOMINATE, None, 0, "not_open"),
        (Deed.SUBSTITUTE, OPEN, 0, None),
        (Deed.SUBSTITUTE, CLOSED, 0, None),
        (Deed.SUBSTITUTE, CLOSED, 71, None),
        (Deed.SUBSTITUTE, CLOSED, 72, "ended"),
        (Deed.SUBSTITUTE, None, 0, "not_open"),
        (Deed.WITHDRAW, CLOSED, 71, None),
        (Deed.WITHDRAW, None, 0, None),
        (Deed.WITHDRAW, OPEN, 72, "ended"),
        (Deed.CORRECT, CLOSED, 71, None),
        (Deed.CORRECT, CLOSED, 72, "ended"),
    ],
)
def test_nominations_have_a_window_and_substitution_goes_on_to_the_last_hour(
    deed, opening, hours, code
) -> None:
    def judge(**more) -> None:
        given = {"meeting_status": "confirmed", "published": True, "opening": opening}
        given |= {"ends_at": ENDS, "at": NOW + timedelta(hours=hours)}
        may(deed, **given | more)

    if code is None:
        judge()
    else:
        with pytest.raises(Refused) as refused:
            judge()
        assert refused.value.code == code
    judge(is_secretariat=True)
    with pytest.raises(Refused, match="cancelled"):
        judge(is_secretariat=True, meeting_status="cancelled")
    with pytest.raises(Refused):
        judge(published=False)


def people(*names: str, **values) -> tuple[Member, ...]:
    return tuple(make_member(name, **values) for name in names)


def names(found) -> list[str]:
    return [each.given_names for each in found]


def test_a_list_is_written_step_by_step_and_a_second_click_changes_nothing() -> None:
    listed = people("Ana", "Rosa", "Luz")
    assert members.added(listed, make_member("Rosa")) == listed
    assert names(members.moved(listed, "key-Luz", step=-1)) == ["Ana", "Luz", "Rosa"]
    assert names(members.moved(listed, "key-Ana", step=-1)) == ["Ana", "Rosa", "Luz"]
    assert names(members.moved(listed, "key-Luz", step=-1, ended={"key-Rosa"})) == [
        *("Luz", "Ana", "Rosa")
    ]
    assert members.moved(listed, "key-Rosa", step=-1, ended={"key-Rosa"}) == listed
    headed = members.headed(members.headed(listed, "key-Ana"), "key-Rosa")
    assert [each.is_head for each in headed] == [False, True, False]
    assert names(members.without(listed, "key-Rosa")) == ["Ana", "Luz"]
    with pytest.raises(Refused, match="no longer"):
        members.without(listed, "key-Ines")


def test_a_substitute_takes_the_place_and_the_head_and_answers_for_who_was_nominated() -> None:
    listed = (replace(make_member("Ana", participation_id=7), is_head=True), make_member("Rosa"))
    first = members.replaced(listed, "key-Ana", new=make_member("Luz"))
    assert [(e.given_names, e.is_head, e.replaces_key) for e in first] == [
        ("Luz", True, "key-Ana"),
        ("Rosa", False, None),
    ]
    second = members.replaced(first, "key-Luz", new=make_member("Ines"))
    assert second[0].replaces_key == "key-Ana"
    assert members.replaced(second, "key-Ana", new=make_member("Ines")) == second


def test_the_same_person_twice_is_refused_and_two_of_one_name_are_shown() -> None:
    listed = people("Ana")
    twin = make_member("Ána", key="k2", surnames="de ana", email="")
    with pytest.raises(Refused, match="on the list already"):
        members.added(listed, twin)
    other = replace(twin, email="other@mre.example")
    twice = members.added(listed, other)
    told = [str(remark(each)) for each in twins(twice)]
    assert told == ["Ana De Ana and Ána de ana on the list may be one person."]
    assert twins(twice, ended={"k2"}) == twins(members.added(listed, make_member("Rosa"))) == []
    assert unsaid(twice, listed) == twins(twice)
    assert unsaid(twice, twice) == []


def test_another_person_s_name_in_the_place_of_a_nominee_is_refused() -> None:
    nominated = (
        make_member("Ana", given_names="María José", surnames="Ñáñez", participation_id=7),
    )
    slip = replace(nominated[0], surnames="Nañez")
    assert members.changed(nominated, "key-Ana", new=slip)[0].surnames == "Nañez"
    with pytest.raises(Refused, match="Substitute"):
        members.changed(
            nominated, "key-Ana", new=replace(slip, given_names="Luz", surnames="Pérez")
        )


def test_as_last_time_takes_who_is_not_there_yet_in_a_capacity_that_is_offered() -> None:
    earlier = (make_member("Ana", is_head=True, capacity_code="nca"), make_member("Rosa"))
    begun = members.begun(people("Rosa"), earlier, offered=["adviser"])
    assert [(e.given_names, e.is_head, e.capacity_code) for e in begun] == [
        ("Rosa", False, "adviser"),
        ("Ana", True, "adviser"),
    ]
    assert begun[1].key != "key-Ana"


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        (
            ["principal_delegate", "alternate_delegate"],
            ["principal_delegate", "alternate_delegate", "alternate_delegate"],
        ),
        (
            ["principal_delegate", "alternate_delegate", "adviser"],
            ["principal_delegate", "adviser", "adviser"],
        ),
        (["participant"], ["participant"] * 3),
        (["observer_state"], ["observer_state"] * 3),
    ],
)
def test_as_last_time_makes_one_principal_delegate_of_many_participants(offered, expected) -> None:
    earlier = [make_member(each, capacity_code="participant") for each in ("Ana", "Luz", "Eva")]
    begun = members.begun((), earlier, offered=offered)
    assert [each.capacity_code for each in begun] == expected


def test_a_comparison_names_each_change_once() -> None:
    before = people("Ana", "Rosa", "Luz")
    after = (
        replace(before[2], post="Minister"),
        before[0],
        make_member("Ines", replaces_key="key-Rosa"),
        make_member("Sol"),
    )
    found = lists.compare(before, after)
    assert names(found.added) == ["Sol"]
    assert [(old.given_names, new.given_names) for old, new in found.replaced] == [("Rosa", "Ines")]
    assert [(e.after.given_names, e.fields) for e in found.changed] == [("Luz", ("post",))]
    assert found.left == ()
    assert found.is_reordered
    assert not lists.compare(before, before)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (("Ana", "Rosa", "Luz"), ("Ana", "Rosa", "Sol"), ["Ana", "Rosa", "Luz", "Sol"]),
        (("Ana",), ("Ana", "Rosa"), ["Ana"]),
        (("Ana", "Rosa"), ("Ana",), ["Ana"]),
        (("Rosa", "Ana", "Sol"), ("Ana", "Rosa", "Sol"), ["Rosa", "Ana", "Sol"]),
    ],
)
def test_two_lists_come_together(mine, theirs, expected) -> None:
    base = people("Ana", "Rosa")
    assert names(lists.merge(base, people(*mine), theirs=people(*theirs))) == expected


def test_of_two_changes_both_hold_and_where_they_meet_mine_does() -> None:
    base = people("Ana")
    mine = (replace(base[0], post="Minister", language="pt"),)
    theirs = (replace(base[0], post="Adviser", email="new@mre.example"),)
    [one] = lists.merge(base, mine, theirs=theirs)
    assert (one.post, one.language, one.email) == ("Minister", "pt", "new@mre.example")
    assert names(lists.merge(base, (), theirs=theirs)) == ["Ana"], (
        "changed by one, withdrawn by the other"
    )


def test_a_person_whom_both_added_is_one_and_there_is_one_head() -> None:
    base = (make_member("Ana", is_head=True),)
    mine = (replace(base[0], is_head=False), make_member("Sol", key="m", is_head=True))
    theirs = (*base, make_member("Sol", key="t", participation_id=9))
    merged = lists.merge(base, mine, theirs=theirs)
    assert [(e.given_names, e.key, e.participation_id, e.is_head) for e in merged] == [
        ("Ana", "key-Ana", None, False),
        ("Sol", "t", 9, True),
    ]


def test_who_was_substituted_by_one_office_does_not_come_back_by_the_other() -> None:
    base = people("Ana", "Rosa")
    theirs = (make_member("Luz", replaces_key="key-Ana"), base[1])
    mine = (replace(base[0], post="Minister"), base[1])
    assert names(lists.merge(base, mine, theirs=theirs)) == ["Luz", "Rosa"]


LUZ = make_member("Luz", replaces_key="key-Ana")  # came in Ana's place
MAR = make_member("Mar", replaces_key="key-Luz")  # then in Luz's
SOL = make_member("Sol", replaces_key="key-Rosa")


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (("Ana", "Rosa", "Eva"), (LUZ, "Rosa", "Eva"), ["Luz", "Rosa", "Eva"]),
        (("Ana", "Rosa", "Eva"), ("Ana", SOL, "Eva", "Zoe"), ["Ana", "Sol", "Eva", "Zoe"]),
        (("Eva", "Rosa", "Ana"), (LUZ, "Rosa", "Eva"), ["Eva", "Rosa", "Luz"]),
        (("Rosa", "Eva"), (LUZ, "Rosa", "Eva"), ["Luz", "Rosa", "Eva"]),
        (("Ana", "Rosa", "Eva"), (MAR, "Rosa", "Eva"), ["Mar", "Rosa", "Eva"]),
        (("Ana", SOL, "Eva"), (LUZ, "Rosa", "Eva", "Zoe"), ["Luz", "Sol", "Eva", "Zoe"]),
    ],
)
def test_a_substitute_stands_where_the_one_stood_whose_place_she_took(
    mine, theirs, expected
) -> None:
    def listed(*those):
        return tuple(make_member(each) if isinstance(each, str) else each for each in those)

    base = people("Ana", "Rosa", "Eva")
    assert names(lists.merge(base, listed(*mine), theirs=listed(*theirs))) == expected


def test_the_balance_of_few_others_is_not_shown() -> None:
    own = balance(["female", "female", "male"])
    assert own == Balance(2, 1, 0, 0)
    assert own.women == pytest.approx(2 / 3)
    assert of_others(Balance(22, 12, 0, 0), own, threshold=5) == Balance(22, 12, 0, 0)
    assert of_others(Balance(22, 3, 0, 0), own, threshold=5) is None
    assert of_others(own, own, threshold=5) == own
    assert balance(["not_stated"]).women is None


def test_states_follow_each_other_by_place_or_by_the_alphabet_of_a_language() -> None:
    codes: tuple[str, ...] = ("US", "DE", "BR")
    none: dict[str, int] = {}
    assert ordered(codes, precedence="alphabetical", lang="en", places=none) == ("BR", "DE", "US")
    assert ordered(codes, precedence="alphabetical", lang="es", places=none) == ("DE", "BR", "US")
    places = {"US": 1, "BR": 3}
    assert ordered(codes, precedence="lot", lang="en", places=places) == ("US", "BR", "DE")
    with pytest.raises(Refused, match="same place"):
        check_places({"US": 1, "BR": 1})


def test_dominica_is_asked_back_and_nothing_else_is() -> None:
    assert (lookalike("DM"), lookalike("DO"), lookalike("PY")) == ("DO", "DM", None)
    with pytest.raises(Refused) as refused:
        ask_back("DM", confirmed="", field="state", lang="en")
    assert "Dominica (Roseau), not Dominican Republic (Santo Domingo)" in str(refused.value)
    ask_back("DM", confirmed="DM", field="state", lang="en")
    with pytest.raises(Refused):
        ask_back("DO", confirmed="DM", field="state", lang="en")
    ask_back("HN", confirmed="", field="state", lang="en")


def test_the_same_person_of_two_offices_is_known_by_name_and_mailbox_then_by_name() -> None:
    official = (
        make_member("Ana", key="a", email="one@x.hn", participation_id=1),
        make_member("Ana", key="b", email="two@x.hn", participation_id=2),
        make_member("Rosa", key="c", participation_id=3),
        make_member("Luz", key="d", participation_id=4),
    )
    mine = (
        make_member("ÁNA", key="m", surnames="De Ana", email="two@x.hn"),
        make_member("Ana", key="n", email="three@x.hn"),
        make_member("Rosa", key="o", email="new@x.hn"),
        make_member("Luz", key="p"),
        make_member("Eva", key="q"),
    )
    told = lists.aligned(mine, official, living={1, 2, 3})
    assert [(each.key, each.participation_id) for each in told] == [
        ("b", 2),
        ("a", 1),
        ("c", 3),
        ("p", None),
        ("q", None),
    ]
