"""What gives away how a meeting is joined, and what does not."""

from __future__ import annotations

import pytest

from meetings.calendar.rules.giveaways import (
    check_public,
    giveaway,
    sound_beginning,
    without_giveaways,
)
from meetings.errors import Refused


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Entre por https://us02web.zoom.us/j/44?pwd=ZZ a las 9", "us02web.zoom.us"),
        ("zoom.us/j/98?pwd=3", "zoom.us"),
        ("ZOOM.US/my/cim", "zoom.us"),
        ("zo\u200bom.us/j/98", "zoom.us"),
        ("https://teams.microsoft.com/l/meetup-join/19%3ameeting", "teams.microsoft.com"),
        ("teams.live.com/meet/93", "teams.live.com"),
        ("meet.google.com/abc-defg-hij", "meet.google.com"),
        ("oas.webex.com/meet/jdoe", "oas.webex.com"),
        ("https://global.gotomeeting.com/join/123", "global.gotomeeting.com"),
        ("(whereby.com/cim)", "whereby.com"),
        ("https://meet.jit.si/CIM2026", "meet.jit.si"),
        ("https://live.kudoway.com/ad/220", "live.kudoway.com"),
        ("https://interpret.world/loginlink?token=x", "interpret.world"),
        ("https://conf.oas.org/b/ana-x1y-z2w", "conf.oas.org"),
        ("https://video.gob.mx/c/9?pwd=secreto", "video.gob.mx"),
        ("https://mail.example/?url=https%3A%2F%2Fzoom.us%2Fj%2F1", "zoom.us"),
        ("123456789@zoomcrc.com", "zoomcrc.com"),
        ("zoommtg://zoom.example/join", "zoommtg"),
        ("+16465588656,,82344551122#", ",,"),
        ("Zoom 823 4455 1122", "zoom"),
        ("ID: 823 4455 1122", "id"),
        ("Zoom passcode 991", "passcode"),
        ("Código de acceso: CIM-7", "codigo de acceso"),
        ("La contraseña es 4411.", "contrasena"),
        ("Mot de passe de la réunion : 991", "mot de passe"),
        ("Sala 2\nSenha: igualdade\nàs 9h", "senha"),
        ("Meeting ID 234 567 890 12", "meeting id"),
        ("zoom[.]us/j/98?x=1", "zoom.us"),
        ("Go to zoom (dot) us/j/98", "zoom.us"),
        ("https://discord.gg/Ab3x", "discord.gg"),
        ("https://kmeet.infomaniak.com/kjqzbnxy", "kmeet.infomaniak.com"),
        ("https://zoom.us/download?pwd=Q7", "zoom.us"),
        ("https://zoom.us/downloads-room", "zoom.us"),
        ("Get the program at https://zoom.us/download.", ""),
        ("https://us02web.zoom.us/webinar/register/WN_a1B2", ""),
        ("https://www.oas.org/en/cim", ""),
        ("Webcast on www.youtube.com/live/abc and at zoom.us", ""),
        ("By Zoom, 2026-05-03 10:00, or call +1 202 458 6084", ""),
        ("Participants get a password by mail; bring your ID.", ""),
        ("Taller sobre contraseñas seguras en 2026", ""),
        ("Meeting of 2003: 34 States, IDs checked", ""),
        ("Background: https://belemdopara.org/?id=81234567890", ""),
        ("https://www.oas.org/es/noticia.asp?lang=es&id=1234567890", ""),
    ],
)
def test_what_tells_how_to_join_is_known_in_any_text(text: str, what: str) -> None:
    assert giveaway(text) == what
    assert giveaway(without_giveaways(text)) == ""


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Side event (Zoom 812 3456 7890, passcode 445566)", "Side event ("),
        ("Sesión: código de acceso 4455", "Sesión:"),
        ("Zoom 812 3456 7890", ""),
        ("Side event", "Side event"),
    ],
)
def test_what_a_line_says_before_it_tells_how_to_join_is_sound(line: str, kept: str) -> None:
    assert sound_beginning(line) == kept


def test_a_place_has_no_address_of_the_web() -> None:
    assert giveaway("www.oas.org/en/cim", is_place=True) == "www.oas.org"
    assert without_giveaways("Sala 2, https://any.example/x", is_place=True) == "Sala 2,"
    assert giveaway("Salón Simón Bolívar", is_place=True) == ""


def test_the_refusal_names_the_text_and_its_language_and_keeps_the_secret() -> None:
    with pytest.raises(Refused) as refused:
        check_public({"title": {"en": "A", "es": "B"}, "description": {"es": "zoom.us/j/9?pwd=Q7"}})
    assert (refused.value.field, refused.value.code) == ("description_es", "join_link")
    sentence = str(refused.value)
    assert sentence.startswith("Description (Español): this text reaches everybody, and “zoom.us”")
    assert "“Ways to join”" in sentence
    assert "Q7" not in sentence


def test_an_address_in_a_place_is_not_said_to_tell_how_to_join() -> None:
    with pytest.raises(Refused) as refused:
        check_public({"title": {"en": "A"}}, places={"venue": "See www.oas.org/page.asp?id=12"})
    assert (refused.value.field, refused.value.code) == ("venue", "web_address")
    assert "nobody can walk to an address of the web (“www.oas.org”)" in str(refused.value)
