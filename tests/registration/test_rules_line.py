"""Who stands before whom in line, and for which seats others wait already."""

from __future__ import annotations

from typing import Any

import pytest

from meetings.registration.models import SeatLimit
from meetings.registration.rules.line import Standing, places, standing, waited_for
from meetings.registration.rules.seating import Seeker

WHOLE = SeatLimit(id=1)
HERE = SeatLimit(id=2, capacity_code="participant", mode="in_person")
ONLINE = SeatLimit(id=3, capacity_code="participant", mode="virtual")
EACH_STATE = SeatLimit(id=4, each="state")
ALL, PARTS = [WHOLE, HERE, ONLINE], [HERE, ONLINE]


def who(mode: str = "virtual", **more: Any) -> Seeker:
    return Seeker(**{"capacity_code": "participant", "mode": mode, "way": "form"} | more)


CARLA, EVA, SPEAKER = who(), who("in_person"), who(capacity_code="speaker_trainer")
PERU, HONDURAS = who("in_person", state_code="PE"), who("in_person", state_code="HN")


@pytest.mark.parametrize(
    ("limits", "left", "line", "expected"),
    [
        # A virtual seat came free: who waits for the full room can't take it.
        (ALL, {1: 3, 2: 0, 3: 1}, [EVA, CARLA, CARLA], [1, 1, 2]),
        (ALL, {1: 3, 2: 0, 3: 1}, [EVA, CARLA, SPEAKER, EVA], [1, 1, 2, 2]),
        # Both modes are full, the meeting is not: two lines.
        (ALL, {1: 3, 2: 0, 3: 0}, [EVA, CARLA, EVA, CARLA], [1, 1, 2, 2]),
        # The meeting is full: one line, whatever else is.
        (ALL, {1: 0, 2: 0, 3: 2}, [EVA, CARLA, SPEAKER], [1, 2, 3]),
        # There is room for all, and an officer lets them in: they share the meeting's seats.
        (ALL, {1: 3, 2: 1, 3: 1}, [EVA, CARLA, SPEAKER], [1, 2, 3]),
        # ... where the meeting has no limit of its own, they share none.
        (PARTS, {2: 1, 3: 1}, [EVA, CARLA, CARLA, SPEAKER], [1, 1, 2, 1]),
        # Each State has its own.
        ([EACH_STATE], {(4, "PE"): 0, (4, "HN"): 0}, [PERU, HONDURAS, PERU], [1, 1, 2]),
        # What limited them is gone.
        ([], {}, [EVA, CARLA], [1, 2]),
    ],
)
def test_only_those_before_her_count_who_could_take_her_seat(
    limits: list[SeatLimit], left: dict[Any, int], line: list[Seeker], expected: list[int]
) -> None:
    room = {key if isinstance(key, tuple) else (key, ""): free for key, free in left.items()}
    assert places(line, limits=limits, room=room) == expected
    one_by_one = [
        standing(each, line[:number], limits=limits, room=room).place
        for number, each in enumerate(line)
    ]
    assert one_by_one == expected


@pytest.mark.parametrize(
    ("left", "line", "expected"),
    [
        ({1: 3, 2: 0, 3: 1}, [EVA, CARLA], {(1, ""), (3, "")}),
        ({1: 3, 2: 0, 3: 0}, [EVA, CARLA], set()),
        ({1: 0, 2: 1, 3: 1}, [EVA, CARLA], set()),
        ({1: 1, 2: 0, 3: 0}, [EVA, SPEAKER], {(1, "")}),
        ({1: 3, 2: 1, 3: 1}, [], set()),
    ],
)
def test_what_those_wait_for_who_have_room(
    left: dict[int, int], line: list[Seeker], expected: set[tuple[int, str]]
) -> None:
    room = {(limit, ""): free for limit, free in left.items()}
    assert waited_for(line, limits=ALL, room=room) == expected


def test_seats_are_full_for_her_or_others_come_first() -> None:
    room = {(1, ""): 3, (2, ""): 0, (3, ""): 1}
    assert standing(CARLA, [EVA], limits=ALL, room=room) == Standing(1, is_full=False)
    assert standing(EVA, [CARLA], limits=ALL, room=room) == Standing(1, is_full=True)
