"""One unit of each work, for the product and for its floor; each looks at what it got."""

from __future__ import annotations

import itertools
import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.bench import data
from tests.bench.loader import Answer, Connection, Unit

_HIDDEN = re.compile(rb'<input[^>]*type="hidden"[^>]*>')
_NAME, _VALUE = re.compile(rb'name="([^"]*)"'), re.compile(rb'value="([^"]*)"')


@dataclass(frozen=True)
class Place:
    """What the units need to know of the database."""

    open: str
    crowded: str
    quiet: str
    people: list[tuple[int, str]]
    year: int


def expect(answer: Answer, status: int, *contents: bytes) -> Answer:
    """The answer, when it is what the unit asked for; else an error that shows its beginning."""
    absent = [each for each in contents if each not in answer.body]
    if answer.status != status or absent:
        beginning = answer.body[:600].decode(errors="replace")
        raise RuntimeError(f"{answer.status} instead of {status}, without {absent}: {beginning}")
    return answer


def expect_count(answer: Answer, content: bytes, count: int) -> None:
    """The answer holds something exactly so often."""
    expect(answer, 200)
    found = answer.body.count(content)
    if found != count:
        raise RuntimeError(f"{found} times {content!r} instead of {count}")


def hidden(page: bytes) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    fields = {}
    for field in _HIDDEN.findall(page):
        name, value = _NAME.search(field), _VALUE.search(field)
        if name:
            fields[name[1].decode()] = value[1].decode() if value else ""
    return fields


def sign_in(connection: Connection, email: str) -> None:
    """Sign in, once a connection."""
    if "remember" in connection.notes:
        return
    page = expect(connection.get("/en/sign-in"), 200)
    form = hidden(page.body) | {"email": email, "password": data.PASSWORD}
    expect(connection.post("/en/sign-in", urlencode(form).encode()), 303)
    connection.notes["remember"] = email


def calendar_list(place: Place) -> tuple[Unit, Unit]:
    """The first fifty meetings of a year."""
    asked = f"from={place.year}-01-01&to={place.year}-12-31"

    def product(connection: Connection) -> None:
        expect_count(connection.get(f"/en/calendar?{asked}"), b"<h3><a", 50)

    def floor(connection: Connection) -> None:
        expect_count(connection.get(f"/list?{asked}"), b"<h2><a", 50)

    return product, floor


def meeting_page(place: Place, slug: str) -> tuple[Unit, Unit]:
    """A meeting's public page."""

    def product(connection: Connection) -> None:
        expect(connection.get(f"/en/meetings/{slug}"), 200, b"<h1", b"(demo)")

    def floor(connection: Connection) -> None:
        expect(connection.get(f"/meeting/{slug}"), 200, b"<h1", b"(demo)")

    return product, floor


def feed_unchanged(place: Place) -> tuple[Unit, Unit]:
    """The feed asked for again by a program that has it."""

    def unit(path: str) -> Unit:
        def ask(connection: Connection) -> None:
            known = connection.notes.get("etag")
            if known is None:
                known = connection.get(path).header("ETag")
                connection.notes["etag"] = known
            expect(connection.get(path, If_None_Match=known), 304)

        return ask

    return unit("/calendar.ics?lang=en"), unit("/feed")


def feed_whole(place: Place, count: int) -> tuple[Unit, Unit]:
    """The feed asked for the first time."""

    def unit(path: str) -> Unit:
        def ask(connection: Connection) -> None:
            expect_count(connection.get(path), b"BEGIN:VEVENT", count)

        return ask

    return unit("/calendar.ics?lang=en"), unit("/feed")


def register(place: Place) -> tuple[Unit, Unit]:
    """Open the form, send it: somebody new each time."""

    def product(connection: Connection) -> None:
        path = f"/en/meetings/{place.open}/register"
        page = expect(connection.get(path), 200, b'name="given_names"', b'name="nonce"')
        form = somebody() | hidden(page.body)
        expect(connection.post(path, urlencode(form).encode()), 303)

    def floor(connection: Connection) -> None:
        path = f"/register/{data.OPEN}"
        page = expect(connection.get(path), 200, b"given_names", b"Uruguay")
        form = somebody() | hidden(page.body)
        expect(connection.post(path, urlencode(form).encode()), 303)

    return product, floor


def somebody() -> dict[str, str]:
    """What a new person types."""
    unique = uuid.uuid4().hex
    return {
        "given_names": "María Inés",
        "surnames": f"Pérez {unique[:12]}",
        "badge_name": "",
        "email": f"{unique}@bench.test",
        "sex": "female",
        "capacity": "participant",
        "represents": "UY",
        "post": "Adviser",
        "personnel_kind": "justice",
        "mode": "in_person",
        "language": "es",
        "access_needs": "",
        "consent": "y",
    }


def presence(place: Place) -> tuple[Unit, Unit]:
    """One check-in by the door's page: the next person of the list each time."""
    products, floors = itertools.cycle(place.people), itertools.cycle(place.people)

    def product(connection: Connection) -> None:
        sign_in(connection, data.DOOR)
        token = connection.notes.get("csrf_token")
        if token is None:
            page = expect(connection.get(f"/en/door/{place.open}"), 200, b"csrf_token")
            token = connection.notes["csrf_token"] = hidden(page.body)["csrf_token"]
        form = {
            "csrf_token": token,
            "event_id": str(uuid.uuid4()),
            "registration": next(products)[1],
            "q": "Number",
        }
        path = f"/en/door/{place.open}/check-in"
        expect(connection.post(path, urlencode(form).encode()), 303)

    def floor(connection: Connection) -> None:
        token = connection.notes.get("csrf_token")
        if token is None:
            page = expect(connection.get(f"/register/{data.OPEN}"), 200)
            token = connection.notes["csrf_token"] = hidden(page.body)["csrf_token"]
        body = urlencode({"csrf_token": token}).encode()
        expect(connection.post(f"/presence/{data.OPEN}/{next(floors)[0]}", body), 303)

    return product, floor


def statistics(place: Place) -> tuple[Unit, Unit]:
    """The page of figures, as a coordinator reads it."""

    def product(connection: Connection) -> None:
        sign_in(connection, data.COORDINATOR)
        path = f"/en/meetings/{place.crowded}/statistics"
        expect(connection.get(path), 200, b"Principal Delegate", b"Uruguay")

    def floor(connection: Connection) -> None:
        expect(connection.get(f"/statistics/{data.CROWDED}"), 200, b"principal_delegate", b"UY")

    return product, floor


def officer_list(slug: str) -> tuple[Unit, Unit]:
    """The officer's list: opened, narrowed to a status and a State, and its fiftieth page."""

    def product(connection: Connection) -> None:
        sign_in(connection, data.OFFICER)
        path = f"/en/manage/meetings/{slug}/registrations"
        for asked in ("", "?status=confirmed&state=UY", "?page=50"):
            expect(connection.get(path + asked), 200, b"P\xc3\xa9rez")

    return product, product


def export(slug: str, ending: str) -> Unit:
    """The officer's list of registrations as a file."""

    def product(connection: Connection) -> None:
        sign_in(connection, data.OFFICER)
        path = f"/en/manage/meetings/{slug}/registrations.{ending}"
        expect(connection.get(path), 200, b"P\xc3\xa9rez" if ending == "csv" else b"PK")

    return product
