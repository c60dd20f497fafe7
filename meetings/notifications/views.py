"""The outbox: every mail as it is sent, for the officers of the secretariat."""

from __future__ import annotations

import base64
from datetime import datetime

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from meetings import clock, formats, language, searched, zones
from meetings.config import Settings
from meetings.db import transaction
from meetings.errors import Refused
from meetings.language import PREFIX
from meetings.notifications import mime, operations, queries
from meetings.notifications.models import Message
from meetings.notifications.rules.secret_links import file_without_secrets, without_secrets
from meetings.permissions import Right, allow

bp = Blueprint("notifications", __name__, url_prefix=PREFIX + "/manage/outbox")
blueprints = (bp,)

SEARCHED = "outbox_search"
# What a mail may do in the frame that shows it: its own style, its own images, open links.
MAIL_POLICY = "; ".join(
    (
        "sandbox allow-popups allow-popups-to-escape-sandbox",
        "default-src 'none'",
        "img-src data:",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)


@bp.get("")
@allow(Right.MANAGE)
def outbox() -> ResponseReturnValue:
    """All messages, newest first."""
    status, q = _status(), searched.kept(SEARCHED)
    found = queries.listing(
        status=status,
        q=q,
        number=max(request.args.get("page", 1, type=int), 1),
        size=_settings().page_size,
    )
    return render_template(
        "notifications/outbox.html",
        found=found,
        counts=queries.counts(),
        is_sending=bool(_settings().smtp_url),
        href=lambda number: url_for(".outbox", status=status or None, page=number),
        when=_when,
        zone=_zone(),
        status=status,
        q=q,
    )


@bp.post("/search")
@allow(Right.MANAGE)
def search() -> ResponseReturnValue:
    """Keep the searched words in the signed session, and narrow by status."""
    searched.keep(SEARCHED, request.form.get("q", ""))
    return redirect(url_for(".outbox", status=_status() or None), 303)


@bp.get("/<uuid:public_id>")
@allow(Right.MANAGE)
def message(public_id: object) -> ResponseReturnValue:
    """One message with its files."""
    found = _read(public_id)
    return render_template(
        "notifications/message.html",
        message=found,
        text=_masked(found.text),
        bounce=_masked(found.bounce),
        is_sending=bool(_settings().smtp_url),
        when=_when,
        zone=_zone(),
    )


@bp.get("/<uuid:public_id>/html")
@allow(Right.MANAGE)
def html(public_id: object) -> ResponseReturnValue:
    """The HTML part for the frame on the message's page: no script, links open outside of it."""
    found = _read(public_id)
    response = Response(_with_images(found), mimetype="text/html")
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


@bp.get("/<uuid:public_id>/files/<int:number>")
@allow(Right.MANAGE)
def attachment(public_id: object, number: int) -> ResponseReturnValue:
    """A file that travels with a message, always as a download."""
    found = queries.attachment(str(public_id), number)
    if found is None:
        abort(404)
    filename, kind, content = found.filename, found.content_type, found.content
    _read(public_id)
    if kind.startswith("text/") and _settings().smtp_url:
        content = file_without_secrets(content)
    response = Response(content, content_type=kind)
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@bp.post("/<uuid:public_id>/send-again")
@allow(Right.MANAGE)
def send_again(public_id: object) -> ResponseReturnValue:
    """Send a message once more, or try one again that could not be sent."""
    target = url_for(".message", public_id=public_id)
    try:
        with transaction():
            found = _found(public_id)
            queued = operations.send_again(found, by=current_user.actor, at=clock.now())
            target, is_kept = url_for(".message", public_id=queued.public_id), bool(queued.to_email)
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(target, 303)
    if is_kept:
        flash(_("The message is in the outbox again."), "success")
    else:
        flash(_("The words and the address of this mail are kept no longer."), "warning")
    return redirect(target, 303)


def _status() -> str:
    """By which status the list is narrowed; empty for every one."""
    status = request.values.get("status", "")
    return status if status in queries.STANDS else ""


def _found(public_id: object) -> Message:
    found = queries.by_public_id(str(public_id))
    if found is None:
        abort(404)
    return found


def _read(public_id: object) -> Message:
    """A message that somebody of the secretariat reads: the audit says so."""
    with transaction():
        found = _found(public_id)
        operations.note_read(found, by=current_user.actor, at=clock.now())
    return found


def _masked(text: str) -> str:
    """A mail without the addresses that open something for its reader alone.

    Where no mail leaves the installation the outbox is the only place to read them: they stay.
    """
    return without_secrets(text) if _settings().smtp_url else text


def _with_images(found: Message) -> str:
    """The HTML with its inline images in it and its links opening in a new tab."""
    html = mime.dressed(_masked(found.html))
    for file in found.attachments:
        if file.content_id:
            data = base64.b64encode(file.content).decode("ascii")
            html = html.replace(f"cid:{file.content_id}", f"data:{file.content_type};base64,{data}")
    return '<base target="_blank">' + html


def _when(at: datetime) -> str:
    """An instant in the installation's zone, in the reader's language."""
    return formats.instant(at, _settings().time_zone, language.current())


def _zone() -> str:
    """The installation's zone in words, as its clocks go now."""
    return zones.name(_settings().time_zone, language.current(), on=clock.now().date())


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
