"""A stored message becomes the mail that its reader's program understands."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import pytest

from meetings.notifications.mime import POLICY, build
from meetings.notifications.models import Attachment, Message

AT = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
INVITATION = Attachment(
    filename="réunion.ics",
    content_type="text/calendar; method=PUBLISH; charset=utf-8",
    content="BEGIN:VCALENDAR é".encode(),
)
PASS = Attachment(filename="pass.png", content_type="image/png", content=b"PNG", content_id="pass")


def travel(**values: Any) -> EmailMessage:
    """The mail after it was written to bytes and read again."""
    message = Message(
        **{
            "public_id": "0d1c",
            "to_email": "zoe@example.org",
            "to_name": "Zoé Lefèvre",
            "language": "fr",
            "title": "Votre inscription à la réunion",
            "text": "Bonjour Zoé,\n" + "long " * 300,
            "html": '<p>Bonjour Zoé</p><img src="cid:pass">',
            "attachments": [INVITATION, PASS],
            **values,
        }
    )
    built = build(message, sender="CIM · Réunions <m@cim.example>", host="cim.example", at=AT)
    return email.message_from_bytes(built.as_bytes(), policy=email.policy.default)


def test_headers_say_who_what_and_in_which_language() -> None:
    mail = travel()
    assert mail["Subject"] == "Votre inscription à la réunion"
    assert mail["To"].addresses[0].display_name == "Zoé Lefèvre"
    assert mail["From"].addresses[0].display_name == "CIM · Réunions"
    assert mail["From"].addresses[0].addr_spec == "m@cim.example"
    assert mail["Content-Language"] == "fr"
    assert mail["Message-ID"] == "<0d1c@cim.example>"
    assert mail["Date"].datetime == AT
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("length", range(66, 80))
@pytest.mark.parametrize("words", ["A meeting has changed: " + "Session of the " * 5, "x" * 80])
def test_a_subject_begins_on_the_line_of_its_name_and_no_line_is_too_long(
    words: str, length: int
) -> None:
    title = words[:length].strip()
    message = Message(
        public_id="0d1c", to_email="z@example.org", to_name="", language="en", title=title
    )
    message.text, message.html, message.unsubscribe = "", "", ""
    built = build(message, sender="CIM <m@cim.example>", host="cim.example", at=AT).as_bytes()
    head = built.partition(b"\r\n\r\n")[0].split(b"\r\n")
    subject = next(line for line in head if line.startswith(b"Subject:"))
    assert len(subject) > len("Subject: A meeting")
    assert " " not in title or all(len(line) <= 78 for line in head)
    read = email.message_from_bytes(built, policy=email.policy.default)
    assert read["Subject"] == title


@pytest.mark.parametrize(
    "title",
    [
        "Nous avons reçu votre inscription : IIe session du Comité directeur de la CIM, 2026–2028",
        "Your registration: II Session of the Executive Committee,  2026–2028",
        "😀🏳️‍🌈 اجتماع اللجنة – reunión de la Comisión Interamericana de Mujeres",
        "ñ " * 90 + "x",
    ],
)
def test_no_blank_of_a_subject_is_lost_or_doubled_on_the_way(title: str) -> None:
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = title
    raw = mail.as_bytes()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert email.message_from_bytes(raw, policy=email.policy.default)["Subject"] == title


def test_text_and_html_are_alternatives_with_accents() -> None:
    mail = travel()
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().startswith("Bonjour Zoé,")
    assert "<p>Bonjour Zoé</p>" in html.get_content()


def test_files_travel_with_their_names_and_types() -> None:
    files = list(travel().iter_attachments())
    assert [file.get_filename() for file in files] == ["réunion.ics"]
    assert files[0].get_content_type() == "text/calendar"
    assert files[0].get_param("method") == "PUBLISH"
    assert files[0].get_payload(decode=True) == "BEGIN:VCALENDAR é".encode()


def test_an_inline_image_stands_beside_the_html_that_shows_it() -> None:
    related = [part for part in travel().walk() if part.get_content_type() == "multipart/related"]
    assert len(related) == 1
    image = list(related[0].walk())[-1]
    assert image["Content-ID"] == "<pass>"
    assert image.get_content_disposition() == "inline"
    assert image.get_payload(decode=True) == b"PNG"


@pytest.mark.parametrize(
    "name", ["Núñez, Ana (CIM)", 'Ana "la jefa" Núñez', "O'Higgins; b@evil.example", ""]
)
def test_a_name_stays_a_name(name: str) -> None:
    mail = travel(to_name=name)
    assert [address.addr_spec for address in mail["To"].addresses] == ["zoe@example.org"]
    assert mail["To"].addresses[0].display_name == name


def test_a_long_name_arrives_whole() -> None:
    name = ("Ñandú Peña " * 9).strip()
    raw = dict(travel(to_name=name).raw_items())["To"].replace("\r\n", "").replace("\n", "")
    assert str(make_header(decode_header(raw))) == f"{name} <zoe@example.org>"


@pytest.mark.parametrize("field", ["to_name", "title", "to_email"])
def test_no_header_can_be_smuggled_in(field: str) -> None:
    value = {"to_email": "zoe@example.org\r\nBcc: all@example.org"}.get(
        field, "Zoé\r\nBcc: all@example.org"
    )
    try:
        mail = travel(**{field: value})
    except ValueError:
        return
    assert mail["Bcc"] is None
    assert [address.addr_spec for address in mail["To"].addresses] == ["zoe@example.org"]


@pytest.mark.parametrize("address", ["nobody", "@example.org", "a@b@c", "a b@example.org", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        travel(to_email=address)


def test_a_domain_beyond_ascii_goes_as_mail_servers_know_it() -> None:
    mail = travel(to_email="ana@cooperación.example")
    assert mail["To"].addresses[0].domain == "xn--cooperacin-obb.example"


def test_what_is_not_necessary_can_be_ended_by_one_click() -> None:
    address = "https://reuniones.example.org/fr/unsubscribe/" + "a" * 150
    assert travel()["List-Unsubscribe"] is None
    mail = travel(unsubscribe=address)
    assert mail["List-Unsubscribe"] == f"<{address}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    built = build(
        Message(
            public_id="1",
            to_email="z@example.org",
            to_name="",
            language="fr",
            title="T",
            text="t",
            html="<p>t</p>",
            unsubscribe=address,
            attachments=[],
        ),
        sender="CIM <m@cim.example>",
        host="cim.example",
        at=AT,
    )
    assert f"List-Unsubscribe: <{address}>\r\n".encode() in built.as_bytes(), "as it is"
