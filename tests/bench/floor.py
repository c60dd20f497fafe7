"""The floor: one Flask file, raw SQL through the same driver, the least each work needs."""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
from flask import Flask, Response, abort, request, session
from jinja2 import Environment

URL = os.environ.get("FLOOR_DATABASE_URL", "")
IS_SQLITE = URL.startswith("sqlite")
MARK = "?" if IS_SQLITE else "%s"
NAME = "json_extract(names, '$.en')" if IS_SQLITE else "names ->> 'en'"
app = Flask("floor")
app.secret_key = "only for the floor"
PRAGMAS = (
    *("journal_mode=WAL", "busy_timeout=10000", "synchronous=NORMAL"),
    *("foreign_keys=ON", "cache_size=-16000"),
)
_local = threading.local()

_plain = Environment(autoescape=True)
LIST = _plain.from_string(
    "<!doctype html><title>Calendar</title><h1>Calendar</h1>{% for row in rows %}"
    "<article><h2><a href='/en/meetings/{{ row[0] }}'>{{ row[1] }}</a></h2><p>{{ row[2] }}</p>"
    "<p>{{ row[3] }}</p><p>{{ row[4] }}</p><p>{{ row[5] }}</p><p>{{ row[6] }}</p>"
    "<p>{{ row[7] }}</p><p>{{ row[8] }}</p></article>{% endfor %}"
)
PAGE = _plain.from_string(
    "<!doctype html><title>{{ row[1] }}</title><h1>{{ row[1] }}</h1>"
    "{% for value in row %}<p>{{ value }}</p>{% endfor %}"
)
FORM = _plain.from_string(
    "<!doctype html><title>Register</title><h1>{{ title }}</h1><form method=post>"
    '<input type="hidden" name="csrf_token" value="{{ token }}">'
    '<input type="hidden" name="nonce" value="{{ nonce }}">'
    "{% for name in fields %}<label>{{ name }} <input name={{ name }}></label>{% endfor %}"
    "{% for name, choices in selects %}<label>{{ name }} <select name={{ name }}>"
    "{% for code, words in choices %}<option value='{{ code }}'>{{ words }}</option>{% endfor %}"
    "</select></label>{% endfor %}<button>Register</button></form>"
)
FIELDS = (
    *("given_names", "surnames", "badge_name", "email", "post", "access_needs", "consent"),
    *("consent_list", "consent_images", "consent_future"),
)
SEXES = [("female", "Female"), ("male", "Male"), ("another", "Another"), ("not_stated", "No")]
LANGUAGES = [("en", "English"), ("es", "Español"), ("fr", "Français"), ("pt", "Português")]


