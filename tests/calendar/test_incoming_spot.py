"""What remains of a place beside what tells how people join."""

from __future__ import annotations

import pytest

from meetings.calendar.incoming.spot import doubt, spot

HOTEL, ZOOM = "Hotel Central, Panama", "https://us02web.zoom.us/j/841"


@pytest.mark.parametrize(
    ("text", "rest", "mode", "said"),
    [
        (f"{HOTEL}; Zoom {ZOOM}", HOTEL, "hybrid", "is taken as hybrid"),
        (f"{ZOOM} | {HOTEL}", HOTEL, "hybrid", "is taken as hybrid"),
        (f"{HOTEL}\nZoom Passcode: 9911", HOTEL, "hybrid", "is taken as hybrid"),
        (f"{HOTEL},{ZOOM}", HOTEL, "hybrid", "is taken as hybrid"),
        ("Lima y Zoom", "Lima", "hybrid", ""),
        ("Hotel Central (en línea por Zoom)", "Hotel Central", "hybrid", ""),
        ("Microsoft Teams Meeting; Room A/B", "Room A/B", "hybrid", ""),
        ("Hotel Central (www.hotel.example)", "Hotel Central", "in_person", "stands beside"),
        ("Hotel Central https://hotel.example/x", "Hotel Central", "in_person", "stands beside"),
        ("Lima, Peru", "Lima, Peru", "in_person", ""),
        ("Santiago (Chile)", "Santiago (Chile)", "in_person", ""),
        ("Salón Andrés y Bello - Piso 2", "Salón Andrés y Bello - Piso 2", "in_person", ""),
        ("", "", "in_person", ""),
        ("Zoom", "", "virtual", ""),
        ("Microsoft Teams Meeting", "", "virtual", ""),
        ("Reunión de Microsoft Teams", "", "virtual", ""),
        ("Google Meet", "", "virtual", ""),
        ("Virtual (Zoom)", "", "virtual", ""),
        (ZOOM, "", "virtual", "address of the web or a number"),
        ("https://any.example/room", "", "virtual", "address of the web or a number"),
        (f"Join Zoom Meeting: {ZOOM}", "", "virtual", "address of the web or a number"),
        ("Hybrid", "", "hybrid", ""),
    ],
)
def test_a_place_keeps_what_one_can_walk_to(text: str, rest: str, mode: str, said: str) -> None:
    found = spot(text, links=())
    assert (found.text, found.mode) == (rest, mode)
    sentence = str(doubt(found) or "")
    assert said in sentence
    assert bool(said) == bool(sentence)
