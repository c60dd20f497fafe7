"""The mail that brings a member of a body her secret address, in her language."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from meetings.calendar.rules.subscribing import Subscription
from meetings.directory.models import Body, Person
from meetings.feeds import queries
from meetings.feeds.models import FeedAddress
from meetings.language import address as address_of
from meetings.language import reading
from meetings.notifications.operations import enqueue


def for_member(address: FeedAddress, person: Person, body: Body, *, at: datetime) -> None:
    """Her address, what it holds, and how long it answers."""
    lang = address.language
    token = queries.token_of(address)
    feed = address_of("feeds.personal", lang=lang, token=token)
    with reading(lang):
        name = body.name(lang)
        words = {
            "lang": lang,
            "title": _("Your calendar of the meetings of: %(body)s", body=name),
            "name": person.full_name,
            "body": name,
            "feed": Subscription(feed, name),
        }
        text = render_template("feeds/mail/member.txt", **words)
        html = render_template("feeds/mail/member.html", **words)
    enqueue(
        kind="feeds.member",
        subject=("feed", address.public_id),
        to_email=person.email,
        to_name=person.full_name,
        language=lang,
        title=str(words["title"]),
        text=text,
        html=html,
        at=at,
    )
