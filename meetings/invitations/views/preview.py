"""A mailing as one of its recipients will read it, exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from meetings import clock, language
from meetings.calendar import queries as calendar
from meetings.directory import queries as directory
from meetings.invitations import mails, queries
from meetings.invitations.models import Mailing, MailingKind
from meetings.invitations.rules.fitting import Candidate
from meetings.invitations.views.blueprint import bp
from meetings.invitations.views.scope import mailing_of
from meetings.localized import NATIVE_NAMES
from meetings.permissions import Right, allow
from meetings.registration.queries.lists import commonest_capacity

NOBODY = "00000000-0000-0000-0000-000000000000"
MOST_CHOICES = 500
PLACE = "..."  # where the mail has the secret part of an address
# What a mail may do in the frame that shows it: its own style, and nothing else.
MAIL_POLICY = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)


@bp.get("/manage/meetings/<slug>/invitations/<uuid:public_id>/preview")
@allow(Right.MANAGE)
def preview(slug: str, public_id: object) -> ResponseReturnValue:
    """The mail to one recipient, in her language."""
    found = mailing_of(slug, public_id)
    people = _people(found)
    one = _chosen(people)
    other = _other(people, one)
    lang = language.current()
    return render_template(
        "invitations/preview.html",
        meeting=found.meeting,
        about=calendar.text_of(found.meeting_id, lang),
        mailing=found,
        people=people[:MOST_CHOICES],
        chosen=one,
        letter=_letter(found, one) if one else None,
        has_page=one is not None and _has_page(found, one),
        other=other,
        other_letter=_letter(found, other) if other else None,
        native=NATIVE_NAMES,
    )


@bp.get("/manage/meetings/<slug>/invitations/<uuid:public_id>/preview.html")
@allow(Right.MANAGE)
def preview_html(slug: str, public_id: object) -> ResponseReturnValue:
    """The HTML of it, for the frame."""
    found = mailing_of(slug, public_id)
    one = _chosen(_people(found))
    if one is None:
        abort(404)
    response = Response(mails.dressed(_letter(found, one)), mimetype="text/html")
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


def example(
    found: Mailing, name: str, lang: str, *, at: datetime
) -> tuple[mails.Reader, Candidate | None]:
    """For a test: the first recipient who is written to in a language, else the first one, under
    the officer's name; who that is. Of a list without anybody, somebody in the mailing's capacity,
    else in the meeting's commonest, else in none."""
    people = _people(found)
    one = next((each for each in people if each.language == lang), people[0] if people else None)
    is_organization = one is not None and one.organization_id is not None
    like = one or Candidate(key="", given_names="", surnames="", email="", language=lang)
    code = like.capacity_code or found.capacity_code or commonest_capacity(found.meeting_id)
    like = replace(like, capacity_code=code)
    capacities = {each.code: each for each in directory.capacities()}
    closes = queries.closings(found.meeting, [like])[like.key]
    reader = mails.Reader(
        name=like.full_name if is_organization else name,
        language=lang,
        capacity=capacities.get(code or ""),
        closes_at=closes if closes is None or closes > at else None,
        public_id=NOBODY,
        is_organization=is_organization,
    )
    return reader, one


def _people(found: Mailing) -> list[Candidate]:
    return [each for each in queries.candidates(found) if each.is_written_to]


def _chosen(people: list[Candidate]) -> Candidate | None:
    wanted = request.args.get("to", "")
    return next((each for each in people if each.key == wanted), people[0] if people else None)


def _other(people: list[Candidate], one: Candidate | None) -> Candidate | None:
    """The first of the other sort: an organization beside a person, a person beside one; both are
    written to in words of their own."""
    if one is None:
        return None
    is_person = one.organization_id is None
    return next((each for each in people if (each.organization_id is None) != is_person), None)


def _has_page(found: Mailing, one: Candidate) -> bool:
    """Whether the mail leads to a page of its reader's own."""
    is_invited = found.kind == MailingKind.INVITATION and one.organization_id is None
    return one.participation_id is not None or is_invited


def _letter(found: Mailing, one: Candidate) -> mails.Letter:
    """As it will be; the addresses that are for its reader alone end in dots or open nothing."""
    capacities = {each.code: each for each in directory.capacities()}
    reader = mails.Reader(
        name=one.full_name,
        language=one.language,
        capacity=capacities.get(one.capacity_code or ""),
        closes_at=queries.closings(found.meeting, [one])[one.key],
        token=PLACE if _has_page(found, one) else "",
        public_id=NOBODY,
        is_organization=one.organization_id is not None,
    )
    return mails.compose(found, reader, at=clock.now())
