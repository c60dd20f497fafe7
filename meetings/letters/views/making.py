"""A letter or certificate for somebody, as a file; why there is none, as a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Response
from flask_babel import gettext as _

from meetings.actor import Actor
from meetings.db import transaction
from meetings.errors import Refused
from meetings.extensions import kept_by_each_process, limiter
from meetings.letters import content, operations, pdf, queries, rules
from meetings.registration.models import Participation

limit_files = limiter.limit(
    lambda: kept_by_each_process("10 per minute; 60 per hour"),
    error_message=lambda: _("Too many files were asked for. Wait a minute and try again."),
)


@dataclass(frozen=True)
class Offered:
    """What somebody may have now; else why not."""

    no_letter: str = ""
    no_certificate: str = ""


def offered(found: Participation, *, at: datetime) -> Offered:
    """Whether she may have a letter and a certificate."""
    return Offered(_reason(lambda: check_letter(found, at)), _reason(lambda: check_attended(found)))


def check_letter(found: Participation, at: datetime) -> None:
    """Raise Refused where she may not have a letter of invitation."""
    rules.may_have_letter(found.status, found.meeting.status, ends_at=found.meeting.ends_at, at=at)


def check_attended(found: Participation) -> queries.Attendance:
    """Her attendance; Refused where she may not have a certificate."""
    attended = queries.attendance_of([found])[found.id]
    rules.may_have_certificate(
        found.status,
        attended.days,
        is_course=queries.is_course(found.meeting),
        completed_on=attended.completed_on,
    )
    return attended


def letter_file(found: Participation, lang: str, *, at: datetime) -> Response:
    """The letter of invitation. Raises Refused."""
    check_letter(found, at)
    sheet = content.letter(found, lang, at=at)
    return answer(pdf.write([sheet], kind="letter", at=at), _("letter-of-invitation"), found, lang)


def certificate_file(found: Participation, lang: str, *, by: Actor, at: datetime) -> Response:
    """The certificate of attendance, noted with its code. Raises Refused."""
    with transaction():
        sheets = certificates([(found, lang, check_attended(found))], by=by, at=at)
    return answer(pdf.write(sheets, kind="certificate", at=at), _("certificate"), found, lang)


def certificates(
    wanted: Iterable[tuple[Participation, str, queries.Attendance]], *, by: Actor, at: datetime
) -> list[dict[str, object]]:
    """The sheets of certificates, each given out; inside a writing unit."""
    sheets = []
    for found, lang, attended in wanted:
        facts = content.facts_of(found, attended, lang)
        row = operations.give_certificate(found, facts, lang=lang, by=by, at=at)
        sheets.append(content.certificate(found, row, at=at))
    return sheets


def answer(made: bytes, name: str, found: Participation, lang: str = "") -> Response:
    """A file that is kept by nobody on the way; its name tells the language, where it has one."""
    response = Response(made, mimetype="application/pdf")
    filename = "-".join(filter(None, (found.meeting.slug, name, lang))) + ".pdf"
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _reason(check: object) -> str:
    try:
        check()  # type: ignore[operator]  # a lambda above
    except Refused as refusal:
        return str(refusal)
    return ""
