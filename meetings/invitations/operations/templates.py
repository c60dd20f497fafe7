"""Templates: those that come with the product are copied, the secretariat's own are written."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _l

from meetings import audit
from meetings.actor import Actor
from meetings.db import db
from meetings.errors import Refused
from meetings.invitations.models import MailTemplate
from meetings.invitations.rules.placeholders import check_words


def copy_template(template: MailTemplate, *, by: Actor, at: datetime) -> MailTemplate:
    """A copy that the secretariat may write as it likes."""
    made = MailTemplate(
        code=str(uuid.uuid4()),
        kind=template.kind,
        name=dict(template.name),
        title=dict(template.title),
        text=dict(template.text),
        moment=template.moment,
        hours=template.hours,
        sort=template.sort,
        is_own=True,
        changed_at=at,
    )
    db.session.add(made)
    db.session.flush()
    changes = {"of": template.code}
    subject = ("mail_template", made.code)
    audit.record("invitations.copy_template", subject, by=by, at=at, changes=changes)
    return made


def write_template(
    template: MailTemplate,
    name: Mapping[str, str],
    *,
    title: Mapping[str, str],
    text: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> None:
    """Write a template of the secretariat's own; mailings that began from it stay as they are.

    Raises Refused for one that comes with the product (code given), without a name, and for a
    placeholder that there is not.
    """
    if not template.is_own:
        raise Refused(_l("This template comes with the product: copy it first."), code="given")
    if not any(name.values()):
        raise Refused(_l("Write a name in at least one language."), field="name")
    check_words(title, text)
    template.name, template.title, template.text = dict(name), dict(title), dict(text)
    template.changed_at = at
    db.session.flush()
    audit.record("invitations.write_template", ("mail_template", template.code), by=by, at=at)