def database() -> Any:
    """This thread's connection, opened as the product opens its own."""
    if not hasattr(_local, "connection"):
        if IS_SQLITE:
            connection: Any = sqlite3.connect(URL.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        else:
            plain = URL.replace("postgresql+psycopg://", "postgresql://")
            connection = psycopg.connect(plain, autocommit=True)
        _local.connection = connection
    return _local.connection


def rows(statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run a query and take all its rows."""
    found = database().execute(statement.replace("?", MARK), values).fetchall()
    return [tuple(row) for row in found]


@contextmanager
def transaction() -> Iterator[None]:
    """One writing transaction."""
    connection = database()
    connection.execute("BEGIN IMMEDIATE" if IS_SQLITE else "BEGIN")
    try:
        yield
    except Exception:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@app.get("/healthz")
def healthz() -> str:
    """Alive."""
    return "ok"


@app.get("/list")
def calendar() -> str:
    """The 50 rows."""
    found = rows(
        "SELECT m.slug, t.title, t.dates, t.place, t.kind,"
        " coalesce(nullif(t.body, ''), m.organizer), m.status, m.involvement, t.title_lang"
        " FROM meeting m JOIN meeting_text t ON t.meeting_id = m.id AND t.lang = 'en'"
        " WHERE m.published_at IS NOT NULL AND m.starts_on BETWEEN ? AND ?"
        " ORDER BY m.starts_on, m.id LIMIT 50",
        request.args["from"],
        request.args["to"],
    )
    return LIST.render(rows=found)


@app.get("/meeting/<slug>")
def meeting(slug: str) -> str:
    """Its row."""
    found = rows(
        "SELECT m.slug, t.title, t.dates, t.place, t.kind, t.body, m.status, m.description,"
        " m.organizer, m.level, m.mode, m.time_zone FROM meeting m"
        " JOIN meeting_text t ON t.meeting_id = m.id AND t.lang = 'en' WHERE m.slug = ?",
        slug,
    )
    return PAGE.render(row=found[0])


@app.get("/feed")
def feed() -> Response:
    """One version row, then the stored texts joined."""
    version = rows("SELECT version FROM calendar_version")[0][0]
    etag = f'"{version}"'
    if request.headers.get("If-None-Match") == etag:
        return Response(status=304, headers={"ETag": etag})
    found = rows(
        "SELECT t.vevent FROM meeting_text t JOIN meeting m ON m.id = t.meeting_id"
        " WHERE t.lang = 'en' AND m.published_at IS NOT NULL ORDER BY m.starts_on, m.id"
    )
    text = "".join(row[0] for row in found)
    body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}END:VCALENDAR\r\n"
    return Response(body, mimetype="text/calendar", headers={"ETag": etag})


@app.get("/register/<int:meeting_id>")
def form(meeting_id: int) -> str:
    """A plain form with the same fields, the capacities, States and personnel by their names."""
    title = rows("SELECT title FROM meeting_text WHERE meeting_id = ? AND lang = 'en'", meeting_id)
    capacities = rows(
        f"SELECT c.code, {NAME} FROM opening o JOIN capacity c ON c.code = o.capacity_code"
        " WHERE o.meeting_id = ? ORDER BY c.sort",
        meeting_id,
    )
    states = rows(f"SELECT code, {NAME} FROM state ORDER BY sort")
    kinds = rows(f"SELECT code, {NAME} FROM personnel_kind ORDER BY sort")
    selects = (
        *(("sex", SEXES), ("capacity", capacities), ("represents", states)),
        *(("personnel_kind", kinds), ("language", LANGUAGES)),
    )
    session["token"] = session.get("token") or secrets.token_hex(20)
    return FORM.render(
        title=title[0][0],
        token=session["token"],
        nonce=uuid.uuid4(),
        fields=FIELDS,
        selects=selects,
    )


@app.post("/register/<int:meeting_id>")
def register(meeting_id: int) -> Response:
    """The same INSERTs in one commit."""
    check_token()
    at = datetime.now(UTC).replace(microsecond=0, tzinfo=None).isoformat(" ")
    with transaction():
        insert_all(request.form, meeting_id, at=at)
    return Response(status=303, headers={"Location": "/done"})


def check_token() -> None:
    """The form was made for this session."""
    if not secrets.compare_digest(request.form["csrf_token"], session.get("token", "")):
        abort(400)


def insert_all(given: Mapping[str, str], meeting_id: int, *, at: str) -> None:
    """What a registration leaves behind, row for row and value for value.

    Sizes were taken by a listener to the product's own INSERTs in a benchmark of 21 November 2026;
    test_floor.py tells when the product has begun to write something else.
    """
    public_id = str(uuid.uuid4())
    participation = insert_participation(meeting_id, public_id, given, at=at)
    insert(
        "affiliation",
        participation_id=participation,
        type="state",
        state_code=given["represents"],
        is_principal=True,
    )
    insert(
        "participation_change",
        participation_id=participation,
        before="",
        after="confirmed",
        at=at,
        actor_kind="link",
        actor_label="public form",
        note="",
        over_focal_point=False,
    )
    insert_message(public_id, given, at=at)
    insert(
        "audit_entry",
        at=at,
        actor_kind="link",
        actor_id="public",
        actor_label="public form",
        action="registration.register",
        subject_type="participation",
        subject_id=public_id,
        digest="x" * 64,
    )


def insert(table: str, **values: object) -> int:
    """One INSERT; the new row's key."""
    columns = ", ".join(values)
    marks = ", ".join(MARK for _ in values)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING id"
    return database().execute(statement, tuple(values.values())).fetchone()[0]


def insert_participation(
    meeting_id: int, public_id: str, given: Mapping[str, str], *, at: str
) -> int:
    """The rows of the person and of her participation; the latter's key."""
    name = f"{given['given_names']} {given['surnames']}"
    person = insert(
        "person",
        public_id=str(uuid.uuid4()),
        given_names=given["given_names"],
        surnames=given["surnames"],
        folded_name=name.lower(),
        email=given["email"],
        honorific="",
        country=given["represents"],
        created_at=at,
    )
    return insert(
        "participation",
        public_id=public_id,
        nonce=str(uuid.uuid4()),
        pass_code=uuid.uuid4().hex[:20].upper(),
        link_generation=0,
        meeting_id=meeting_id,
        person_id=person,
        capacity_code=given["capacity"],
        functions="[]",
        mode="in_person",
        badge_name=name,
        post=given["post"],
        personnel_kind_code=given["personnel_kind"],
        sex=given["sex"],
        sex_source="self",
        language=given["language"],
        status="confirmed",
        consent_version="2026-2",
        created_at=at,
        changed_at=at,
        decision_note="",
        sequence_raised=0,
        reply="none",
        way="form",
        is_unlisted=True,
        badge_changed_at=at,
        search="x" * 75,
    )


def insert_message(subject: str, given: Mapping[str, str], *, at: str) -> None:
    """The mail's row and those of what travels with it."""
    message = insert(
        "message",
        public_id=str(uuid.uuid4()),
        kind="registration.accepted",
        subject_type="participation",
        subject_id=subject,
        language=given["language"],
        to_email=given["email"],
        to_name=f"{given['given_names']} {given['surnames']}",
        title="x" * 90,
        text="x" * 985,
        html="x" * 1490,
        search="x" * 164,
        created_at=at,
        status="queued",
        attempts=0,
        next_attempt_at=at,
        urgency=0,
        bounce="",
        unsubscribe="",
    )
    insert(
        "message_attachment",
        message_id=message,
        filename="pase.png",
        content_type="image/png",
        content_id="pass",
        content=b"x" * 230,
    )
    insert(
        "message_attachment",
        message_id=message,
        filename="calendario.ics",
        content_type="text/calendar; method=REQUEST; charset=utf-8",
        content=b"x" * 1344,
    )


@app.post("/presence/<int:meeting_id>/<int:participation>")
def presence(meeting_id: int, participation: int) -> Response:
    """One INSERT an event, one commit a request."""
    check_token()
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    with transaction():
        insert(
            "presence_event",
            id=str(uuid.uuid4()),
            meeting_id=meeting_id,
            participation_id=participation,
            kind="in",
            day=now.date().isoformat(),
            mode="in_person",
            source="search",
            at=now.isoformat(" "),
            received_at=now.isoformat(" "),
            device="door page",
            actor_kind="user",
            actor_id=str(uuid.UUID(int=meeting_id)),
            actor_label="Door",
        )
    return Response(status=303, headers={"Location": "/done"})


@app.get("/statistics/<int:meeting_id>")
def statistics(meeting_id: int) -> str:
    """One GROUP BY over registrations joined to presence."""
    found = rows(
        "SELECT p.sex, p.capacity_code, a.state_code, count(DISTINCT p.id), count(DISTINCT"
        " e.participation_id) FROM participation p"
        " JOIN affiliation a ON a.participation_id = p.id AND a.is_principal"
        " LEFT JOIN presence_event e ON e.participation_id = p.id AND e.kind = 'in'"
        " WHERE p.meeting_id = ? GROUP BY p.sex, p.capacity_code, a.state_code",
        meeting_id,
    )
    return PAGE.render(row=[f"{row}" for row in found])
